"""After the approval: numbers, duty areas, letters, moves, revoked bases, and the end."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import queries as ledger
from lms.credentials.models import Revocation
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Actor
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.registration import adopting, letters, operations, practice, tenure, tenure_queries
from lms.registration.letters import Order
from lms.registration.models import RegistrationState
from lms.registration.practice import DEFAULT, Manner
from lms.registration.tenure_models import DutyLetter, EndKind, RegistrationMove
from lms.training.catalogue import Family
from tests.factories.membership import (
    TODAY,
    YESTERDAY,
    a_member,
    a_paper,
    a_registrar,
    term_of,
)
from tests.factories.regions import IMOPURO, KALIREJO, METRO, an_organisation
from tests.factories.registration import a_graduate, a_registration, declarations

NOBODY: frozenset[tuple[Family, str]] = frozenset()


def _practice(session: Session, code: str = "18.72", **values: object) -> None:
    manner = Manner(("Kepala Dinas Sosial Kota Metro",), **values)  # type: ignore[arg-type]  # its own fields
    practice.put(session, SYSTEM, code, manner, NOBODY, at=clock.now())


@pytest.mark.parametrize(
    ("mask", "number", "is_right"),
    [
        (None, "apa saja", True),
        ("00.00.00-0000", "18.72.01-0001", True),
        ("00.00.00-0000", "18.72.01-001", False),
        ("00.00.00-0000", "18.72.01-000A", False),
        ("AA-00", "PS-01", True),
        ("AA-00", "ps-01", False),
        (None, "9" * 41, False),
    ],
)
def test_a_mask_says_which_numbers_are_right(mask: str | None, number: str, is_right: bool) -> None:
    problem = Manner(membership_mask=mask).number_problem(number)
    assert (problem is None) is is_right


@pytest.mark.parametrize(
    ("months", "first", "last"),
    [
        (12, "2026-01-01", "2026-12-31"),
        (36, "2024-02-29", "2027-02-28"),
        (1, "2026-01-31", "2026-02-28"),
        (6, "2026-08-15", "2027-02-14"),
    ],
)
def test_a_term_ends_the_day_before_its_day_comes_again(months: int, first: str, last: str) -> None:
    starts = date.fromisoformat(first)
    assert Manner(validity_months=months).last_day(starts) == date.fromisoformat(last)
    assert DEFAULT.last_day(starts) is None


def test_a_number_fits_its_region_and_belongs_to_one_person(session: Session) -> None:
    _practice(session, membership_mask="00-00")
    registrar = a_registrar(session)
    one, two = a_member(session), a_member(session, a_graduate(session, "Ketut Rahayu"))
    with pytest.raises(Refused, match="tidak sesuai pola wilayah 00-00"):
        tenure.set_number(session, registrar, one.id, "12", at=clock.now())
    tenure.set_number(session, registrar, one.id, "12-34", at=clock.now())
    with pytest.raises(Refused, match="sudah dipakai orang lain"):
        tenure.set_number(session, registrar, two.id, "12-34", at=clock.now())
    tenure.set_number(session, registrar, one.id, "", at=clock.now())
    tenure.set_number(session, registrar, two.id, "12-34", at=clock.now())
    assert term_of(session, two).membership_number == "12-34"


def test_the_duty_area_is_a_desa_of_the_same_office(session: Session) -> None:
    row, registrar = a_member(session), a_registrar(session)
    assert term_of(session, row).duty_code == METRO
    for wrong in (KALIREJO, "18.72.01", "18.72"):
        with pytest.raises(Refused, match="Kota Metro"):
            tenure.set_duty(session, registrar, row.id, wrong, at=clock.now())
    tenure.set_duty(session, registrar, row.id, IMOPURO, at=clock.now())
    assert term_of(session, row).duty_code == IMOPURO


def test_an_end_ends_what_the_ledger_says_and_keeps_the_history(session: Session) -> None:
    account = a_graduate(session)
    row, registrar = a_member(session, account), a_registrar(session)
    with pytest.raises(Refused, match="Tulis alasan"):
        tenure.end(session, registrar, row.id, EndKind.DECIDED, " ", at=clock.now())
    tenure.end(session, registrar, row.id, EndKind.DIED, "Kabar keluarga", at=clock.now())
    assert not ledger.holds(session, row.person_id, "psm-terdaftar")
    assert row.state is RegistrationState.ENDED
    assert session.scalars(select(Revocation.public_words)).all() == [tenure.PUBLIC_WORDS]
    assert term_of(session, row).end_kind is EndKind.DIED
    with pytest.raises(Refused, match="sudah berakhir"):
        tenure.end(session, registrar, row.id, EndKind.DECIDED, "Lagi", at=clock.now())
    assert ledger.holds(session, row.person_id, "bimtek-dasar-psm")


def test_whoever_resigned_may_apply_again(session: Session) -> None:
    account = a_graduate(session)
    row = a_member(session, account)
    own = Actor(account.id, account.person_id)
    with pytest.raises(Refused, match="alasan Anda"):
        tenure.resign(session, own, row.id, "", at=clock.now())
    tenure.resign(session, own, row.id, "Pindah kerja", at=clock.now())
    assert not ledger.holds(session, row.person_id, "psm-terdaftar")
    again = operations.submit(session, own, "psm", declarations(session), at=clock.now())
    assert again.is_new
    with pytest.raises(Refused, match="sudah berakhir"):
        tenure.resign(session, own, row.id, "Lagi", at=clock.now())


def test_nobody_resigns_or_acts_for_somebody_else(session: Session) -> None:
    row = a_member(session)
    stranger = a_graduate(session, "Ketut Rahayu")
    with pytest.raises(NotFound):
        other = Actor(stranger.id, stranger.person_id)
        tenure.resign(session, other, row.id, "Bukan saya", at=clock.now())
    with pytest.raises(NotFound):
        far = a_registrar(session, "35")
        tenure.end(session, far, row.id, EndKind.DECIDED, "Bukan wilayah", at=clock.now())
    with pytest.raises(NotFound):
        waiting = a_registration(session, a_graduate(session, "Wayan Astuti"))
        tenure.set_number(session, a_registrar(session), waiting.id, "1", at=clock.now())


def test_a_registration_follows_its_person_when_the_new_region_accepts(session: Session) -> None:
    row = a_member(session)
    row.person.domicile_code = KALIREJO
    session.flush()
    old, new = a_registrar(session), a_registrar(session, "18.02")
    with pytest.raises(Forbidden):
        tenure.accept_move(session, old, row.id, "", at=clock.now())
    with pytest.raises(Forbidden):
        tenure.set_number(session, new, row.id, "1", at=clock.now())
    tenure.accept_move(session, new, row.id, "Surat pindah 12/2026", at=clock.now())
    assert row.region_code == KALIREJO
    assert term_of(session, row).duty_code == KALIREJO
    (move,) = session.scalars(select(RegistrationMove))
    assert (move.from_code, move.to_code) == (METRO, KALIREJO)
    assert ledger.holds(session, row.person_id, "psm-terdaftar")
    with pytest.raises(NotFound):
        tenure_queries.registration(session, old, row.id)
    with pytest.raises(Refused, match="sama dengan wilayah"):
        tenure.accept_move(session, new, row.id, "", at=clock.now())


def test_a_letter_is_frozen_when_made_and_drawn_once(app: Flask, session: Session) -> None:
    an_organisation(session, "18.72", "Dinas Sosial Kota Metro")
    row, registrar = a_member(session), a_registrar(session)
    session.commit()
    order = Order("094/1/2026", TODAY, "Kepala Dinas Sosial Kota Metro")
    with writing() as own:
        made = letters.make(own, registrar, row.id, order, at=clock.now())
    with writing() as own:
        tenure.set_duty(own, registrar, row.id, IMOPURO, at=clock.now())
    assert app.extensions["bekal.worker"].drain()[0] == 1
    with reading() as read:
        drawn = read.get_one(DutyLetter, made.id)
        assert drawn.content["duty_area"].startswith("Metro, ")
        assert drawn.content["office"] == "Dinas Sosial Kota Metro"
        assert drawn.storage_key is not None
        pdf = app.extensions["bekal.storage"].read(drawn.storage_key)
        assert pdf.startswith(b"%PDF-")
        assert len(pdf) == drawn.pdf_bytes_count


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (Order("1", TODAY + timedelta(days=2), "Kepala"), "belum terjadi"),
        (Order("1", YESTERDAY - timedelta(days=9), "Kepala"), "sebelum SK"),
        (Order("1", TODAY, "Kepala", ends_on=TODAY + timedelta(days=900)), "dalam masa berlaku"),
        (Order("1", TODAY, "Kepala", ends_on=TODAY - timedelta(days=1)), "berakhir sebelum"),
        (Order(" ", TODAY, "Kepala"), "wajib diisi"),
    ],
)
def test_a_wrong_letter_is_refused(session: Session, order: Order, says: str) -> None:
    row = a_member(session, paper=a_paper(ends_on=TODAY + timedelta(days=300)))
    with pytest.raises(Refused, match=says):
        letters.make(session, a_registrar(session), row.id, order, at=clock.now())


def test_a_letters_number_is_used_once(session: Session) -> None:
    row, registrar = a_member(session), a_registrar(session)
    order = Order("094/1", TODAY, "Kepala")
    letters.make(session, registrar, row.id, order, at=clock.now())
    with pytest.raises(Refused, match="sudah tercatat"):
        letters.make(session, registrar, row.id, order, at=clock.now())


def test_only_the_person_and_their_registrar_read_a_letter(session: Session) -> None:
    account = a_graduate(session)
    row, registrar = a_member(session, account), a_registrar(session)
    made = letters.make(session, registrar, row.id, Order("1", TODAY, "Kepala"), at=clock.now())
    own = Actor(account.id, account.person_id)
    for reader in (registrar, own):
        assert letters.readable(session, reader, made.id).id == made.id
    for stranger in (a_registrar(session, "35"), Actor(None, None)):
        with pytest.raises(NotFound):
            letters.readable(session, stranger, made.id)


def test_every_act_stands_in_the_trail_without_names(session: Session) -> None:
    row, registrar = a_member(session), a_registrar(session)
    session.commit()
    with writing() as own:
        tenure.set_number(own, registrar, row.id, "A-1", at=clock.now())
        tenure.set_duty(own, registrar, row.id, IMOPURO, at=clock.now())
        letters.make(own, registrar, row.id, Order("1", TODAY, "Kepala"), at=clock.now())
        tenure.end(own, registrar, row.id, EndKind.EXPIRED, "Habis", at=clock.now())
    with reading() as read:
        entries = read.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()
    assert [entry.act for entry in entries][-5:] == [
        "appointment.numbered",
        "appointment.assigned",
        "duty-letter.made",
        "credential.ended",
        "registration.ended",
    ]
    assert all("Siti" not in str(entry.detail) for entry in entries)


def test_the_nearest_outer_region_says_how_and_the_default_has_no_limits(
    session: Session,
) -> None:
    assert practice.of_region(session, METRO) == DEFAULT
    _practice(session, "18", validity_months=12)
    _practice(session, "18.72", membership_mask="00")
    near, far = practice.of_region(session, METRO), practice.of_region(session, KALIREJO)
    assert (near.region_code, near.membership_mask, near.validity_months) == ("18.72", "00", None)
    assert (far.region_code, far.validity_months) == ("18", 12)
    assert practice.of_region(session, "35.78") == DEFAULT


def test_whoever_was_approved_before_gets_a_term_once(session: Session) -> None:
    rows = [a_registration(session, a_graduate(session, name)) for name in ("Siti", "Made")]
    for row in rows:
        row.sk_number, row.sk_on, row.sk_signatory = "460/1", YESTERDAY, "Kepala Dinas Sosial"
        row.state, row.decided_at = RegistrationState.APPROVED, clock.now()
    session.flush()
    assert adopting.adopt(session, at=clock.now()) == 2
    assert adopting.adopt(session, at=clock.now()) == 0
    first, second = (term_of(session, row) for row in rows)
    assert first.decree_id == second.decree_id
    assert (first.valid_from, first.valid_until) == (YESTERDAY, None)


def test_a_region_asks_for_recommendations_and_stops_asking(session: Session) -> None:
    a_registration(session)
    lurah = frozenset({(Family.PSM, "rekomendasi-lurah")})
    manner = Manner(("Kepala Dinas Sosial",))
    for wanted in (lurah, NOBODY, lurah):
        practice.put(session, SYSTEM, "18.72", manner, wanted, at=clock.now())
        assert practice.asked(session, "18.72") == wanted
    assert practice.asked(session, "18.02") == NOBODY
