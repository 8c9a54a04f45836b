"""The pages of earlier training: one's own on the phone, and the desk."""

import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.credentials.models import Credential
from lms.credentials.recognition_models import Recognition, RecognitionState
from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.people.models import Person
from tests.browser import Browser
from tests.credentials.papers_of_before import (
    BASIC,
    a_decree,
    an_upload,
    confirmed,
    filed,
    form,
)
from tests.factories.people import a_person, a_staff_member, an_account
from tests.factories.regions import KARANGPILANG, METRO
from tests.web.test_scans import a_pdf

OWN, DESK = "credentials_recognition", "credentials_recognition_desk"
NIK = "1872015705900001"
FOR = {"nik": NIK, "name": "Sekar Wulandari", "phone": "", "domicile_code": METRO}


def only_paper() -> Recognition:
    """Give the one paper there is."""
    with reading() as session:
        return session.scalars(select(Recognition)).one()


def count(kind: type[object]) -> int:
    """Give how many rows there are."""
    with reading() as session:
        return session.scalars(select(func.count()).select_from(kind)).one()


def _large(megabytes: int) -> dict[str, Any]:
    """Give a posted form with one large file, encoded without a temporary file."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7'
    body = head + b"0" * (megabytes * 1024**2) + b"\r\n--x--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=x"}


class TestOnesOwnPaper:
    def test_a_serving_psm_brings_a_paper_and_sees_it_recognised(
        self, app: Flask, session: Session
    ) -> None:
        psm, registrar = an_account(session), a_staff_member(session, Role.REGISTRAR, "18.72")
        session.commit()
        phone, desk = Browser(app).sign_in(psm), Browser(app).sign_in(registrar)
        assert "Belum ada dokumen" in phone.get(f"{OWN}.mine")
        phone.get(f"{OWN}.new")
        page = phone.submit(f"{OWN}.file", form())
        assert "Menunggu diperiksa" in page
        row = only_paper()
        assert "Tarik pengajuan" in phone.get(f"{OWN}.show", recognition_id=row.id)
        assert psm.person.name in desk.get(f"{DESK}.papers")
        page = desk.get(f"{DESK}.paper", recognition_id=row.id)
        assert "Cocokkan dengan yang tertulis" in page
        assert "frame-src 'self'" in page.response.headers["Content-Security-Policy"]
        where = {"recognition_id": row.id}
        page = desk.submit(f"{DESK}.confirm", {"achievement": BASIC}, **where)
        assert "Diakui dari dokumen sebagai Bimtek Dasar PSM" in page
        page = phone.get("credentials.mine")
        assert "Diakui dari dokumen" in page
        assert "017/BIMTEK-PSM/2017" in page
        assert "dihitung tersendiri" in phone.get(f"{OWN}.show", **where)

    def test_what_was_returned_is_mended_with_the_old_scan(
        self, app: Flask, session: Session
    ) -> None:
        psm, registrar = an_account(session), a_staff_member(session, Role.REGISTRAR)
        row = filed(session, psm)
        session.commit()
        where = {"recognition_id": row.id}
        desk, phone = Browser(app).sign_in(registrar), Browser(app).sign_in(psm)
        reason = {"kembali-reason": "Nomornya tidak terbaca."}
        page = desk.submit(f"{DESK}.give_back", reason, **where)
        assert "Dikembalikan" in page
        assert "Nomornya tidak terbaca." in phone.get(f"{OWN}.show", **where)
        page = phone.get(f"{OWN}.mending", **where)
        assert "017/BIMTEK-PSM/2017" in page.html
        assert "Tanggal ini belum terjadi" in phone.post(
            f"{OWN}.mend", form(dated_on="01/01/2099", file=None), expect=422, **where
        )
        page = phone.submit(f"{OWN}.mend", form(number="18/2017", file=None), **where)
        assert "Menunggu diperiksa" in page
        phone.post(f"{OWN}.mend", form(file=None), expect=422, **where)
        phone.submit(f"{OWN}.withdraw", {}, **where)
        phone.post(f"{OWN}.withdraw", {}, expect=409, **where)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"file": None}, "Pilih berkas pindaian"),
            ({"file": (b"MZ", "virus.pdf")}, "“virus.pdf” bukan PDF, JPEG"),
            ({"file": (b"%PDF-1.7\nx", "a.pdf")}, "rusak atau terpotong"),
            ({"kind": "ijazah"}, "Pilihan ini tidak ada"),
            ({"kind": "sk", "number": ""}, "Nomor SK wajib diisi"),
            ({"kind": "sk"}, "penanda tangan SK"),
            ({"kind": "sk", "signatory": "Camat", "dated_on": "31/12/2098"}, "SK ini bertanggal"),
            ({"dated_on": "31/02/2017"}, "Tulis tanggal seperti"),
            ({"dated_on": "01/01/1901"}, "1970"),
            ({"title": " "}, "Wajib diisi"),
            ({"wanted": "rakor-ipsm"}, "Pilihan ini tidak ada"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_kept(
        self, browser: Browser, session: Session, changes: dict[str, Any], words: str
    ) -> None:
        account = an_account(session)
        session.commit()
        if sent := changes.get("file"):
            content, name = sent
            changes = {"file": (io.BytesIO(content), name)}
        page = browser.sign_in(account).post(f"{OWN}.file", form(**changes), expect=422)
        assert words in page
        assert count(Recognition) == 0

    @pytest.mark.parametrize(
        ("megabytes", "status", "words"),
        [(9, 422, "“a.pdf” lebih dari 8 MB; paling besar 8 MB"), (30, 413, "terlalu besar")],
    )
    def test_what_is_too_large_is_refused_with_a_page(
        self, browser: Browser, session: Session, megabytes: int, status: int, words: str
    ) -> None:
        account = an_account(session)
        session.commit()
        address = browser.sign_in(account).address(f"{OWN}.file")
        response = browser.client.post(address, **_large(megabytes))
        assert (response.status_code, words in response.get_data(as_text=True)) == (status, True)
        assert count(Recognition) == 0

    def test_the_same_paper_twice_is_told_at_the_form(
        self, browser: Browser, session: Session
    ) -> None:
        account = an_account(session)
        filed(session, account)
        session.commit()
        page = browser.sign_in(account).post(f"{OWN}.file", form(), expect=422)
        assert "sudah diajukan untuk orang yang sama" in page

    def test_without_a_domicile_it_asks_for_that_first(
        self, browser: Browser, session: Session
    ) -> None:
        account = an_account(session)
        account.person.domicile_code = None
        session.commit()
        assert "Isi domisili dahulu" in browser.sign_in(account).get(f"{OWN}.mine")
        assert "domisili belum diisi" in browser.post(f"{OWN}.file", form(), expect=422)

    def test_a_paper_of_somebody_else_is_not_there(
        self, browser: Browser, session: Session
    ) -> None:
        row = filed(session, an_account(session))
        stranger = an_account(session)
        session.commit()
        browser.sign_in(stranger)
        for page in ("show", "mending", "scan"):
            browser.get(f"{OWN}.{page}", expect=404, recognition_id=row.id)
        for act in ("mend", "withdraw"):
            browser.post(f"{OWN}.{act}", form(), expect=404, recognition_id=row.id)


class TestTheDesk:
    def test_a_clerk_files_for_somebody_new_and_adds_the_scan_later(
        self, app: Flask, session: Session
    ) -> None:
        clerk = a_staff_member(session, Role.CLERK, "18.72")
        registrar = a_staff_member(session, Role.REGISTRAR, "18")
        session.commit()
        desk = Browser(app).sign_in(clerk)
        desk.get(f"{DESK}.new")
        page = desk.submit(f"{DESK}.file", form(file=None) | FOR)
        assert "Belum ada pindaian" in page
        row = only_paper()
        assert row.state is RecognitionState.AWAITING_SCAN
        where = {"recognition_id": row.id}
        page = desk.get(f"{DESK}.paper", **where)
        assert "orang kedua" in page
        assert "Diajukan oleh Petugas Clerk" in page
        locked = {"file": (io.BytesIO(b"no scan"), "x.pdf")}
        assert "bukan PDF" in desk.post(f"{DESK}.attach", locked, expect=422, **where)
        page = desk.submit(f"{DESK}.attach", {"file": (io.BytesIO(a_pdf()), "x.pdf")}, **where)
        assert "iframe" in page.html
        got = desk.get(f"{OWN}.scan", **where).response
        assert got.mimetype == "application/pdf"
        desk.post(f"{DESK}.confirm", {"achievement": BASIC}, expect=403, **where)
        other = Browser(app).sign_in(registrar)
        other.post(f"{DESK}.confirm", {"achievement": BASIC}, **where)
        assert count(Credential) == 1
        with reading() as again:
            person = again.scalars(select(Person).where(Person.name == FOR["name"])).one()
            seen = select(AuditEntry.act).where(AuditEntry.act == "recognition.scan-seen")
            assert len(again.scalars(seen).all()) == 1
        assert person.nik_masked == "1872********0001"

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"nik": "187201570590000"}, "NIK harus 16 angka"),
            ({"name": "1234"}, "Nama harus memuat huruf"),
            ({"domicile_code": KARANGPILANG}, "di luar wilayah tugas Anda"),
            ({"domicile_code": "Desa Antah"}, "Wilayah tidak ditemukan"),
            ({"phone": "12"}, "Tulis nomor HP"),
        ],
    )
    def test_whose_paper_it_is_must_be_clear(
        self, browser: Browser, session: Session, changes: dict[str, str], words: str
    ) -> None:
        clerk = a_staff_member(session, Role.CLERK, "18")
        session.commit()
        data = form() | FOR | changes
        assert words in browser.sign_in(clerk).post(f"{DESK}.file", data, expect=422)
        assert count(Recognition) == 0

    def test_a_nik_of_somebody_else_is_refused_without_naming_them(
        self, app: Flask, session: Session
    ) -> None:
        first, second = (a_staff_member(session, Role.CLERK, code) for code in ("18", "35"))
        session.commit()
        Browser(app).sign_in(first).post(f"{DESK}.file", form() | FOR)
        wrong = form(number="2") | FOR | {"name": "Bambang Prasetyo"}
        page = Browser(app).sign_in(first).post(f"{DESK}.file", wrong, expect=422)
        assert "tercatat atas nama lain" in page
        far = form(number="3") | FOR | {"domicile_code": KARANGPILANG}
        page = Browser(app).sign_in(second).post(f"{DESK}.file", far, expect=422)
        assert "tidak dapat diajukan dari wilayah Anda" in page
        again = form(number="4") | FOR | {"name": "Sekar Wulandarii"}
        Browser(app).sign_in(first).post(f"{DESK}.file", again)
        assert count(Recognition) == 2
        assert count(Person) == 3  # two clerks, and her once

    def test_somebody_entered_without_nik_is_known_by_phone_name_and_desa(
        self, browser: Browser, session: Session
    ) -> None:
        person, clerk = a_person(session, "Sekar Wulandari"), a_staff_member(session, Role.CLERK)
        session.commit()
        data = form() | FOR | {"phone": person.phone}
        browser.sign_in(clerk).post(f"{DESK}.file", data)
        assert only_paper().person_id == person.id
        other = form(number="2") | FOR | {"phone": person.phone, "nik": "1872015705900002"}
        assert "dengan NIK lain" in browser.post(f"{DESK}.file", other, expect=422)

    def test_states_are_tabs_and_names_are_found(self, browser: Browser, session: Session) -> None:
        clerk = a_staff_member(session, Role.CLERK)
        filed(session, an_account(session, a_person(session, "Made Sari")))
        session.commit()
        page = browser.sign_in(clerk).get(f"{DESK}.papers")
        assert "Perlu diperiksa (1)" in page
        assert "Made Sari" in page
        assert "Made Sari" not in browser.get(f"{DESK}.papers", keadaan="diakui")
        assert "Made Sari" not in browser.get(f"{DESK}.papers", q="orang lain")
        assert "Made Sari" in browser.get(f"{DESK}.papers", q="sari made", halaman="x")

    def test_a_clerk_mends_and_withdraws_what_was_returned(
        self, app: Flask, session: Session
    ) -> None:
        clerk, registrar = (a_staff_member(session, r) for r in (Role.CLERK, Role.REGISTRAR))
        row = filed(session, clerk, a_person(session))
        session.commit()
        where = {"recognition_id": row.id}
        desk, decider = Browser(app).sign_in(clerk), Browser(app).sign_in(registrar)
        assert "Wajib diisi" in decider.post(f"{DESK}.give_back", {}, expect=422, **where)
        decider.post(f"{DESK}.give_back", {"kembali-reason": "Kurang jelas."}, **where)
        assert "Kurang jelas." in desk.get(f"{DESK}.mending", **where)
        desk.post(f"{DESK}.mend", form(title="", file=None), expect=422, **where)
        desk.post(f"{DESK}.mend", form(title="Bimtek", file=an_upload(90)), **where)
        decider.post(f"{DESK}.give_back", {"kembali-reason": "Sekali lagi."}, **where)
        desk.post(f"{DESK}.withdraw", {}, **where)
        assert only_paper().state is RecognitionState.WITHDRAWN
        desk.post(f"{DESK}.mend", form(), expect=422, **where)

    def test_it_is_declined_with_a_reason_that_its_holder_reads(
        self, app: Flask, session: Session
    ) -> None:
        psm, registrar = an_account(session), a_staff_member(session, Role.ORGANISER)
        row = filed(session, psm)
        session.commit()
        where = {"recognition_id": row.id}
        desk = Browser(app).sign_in(registrar)
        assert "Wajib diisi" in desk.post(f"{DESK}.decline", {}, expect=422, **where)
        assert "Pilih" in desk.post(f"{DESK}.confirm", {}, expect=422, **where)
        desk.post(f"{DESK}.decline", {"tolak-reason": "Ini undangan."}, **where)
        assert "Ini undangan." in Browser(app).sign_in(psm).get(f"{OWN}.show", **where)
        page = desk.post(f"{DESK}.confirm", {"achievement": BASIC}, expect=409, **where)
        assert "tidak menunggu keputusan lagi: ditolak" in page

    def test_an_sk_is_offered_for_dasar_alone(self, browser: Browser, session: Session) -> None:
        row = filed(session, an_account(session), **vars(a_decree()))
        registrar = a_staff_member(session, Role.REGISTRAR)
        session.commit()
        page = browser.sign_in(registrar).get(f"{DESK}.paper", recognition_id=row.id)
        assert 'value="bimtek-dasar-psm"' in page.html
        assert 'value="bimtek-lanjutan-psm"' not in page.html
        assert "Wali Kota Metro" in page

    def test_the_same_file_on_two_papers_is_pointed_out(
        self, browser: Browser, session: Session
    ) -> None:
        row = filed(session, an_account(session))
        filed(session, an_account(session), number="2")
        registrar = a_staff_member(session, Role.REGISTRAR)
        session.commit()
        page = browser.sign_in(registrar).get(f"{DESK}.paper", recognition_id=row.id)
        assert "juga dipakai pada 1 dokumen lain" in page

    def test_what_was_recognised_is_revoked_with_words_for_its_holder(
        self, app: Flask, session: Session
    ) -> None:
        psm, organiser = an_account(session), a_staff_member(session, Role.ORGANISER)
        row = filed(session, psm)
        credential = confirmed(session, row, a_staff_member(session, Role.REGISTRAR))
        session.commit()
        desk = Browser(app).sign_in(organiser)
        assert "Cabut pengakuan" in desk.get(f"{DESK}.paper", recognition_id=row.id)
        where = {"credential_id": credential.id}
        assert "Mencabut pengakuan" in desk.get("credentials_desk.revocation", **where)
        desk.post("credentials_desk.revoke", {"reason": "x"}, expect=422, **where)
        words = {"reason": "Salah orang.", "public_words": "Milik orang lain."}
        page = desk.submit("credentials_desk.revoke", words, **where)
        assert "Sudah dicabut" in page
        assert "Milik orang lain." in Browser(app).sign_in(psm).get("credentials.mine")


def test_scans_do_not_run_and_are_not_kept_by_browsers(browser: Browser, session: Session) -> None:
    account = an_account(session)
    row = filed(session, account)
    row.filed_at = clock.now() - timedelta(days=1)
    session.commit()
    headers = browser.sign_in(account).get(f"{OWN}.scan", recognition_id=row.id).response.headers
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]
    assert headers["Content-Disposition"] == "inline; filename=pindaian.jpg"
