"""The pages on which questions are imported and exported."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.exchange import sheet
from lms.kernel.access import Role
from lms.kernel.audit import AuditEntry
from lms.people.models import Account
from lms.workshop.models import BankItem, ItemStatus, Manuscript
from tests.browser import Browser, Page
from tests.workshop.bank_samples import a_manuscript, a_question, a_writer, an_item
from tests.workshop.import_samples import a_letter, a_row, a_sheet
from tests.workshop.picture_samples import a_picture, a_quiz, shown

ROWS = (a_row("Siapa relawan?"), a_row("Salah?", key="E"), a_row("Mengapa?", A="**Tulus**",
        markup="markdown"))  # fmt: skip


@pytest.fixture
def naskah(session: Session) -> Manuscript:
    made = a_manuscript(session)
    session.commit()
    return made


@pytest.fixture
def writer(session: Session) -> Account:
    made = a_writer(session)
    session.commit()
    return made


@pytest.fixture
def browser(app: Flask, writer: Account) -> Browser:
    return Browser(app).sign_in(writer)


def uploaded(
    browser: Browser, naskah: Manuscript, content: bytes, name: str = "soal.xlsx", **more: Any
) -> Page:
    data = {"file": (io.BytesIO(content), name), "objective": "", "level": ""}
    return browser.post("workshop_import.try_file", data, manuscript_id=naskah.id, **more)


def import_id(page: Page) -> str:
    return page.location.rsplit("/", 1)[1]


class TestUpload:
    def test_the_bank_leads_there_and_templates_are_at_hand(
        self, browser: Browser, naskah: Manuscript
    ) -> None:
        assert "Impor soal" in browser.get("workshop_bank.items", manuscript_id=naskah.id)
        page = browser.get("workshop_import.upload", manuscript_id=naskah.id)
        assert "Templat Excel" in page
        assert "Templat Word" in page
        for endpoint in ("sheet_template", "word_template"):
            got = browser.get(f"workshop_import.{endpoint}")
            assert got.response.data.startswith(b"PK")
            assert "attachment" in got.response.headers["Content-Disposition"]

    @pytest.mark.parametrize(
        ("content", "name", "said"),
        [
            (b"", "soal.xlsx", "Berkas ini kosong."),
            (b"%PDF-1.7", "soal.pdf", "Jenis berkas ini tidak dikenal"),
            (a_letter("Halo."), "soal.docx", "Tidak ada soal yang dikenali"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_told_why(
        self, browser: Browser, naskah: Manuscript, content: bytes, name: str, said: str
    ) -> None:
        assert said in uploaded(browser, naskah, content, name, expect=422)

    def test_no_file_is_told_too(self, browser: Browser, naskah: Manuscript) -> None:
        page = browser.post(
            "workshop_import.try_file", {"level": ""}, manuscript_id=naskah.id, expect=422
        )
        assert "Pilih berkasnya dahulu." in page


class TestPreview:
    def test_each_question_stands_as_the_trainee_sees_it(
        self, browser: Browser, naskah: Manuscript
    ) -> None:
        page = browser.open(uploaded(browser, naskah, a_sheet(*ROWS)).location)
        assert "Masukkan 2 soal" in page
        assert "Siapa relawan?" in page
        assert "<strong>Tulus</strong>" in page.html
        assert "Kolom Kunci: “E” tidak menunjuk pilihan yang terisi" in page
        assert "Baris 3 Perlu diperbaiki" in page
        assert "Belum ada yang disimpan." in page

    def test_its_parts_are_looked_at_alone(self, browser: Browser, naskah: Manuscript) -> None:
        found = import_id(uploaded(browser, naskah, a_sheet(*ROWS)))
        page = browser.get("workshop_import.show", import_id=found, hasil="perbaiki")
        assert "Salah?" in page
        assert "Siapa relawan?" not in page
        assert "Tidak ada baris" in browser.get(
            "workshop_import.show", import_id=found, hasil="dilewati"
        )

    def test_a_long_file_has_pages(self, browser: Browser, naskah: Manuscript) -> None:
        rows = [a_row(f"Soal nomor {number}?") for number in range(30)]
        found = import_id(uploaded(browser, naskah, a_sheet(*rows)))
        page = browser.get("workshop_import.show", import_id=found, halaman=2)
        assert "Soal nomor 29?" in page
        assert "Soal nomor 2?" not in page

    def test_faulty_rows_are_downloaded_mended_and_imported(
        self, browser: Browser, naskah: Manuscript
    ) -> None:
        found = import_id(uploaded(browser, naskah, a_sheet(*ROWS)))
        got = browser.get("workshop_import.faulty", import_id=found).response.data
        head, row = (
            CalamineWorkbook.from_filelike(io.BytesIO(got)).get_sheet_by_name("Soal").to_python()
        )
        assert str(row[head.index("Masalah")]).startswith("Baris 3: Kolom Kunci")
        mended = sheet.read(got).faulty[0].cells
        page = browser.open(uploaded(browser, naskah, a_sheet({**mended, "key": "B"})).location)
        assert "Masukkan 1 soal" in page

    def test_what_text_says_is_no_markup(self, browser: Browser, naskah: Manuscript) -> None:
        row = a_row("<script>alert(1)</script> apa?", objective="<b>x</b>")
        page = browser.open(uploaded(browser, naskah, a_sheet(row, a_row("%s %(x)s {{ 7*7 }}")
                                                              )).location)  # fmt: skip
        assert "<script>alert(1)</script> apa?" in page
        assert "%s %(x)s {{ 7*7 }}" in page


class TestApply:
    def test_the_good_ones_enter_once(
        self, browser: Browser, naskah: Manuscript, session: Session
    ) -> None:
        found = import_id(uploaded(browser, naskah, a_sheet(*ROWS)))
        page = browser.submit("workshop_import.apply", import_id=found)
        assert "2 soal masuk ke bank sebagai draf" in page
        assert "Masukkan 2 soal" not in page
        browser.submit("workshop_import.apply", import_id=found)
        session.expire_all()
        rows = session.scalars(select(BankItem).where(BankItem.manuscript_id == naskah.id)).all()
        assert {row.status for row in rows} == {ItemStatus.DRAFT}
        assert len(rows) == 2
        noted = select(AuditEntry).where(AuditEntry.act == "question-import.applied")
        assert session.scalars(noted).one().detail["entered"] == 2
        page = browser.get("workshop_import.upload", manuscript_id=naskah.id)
        assert "2 soal masuk" in page

    def test_nothing_good_nothing_to_press(self, browser: Browser, naskah: Manuscript) -> None:
        page = browser.open(uploaded(browser, naskah, a_sheet(a_row("?", key="Z"))).location)
        assert "Tidak ada soal yang dapat dimasukkan." in page
        assert "Masukkan" not in page.text.split("Hasil pemeriksaan")[0]


class TestExport:
    def test_each_format_is_offered_with_what_has_no_room(
        self, browser: Browser, naskah: Manuscript, session: Session
    ) -> None:
        an_item(session, naskah, a_question("Satu?"))
        session.commit()
        rows = (a_row("Uraikan.", kind="Uraian", A="", B="", C="", key=""),)
        browser.submit(
            "workshop_import.apply", import_id=import_id(uploaded(browser, naskah, a_sheet(*rows)))
        )
        page = browser.get("workshop_import.exports", manuscript_id=naskah.id)
        assert "uraikan" in page
        for name in ("xlsx", "gift", "moodle-xml", "aiken"):
            got = browser.get("workshop_import.export", manuscript_id=naskah.id, name=name)
            disposition = got.response.headers["Content-Disposition"]
            assert disposition.startswith("attachment; filename=soal-kerelawanan.")
        browser.get("workshop_import.export", manuscript_id=naskah.id, name="pdf", expect=404)


class TestWho:
    def test_strangers_find_nothing(
        self, app: Flask, browser: Browser, naskah: Manuscript, session: Session
    ) -> None:
        found = import_id(uploaded(browser, naskah, a_sheet(*ROWS)))
        far = a_writer(session, "35")
        session.commit()
        other = Browser(app).sign_in(far)
        for endpoint in ("upload", "exports"):
            other.get(f"workshop_import.{endpoint}", manuscript_id=naskah.id, expect=404)
        for endpoint in ("show", "faulty"):
            other.get(f"workshop_import.{endpoint}", import_id=found, expect=404)
        other.post("workshop_import.apply", import_id=found, expect=404)
        uploaded(other, naskah, a_sheet(*ROWS), expect=404)
        other.get("workshop_import.export", manuscript_id=naskah.id, name="gift", expect=404)

    def test_a_clerk_may_not_even_look(
        self, app: Flask, naskah: Manuscript, session: Session
    ) -> None:
        clerk = a_writer(session, role=Role.CLERK)
        session.commit()
        page = (
            Browser(app)
            .sign_in(clerk)
            .get("workshop_import.upload", manuscript_id=naskah.id, expect=403)
        )
        assert page.status == 403


def test_the_pictures_of_a_trial_are_seen_by_who_may_write_there(
    browser: Browser, naskah: Manuscript, session: Session, app: Flask
) -> None:
    quiz = a_quiz((f"Apa ini? {shown('peta.png')}", {"peta.png": a_picture()}))
    page = browser.open(uploaded(browser, naskah, quiz, "soal.xml").location)
    found = re.search(r'<img src="(/bengkel/impor/[^"]+)" alt="Peta desa"', page.html)
    assert found is not None
    picture = browser.open(found[1])
    assert picture.response.mimetype == "image/png"
    stranger = a_writer(session, "35")
    session.commit()
    assert Browser(app).sign_in(stranger).open(found[1], expect=404)


def test_what_entered_shows_its_pictures_to_trainees_and_to_who_tries_it(
    browser: Browser, naskah: Manuscript, session: Session
) -> None:
    quiz = a_quiz((f"Apa ini? {shown('peta.png')}", {"peta.png": a_picture()}))
    found = uploaded(browser, naskah, quiz, "soal.xml").location
    trial = re.search(r"[0-9a-f-]{36}", found)
    assert trial is not None
    page = browser.submit("workshop_import.apply", import_id=trial[0])
    assert re.search(r'<img src="/media/[0-9a-f]{64}.png" alt="Peta desa"', page.html)
    made = session.scalars(select(BankItem)).one()
    page = browser.get("workshop_bank.item", item_id=made.id)
    source = re.search(r'src="(/media/[0-9a-f]{64}.png)"', page.html)
    assert source is not None
    assert browser.open(source[1]).response.mimetype == "image/png"
