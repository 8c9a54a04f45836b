"""Issuing: once for each person, version and cycle; numbers without gaps; never unreachable."""

import re
import threading
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import operations, queries
from lms.credentials.models import Certificate, Credential
from lms.kernel import clock, jobs
from lms.kernel.access import SYSTEM, Actor
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, Refused
from tests.credentials.samples import (
    a_holding,
    a_numbering,
    certificate_of,
    claims_of,
    issue,
    issued,
)
from tests.factories.people import a_person


def test_real_certificates_are_refused_at_an_address_that_leads_nowhere(
    app: Flask, session: Session
) -> None:
    person = a_person(session)
    with pytest.raises(Refused, match="LMS_BASE_URL"):
        issue(session, person.id)
    assert session.scalars(select(Credential)).all() == []


def test_a_demonstration_issues_specimens(demonstrating: Flask, session: Session) -> None:
    person = a_person(session)
    session.commit()
    certificate = issued(person.id)
    assert certificate.is_specimen
    assert certificate.claims["is_specimen"] is True


def test_a_credential_comes_with_certificate_job_and_audit(real: Flask, session: Session) -> None:
    person = a_person(session)
    session.commit()
    certificate = issued(person.id)
    assert certificate.number == "001/BIMTEK-PSM/DINSOS-LPG/XI/2026"
    assert re.fullmatch(r"[A-Z2-7]{26}", certificate.token)
    assert not certificate.is_specimen
    with reading() as opened:
        job = opened.scalars(select(jobs.Job)).one()
        entry = opened.scalars(select(AuditEntry)).one()
    assert (job.kind, job.target_id) == ("credentials.draw", certificate.id)
    assert (entry.act, entry.detail["number"]) == ("credential.issued", certificate.number)
    assert "Sekar" not in str(entry.detail)


def test_whoever_may_not_decide_there_may_not_issue(real: Flask, session: Session) -> None:
    person = a_person(session)
    stranger = Actor(None, None)
    holding = a_holding(person.id)
    with pytest.raises(Forbidden):
        operations.issue(session, stranger, holding, a_numbering(), claims_of, at=clock.now())


def test_the_ledger_says_what_a_person_holds(real: Flask, session: Session) -> None:
    person, other = a_person(session), a_person(session, "Ayu Lestari")
    credential = issue(session, person.id)
    assert queries.held(session, person.id) == (credential,)
    assert queries.holds(session, person.id, "bimtek-dasar-psm")
    assert not queries.holds(session, person.id, "bimtek-lanjutan-psm")
    assert queries.held(session, other.id) == ()


def test_the_same_version_is_held_once_and_costs_no_second_number(
    real: Flask, session: Session
) -> None:
    person, version_id = a_person(session), uuid4()
    first = issue(session, person.id, version_id=version_id)
    second = issue(session, person.id, version_id=version_id)
    third = issue(session, a_person(session).id, version_id=version_id)
    assert first.id == second.id
    session.commit()
    assert certificate_of(third.id).number.startswith("002/")


def test_a_revoked_one_can_be_earned_again_as_a_further_cycle(
    real: Flask, session: Session
) -> None:
    person, version_id = a_person(session), uuid4()
    first = issue(session, person.id, version_id=version_id)
    operations.revoke(
        session, SYSTEM, first.id, reason="salah", public_words="Salah data.", at=clock.now()
    )
    again = issue(session, person.id, version_id=version_id)
    assert (first.cycle, again.cycle) == (1, 2)
    assert queries.held(session, person.id) == (again,)


def test_parallel_acts_give_one_credential_and_numbers_without_gaps(
    real: Flask, session: Session
) -> None:
    people = [a_person(session).id for _ in range(4)]
    version_id = uuid4()
    session.commit()
    failures: list[Exception] = []

    def act() -> None:
        with real.app_context():
            for person_id in people:
                try:
                    with writing() as opened:
                        issue(opened, person_id, version_id=version_id)
                except Exception as error:
                    failures.append(error)

    threads = [threading.Thread(target=act) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with reading() as opened:
        numbers = sorted(opened.scalars(select(Certificate.number)))
    assert [number[:3] for number in numbers] == ["001", "002", "003", "004"]


def test_an_undone_act_leaves_no_gap(real: Flask, session: Session) -> None:
    person = a_person(session)
    session.commit()
    with pytest.raises(ZeroDivisionError), writing() as opened:
        issue(opened, person.id)
        _ = 1 / 0
    assert issued(person.id).number.startswith("001/")


def test_numbers_begin_anew_each_year_and_unit_as_far_as_the_pattern_shows_them() -> None:
    year = a_numbering(on=a_numbering().on.replace(year=2027))
    assert a_numbering().series != year.series
    assert a_numbering().series != a_numbering(unit="DINSOS-METRO").series
    plain = "{no}/SERTIFIKAT"
    bare = {
        a_numbering(pattern=plain).series,
        a_numbering(pattern=plain, unit="DINSOS-METRO", on=year.on).series,
    }
    assert len(bare) == 1


def test_a_number_that_gets_too_long_is_refused() -> None:
    long = a_numbering(pattern="{no}/" + "x" * 100 + "/{unit}", unit="U" * 40)
    with pytest.raises(Refused, match="Persingkat"):
        long.render(1)
