"""Opening and closing tests and presensi, and who may."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.clock import Zone
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.training import access, operations, queries
from lms.training.models import Kelas, ParticipationState, Stage, Teaching, TestKind, TestWindow
from tests.factories.people import a_staff_member, an_account
from tests.factories.training import (
    a_kelas,
    a_participant,
    a_session,
    a_trainer,
    account_of,
    an_angkatan,
    an_open_test,
)
from tests.training.support import actor_for, at_once

# nine in the morning: a session begun then and one begun an hour earlier lie on the same day
MORNING = datetime(2026, 3, 9, 9, tzinfo=Zone.WIB.info)


class TestWhoTeaches:
    def test_those_with_a_living_duty_and_the_planner_of_the_region(self, session: Session) -> None:
        kelas = a_kelas(session)
        trainer = actor_for(session, a_trainer(session, kelas))
        planner = actor_for(session, a_staff_member(session, Role.ORGANISER, "18"))
        assert access.require_teacher(session, trainer, kelas.id).id == kelas.id
        assert access.teaches(session, trainer, kelas.id)
        assert access.teaches(session, planner, kelas.id)

    def test_not_any_more_once_the_duty_ended(self, session: Session) -> None:
        kelas = a_kelas(session)
        trainer = actor_for(session, a_trainer(session, kelas))
        duty = session.scalars(select(Teaching)).one()
        operations.end_teaching(session, SYSTEM, duty.id, at=clock.now())
        assert not access.teaches(session, trainer, kelas.id)
        with pytest.raises(NotFound):
            access.require_teacher(session, trainer, kelas.id)

    def test_others_are_told_only_as_much_as_they_may_know(self, session: Session) -> None:
        kelas = a_kelas(session)
        participant = actor_for(session, account_of(session, a_participant(session, kelas)))
        auditor = actor_for(session, a_staff_member(session, Role.AUDITOR, "18"))
        stranger = actor_for(session, a_staff_member(session, Role.ORGANISER, "35"))
        for actor in (participant, auditor):
            with pytest.raises(Forbidden):
                access.require_teacher(session, actor, kelas.id)
        with pytest.raises(NotFound):
            access.require_teacher(session, stranger, kelas.id)

    def test_a_participant_is_who_is_enrolled_in_that_kelas(self, session: Session) -> None:
        kelas = a_kelas(session)
        enrolled = a_participant(session, kelas)
        willing = a_participant(session, kelas, state=ParticipationState.WILLING)
        actor = actor_for(session, account_of(session, enrolled))
        assert access.require_participant(session, actor, kelas.id).id == enrolled.id
        other_kelas = a_kelas(session, kelas.angkatan, "B")
        for who, where in ((enrolled, other_kelas), (willing, kelas)):
            with pytest.raises(NotFound):
                access.require_participant(
                    session, actor_for(session, account_of(session, who)), where.id
                )


class TestVisibility:
    def test_an_angkatan_is_seen_by_its_region_its_trainers_and_its_participants(
        self, session: Session
    ) -> None:
        kelas = a_kelas(session)
        who = [
            a_staff_member(session, Role.OFFICER, "18"),
            a_staff_member(session, Role.AUDITOR, "ID"),
            a_trainer(session, kelas),
            account_of(session, a_participant(session, kelas)),
        ]
        for account in who:
            actor = actor_for(session, account)
            assert queries.angkatan(session, actor, kelas.angkatan_id).programme.title
            assert queries.kelas(session, actor, kelas.id).id == kelas.id

    def test_others_do_not_find_it(self, session: Session) -> None:
        kelas = a_kelas(session)
        for account in (a_staff_member(session, Role.ORGANISER, "35"), an_account(session)):
            actor = actor_for(session, account)
            with pytest.raises(NotFound):
                queries.angkatan(session, actor, kelas.angkatan_id)
            assert kelas.angkatan_id not in {a.id for a in queries.angkatan_list(session, actor)}


class TestOpenTest:
    def test_is_audited_and_a_second_window_follows_a_closed_one(self, app: Flask) -> None:
        with writing() as session:
            kelas = a_kelas(session)
            trainer = actor_for(session, a_trainer(session, kelas))
        for position in (1, 2):
            with writing() as session:
                window = operations.open_test(
                    session, trainer, kelas.id, TestKind.POST, at=clock.now()
                )
                assert window.position == position
                assert len(queries.open_windows(session, kelas.id)) == 1
                operations.close_test(session, trainer, kelas.id, TestKind.POST, at=clock.now())
                assert not queries.open_windows(session, kelas.id)
        with reading() as session:
            acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.position)).all()
        assert acts == ["test.opened", "test.closed"] * 2

    def test_a_test_that_is_open_is_not_opened_again(self, session: Session) -> None:
        kelas = a_kelas(session)
        an_open_test(session, kelas)
        with pytest.raises(Refused, match="Tes akhir kelas ini sudah dibuka"):
            operations.open_test(session, SYSTEM, kelas.id, TestKind.POST, at=clock.now())

    def test_parallel_opening_gives_one_window(self, app: Flask, session: Session) -> None:
        kelas = a_kelas(session)
        session.commit()
        refusals = at_once(
            app,
            lambda own, _: operations.open_test(
                own, SYSTEM, kelas.id, TestKind.PRE, at=clock.now()
            ),
        )
        assert refusals == ["Tes awal kelas ini sudah dibuka."] * 3
        with reading() as own:
            assert len(own.scalars(select(TestWindow)).all()) == 1

    def test_only_a_test_of_the_curriculum_is_opened(self, session: Session) -> None:
        kelas = a_kelas(session)
        kelas.angkatan.curriculum.content = {"tests": {"awal": None}}
        session.flush()
        with pytest.raises(Refused, match="tidak memuat tes awal"):
            operations.open_test(session, SYSTEM, kelas.id, TestKind.PRE, at=clock.now())

    def test_nothing_is_opened_unless_the_angkatan_runs(self, session: Session) -> None:
        kelas = a_kelas(session, an_angkatan(session, stage=Stage.PLANNED))
        with pytest.raises(Refused, match="tidak sedang berjalan"):
            operations.open_test(session, SYSTEM, kelas.id, TestKind.PRE, at=clock.now())

    def test_what_is_not_open_is_not_closed(self, session: Session) -> None:
        kelas = a_kelas(session)
        with pytest.raises(Refused, match="tidak sedang dibuka"):
            operations.close_test(session, SYSTEM, kelas.id, TestKind.PRE, at=clock.now())


class TestOpenSession:
    def _kelas(self, session: Session) -> Kelas:
        return a_kelas(session)

    def test_opens_from_an_hour_before_and_closes(self, session: Session) -> None:
        row = a_session(session, self._kelas(session), starts_at=MORNING)
        with pytest.raises(Refused, match=r"mulai pukul 08\.00 WIB"):
            operations.open_session(session, SYSTEM, row.id, at=MORNING - timedelta(minutes=61))
        opened = operations.open_session(
            session, SYSTEM, row.id, at=MORNING - timedelta(minutes=60)
        )
        assert opened.opened_at is not None
        closed = operations.close_session(session, SYSTEM, row.id, at=MORNING)
        assert closed.closed_at == MORNING

    @pytest.mark.parametrize("days", [-1, 1])
    def test_not_on_another_day(self, session: Session, days: int) -> None:
        row = a_session(session, self._kelas(session), starts_at=MORNING)
        with pytest.raises(Refused, match="09/03/2026, bukan hari ini"):
            operations.open_session(session, SYSTEM, row.id, at=MORNING + timedelta(days=days))

    def test_one_at_a_time_in_a_kelas(self, session: Session) -> None:
        kelas = self._kelas(session)
        first = a_session(session, kelas, starts_at=MORNING)
        second = a_session(session, kelas, starts_at=MORNING + timedelta(minutes=30))
        operations.open_session(session, SYSTEM, first.id, at=MORNING)
        with pytest.raises(Refused, match="masih dibuka"):
            operations.open_session(session, SYSTEM, second.id, at=MORNING)
        elsewhere = a_session(session, a_kelas(session, kelas.angkatan, "B"), starts_at=MORNING)
        operations.open_session(session, SYSTEM, elsewhere.id, at=MORNING)

    def test_parallel_opening_opens_one(self, app: Flask, session: Session) -> None:
        kelas = self._kelas(session)
        rows = [a_session(session, kelas, starts_at=MORNING) for _ in range(4)]
        session.commit()
        refusals = at_once(
            app,
            lambda own, n: operations.open_session(own, SYSTEM, rows[n].id, at=MORNING),
        )
        assert len(refusals) == 3

    def test_opening_twice_and_closing_twice_does_no_harm(self, session: Session) -> None:
        row = a_session(session, self._kelas(session), starts_at=MORNING)
        for _ in range(2):
            operations.open_session(session, SYSTEM, row.id, at=MORNING)
        for minutes in (1, 2):
            closing = MORNING + timedelta(minutes=minutes)
            operations.close_session(session, SYSTEM, row.id, at=closing)
        assert row.closed_at == MORNING + timedelta(minutes=1)

    def test_only_teachers_of_the_kelas(self, session: Session) -> None:
        kelas = self._kelas(session)
        row = a_session(session, kelas, starts_at=MORNING)
        other = actor_for(session, a_trainer(session, a_kelas(session, kelas.angkatan, "B")))
        with pytest.raises((NotFound, Forbidden)):
            operations.open_session(session, other, row.id, at=MORNING)
