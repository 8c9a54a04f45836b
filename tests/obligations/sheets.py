"""Sheets of the obliged, as offices send them."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Actor
from lms.obligations import operations
from lms.obligations.operations import ListFacts
from lms.people import sealing
from lms.standings.buckets import Key
from lms.standings.models import Mode, ObligedList
from tests.standings.lists import BASIC

HEADINGS = {
    Mode.NAMES: ("NIK", "Nama lengkap", "Desa/kelurahan"),
    Mode.TARGETS: ("Desa/kelurahan", "Jumlah wajib"),
}


def a_sheet(rows: Sequence[Sequence[Any]], mode: Mode = Mode.NAMES) -> io.BytesIO:
    """Give an XLSX with these rows below its headings."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True, "in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate((HEADINGS[mode], *rows)):
            for place, value in enumerate(row):
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(line, place, value)
    stream.seek(0)
    return stream


def tried(
    session: Session,
    actor: Actor,
    rows: Sequence[Sequence[Any]],
    *,
    region_code: str = "18",
    mode: Mode = Mode.NAMES,
    key: Key = BASIC,
) -> ObligedList:
    """Give a list that was tried by somebody."""
    return operations.try_list(
        session,
        actor,
        ListFacts(key, region_code, mode, "SK Kepala Dinas 12/2026", date(2026, 1, 2)),
        a_sheet(rows, mode),
        filename="wajib.xlsx",
        cipher=sealing.cipher(),
        at=clock.now(),
    )
