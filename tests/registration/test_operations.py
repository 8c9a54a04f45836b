"""Applying, deciding, and what the ledger says afterwards."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.credentials import queries as ledger
from lms.credentials.models import Basis, Credential
from lms.kernel import clock
from lms.kernel.access import Actor, Grant, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.registration import deciding, decrees, loading, operations, presenters, queries
from lms.registration.decrees import Chosen, Paper
from lms.registration.models import Registration, RegistrationRequirement, RegistrationState
from tests.factories.people import a_staff_member
from tests.factories.regions import KALIREJO
from tests.factories.registration import (
    a_credential,
    a_graduate,
    a_registration,
    a_revocation,
    declarations,
    the_requirements,
)

DECREE = Paper("800/12/2026", clock.today() - timedelta(days=1), "Kepala Dinas Sosial")


def _registrar(session: Session, region_code: str = "18.72") -> Actor:
    account = a_staff_member(session, Role.REGISTRAR, region_code)
    return Actor(account.id, account.person_id, (Grant(Role.REGISTRAR, region_code),))


def _together(app: Flask, act: object, times: int = 4) -> list[object]:
    results: list[object] = []
    start = threading.Barrier(times)

    def run() -> None:
        with app.app_context():
            start.wait()
            try:
                results.append(act())  # type: ignore[operator]  # a callable without arguments
            except Refused as refusal:
                results.append(refusal)

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_loading_twice_adds_nothing_and_keeps_what_was_changed(session: Session) -> None:
    assert loading.load(session, loading.shipped()) == 15
    queries.requirement_rows(session, "psm")["usia"].value = {"years": 21}
    assert loading.load(session, loading.shipped()) == 0
    assert queries.requirement_rows(session, "psm")["usia"].value == {"years": 21}


def test_every_shipped_requirement_names_its_source_and_that_it_is_configuration(
    session: Session,
) -> None:
    the_requirements(session)
    rows = session.scalars(select(RegistrationRequirement)).all()
    assert {row.family for row in rows} == {"psm", "pensosmas"}
    assert all("konfigurasi" in row.source.lower() for row in rows)


def test_an_application_keeps_the_requirements_as_they_were_judged(session: Session) -> None:
    row = a_registration(session)
    assert row.state is RegistrationState.SUBMITTED
    assert row.region_code == "18.72.01.1001"
    assert all(one["is_met"] for one in row.requirements)
    assert set(row.declarations) == declarations(session)


def test_whoever_lacks_something_is_told_everything_at_once(session: Session) -> None:
    the_requirements(session)
    account = a_graduate(session)
    account.person.born_on = None
    applicant = Actor(account.id, account.person_id)
    with pytest.raises(Refused) as refusal:
        operations.submit(session, applicant, "psm", frozenset(), at=clock.now())
    assert len(refusal.value.reasons) == 5


def test_parallel_submits_make_one_application(app: Flask, session: Session) -> None:
    the_requirements(session)
    account = a_graduate(session)
    declared = declarations(session)
    session.commit()
    applicant = Actor(account.id, account.person_id)

    def submit() -> bool:
        with writing() as own:
            return operations.submit(own, applicant, "psm", declared, at=clock.now()).is_new

    results = _together(app, submit)
    assert sorted(map(str, results)) == ["False", "False", "False", "True"]
    with reading() as read:
        assert read.scalar(select(func.count()).select_from(Registration)) == 1


def test_the_database_itself_knows_only_one_open_application(session: Session) -> None:
    row = a_registration(session)
    twin = Registration(
        person_id=row.person_id,
        family="psm",
        region_code=row.region_code,
        state=RegistrationState.SUBMITTED,
        requirements=[],
        declarations={},
        submitted_at=clock.now(),
    )
    session.add(twin)
    with pytest.raises(IntegrityError):
        session.flush()


def test_whoever_withdrew_may_apply_again(session: Session) -> None:
    account = a_graduate(session)
    first = a_registration(session, account)
    applicant = Actor(account.id, account.person_id)
    operations.withdraw(session, applicant, "psm", at=clock.now())
    with pytest.raises(Refused, match="sudah diputus atau sudah Anda tarik"):
        operations.withdraw(session, applicant, "psm", at=clock.now())
    again = a_registration(session, account)
    assert again.id != first.id
    assert queries.latest(session, account.person_id, "psm") is again


def test_approval_writes_registered_psm_into_the_ledger(session: Session) -> None:
    row = a_registration(session)
    decrees.make(session, _registrar(session), Chosen((row.id,)), DECREE, at=clock.now())
    assert ledger.holds(session, row.person_id, "psm-terdaftar")
    credential = session.get_one(Credential, row.credential_id)
    assert credential.basis is Basis.REGISTRATION
    assert credential.source_id == row.id
    assert row.state is RegistrationState.APPROVED
    assert row.sk_number == "800/12/2026"


def test_acts_are_in_the_trail_without_names_or_nik(app: Flask, session: Session) -> None:
    account = a_graduate(session)
    registrar = _registrar(session)
    the_requirements(session)
    declared = declarations(session)
    session.commit()
    applicant = Actor(account.id, account.person_id)
    with writing() as own:
        made = operations.submit(own, applicant, "psm", declared, at=clock.now()).registration
    with writing() as own:
        decrees.make(own, registrar, Chosen((made.id,)), DECREE, at=clock.now())
    with reading() as read:
        entries = read.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()
    acts = [entry.act for entry in entries]
    assert acts[:2] == ["registration.submitted", "credential.registered"]
    assert "registration.approved" in acts
    assert all("Siti" not in str(e.detail) and "1872*" not in str(e.detail) for e in entries)


def test_two_registrars_at_once_decide_once(app: Flask, session: Session) -> None:
    row = a_registration(session)
    registrar = _registrar(session)
    session.commit()

    def approve() -> UUID:
        with writing() as own:
            return decrees.make(own, registrar, Chosen((row.id,)), DECREE, at=clock.now()).id

    results = _together(app, approve)
    refused = [one for one in results if isinstance(one, Refused)]
    assert len(refused) == 3
    with reading() as read:
        found = select(func.count()).where(Credential.achievement == "psm-terdaftar")
        assert read.scalar(found) == 1


def test_a_requirement_that_fell_away_stops_the_approval(session: Session) -> None:
    account = a_graduate(session)
    row = a_registration(session, account)
    (held,) = ledger.held(session, account.person_id)
    a_revocation(session, held)
    with pytest.raises(Refused, match="Belum memegang Bimtek Dasar PSM"):
        decrees.make(session, _registrar(session), Chosen((row.id,)), DECREE, at=clock.now())


def test_an_sk_of_tomorrow_or_without_number_is_refused(session: Session) -> None:
    row = a_registration(session)
    wrong = Paper(" ", clock.today() + timedelta(days=2), "")
    with pytest.raises(Refused) as refusal:
        decrees.make(session, _registrar(session), Chosen((row.id,)), wrong, at=clock.now())
    assert len(refusal.value.reasons) == 3


def test_declining_needs_a_reason_and_leaves_the_ledger_alone(session: Session) -> None:
    row = a_registration(session)
    registrar = _registrar(session)
    with pytest.raises(Refused, match="alasan"):
        deciding.decline(session, registrar, row.id, "  ", at=clock.now())
    deciding.decline(session, registrar, row.id, "KTP belum sesuai", at=clock.now())
    assert row.reason == "KTP belum sesuai"
    assert not ledger.holds(session, row.person_id, "psm-terdaftar")


def test_a_registrar_of_another_region_does_not_know_of_it(session: Session) -> None:
    row = a_registration(session)
    stranger = _registrar(session, "35.78")
    for act in (
        lambda: decrees.make(session, stranger, Chosen((row.id,)), DECREE, at=clock.now()),
        lambda: deciding.decline(session, stranger, row.id, "tidak", at=clock.now()),
        lambda: queries.to_decide(session, stranger, row.id),
    ):
        with pytest.raises(NotFound):
            act()


def test_nobody_decides_their_own_application(session: Session) -> None:
    account = a_graduate(session)
    row = a_registration(session, account)
    own = Actor(account.id, account.person_id, (Grant(Role.REGISTRAR, "18"),))
    with pytest.raises(Refused, match="pendaftaran Anda sendiri"):
        decrees.make(session, own, Chosen((row.id,)), DECREE, at=clock.now())


def test_what_waits_is_counted_in_the_own_region(session: Session) -> None:
    near, far = a_graduate(session), a_graduate(session, "Made Rai", KALIREJO)
    a_registration(session, near)
    a_registration(session, far)
    both, one = _registrar(session, "18"), _registrar(session, "18.02")
    assert (queries.waiting_count(session, both), queries.waiting_count(session, one)) == (2, 1)


def test_the_blended_course_opens_the_way_too(session: Session) -> None:
    account = a_graduate(session)
    (held,) = ledger.held(session, account.person_id)
    a_revocation(session, held)
    a_credential(session, account.person, "bimtek-dasar-psm-campuran")
    assert a_registration(session, account).state is RegistrationState.SUBMITTED


def test_declarations_keep_the_order_of_the_requirements(session: Session) -> None:
    row_id = a_registration(session).id
    session.commit()
    with reading() as fresh:
        row = fresh.get_one(Registration, row_id)
        rules = queries.rules(fresh, "psm")
        wanted = [rule.value["text"] for rule in rules if rule.slug in row.declarations]
        assert presenters.declared(row) == wanted
        assert len(wanted) == 4
