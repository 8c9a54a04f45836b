"""Takes a Word document apart: paragraphs and tables, as lines of text with their place."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table

from courses.exchange import sheet_guard, sheet_texts
from courses.exchange.drafts import Unreadable
from courses.exchange.word_pictures import Pictures

_HIGH = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOW = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_CELLS_MOST = 60_000
_PARAGRAPHS_MOST = 40_000
_LETTERED = ("upperLetter", "lowerLetter")
_BROKEN = "Berkas ini rusak atau bukan berkas Word (.docx). Buka dengan Word, lalu simpan lagi."


@dataclass(frozen=True)
class Line:
    """A line of a paragraph; `mark` is what Word itself puts before it: "1", "A" or nothing.

    `number` counts paragraphs and rows of tables together, so that it is met only once. A picture
    stands in the text as `![what is seen](@@PLUGINFILE@@/gambar-1.png)`; `has_picture` says that
    there is something else that no text can hold, such as a formula.
    """

    number: int
    text: str
    mark: str = ""
    list_id: str = ""
    has_picture: bool = False
    is_heading: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: its number in the document, what comes before it, the lines of each cell."""

    number: int
    before: int
    rows: Sequence[Sequence[Sequence[Line]]]


Block = Line | Grid


@dataclass(frozen=True)
class Opened:
    """The lines and tables of a document in their order, and the pictures that they show."""

    blocks: Sequence[Block]
    pictures: Mapping[str, bytes]


def opened(content: bytes) -> Opened:
    """Give what a .docx holds.

    Raises:
        Unreadable: no .docx, broken, locked, too large, or made to fill memory.
    """
    try:
        packed = sheet_guard.repack(sheet_guard.open_parts(content))
    except sheet_guard.Unsafe as error:
        raise Unreadable(str(error)) from error
    try:
        found = _Document(docx.Document(io.BytesIO(packed)))
        return Opened(tuple(found.blocks()), found.pictures.contents)
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken part makes the library stumble over
        raise Unreadable(_BROKEN) from error


@dataclass
class _Document:
    document: Any
    cells: int = 0

    @cached_property
    def pictures(self) -> Pictures:
        """Give the pictures that were met so far."""
        return Pictures(self.document.part)

    def blocks(self) -> Iterator[Block]:
        """Give line after line and table after table."""
        number = tables = 0
        for each in self.document.iter_inner_content():
            if isinstance(each, Table):
                tables += 1
                rows = [self._row(row) for row in each._tbl.tr_lst]
                yield Grid(tables, number, rows)
                number += len(rows)
            else:
                number += 1
                self._check_length(number)
                yield from self._lines(each._p, number)

    def _row(self, row: Any) -> list[list[Line]]:
        cells = row.findall(qn("w:tc"))
        self.cells += len(cells)
        self._check_length(0)
        return [
            [
                line
                for number, paragraph in enumerate(cell.findall(qn("w:p")), start=1)
                for line in self._lines(paragraph, number)
            ]
            for cell in cells
        ]

    def _check_length(self, paragraphs: int) -> None:
        if self.cells > _CELLS_MOST or paragraphs > _PARAGRAPHS_MOST:
            raise Unreadable("Naskahnya terlalu panjang. Bagi soalnya menjadi beberapa berkas.")

    def _lines(self, element: Any, number: int) -> Iterator[Line]:
        list_id, mark = self._mark(element)
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = "" if style is None else style.get(qn("w:val"), "")
        is_heading = name.startswith(("Heading", "Title", "Judul"))
        has_picture = self.pictures.lack_in(element)
        for text in sheet_texts.clean(_text(element, self.pictures)).split("\n"):
            yield Line(number, text.strip(" \u00a0"), mark, list_id, has_picture, is_heading)
            mark, has_picture = "", False

    def _mark(self, paragraph: Any) -> tuple[str, str]:
        """Give the list that the paragraph stands in, and whether it counts or letters there."""
        properties = self._numbering_of(paragraph)
        if properties is None:
            return "", ""
        number, level = properties
        style = self._formats.get(number, {}).get(level, "")
        mark = "A" if style in _LETTERED else "1" if style.startswith("decimal") else ""
        return f"{number}/{level}", mark

    def _numbering_of(self, paragraph: Any) -> tuple[str, str] | None:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is None and style is not None:
            own = self._styles.get(style.get(qn("w:val"), ""))
        number = own.find(qn("w:numId")) if own is not None else None
        if own is None or number is None:
            return None
        level = own.find(qn("w:ilvl"))
        return number.get(qn("w:val"), ""), "0" if level is None else level.get(qn("w:val"), "0")

    @cached_property
    def _styles(self) -> Mapping[str, Any]:
        """Give the numbering of the styles that number."""
        styles = self.document.styles.element.findall(qn("w:style"))
        path = f"{qn('w:pPr')}/{qn('w:numPr')}"
        return {
            style.get(qn("w:styleId"), ""): found
            for style in styles
            if (found := style.find(path)) is not None
        }

    @cached_property
    def _formats(self) -> Mapping[str, Mapping[str, str]]:
        """Give for each list and level how it numbers."""
        if not any(rel.reltype.endswith("/numbering") for rel in self.document.part.rels.values()):
            return {}
        root = self.document.part.numbering_part.element
        abstract = {
            each.get(qn("w:abstractNumId")): {
                level.get(qn("w:ilvl"), "0"): kind.get(qn("w:val"), "")
                for level in each.findall(qn("w:lvl"))
                if (kind := level.find(qn("w:numFmt"))) is not None
            }
            for each in root.findall(qn("w:abstractNum"))
        }
        found = {}
        for each in root.findall(qn("w:num")):
            target = each.find(qn("w:abstractNumId"))
            if target is not None:
                found[each.get(qn("w:numId"))] = abstract.get(target.get(qn("w:val")), {})
        return found


def _text(paragraph: Any, pictures: Pictures) -> str:
    """Give what is read in a paragraph; raised and lowered digits stay so."""
    said = []
    for run in paragraph.iter(qn("w:r")):
        text = "".join(pictures.shown(part) or _piece(part) for part in run)
        place = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
        kind = place.get(qn("w:val")) if place is not None else None
        table = {"superscript": _HIGH, "subscript": _LOW}.get(kind or "", {})
        said.append(text.translate(table))
    return "".join(said)


def _piece(part: Any) -> str:
    match part.tag:
        case tag if tag == qn("w:t"):
            return part.text or ""
        case tag if tag == qn("w:tab"):
            return "\t"
        case tag if tag in (qn("w:br"), qn("w:cr")):
            return "\n"
        case tag if tag == qn("w:noBreakHyphen"):
            return "-"
        case _:
            return ""
