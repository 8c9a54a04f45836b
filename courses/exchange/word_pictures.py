"""Pictures within the paragraphs of a Word document, and what else is no text there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from docx.oxml.ns import qn

from courses.exchange.illustrating import INSIDE

MOST = 200
_HOLDERS = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_FORMULA = qn("m:oMath")
_BLIP, _EMBED = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip", qn("r:embed")
_OLD, _ID = "{urn:schemas-microsoft-com:vml}imagedata", qn("r:id")
_ABOUT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass
class Pictures:
    """Gives each picture of a document a name; `contents` has those that were met."""

    part: Any
    contents: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def shown(self, part: Any) -> str:
        """Give the pictures that a part of a run shows, as a text can show them; "" for others."""
        if part.tag not in _HOLDERS:
            return ""
        alt = next((each.get("descr", "") for each in part.iter(_ABOUT)), "")
        said = " ".join(alt.replace("[", "(").replace("]", ")").replace("\\", "").split())
        names = filter(None, map(self._name, _ids(part)))
        return " ".join(f"![{said}]({INSIDE}{name})" for name in names)

    def lack_in(self, paragraph: Any) -> bool:
        """Tell whether a paragraph holds something that is neither text nor such a picture."""
        if any(True for _ in paragraph.iter(_FORMULA)):
            return True
        return any(not self.shown(holder) for holder in paragraph.iter(*_HOLDERS))

    def _name(self, rel_id: str) -> str:
        """Give the name of an embedded picture; "" where there is none."""
        if rel_id in self._names:
            return self._names[rel_id]
        found = self.part.rels.get(rel_id)
        if found is None or found.is_external or len(self.contents) >= MOST:
            return ""
        ending = PurePosixPath(str(found.target_part.partname)).suffix.lower()
        name = f"gambar-{len(self.contents) + 1}{ending}"
        self.contents[name] = found.target_part.blob
        self._names[rel_id] = name
        return name


def _ids(part: Any) -> Iterator[str]:
    for each in part.iter(_BLIP, _OLD):
        rel_id = each.get(_EMBED) or each.get(_ID)
        if rel_id:
            yield rel_id
