"""The lists of members, a member's page, one's own page, and revoked bases."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lms.credentials import queries as ledger
from lms.kernel import clock
from lms.kernel.access import Role
from lms.registration import basis, letters, tenure
from lms.registration.letters import Order
from lms.registration.models import Registration
from lms.registration.tenure_models import EndKind, NoteKind
from tests.browser import Browser
from tests.factories.membership import (
    TODAY,
    YESTERDAY,
    a_member,
    a_paper,
    a_registrar,
)
from tests.factories.people import a_staff_member
from tests.factories.regions import KALIREJO
from tests.factories.registration import a_credential, a_graduate, a_revocation


def _lose(session: Session, row: Registration) -> None:
    for held in ledger.held(session, row.person_id):
        if held.achievement.startswith("bimtek"):
            a_revocation(session, held)


def test_lists_follow_from_dates_and_domicile(session: Session, browser: Browser) -> None:
    for name, days in (("Siti Aminah", 30), ("Made Rai", 400)):
        paper = a_paper(f"7/{name}", ends_on=TODAY + timedelta(days=days))
        a_member(session, a_graduate(session, name), paper=paper)
    past = TODAY - timedelta(days=300)
    over = a_paper("6/1", on=past, ends_on=YESTERDAY)
    a_member(session, a_graduate(session, "Ketut Rahayu"), paper=over)
    moved = a_member(session, a_graduate(session, "Wayan Astuti"))
    moved.person.domicile_code = KALIREJO
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    arrival = a_staff_member(session, Role.REGISTRAR, "18.02")
    session.commit()
    browser.sign_in(registrar)
    expected = {
        "terdaftar": {"Siti Aminah", "Made Rai", "Ketut Rahayu", "Wayan Astuti"},
        "akan-berakhir": {"Siti Aminah"},
        "masa-berlaku-habis": {"Ketut Rahayu"},
        "pindah-domisili": {"Wayan Astuti"},
        "dasar-dicabut": set(),
        "berakhir": set(),
    }
    for listing, names in expected.items():
        page = browser.get("registration_membership.members", daftar=listing)
        assert {name for name in expected["terdaftar"] if name in page} == names, listing
        assert "Terdaftar (4)" in page
    assert "Made Rai" not in browser.get("registration_membership.members", q="siti")
    browser.sign_in(arrival)
    page = browser.get("registration_membership.members", daftar="pindah-domisili")
    assert "sekarang di Kalirejo, Kalirejo" in page


def test_a_revoked_basis_is_listed_and_the_person_told_kindly(
    session: Session, browser: Browser
) -> None:
    account = a_graduate(session)
    row = a_member(session, account)
    _lose(session, row)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar)
    page = browser.get("registration_membership.members", daftar="dasar-dicabut")
    assert "Siti Aminah" in page
    assert "Telah mengikuti bimbingan teknis dasar" in page
    where: dict[str, Any] = {"registration_id": row.id}
    page = browser.get("registration_membership.member", **where)
    assert "Tentukan langkahnya" in page
    assert "Terdaftar" in page
    ask = {"basis_kind": "pelatihan-baru", "basis_reason": "Ikut angkatan bulan depan"}
    empty = {**ask, "basis_reason": ""}
    browser.post("registration_membership.answer_basis", empty, expect=422, **where)
    page = browser.submit("registration_membership.answer_basis", ask, **where)
    assert "Sudah diminta mengikuti pelatihan lagi" in page
    own = Browser(browser.app).sign_in(account).get("registration_membership.mine")
    assert "Anda tetap terdaftar" in own
    assert "Ikut angkatan bulan depan" in own
    keep = {"basis_kind": "dipertahankan", "basis_reason": "SK lama tetap berlaku"}
    browser.submit("registration_membership.answer_basis", keep, **where)
    page = browser.get("registration_membership.members", daftar="dasar-dicabut")
    assert "Siti Aminah" not in page


def test_a_kept_registration_is_listed_again_after_a_further_revocation(
    session: Session,
) -> None:
    row, registrar = a_member(session), a_registrar(session)
    assert basis.of_actor(session, registrar) == {}
    _lose(session, row)
    (loss,) = basis.of_actor(session, registrar).values()
    assert loss.asked is None
    at = clock.now()
    keep = NoteKind.KEEP
    tenure.answer_basis(session, registrar, row.id, keep, "Tetap", at=at)
    assert basis.of_actor(session, registrar) == {}
    for held in ledger.held(session, row.person_id):
        assert not held.achievement.startswith("bimtek")


def test_a_further_certificate_resolves_a_loss(session: Session) -> None:
    row, registrar = a_member(session), a_registrar(session)
    _lose(session, row)
    assert row.id in basis.of_actor(session, registrar)
    a_credential(session, row.person, "bimtek-dasar-psm-campuran")
    assert basis.of_actor(session, registrar) == {}


def test_one_of_two_certificates_suffices_and_an_ended_one_is_not_listed(
    session: Session,
) -> None:
    account = a_graduate(session)
    a_credential(session, account.person, "bimtek-dasar-psm-campuran")
    row, registrar = a_member(session, account), a_registrar(session)
    first = next(one for one in ledger.held(session, row.person_id) if one.tier == "dasar")
    a_revocation(session, first)
    assert basis.of_actor(session, registrar) == {}
    _lose(session, row)
    assert row.id in basis.of_actor(session, registrar)
    assert row.id not in basis.of_actor(session, a_registrar(session, "35"))
    tenure.end(session, registrar, row.id, EndKind.BASIS, "Dasar dicabut", at=clock.now())
    assert basis.of_actor(session, registrar) == {}


def test_a_member_gets_number_area_and_letter_from_one_page(
    app: Flask, session: Session, browser: Browser
) -> None:
    account = a_graduate(session)
    row = a_member(session, account)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar)
    where: dict[str, Any] = {"registration_id": row.id}
    number = {"membership_number": "18.72-0001"}
    assert "18.72-0001" in browser.submit("registration_membership.set_number", number, **where)
    page = browser.submit("registration_membership.set_duty", {"duty_code": "Imopuro"}, **where)
    assert "Imopuro, Metro Pusat, Kota Metro" in page
    far = browser.post(
        "registration_membership.set_duty", {"duty_code": KALIREJO}, expect=422, **where
    )
    assert "Wilayah tugas harus desa atau kelurahan" in far
    letter = {
        "letter_number": "094/7/2026",
        "letter_on": TODAY.isoformat(),
        "letter_signatory": "Kepala Dinas Sosial",
    }
    wrong = {**letter, "letter_on": (TODAY + timedelta(days=3)).isoformat()}
    page = browser.post("registration_membership.make_letter", wrong, expect=422, **where)
    assert "Tanggal surat belum terjadi" in page
    page = browser.submit("registration_membership.make_letter", letter, **where)
    assert "PDF sedang dibuat" in page
    app.extensions["bekal.worker"].drain()
    own = Browser(browser.app).sign_in(account)
    page = own.get("registration_membership.mine")
    assert "Unduh 094/7/2026" in page
    path = page.html.split("/keanggotaan/surat-tugas/")[1].split('"')[0]
    pdf = own.open(f"/keanggotaan/surat-tugas/{path}").response
    assert pdf.mimetype == "application/pdf"
    assert pdf.get_data().startswith(b"%PDF-")


def test_ending_and_resigning_from_the_pages(session: Session, browser: Browser) -> None:
    account, other = a_graduate(session), a_graduate(session, "Ketut Rahayu")
    first, second = a_member(session, account), a_member(session, other)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar)
    wrong = {"end_kind": "", "end_reason": "x"}
    where = {"registration_id": first.id}
    browser.post("registration_membership.end", wrong, expect=422, **where)
    over = {"end_kind": "diberhentikan", "end_reason": "Tidak aktif"}
    page = browser.submit("registration_membership.end", over, **where)
    assert "Riwayatnya tetap tersimpan" in page
    assert "Akhiri keanggotaan" not in page
    page = browser.get("registration_membership.members", daftar="berakhir")
    assert "Diberhentikan" in page
    own = Browser(browser.app).sign_in(other)
    where = {"registration_id": second.id}
    own.post("registration_membership.resign", {"end_reason": " "}, expect=422, **where)
    left = own.submit("registration_membership.resign", {"end_reason": "Sakit"}, **where)
    assert "Terima kasih atas pengabdian Anda" in left
    own.post("registration_membership.resign", {"end_reason": "x"}, expect=409, **where)


@pytest.mark.parametrize("act", ["set_number", "set_duty", "make_letter", "end", "answer_basis"])
def test_a_registrar_of_another_region_reaches_no_act(
    session: Session, browser: Browser, act: str
) -> None:
    row = a_member(session)
    far = a_staff_member(session, Role.REGISTRAR, "35")
    session.commit()
    browser.sign_in(far)
    where: dict[str, Any] = {"registration_id": row.id}
    browser.get("registration_membership.member", expect=404, **where)
    browser.post(f"registration_membership.{act}", {"end_reason": "x"}, expect=404, **where)


def test_a_moved_member_is_taken_over_from_the_page(session: Session, browser: Browser) -> None:
    row = a_member(session)
    row.person.domicile_code = KALIREJO
    arrival = a_staff_member(session, Role.REGISTRAR, "18.02")
    session.commit()
    browser.sign_in(arrival)
    where: dict[str, Any] = {"registration_id": row.id}
    page = browser.get("registration_membership.member", **where)
    assert "Terima di wilayah Anda" in page
    assert "Simpan nomor" not in page
    page = browser.submit("registration_membership.accept_move", {"move_note": ""}, **where)
    assert "Keanggotaan mengikuti domisili baru" in page
    assert "Pindah dari Metro" in page


def test_letters_of_others_and_undrawn_ones_are_unknown(session: Session, browser: Browser) -> None:
    row, registrar = a_member(session), a_registrar(session)
    made = letters.make(session, registrar, row.id, Order("1", TODAY, "Kepala"), at=clock.now())
    stranger = a_graduate(session, "Ketut Rahayu")
    session.commit()
    browser.sign_in(stranger)
    assert "Belum terdaftar" in browser.get("registration_membership.mine")
    browser.get("registration_membership.letter", letter_id=made.id, expect=404)
