"""The pages of the lists: upload, result of every row, application, history."""

import io
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.access import SYSTEM, Role
from lms.standings.models import Mode, ObligedList
from tests.browser import Browser, Page
from tests.factories.people import a_staff_member
from tests.factories.regions import IMOPURO, METRO
from tests.factories.training import a_tier
from tests.obligations.sheets import a_sheet, tried
from tests.standings.lists import a_nik

ROWS = [(a_nik(1), "Sri Lestari", METRO), (a_nik(2), "Budi", "18.72.01.9999")]


@pytest.fixture
def officer(session: Session, browser: Browser) -> Browser:
    """An officer of Lampung at the desk."""
    a_tier(session)
    account = a_staff_member(session, Role.OFFICER, "18")
    session.commit()
    return browser.sign_in(account)


def _upload(browser: Browser, rows: Any, expect: int = 303, **changes: Any) -> Page:
    data = {
        "key": "psm/dasar",
        "region_code": "18",
        "mode": "nama",
        "source": "SK Kepala Dinas Sosial 12/2026",
        "dated_on": "02/01/2026",
        "file": (io.BytesIO(rows) if isinstance(rows, bytes) else a_sheet(rows), "wajib.xlsx"),
    }
    return browser.post("obligations.try_list", data=data | changes, expect=expect)


def _only(session: Session) -> UUID:
    found = session.scalars(select(ObligedList.id)).one()
    session.rollback()  # SQLite has one writer
    return found


def test_an_empty_desk_says_how_to_begin(officer: Browser) -> None:
    page = officer.get("obligations.lists")
    assert "Belum ada daftar" in page
    assert "Unggah daftar pertama" in page


def test_a_list_is_uploaded_judged_and_applied(officer: Browser, session: Session) -> None:
    _upload(officer, ROWS)
    list_id = _only(session)
    page = officer.get("obligations.show", list_id=list_id)
    assert "Terapkan 1 baris, 1 dilewati" in page
    assert "Tidak ada desa atau kelurahan dengan kode 18.72.01.9999." in page
    assert a_nik(1) not in page.html and a_nik(2) not in page.html
    refused = officer.post("obligations.apply", expect=409, list_id=list_id)
    assert "Ada 1 baris yang salah" in refused
    officer.post("obligations.apply", data={"leave_out": "y"}, list_id=list_id)
    assert "Berlaku" in officer.get("obligations.lists")
    good = officer.get("obligations.show", list_id=list_id, isi="benar")
    assert "Sri Lestari" in good
    assert "Akhiri daftar" in good


def test_rows_left_out_can_be_mended_and_uploaded_again(officer: Browser, session: Session) -> None:
    _upload(officer, ROWS)
    content = officer.get("obligations.faults", list_id=_only(session)).response.get_data()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    heading, row = sheet.to_python()[:2]
    assert heading[-1] == "Masalah"
    assert row[:3] == [a_nik(2), "Budi", "18.72.01.9999"]
    assert "18.72.01.9999" in str(row[-1])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"region_code": "35"}, "Pilihan ini tidak ada dalam daftar"),
        ({"key": "psm/sakti"}, "Pilihan ini tidak ada dalam daftar"),
        ({"dated_on": "02/01/2199"}, "Tanggal ini belum terjadi"),
        ({"source": " "}, "Wajib diisi"),
        ({"rows": b"bukan"}, "bukan berkas Excel"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    officer: Browser, session: Session, changes: dict[str, Any], words: str
) -> None:
    sent = {"rows": ROWS} | changes
    assert words in _upload(officer, expect=422, **sent)
    assert session.scalars(select(ObligedList)).all() == []


def test_the_templates_are_read_back_once_filled(officer: Browser) -> None:
    for endpoint, heading in (
        ("names_template", "NIK *"),
        ("targets_template", "Desa/kelurahan *"),
    ):
        content = officer.get(f"obligations.{endpoint}").response.get_data()
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        assert sheet.to_python()[0][0] == heading


def test_lists_of_another_province_are_unknown(
    app: Flask, session: Session, officer: Browser
) -> None:
    made = tried(session, SYSTEM, [("35.78.01.1001", 4)], region_code="35", mode=Mode.TARGETS)
    session.commit()
    officer.get("obligations.show", expect=404, list_id=made.id)
    assert "Jawa Timur" not in officer.get("obligations.lists")


def test_a_list_is_ended_with_a_reason(officer: Browser, session: Session) -> None:
    _upload(officer, [(a_nik(1), "Sri Lestari", IMOPURO)])
    list_id = _only(session)
    officer.post("obligations.apply", list_id=list_id)
    officer.post("obligations.end", data={"reason": " "}, expect=422, list_id=list_id)
    officer.post("obligations.end", data={"reason": "Salah sumber"}, list_id=list_id)
    assert "Diakhiri" in officer.get("obligations.lists")
