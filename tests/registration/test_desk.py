"""The registrar's desk: the queue, scans, interview, returning and declining."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lms.credentials import queries as ledger
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.database import reading
from lms.kernel.errors import NotFound, Refused
from lms.people.models import Account
from lms.registration import deciding, operations, practice
from lms.registration.models import (
    Registration,
    RegistrationDocument,
    RegistrationState,
    Verdict,
)
from lms.registration.practice import Manner
from lms.training.catalogue import Family
from tests.browser import Browser
from tests.factories.membership import TODAY, a_member, a_registrar, as_actor
from tests.factories.people import a_staff_member
from tests.factories.regions import IMOPURO, KALIREJO
from tests.factories.registration import a_graduate, a_registration, declarations

SLUG = "rekomendasi-lurah"


def _asked(session: Session) -> None:
    manner, wanted = Manner(), frozenset({(Family.PSM, SLUG)})
    practice.put(session, SYSTEM, "18.72", manner, wanted, at=clock.now())


def a_scan(
    session: Session, app: Flask, account: Account, slug: str = SLUG
) -> RegistrationDocument:
    """Give a recommendation that somebody attached."""
    key = uuid4()
    made = RegistrationDocument(
        id=key,
        person_id=account.person_id,
        family="psm",
        slug=slug,
        title="Rekomendasi lurah atau kepala desa",
        number="12/KEL/2026",
        dated_on=TODAY,
        filename="rekomendasi.pdf",
        media_type="application/pdf",
        bytes_count=8,
        sha256="0" * 64,
        storage_key=f"registration/{key}.pdf",
        uploaded_at=clock.now(),
        uploaded_by_id=account.id,
    )
    app.extensions["bekal.storage"].keep(made.storage_key, b"%PDF-1.7")
    session.add(made)
    session.flush()
    return made


def _state(registration_id: UUID) -> RegistrationState:
    with reading() as read:
        return read.get_one(Registration, registration_id).state


def test_the_queue_is_sieved_by_state_kecamatan_and_name(
    session: Session, browser: Browser
) -> None:
    a_registration(session, a_graduate(session, "Siti Aminah"))
    a_registration(session, a_graduate(session, "Made Rai", KALIREJO))
    returned = a_registration(session, a_graduate(session, "Ketut Rahayu", IMOPURO))
    deciding.send_back(session, a_registrar(session), returned.id, "KTP buram", at=clock.now())
    registrar = a_staff_member(session, Role.REGISTRAR, "18")
    session.commit()
    page = browser.sign_in(registrar).get("registration_desk.queue")
    assert "Menunggu putusan (2)" in page
    assert "Dikembalikan untuk dilengkapi (1)" in page
    assert "Ketut Rahayu" not in page
    page = browser.get("registration_desk.queue", wilayah="18.02.01")
    assert "Made Rai" in page
    assert "Siti Aminah" not in page
    assert "Siti Aminah" in browser.get("registration_desk.queue", q="aminah")
    assert "Tidak ada yang cocok" in browser.get("registration_desk.queue", urusan="pensosmas")
    assert "Ketut Rahayu" in browser.get("registration_desk.queue", keadaan="dikembalikan")
    browser.get("registration_desk.queue", keadaan="entah", halaman="99999")


def test_each_scan_is_looked_at_and_ticked_by_name(
    app: Flask, session: Session, browser: Browser
) -> None:
    _asked(session)
    account = a_graduate(session)
    scan = a_scan(session, app, account)
    row = a_registration(session, account)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    page = browser.sign_in(registrar).get("registration_desk.show", registration_id=row.id)
    assert "Belum diperiksa" in page
    assert "Berkas sudah diunggah, tetapi belum diperiksa petugas." in page
    assert "12/KEL/2026" in page
    assert "Tetapkan dengan SK" not in page
    shown = browser.get("registration_desk.scan", document_id=scan.id)
    assert shown.response.get_data() == b"%PDF-1.7"
    page = browser.submit("registration_desk.accept_scan", document_id=scan.id)
    assert "Sesuai" in page
    assert "Petugas Registrar" in page
    assert "Tetapkan dengan SK" in page


def test_an_unfit_scan_needs_words_and_blocks_the_approval(
    app: Flask, session: Session, browser: Browser
) -> None:
    _asked(session)
    account = a_graduate(session)
    scan = a_scan(session, app, account)
    row = a_registration(session, account)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar)
    empty, where = {"note": " "}, {"document_id": scan.id}
    browser.post("registration_desk.refuse_scan", empty, expect=422, **where)
    page = browser.submit("registration_desk.refuse_scan", {"note": "Tanpa cap"}, **where)
    assert "Tanpa cap" in page
    assert "Belum dapat ditetapkan" in page
    page = browser.get("registration_membership.new_decree", pilih=str(row.id))
    assert "Berkas dinilai belum sesuai: Tanpa cap" in page


def test_returning_tells_the_applicant_who_may_send_again(session: Session) -> None:
    account = a_graduate(session)
    row, registrar = a_registration(session, account), a_registrar(session)
    with pytest.raises(Refused, match="perlu dilengkapi"):
        deciding.send_back(session, registrar, row.id, " ", at=clock.now())
    deciding.send_back(session, registrar, row.id, "KTP buram", at=clock.now())
    assert (row.state, row.reason) == (RegistrationState.RETURNED, "KTP buram")
    with pytest.raises(Refused, match="diputus atau ditarik"):
        deciding.send_back(session, registrar, row.id, "Lagi", at=clock.now())
    own = as_actor(account, "35")
    again = operations.submit(session, own, "psm", declarations(session), at=clock.now())
    assert again.is_again
    assert again.registration.state is RegistrationState.SUBMITTED


def test_an_interview_is_kept_with_who_and_when(session: Session, browser: Browser) -> None:
    row = a_registration(session)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar)
    where = {"registration_id": row.id}
    tomorrow = (TODAY + timedelta(days=2)).isoformat()
    said = {"interviewed_on": TODAY.isoformat(), "interview_note": "Mantap dan siap"}
    browser.post("registration_desk.interview", {**said, "interview_note": ""}, expect=422, **where)
    late = {**said, "interviewed_on": tomorrow}
    assert "belum terjadi" in browser.post("registration_desk.interview", late, expect=409, **where)
    page = browser.submit("registration_desk.interview", said, **where)
    assert "Mantap dan siap" in page
    assert "Petugas Registrar" in page


def test_a_refusal_needs_a_reason_and_returns_to_the_queue(
    session: Session, browser: Browser
) -> None:
    row = a_registration(session)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar)
    where = {"registration_id": row.id}
    page = browser.post("registration_desk.decline", {"reason": " "}, expect=422, **where)
    assert "Wajib diisi." in page
    page = browser.submit("registration_desk.decline", {"reason": "Alamat lain"}, **where)
    assert "ditolak; alasannya dapat dibaca pendaftar" in page
    assert _state(row.id) is RegistrationState.DECLINED
    browser.post("registration_desk.send_back", {"lacking": "x"}, expect=409, **where)


def test_nothing_is_decided_by_whom_it_concerns_or_who_filed(session: Session) -> None:
    account = a_graduate(session)
    row = a_registration(session, account)
    own = as_actor(account)
    own_application = pytest.raises(Refused, match="pendaftaran Anda sendiri")
    with own_application:
        deciding.send_back(session, own, row.id, "x", at=clock.now())
    with own_application:
        deciding.decline(session, own, row.id, "x", at=clock.now())
    with own_application:
        deciding.keep_interview(session, own, row.id, TODAY, "x", at=clock.now())


def test_a_scan_is_judged_only_while_it_counts(app: Flask, session: Session) -> None:
    account = a_graduate(session)
    a_member(session, account)
    scan, registrar = a_scan(session, app, account, "lain"), a_registrar(session)
    fits = Verdict.FITS
    with pytest.raises(Refused, match="diputus atau ditarik"):
        deciding.check_document(session, registrar, scan.id, fits, "", at=clock.now())
    far = a_registrar(session, "35")
    for wrong in (scan.id, uuid4()):
        with pytest.raises(NotFound):
            deciding.check_document(session, far, wrong, fits, "", at=clock.now())
    scan.replaced_at = clock.now()
    waiting = a_registration(session, a_graduate(session, "Ketut Rahayu"))
    assert ledger.holds(session, account.person_id, "psm-terdaftar")
    assert waiting.state is RegistrationState.SUBMITTED


def test_the_desk_is_shut_for_others_and_other_regions(session: Session, browser: Browser) -> None:
    row = a_registration(session)
    far = a_staff_member(session, Role.REGISTRAR, "35")
    organiser = a_staff_member(session, Role.ORGANISER, "18")
    session.commit()
    browser.sign_in(far)
    where = {"registration_id": row.id}
    assert "Siti Aminah" not in browser.get("registration_desk.queue")
    browser.get("registration_desk.show", expect=404, **where)
    browser.post("registration_desk.decline", {"reason": "x"}, expect=404, **where)
    browser.post("registration_desk.send_back", {"lacking": "x"}, expect=404, **where)
    browser.sign_in(organiser).get("registration_desk.queue", expect=403)


def test_the_page_shows_what_happened_before(session: Session, browser: Browser) -> None:
    row = a_member(session)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    page = browser.sign_in(registrar).get("registration_desk.show", registration_id=row.id)
    assert "Buka keanggotaan" in page
    assert "Riwayat" in page
    assert str(row.sk_number) in page
