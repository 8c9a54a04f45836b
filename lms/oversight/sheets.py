"""A report as XLSX."""

from flask_babel import gettext as _

from lms.oversight.tables import Snapshot
from lms.web.workbooks import table_workbook


def workbook(view: Snapshot, number: str) -> bytes:
    """Give a frozen view as XLSX: number, facts and definitions above its table."""
    notes = [
        _("Nomor laporan: %(number)s", number=number),
        *(f"{label}: {words}" for label, words in view.facts),
        "",
        *view.notes,
    ]
    return table_workbook(view.title, view.headings, view.rows, notes)
