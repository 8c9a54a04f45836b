"""Putting a picture into a question that is being written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from courses.model import Media
from lms.kernel import clock
from lms.kernel.database import writing
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.training.media_views import storage
from lms.web.access import actor
from lms.workshop import illustrating
from lms.workshop.item_boxes import Button, Drawer, Group
from lms.workshop.item_rows import Fields
from lms.workshop.uploads import markdown_of, read_upload

PICTURE = "picture"
"""The button that puts a picture in."""
FILE, ALT, INTO = "picture-file", "picture-alt", "picture-into"
ACCEPT = ".png,.jpg,.jpeg,.webp,image/png,image/jpeg,image/webp"

_PLACES = re.compile(r"stem|explanation|(?:option|item)-\d+-text|pair-\d+-(?:left|right)")
_BLOCKS = ("stem", "explanation")
_ALT_MOST = 300

Errors = Mapping[str, Sequence[Sentence]]


@dataclass(frozen=True)
class Put:
    """The fields of a question after a picture was put in, or what is wrong."""

    fields: Fields
    errors: Errors = field(default_factory=dict)


def put_in(manuscript_id: UUID, fields: Fields, file: FileStorage | None) -> Put:
    """Add a picture to the manuscript and show it in the field that was chosen."""
    into, alt = fields.get(INTO, ""), " ".join(fields.get(ALT, "").split())
    errors: dict[str, Sequence[Sentence]] = {}
    if file is None or not file.filename:
        errors[FILE] = (say("Pilih gambarnya dahulu."),)
    if not alt:
        errors[ALT] = (say("Tulis apa yang terlihat pada gambar."),)
    elif len(alt) > _ALT_MOST:
        errors[ALT] = (say("Paling banyak %(most)s huruf.", most=_ALT_MOST),)
    if not _PLACES.fullmatch(into):
        errors[INTO] = (say("Pilih tempat gambarnya."),)
    if errors or file is None:
        return Put(fields, errors)
    try:
        kept = _kept(manuscript_id, file)
    except Refused as refusal:
        return Put(fields, {FILE: refusal.reasons})
    rest = {name: text for name, text in fields.items() if name not in (ALT, INTO)}
    gap = "\n\n" if into in _BLOCKS else " "
    return Put({**rest, into: f"{rest.get(into, '')}{gap}{markdown_of(kept, alt)}".strip()})


def _kept(manuscript_id: UUID, file: FileStorage) -> Media:
    media = read_upload(file, storage())
    if not media.kind.startswith("image/"):
        raise Refused(say("Pilih gambar PNG, JPEG, atau WebP; PDF dipasang di bacaan."))
    with writing() as session:
        return illustrating.add_media(session, actor(), manuscript_id, media, at=clock.now())


def picture_group(groups: Sequence[Group], put: Put | None) -> Group:
    """Give the fields by which a picture is put into one of the texts of these groups."""
    draw = Drawer(put.fields if put else {}, put.errors if put else {})
    hint = _("PNG, JPEG, atau WebP; dikecilkan menjadi paling besar 200 kB.")
    return Group(
        "group-picture",
        _("Sisipkan gambar"),
        (
            draw.file(FILE, _("Gambar"), hint=hint, accept=ACCEPT),
            draw.line(ALT, _("Apa yang terlihat"), hint=_("Dibacakan bagi yang tidak melihatnya.")),
            draw.select(INTO, _("Tempat"), tuple(_places(groups))),
        ),
        buttons=(Button(PICTURE, _("Unggah dan sisipkan")),),
    )


def _places(groups: Sequence[Group]) -> list[tuple[str, str]]:
    found = [(box.id, box.label) for each in groups for box in each.boxes]
    for each in groups:
        for row in each.rows:
            found += [(box.id, f"{row.title}: {box.label}") for box in row.boxes]
    return [(name, label) for name, label in found if _PLACES.fullmatch(name)]
