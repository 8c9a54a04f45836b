"""One SK for many people: all or nobody, once, and never for oneself."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.credentials import queries as ledger
from lms.credentials.models import Credential
from lms.kernel import clock
from lms.kernel.access import Actor, Grant, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.registration import decrees, practice, tenure_queries
from lms.registration.decrees import Chosen
from lms.registration.models import Registration, RegistrationState
from lms.registration.practice import Manner
from lms.registration.tenure_models import Appointment, Decree, RegistrationBasis
from tests.factories.membership import (
    TODAY,
    YESTERDAY,
    a_member,
    a_paper,
    a_registrar,
    as_actor,
    term_of,
)
from tests.factories.people import a_staff_member
from tests.factories.regions import IMOPURO, KALIREJO, METRO
from tests.factories.registration import a_graduate, a_registration, a_revocation


def _applications(session: Session, count: int, domicile: str = METRO) -> list[Registration]:
    return [
        a_registration(session, a_graduate(session, f"Warga {number:02}", domicile))
        for number in range(count)
    ]


def _chosen(rows: list[Registration]) -> Chosen:
    return Chosen(tuple(row.id for row in rows))


def test_twenty_five_people_come_under_one_sk_in_one_transaction(session: Session) -> None:
    rows = _applications(session, 25)
    registrar = a_registrar(session)
    session.commit()
    with writing() as own:
        decree = decrees.make(own, registrar, _chosen(rows), a_paper(), at=clock.now())
    with reading() as read:
        assert len(tenure_queries.under(read, decree.id)) == 25
        assert all(ledger.holds(read, row.person_id, "psm-terdaftar") for row in rows)
        states = read.scalars(select(Registration.state)).all()
        assert set(states) == {RegistrationState.APPROVED}
        acts = list(read.scalars(select(AuditEntry.act)))
        assert acts.count("registration.approved") == 25
        assert acts.count("decree.made") == 1
        assert (decree.region_code, decree.year) == ("18.72", YESTERDAY.year)


def test_one_who_is_not_ready_keeps_all_of_them_waiting(session: Session) -> None:
    rows = _applications(session, 3)
    (held,) = ledger.held(session, rows[1].person_id)
    a_revocation(session, held)
    session.commit()
    with pytest.raises(Refused, match="Warga 01: Belum memegang"), writing() as own:
        decrees.make(own, a_registrar(own), _chosen(rows), a_paper(), at=clock.now())
    with reading() as read:
        assert read.scalar(select(func.count()).select_from(Decree)) == 0
        assert read.scalar(select(func.count()).select_from(Appointment)) == 0
        assert not any(ledger.holds(read, row.person_id, "psm-terdaftar") for row in rows)


def test_candidates_say_who_can_and_who_cannot_and_why(session: Session) -> None:
    rows = _applications(session, 3)
    (held,) = ledger.held(session, rows[2].person_id)
    a_revocation(session, held)
    found = decrees.candidates(session, a_registrar(session), _chosen(rows), at=clock.now())
    assert [bool(one.against) for one in found] == [False, False, True]


def test_of_two_registrars_one_wins_and_the_other_is_told_who(app: Flask, session: Session) -> None:
    rows = _applications(session, 4)
    registrars = [a_registrar(session), a_registrar(session, "18")]
    session.commit()
    sets = [Chosen(tuple(row.id for row in part)) for part in (rows[:3], rows[1:])]
    results: list[object] = []
    start = threading.Barrier(2)

    def run(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                with writing() as own:
                    paper = a_paper(f"800/{number}")
                    made = decrees.make(
                        own, registrars[number], sets[number], paper, at=clock.now()
                    )
                    results.append(made.id)
            except Refused as refusal:
                results.append(refusal)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (refused,) = [one for one in results if isinstance(one, Refused)]
    said = [str(reason) for reason in refused.reasons]
    assert len(said) == 2
    assert all("Sudah ditetapkan lebih dahulu dengan SK" in one for one in said)
    assert said[0].startswith("Warga 01")
    with reading() as read:
        assert read.scalar(select(func.count()).select_from(Appointment)) == 3
        held = select(func.count()).where(Credential.achievement == "psm-terdaftar")
        assert read.scalar(held) == 3


def test_a_number_is_used_once_in_a_year_and_region_however_it_is_written(
    session: Session,
) -> None:
    first, second = _applications(session, 2)
    far = a_registration(session, a_graduate(session, "Made Rai", KALIREJO))
    registrar = a_registrar(session, "18")
    decrees.make(session, registrar, _chosen([first]), a_paper("800/a/2026"), at=clock.now())
    with pytest.raises(Refused, match="sudah tercatat"):
        again = a_paper(" 800 / A / 2026 ")
        decrees.make(session, registrar, _chosen([second]), again, at=clock.now())
    elsewhere = decrees.make(
        session, registrar, _chosen([far]), a_paper("800/a/2026"), at=clock.now()
    )
    assert elsewhere.region_code == "18.02"


@pytest.mark.parametrize(
    ("paper", "says"),
    [
        (a_paper(on=TODAY + timedelta(days=2)), "belum terjadi"),
        (a_paper(number=" "), "Nomor SK wajib"),
        (a_paper(ends_on=YESTERDAY - timedelta(days=1)), "berakhir sebelum dimulai"),
    ],
)
def test_a_wrong_sk_registers_nobody(session: Session, paper: decrees.Paper, says: str) -> None:
    (row,) = _applications(session, 1)
    with pytest.raises(Refused, match=says):
        decrees.make(session, a_registrar(session), _chosen([row]), paper, at=clock.now())
    assert row.state is RegistrationState.SUBMITTED


def test_nobody_approves_themselves_or_whom_they_filed_for(session: Session) -> None:
    account = a_graduate(session)
    own = a_registration(session, account)
    filed = a_registration(session, a_graduate(session, "Ketut Rahayu"))
    clerk = a_staff_member(session, Role.REGISTRAR, "18.72")
    filed.filed_by_id, filed.filed_note = clerk.id, "Datang sendiri"
    session.flush()
    with pytest.raises(Refused, match="pendaftaran Anda sendiri"):
        decrees.make(session, as_actor(account), _chosen([own]), a_paper(), at=clock.now())
    with pytest.raises(Refused, match="diputus oleh petugas lain"):
        decrees.make(session, as_actor(clerk), _chosen([filed]), a_paper(), at=clock.now())


def test_an_sk_for_two_kabupaten_belongs_to_the_province(session: Session) -> None:
    near = a_registration(session, a_graduate(session))
    far = a_registration(session, a_graduate(session, "Made Rai", KALIREJO))
    both = Actor(None, None, (Grant(Role.REGISTRAR, "18.72"), Grant(Role.REGISTRAR, "18.02")))
    with pytest.raises(Refused, match="SK terpisah"):
        decrees.make(session, both, _chosen([near, far]), a_paper(), at=clock.now())
    made = decrees.make(
        session, a_registrar(session, "18"), _chosen([near, far]), a_paper(), at=clock.now()
    )
    assert made.region_code == "18"


def test_somebody_of_another_region_is_unknown(session: Session) -> None:
    (row,) = _applications(session, 1)
    with pytest.raises(NotFound):
        decrees.make(session, a_registrar(session, "35"), _chosen([row]), a_paper(), at=clock.now())


def test_people_are_added_to_an_sk_only_with_a_reason_and_from_its_region(
    session: Session,
) -> None:
    first, late = _applications(session, 2)
    far = a_registration(session, a_graduate(session, "Made Rai", KALIREJO))
    registrar = a_registrar(session, "18")
    paper = a_paper(ends_on=TODAY + timedelta(days=400))
    made = decrees.make(session, registrar, _chosen([first]), paper, at=clock.now())
    with pytest.raises(Refused, match="Tulis alasan"):
        decrees.add(session, registrar, made.id, _chosen([late]), " ", at=clock.now())
    with pytest.raises(Refused, match="Made Rai bukan dari wilayah SK ini"):
        decrees.add(session, registrar, made.id, _chosen([far]), "Susulan", at=clock.now())
    decrees.add(session, registrar, made.id, _chosen([late]), "Susulan", at=clock.now())
    term = term_of(session, late)
    assert (term.added_reason, term.valid_until) == ("Susulan", paper.ends_on)
    assert late.sk_number == made.number


def test_the_term_follows_the_nearest_region_that_has_a_rule(session: Session) -> None:
    (row,) = _applications(session, 1, IMOPURO)
    registrar = a_registrar(session, "18")
    for code, months in (("18", 12), ("18.72", 36)):
        manner = Manner(("Kepala Dinas Sosial",), None, months)
        practice.put(session, registrar, code, manner, frozenset(), at=clock.now())
    decrees.make(session, registrar, _chosen([row]), a_paper(on=TODAY), at=clock.now())
    term = term_of(session, row)
    assert term.valid_from == TODAY
    assert term.valid_until is not None
    assert term.valid_until > TODAY + timedelta(days=1000)


def test_a_renewal_begins_a_term_and_keeps_the_old_one(session: Session) -> None:
    row = a_member(session)
    registrar = a_registrar(session)
    old = term_of(session, row)
    old.membership_number, old.number_region_code = "01", "18.72"
    renewing = Chosen(appointment_ids=(old.id,))
    made = decrees.make(session, registrar, renewing, a_paper("900/1"), at=clock.now())
    session.expire_all()
    terms = tenure_queries.history(session, row.id)
    assert [(t.term, t.membership_number) for t in terms] == [(2, "01"), (1, "01")]
    assert terms[0].decree_id == made.id
    assert terms[1].replaced_at is not None
    with pytest.raises(Refused, match="Sudah diperpanjang lebih dahulu"):
        decrees.make(session, registrar, renewing, a_paper("900/2"), at=clock.now())


def test_the_credentials_on_which_the_approval_stood_are_kept(session: Session) -> None:
    row = a_member(session)
    kept: list[UUID] = list(session.scalars(select(RegistrationBasis.credential_id)))
    held = {one.achievement: one.id for one in ledger.held(session, row.person_id)}
    assert kept == [held["bimtek-dasar-psm"]]


def test_too_many_at_once_and_nobody_are_refused(session: Session) -> None:
    registrar = a_registrar(session)
    with pytest.raises(Refused, match="sekurang-kurangnya satu"):
        decrees.make(session, registrar, Chosen(), a_paper(), at=clock.now())
    many = Chosen(tuple(UUID(int=number) for number in range(201)))
    with pytest.raises(Refused, match="Paling banyak 200"):
        decrees.make(session, registrar, many, a_paper(), at=clock.now())
