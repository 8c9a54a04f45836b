"""Scans: attached by the applicant, looked at by those whose business it is."""

import io
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Actor, Grant, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.kernel.errors import NotFound, Refused
from lms.people.models import Account
from lms.registration import deciding, operations, queries, scans
from lms.registration.models import RegistrationDocument, RegistrationState, Verdict
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.registration import a_graduate, a_registration, declarations, the_requirements
from tests.factories.scans import (
    GOOD_CONDUCT,
    LETTER,
    a_demand,
    a_scan,
    pdf_bytes,
    png_bytes,
    posted,
)

LETTER_FACTS: dict[str, Any] = {"number": "470/12/2026", "dated_on": "2026-01-15"}


def _as(account: Account, role: Role | None = None, region_code: str = "18") -> Actor:
    grants = (Grant(role, region_code),) if role else ()
    return Actor(account.id, account.person_id, grants)


def _the_document(session: Session) -> RegistrationDocument:
    return session.scalars(
        select(RegistrationDocument).where(RegistrationDocument.replaced_at.is_(None))
    ).one()


def _asked(session: Session, slug: str = GOOD_CONDUCT) -> Account:
    the_requirements(session)
    a_demand(session, slug)
    return a_graduate(session)


class TestAttaching:
    def test_the_form_opens_once_the_scan_is_there(
        self, session: Session, browser: Browser
    ) -> None:
        account = _asked(session)
        session.commit()
        page = browser.sign_in(account).get("registration.psm")
        assert "Berkas belum diunggah." in page
        assert "Ajukan pendaftaran" not in page
        assert f'href="#berkas-{GOOD_CONDUCT}"' in page.html
        page = browser.submit("registration.attach", posted(GOOD_CONDUCT))
        assert "Berkas sudah tersimpan." in page
        assert "surat.pdf" in page
        assert "Menunggu diperiksa" in page
        assert "Ajukan pendaftaran" in page

    def test_a_photo_is_kept_as_it_is_shown_with_its_size(
        self, session: Session, browser: Browser
    ) -> None:
        account = _asked(session)
        session.commit()
        browser.sign_in(account)
        browser.submit("registration.attach", posted(GOOD_CONDUCT, png_bytes(), "foto.png"))
        with reading() as read:
            row = _the_document(read)
        assert row.media_type == "image/jpeg"
        shown = browser.client.get(browser.address("registration_scans.show", document_id=row.id))
        assert shown.status_code == 200
        assert len(shown.get_data()) == row.bytes_count
        assert "no-store" in shown.headers["Cache-Control"]

    @pytest.mark.parametrize(
        ("content", "name", "says"),
        [
            (b"halo", "surat.pdf", "bukan PDF, JPEG, PNG atau WebP"),
            (png_bytes(), "surat.pdf", "bernama PDF, tetapi isinya gambar"),
            (pdf_bytes()[:200], "surat.pdf", "rusak atau terpotong"),
            (b"%PDF-" + b"0" * (8 * 1024 * 1024), "surat.pdf", "paling besar 8 MB"),
        ],
    )
    def test_what_is_no_scan_is_refused_at_its_field(
        self, session: Session, browser: Browser, content: bytes, name: str, says: str
    ) -> None:
        account = _asked(session)
        session.commit()
        browser.sign_in(account)
        sent = posted(GOOD_CONDUCT, content, name)
        page = browser.post("registration.attach", sent, expect=422)
        assert says in page
        page.response.request.environ["wsgi.input"].close()  # a large body lies in a file
        with reading() as read:
            assert read.scalars(select(RegistrationDocument)).first() is None

    def test_nothing_chosen_is_said_at_the_field(self, session: Session, browser: Browser) -> None:
        account = _asked(session)
        session.commit()
        page = browser.sign_in(account).post(
            "registration.attach", {"slug": GOOD_CONDUCT}, expect=422
        )
        assert "Pilih berkasnya dahulu." in page

    def test_a_letter_needs_number_and_day(self, session: Session, browser: Browser) -> None:
        account = _asked(session, LETTER)
        session.commit()
        browser.sign_in(account)
        page = browser.post("registration.attach", posted(LETTER), expect=422)
        assert page.text.count("Wajib diisi.") >= 2
        future: dict[str, Any] = {**LETTER_FACTS, "dated_on": "2099-01-15"}
        page = browser.post("registration.attach", posted(LETTER, **future), expect=422)
        assert "Tanggal ini belum terjadi." in page
        page = browser.submit("registration.attach", posted(LETTER, **LETTER_FACTS))
        assert "470/12/2026" in page
        assert "15 Januari 2026" in page

    def test_what_nobody_asks_for_is_not_taken(self, session: Session, browser: Browser) -> None:
        account = _asked(session)
        session.commit()
        browser.sign_in(account)
        page = browser.post("registration.attach", posted("ijazah"), expect=409)
        assert "tidak diminta lagi" in page
        wrong = {**posted(GOOD_CONDUCT), "family": "tksk"}
        browser.post("registration.attach", wrong, expect=404)

    def test_a_newer_scan_replaces_and_the_older_stays_known(self, session: Session) -> None:
        account = _asked(session)
        first = a_scan(session, account.person)
        second = a_scan(session, account.person)
        assert first.replaced_at is not None
        assert queries.documents(session, account.person_id, "psm") == {GOOD_CONDUCT: second}

    def test_nobody_attaches_for_others(self, session: Session) -> None:
        account, other = _asked(session), a_graduate(session, "Made Rai")
        with pytest.raises(NotFound):
            a_scan(session, account.person, actor=_as(other))
        clerk = a_staff_member(session, Role.CLERK, "35")
        with pytest.raises(NotFound):
            a_scan(session, account.person, actor=_as(clerk, Role.CLERK, "35"))


class TestChecking:
    def test_a_scan_that_is_being_looked_at_is_not_exchanged(self, session: Session) -> None:
        account = _asked(session)
        document = a_scan(session, account.person)
        row = a_registration(session, account)
        with pytest.raises(Refused, match="sedang diperiksa"):
            a_scan(session, account.person)
        registrar = _as(a_staff_member(session, Role.REGISTRAR), Role.REGISTRAR)
        (against,) = deciding.against(session, registrar, row, at=clock.now())
        assert "belum diperiksa petugas" in str(against)
        deciding.check_document(session, registrar, document.id, Verdict.FITS, "", at=clock.now())
        assert deciding.against(session, registrar, row, at=clock.now()) == ()

    def test_an_unfit_scan_says_why_and_may_be_exchanged(
        self, session: Session, browser: Browser
    ) -> None:
        account = _asked(session)
        document = a_scan(session, account.person)
        a_registration(session, account)
        registrar = _as(a_staff_member(session, Role.REGISTRAR), Role.REGISTRAR)
        deciding.check_document(
            session, registrar, document.id, Verdict.UNFIT, "sudah kedaluwarsa", at=clock.now()
        )
        session.commit()
        page = browser.sign_in(account).get("registration.psm")
        assert "Berkas dinilai belum sesuai: sudah kedaluwarsa" in page
        page = browser.submit("registration.attach", posted(GOOD_CONDUCT))
        assert "Menunggu diperiksa" in page
        assert "sudah kedaluwarsa" not in page

    def test_after_the_approval_nothing_is_exchanged(self, session: Session) -> None:
        account = _asked(session)
        document = a_scan(session, account.person)
        row = a_registration(session, account)
        row.sk_number, row.sk_on, row.sk_signatory = "1/2026", clock.today(), "Kepala Dinas"
        row.state = RegistrationState.APPROVED
        document.verdict = Verdict.UNFIT
        document.verdict_note = "kurang jelas"
        session.flush()
        with pytest.raises(Refused):
            a_scan(session, account.person)


class TestLooking:
    def test_only_the_applicant_the_filer_and_the_registrar_see_it(
        self, session: Session, browser: Browser
    ) -> None:
        account = _asked(session)
        clerk = a_staff_member(session, Role.CLERK, "18.72")
        other = a_staff_member(session, Role.CLERK, "18.72")
        registrar = a_staff_member(session, Role.REGISTRAR, "18")
        stranger = a_staff_member(session, Role.REGISTRAR, "35")
        document = a_scan(session, account.person, actor=_as(clerk, Role.CLERK))
        session.commit()
        at: dict[str, Any] = {"document_id": document.id}
        browser.sign_in(account).get("registration_scans.show", **at)
        browser.post("registration_scans.view", expect=403, **at)
        for staff in (clerk, other, registrar, stranger):
            browser.sign_in(staff).get("registration_scans.show", expect=404, **at)
        for staff in (other, registrar, stranger):  # nobody has applied yet
            browser.sign_in(staff).post("registration_scans.view", expect=404, **at)
        browser.sign_in(clerk).post("registration_scans.view", expect=200, **at)

    def test_the_registrar_sees_it_once_somebody_applied_and_that_is_kept(
        self, session: Session, browser: Browser
    ) -> None:
        account = _asked(session)
        document = a_scan(session, account.person)
        a_registration(session, account)
        registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
        session.commit()
        browser.sign_in(registrar).post(
            "registration_scans.view", expect=200, document_id=document.id
        )
        with reading() as read:
            found = select(AuditEntry).where(AuditEntry.act == "registration.document-viewed")
            entry = read.scalars(found).one()
        assert (entry.account_id, entry.subject_id) == (registrar.id, str(document.id))

    def test_a_scan_whose_file_is_lost_is_not_found(self, session: Session) -> None:
        account = _asked(session)
        document = a_scan(session, account.person)
        document.storage_key = "registration/hilang.pdf"
        with pytest.raises(NotFound):
            scans.content(document)


def test_a_post_without_a_family_means_psm(session: Session, browser: Browser) -> None:
    account = _asked(session)
    session.commit()
    sent = {"slug": GOOD_CONDUCT, "file": (io.BytesIO(pdf_bytes()), "surat.pdf")}
    browser.sign_in(account).post("registration.attach", sent)
    with reading() as read:
        assert _the_document(read).family == "psm"


def test_an_application_keeps_which_scans_were_there(session: Session) -> None:
    account = _asked(session)
    a_scan(session, account.person)
    applicant = _as(account)
    done = operations.submit(session, applicant, "psm", declarations(session), at=clock.now())
    kept = {one["slug"]: one for one in done.registration.requirements}
    assert kept[GOOD_CONDUCT]["value"] == "Berkas sudah diunggah dan akan diperiksa petugas."
    assert kept[GOOD_CONDUCT]["region"] == "18"
