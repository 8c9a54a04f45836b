"""The demonstration stands, stays when built again, and has something to do for everybody today."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from lms.credentials.models import Certificate, Credential
from lms.demo import commands, planning, s0
from lms.home.demo_accounts import DEMO_ACCOUNTS
from lms.kernel import audit_state, clock
from lms.kernel.database import reading, writing
from lms.people.models import Account
from lms.registration.models import Registration, RegistrationState
from lms.training import queries
from lms.training.models import Angkatan, ParticipationState, Stage
from tests.demo import looking


def test_s0_is_bimtek_angkatan_two_of_lampung_with_forty_people_of_four_senders(
    built: Flask,
) -> None:
    with reading() as session:
        found = looking.angkatan(session, s0)
        assert (found.number, found.stage, found.starts_on) == (2, Stage.CLOSED, s0.DAY)
        assert found.organiser.name == planning.PROVINSI
        assert looking.five(session, found) == (40, 40, 40, 40, 38)
        assert {q.sender_code for q in queries.quotas(session, found.id)} == set(planning.QUOTA)
        issued = (
            select(func.count(Certificate.id))
            .join(Credential)
            .where(Credential.source_id == found.id, Certificate.is_specimen)
        )
        assert session.scalar(issued) == 38


def test_everybody_registered_stands_in_the_ledger(built: Flask) -> None:
    with reading() as session:
        for family, count in (("psm", 6), ("pensosmas", 8)):
            held = select(func.count()).where(Credential.achievement == f"{family}-terdaftar")
            approved = select(func.count(Registration.id)).where(
                Registration.family == family, Registration.state == RegistrationState.APPROVED
            )
            assert session.scalar(held) == session.scalar(approved) == count


def test_everybody_named_in_the_readme_has_an_account_and_the_trail_is_whole(
    built: Flask,
) -> None:
    with reading() as session:
        names = set(session.scalars(select(Account.login_name)))
        assert {account.login_name for account in DEMO_ACCOUNTS} <= names
        assert audit_state.first_break(session) is None


def test_building_again_adds_nothing_until_another_day(built: Flask) -> None:
    before = _angkatan_count()
    for later, more in ((timedelta(0), 0), (timedelta(days=5), 1)):
        with writing() as session:
            commands.build(session, at=clock.now() + later)
        assert _angkatan_count() == before + more
    with reading() as session:
        today = session.scalars(select(Angkatan).where(Angkatan.stage == Stage.RUNNING)).first()
        assert today is not None
        states = [each.state for each in queries.everybody(session, today.id)]
        assert states.count(ParticipationState.NOMINATED) == 2


def _angkatan_count() -> int:
    with reading() as session:
        return session.scalars(select(func.count(Angkatan.id))).one()
