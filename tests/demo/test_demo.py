"""The demonstration tells S0 as it happened, and has something to do for everybody today."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from courses.reading import read
from lms.credentials.models import Certificate, Credential
from lms.demo import commands, planning, s0
from lms.home.demo_accounts import DEMO_ACCOUNTS
from lms.kernel import audit_state, clock
from lms.kernel.access import SYSTEM, contains
from lms.kernel.database import reading, writing
from lms.people.models import Account
from lms.regions import operations as regions
from lms.regions import source
from lms.registration import loading as registration
from lms.registration.models import Registration
from lms.training import loading as training
from lms.training import queries
from lms.training.models import Angkatan, ParticipationState, Stage
from lms.web.templating import content_folder
from tests.credentials.samples import configured


@pytest.fixture
def built(app: Flask) -> Iterator[Flask]:
    """The demonstration, built with Lampung's real regions."""
    rows = source.rows()
    lampung = [row for row in rows if row["code"] == "ID" or contains("18", row["code"])]
    with writing() as session:
        regions.load(session, lampung)
        training.load(session, SYSTEM, read(content_folder()), at=clock.now())
        registration.load(session, registration.shipped())
    with configured(app, demonstration=True):
        with writing() as session:
            commands.build(session, at=clock.now())
        yield app


def test_the_demonstration_stands_and_stays_when_built_again(built: Flask) -> None:
    with reading() as session:
        first = session.scalars(select(Angkatan).where(Angkatan.year == s0.DAY.year)).one()
        assert (first.number, first.stage, first.starts_on) == (2, Stage.CLOSED, s0.DAY)
        counts = queries.five_counts(session, first.id, hadir=40, lulus=38)
        assert (counts.kuota, counts.diundang, counts.terdaftar) == (40, 40, 40)
        assert {q.sender_code for q in queries.quotas(session, first.id)} == set(planning.QUOTA)
        issued = select(func.count()).select_from(Certificate).where(Certificate.is_specimen)
        assert session.scalar(issued) == 38
        registered = select(func.count()).where(Credential.achievement == "psm-terdaftar")
        assert session.scalar(registered) == session.scalar(select(func.count(Registration.id)))
        names = set(session.scalars(select(Account.login_name)))
        assert {account.login_name for account in DEMO_ACCOUNTS} <= names
        assert audit_state.first_break(session) is None
    _again_on_two_days(built)


def _again_on_two_days(built: Flask) -> None:
    with writing() as session:
        commands.build(session, at=clock.now())
    with reading() as session:
        assert session.scalar(select(func.count(Angkatan.id))) == 2
        today = session.scalars(select(Angkatan).where(Angkatan.stage == Stage.RUNNING)).one()
        waiting = [
            each.state
            for each in queries.everybody(session, today.id)
            if each.state is ParticipationState.NOMINATED
        ]
        assert len(waiting) == 2
    with writing() as session:
        commands.build(session, at=clock.now() + timedelta(days=5))
    with reading() as session:
        assert session.scalar(select(func.count(Angkatan.id))) == 3
