"""The organiser's table as XLSX."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from lms.completion.presenters import Line
from lms.training.models import Angkatan
from lms.web.formats import moment
from lms.web.workbooks import table_workbook


def workbook(angkatan: Angkatan, lines: Sequence[Line], *, at: datetime) -> bytes:
    """Give the table with each requirement's value and whether it is met, as of `at`."""
    requirements = lines[0].items if lines else ()
    headings = [_("Nama"), _("Kelas"), _("Asal")]
    for item in requirements:
        headings += [item.label, _("%(label)s: terpenuhi", label=item.label)]
    rows = [
        [line.name, line.kelas, line.origin, *_cells(line), line.word, line.missing]
        for line in lines
    ]
    notes = [
        angkatan.title,
        _("Keadaan %(moment)s.", moment=moment(at, angkatan.zone)),
        _(
            "Syarat: %(list)s.",
            list="; ".join(f"{i.label} {i.target}".strip() for i in requirements),
        ),
        _("Siap ditetapkan: semua syarat terpenuhi, panitia belum menetapkan."),
    ]
    headings += [_("Keadaan"), _("Yang masih kurang")]
    return table_workbook(_("Kelulusan"), headings, rows, notes)


def _cells(line: Line) -> list[str]:
    return [
        cell for item in line.items for cell in (item.value, _("ya") if item.met else _("belum"))
    ]
