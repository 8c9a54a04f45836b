"""Many papers by XLSX: tried first, applied once, every problem with its row and remedy."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials.recognition_models import Recognition, RecognitionSheet, RecognitionState
from lms.credentials.recognition_rows import day_of
from lms.kernel.access import Role
from lms.kernel.database import reading
from lms.people.models import Account, Person
from tests.browser import Browser, Page
from tests.credentials.papers_of_before import filed
from tests.factories.people import a_person, a_staff_member, an_account

DESK = "credentials_recognition_desk"
_TITLES = {
    "nik": "NIK",
    "name": "Nama lengkap",
    "phone": "HP/WhatsApp",
    "domicile_code": "Domisili",
    "kind": "Jenis dokumen",
    "title": "Nama pelatihan",
    "organiser": "Penyelenggara",
    "number": "Nomor dokumen",
    "dated_on": "Tanggal dokumen",
    "signatory": "Penanda tangan",
    "wanted": "Diminta sebagai",
}
_GOOD: dict[str, Any] = {
    "nik": "1872015705900001",
    "name": "Sekar Wulandari",
    "phone": "0812-3456-7890",
    "domicile_code": "Metro, Metro Pusat, Kota Metro",
    "kind": "Sertifikat",
    "title": "Bimbingan Teknis Dasar PSM",
    "organiser": "Dinas Sosial Provinsi Lampung",
    "number": "017/2017",
    "dated_on": "10 Agustus 2017",
    "signatory": "",
    "wanted": "Bimtek Dasar PSM",
}


def a_list(*rows: dict[str, Any]) -> io.BytesIO:
    """Give an XLSX; each row names what differs from a good one."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(_TITLES.values()))
        for line, row in enumerate(rows, start=1):
            for place, key in enumerate(_TITLES):
                value = {**_GOOD, **row}[key]
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(line, place, value)
    stream.seek(0)
    return stream


def clerk_of(session: Session, region: str = "18.72") -> Account:
    """Give a clerk."""
    made = a_staff_member(session, Role.CLERK, region)
    session.commit()
    return made


def tried(browser: Browser, *rows: dict[str, Any]) -> Page:
    """Give the page of a list that was uploaded."""
    return browser.submit(f"{DESK}.try_list", {"file": (a_list(*rows), "daftar.xlsx")})


def sheet_id() -> Any:
    """Give the id of the list that was uploaded last."""
    with reading() as session:
        newest = select(RecognitionSheet.id).order_by(RecognitionSheet.uploaded_at.desc())
        return session.scalars(newest.limit(1)).one()


def papers() -> Sequence[Recognition]:
    """Give the papers there are."""
    with reading() as session:
        return session.scalars(select(Recognition).order_by(Recognition.number)).all()


class TestTryingAndApplying:
    def test_good_rows_are_filed_once_and_wait_for_their_scans(
        self, browser: Browser, session: Session
    ) -> None:
        known = a_person(session, "Made Sari")
        browser.sign_in(clerk_of(session))
        browser.get(f"{DESK}.lists")
        other = {
            "nik": "1872014107850002",
            "name": "Made Sari",
            "phone": known.phone,
            "number": "2",
        }
        page = tried(browser, {}, other, {"number": "3", "kind": "ijazah"})
        assert "2 baik, 1 masalah" in page
        assert "Jenis dokumen: Isi Sertifikat atau SK." in page
        assert "baris 4" in page
        assert not papers()
        page = browser.submit(f"{DESK}.apply", {}, sheet_id=sheet_id())
        assert "2 dokumen menunggu pindaian, 1 baris bermasalah dilewati" in page
        browser.post(f"{DESK}.apply", {}, sheet_id=sheet_id())
        rows = papers()
        assert [(row.number, row.state) for row in rows] == [
            ("017/2017", RecognitionState.AWAITING_SCAN),
            ("2", RecognitionState.AWAITING_SCAN),
        ]
        assert rows[0].dated_on == date(2017, 8, 10)
        assert rows[1].person_id == known.id
        assert "daftar.xlsx" in browser.get(f"{DESK}.lists")
        assert "Sekar Wulandari" in browser.get(f"{DESK}.papers", keadaan="menunggu-pindaian")

    def test_a_serving_psm_enters_by_the_sk(self, browser: Browser, session: Session) -> None:
        browser.sign_in(clerk_of(session))
        sk = {"kind": "SK", "number": "800/12/2016", "signatory": "Wali Kota", "wanted": ""}
        tried(browser, sk, sk | {"nik": "1872014107850002", "name": "Made", "phone": ""})
        browser.post(f"{DESK}.apply", {}, sheet_id=sheet_id())
        assert [row.signatory for row in papers()] == ["Wali Kota", "Wali Kota"]

    def test_a_long_list_is_applied_in_parts(self, browser: Browser, session: Session) -> None:
        browser.sign_in(clerk_of(session))
        rows = [
            {"nik": f"187201410785{n:04}", "name": f"Orang {n}", "number": f"x{n}", "phone": ""}
            for n in range(1, 121)
        ]
        tried(browser, *rows)
        page = browser.submit(f"{DESK}.apply", {}, sheet_id=sheet_id())
        assert "120 dokumen menunggu pindaian" in page
        assert len(papers()) == 120

    def test_the_template_and_the_list_of_problems_can_be_uploaded_again(
        self, browser: Browser, session: Session
    ) -> None:
        browser.sign_in(clerk_of(session))
        empty = browser.get(f"{DESK}.template").response.data
        data = {"file": (io.BytesIO(empty), "templat.xlsx")}
        assert "Tidak ada baris" in browser.post(f"{DESK}.try_list", data, expect=422)
        tried(browser, {"domicile_code": "Desa Antah"})
        marked = browser.get(f"{DESK}.problems", sheet_id=sheet_id()).response.data
        lines = CalamineWorkbook.from_filelike(io.BytesIO(marked)).get_sheet_by_index(0).to_python()
        assert any("Domisili: Desa atau kelurahan" in str(cell) for line in lines for cell in line)
        data = {"file": (io.BytesIO(marked), "lagi.xlsx")}
        assert "0 baik, 1 masalah" in browser.submit(f"{DESK}.try_list", data)


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ({"nik": "187201570590000"}, "NIK: NIK harus 16 angka"),
            ({"nik": 1872015705900001}, "NIK: NIK ini tersimpan sebagai angka"),
            ({"name": ""}, "Nama lengkap: Nama wajib diisi"),
            ({"phone": "12"}, "HP/WhatsApp: Tulis nomor HP"),
            ({"domicile_code": "Antah, Berantah"}, "Domisili: Desa atau kelurahan ini tidak"),
            ({"domicile_code": "18.02.01.2001"}, "Domisili: Desa atau kelurahan ini di luar"),
            ({"title": ""}, "Nama pelatihan: Wajib diisi"),
            ({"organiser": "x" * 201}, "Penyelenggara: Paling panjang 200"),
            ({"dated_on": "kemarin"}, "Tanggal dokumen: Tulis tanggal seperti"),
            ({"dated_on": "1/1/2099"}, "Tanggal dokumen: Tanggal ini belum terjadi"),
            ({"kind": "SK", "number": ""}, "Nomor dokumen: Nomor SK wajib"),
            ({"wanted": "Bimtek Utama"}, "Diminta sebagai: Program ini tidak ada. Pakai salah"),
        ],
    )
    def test_row_field_and_remedy_are_named(
        self, browser: Browser, session: Session, row: dict[str, Any], words: str
    ) -> None:
        page = tried(browser.sign_in(clerk_of(session)), row)
        assert words in page
        assert "0 baik, 1 masalah" in page

    def test_twins_within_the_list_and_with_what_is_filed_are_found(
        self, browser: Browser, session: Session
    ) -> None:
        filed(session, an_account(session, a_person(session, "Made Sari")), number="9/2017")
        browser.sign_in(clerk_of(session))
        page = tried(browser, {}, {"organiser": "Dinsos Prov Lampung"}, {"number": "9 / 2017"})
        assert "Dokumen ini sama dengan baris 2. Hapus salah satu." in page
        assert "sudah diajukan untuk Made Sari" in page

    def test_what_changed_since_the_trial_is_seen(self, browser: Browser, session: Session) -> None:
        browser.sign_in(clerk_of(session))
        tried(browser, {})
        filed(session, an_account(session), number="017/2017")
        session.commit()
        page = browser.submit(f"{DESK}.apply", {}, sheet_id=sheet_id())
        assert "0 dokumen menunggu pindaian, 1 baris bermasalah" in page
        with reading() as again:
            found = select(Person).where(Person.name == "Sekar Wulandari")
            assert again.scalars(found).all() == []

    def test_no_excel_is_said_so(self, browser: Browser, session: Session) -> None:
        browser.sign_in(clerk_of(session))
        assert "Pilih berkasnya" in browser.post(f"{DESK}.try_list", {}, expect=422)
        data = {"file": (io.BytesIO(b"halo"), "x.xlsx")}
        assert "bukan berkas Excel" in browser.post(f"{DESK}.try_list", data, expect=422)


def test_lists_of_others_are_not_there(app: Flask, session: Session) -> None:
    one, other = clerk_of(session), clerk_of(session)
    tried(Browser(app).sign_in(one), {})
    stranger = Browser(app).sign_in(other)
    for page in ("sheet", "problems"):
        stranger.get(f"{DESK}.{page}", expect=404, sheet_id=sheet_id())
    stranger.post(f"{DESK}.apply", {}, expect=404, sheet_id=sheet_id())


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("10/08/2017", date(2017, 8, 10)),
        ("1-1-2016", date(2016, 1, 1)),
        ("2017-08-10", date(2017, 8, 10)),
        ("10 Agustus 2017", date(2017, 8, 10)),
        ("5 des 2019", date(2019, 12, 5)),
        ("31/02/2017", None),
        ("10 Brumaire 2017", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, day: date | None) -> None:
    assert day_of(typed) == day
