"""Steps of a participation, seats, and the name to be printed."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.training import operations, queries, states
from lms.training.models import Participation, ParticipationState, Stage
from lms.training.operations import PrintedName
from tests.factories.people import a_person, an_account
from tests.factories.training import (
    a_kelas,
    a_participant,
    a_quota,
    account_of,
    an_angkatan,
)
from tests.training.support import actor_for, at_once

State = ParticipationState


class TestStates:
    def test_a_withdrawal_needs_its_reason(self) -> None:
        assert not states.objections(State.ENROLLED, State.WITHDRAWN, reason="Sakit")
        assert "alasannya" in str(states.objections(State.ENROLLED, State.WITHDRAWN, reason=" ")[0])

    def test_nobody_becomes_enrolled_without_having_said_yes(self) -> None:
        assert states.objections(State.INVITED, State.ENROLLED, reason=None)
        assert states.objections(State.NOMINATED, State.ENROLLED, reason=None)

    @given(st.sampled_from(State), st.sampled_from(State))
    def test_a_step_is_allowed_exactly_when_it_is_offered(
        self, before: State, after: State
    ) -> None:
        allowed = not states.objections(before, after, reason="Alasan")
        assert allowed == (after in states.following(before))


class TestAnswer:
    def test_yes_is_kept_as_a_step_and_saying_it_twice_does_no_harm(self, app: Flask) -> None:
        with writing() as session:
            participation = a_participant(session, a_kelas(session), state=State.INVITED)
            actor = actor_for(session, account_of(session, participation))
        for _ in range(2):
            with writing() as session:
                operations.answer(session, actor, participation.id, State.WILLING, at=clock.now())
        with reading() as session:
            steps = queries.steps(session, participation.id)
            assert [step.state for step in steps] == [State.INVITED, State.WILLING]
            acts = select(AuditEntry.act).where(AuditEntry.act == "participation.moved")
            assert len(session.scalars(acts).all()) == 1

    def test_no_needs_a_reason(self, session: Session) -> None:
        participation = a_participant(session, a_kelas(session), state=State.INVITED)
        actor = actor_for(session, account_of(session, participation))
        with pytest.raises(Refused, match="alasannya"):
            operations.answer(session, actor, participation.id, State.DECLINED, at=clock.now())

    def test_nobody_answers_for_another(self, session: Session) -> None:
        participation = a_participant(session, a_kelas(session), state=State.INVITED)
        other = actor_for(session, an_account(session))
        with pytest.raises(NotFound):
            operations.answer(session, other, participation.id, State.WILLING, at=clock.now())

    def test_parallel_answers_make_one_step(self, app: Flask, session: Session) -> None:
        participation = a_participant(session, a_kelas(session), state=State.INVITED)
        actor = actor_for(session, account_of(session, participation))
        session.commit()
        at_once(
            app,
            lambda own, _: operations.answer(
                own, actor, participation.id, State.WILLING, at=clock.now()
            ),
        )
        with reading() as own:
            assert len(queries.steps(own, participation.id)) == 2


class TestEnrol:
    def test_enrols_the_willing_and_puts_the_rest_in_the_reserve(self, session: Session) -> None:
        kelas = a_kelas(session)
        quota = a_quota(session, kelas.angkatan, sender_code="18.72", seats=2)
        for _ in range(3):
            a_participant(session, kelas, state=State.WILLING).quota_id = quota.id
        done = operations.enrol(session, SYSTEM, kelas.angkatan_id, at=clock.now())
        assert (done.enrolled_count, done.reserve_count) == (2, 1)
        reserve = select(Participation).where(Participation.state == State.RESERVE)
        last = queries.steps(session, session.scalars(reserve).one().id)[-1]
        assert last.reason == "Kuota sudah penuh."

    def test_without_quota_everybody_willing_has_a_seat_in_the_only_kelas(
        self, session: Session
    ) -> None:
        kelas = a_kelas(session)
        participation = a_participant(session, kelas, state=State.WILLING)
        participation.kelas_id = None
        session.flush()
        done = operations.enrol(session, SYSTEM, kelas.angkatan_id, at=clock.now())
        assert (done.enrolled_count, participation.kelas_id) == (1, kelas.id)

    def test_a_seat_that_becomes_free_goes_to_the_reserve(self, session: Session) -> None:
        kelas = a_kelas(session)
        quota = a_quota(session, kelas.angkatan, sender_code="18.72", seats=1)
        first, second = (a_participant(session, kelas, state=State.WILLING) for _ in range(2))
        first.quota_id = second.quota_id = quota.id
        operations.enrol(session, SYSTEM, kelas.angkatan_id, at=clock.now())
        with pytest.raises(Refused, match="alasannya"):
            operations.move(session, SYSTEM, [first.id], State.WITHDRAWN, at=clock.now())
        operations.move(
            session, SYSTEM, [first.id], State.WITHDRAWN, reason="Sakit.", at=clock.now()
        )
        done = operations.enrol(session, SYSTEM, kelas.angkatan_id, [second.id], at=clock.now())
        assert (done.enrolled_count, second.state) == (1, State.ENROLLED)

    def test_parallel_posts_never_exceed_the_quota(self, app: Flask, session: Session) -> None:
        kelas = a_kelas(session)
        quota = a_quota(session, kelas.angkatan, sender_code="18.72", seats=2)
        rows = [a_participant(session, kelas, state=State.WILLING) for _ in range(6)]
        for row in rows:
            row.quota_id = quota.id
        session.commit()

        def enrol_one(own: Session, number: int) -> None:
            operations.enrol(own, SYSTEM, kelas.angkatan_id, [rows[number].id], at=clock.now())

        assert not at_once(app, enrol_one, count=6)
        with reading() as own:
            count = select(Participation.state, func.count()).group_by(Participation.state)
            assert {state: n for state, n in own.execute(count)} == {
                State.ENROLLED: 2,
                State.RESERVE: 4,
            }

    def test_a_participant_of_another_angkatan_is_not_found(self, session: Session) -> None:
        other = a_participant(session, a_kelas(session), state=State.WILLING)
        with pytest.raises(NotFound):
            operations.enrol(session, SYSTEM, an_angkatan(session).id, [other.id], at=clock.now())

    def test_nobody_is_enrolled_in_a_cancelled_angkatan(self, session: Session) -> None:
        angkatan = an_angkatan(session, stage=Stage.CANCELLED)
        with pytest.raises(Refused, match="dibatalkan"):
            operations.enrol(session, SYSTEM, angkatan.id, at=clock.now())


def test_participants_are_moved_to_another_kelas_of_their_angkatan(session: Session) -> None:
    kelas = a_kelas(session)
    second = a_kelas(session, kelas.angkatan, "B")
    participation = a_participant(session, kelas)
    moved = operations.assign_kelas(session, SYSTEM, [participation.id], second.id, at=clock.now())
    assert (moved, participation.kelas_id) == (1, second.id)


class TestName:
    def test_is_kept_as_its_holder_writes_it(self, session: Session) -> None:
        person = a_person(session, name="NUR'AINI")
        participation = a_participant(session, a_kelas(session), person)
        actor = actor_for(session, account_of(session, participation))
        printed = PrintedName("Nur'aini", "Hj.", "S.Sos.")
        operations.confirm_name(session, actor, participation.id, printed, at=clock.now())
        assert participation.confirmed_name == "Hj. Nur'aini, S.Sos."
        assert participation.name_confirmed_at is not None

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [("Orang Lain", "berbeda jauh"), ("<b>Budi Santoso</b>", "tidak boleh memuat")],
    )
    def test_another_name_or_markup_is_refused(
        self, session: Session, name: str, sentence: str
    ) -> None:
        participation = a_participant(session, a_kelas(session), a_person(session))
        actor = actor_for(session, account_of(session, participation))
        with pytest.raises(Refused, match=sentence):
            operations.confirm_name(
                session, actor, participation.id, PrintedName(name), at=clock.now()
            )

    def test_nobody_confirms_for_another(self, session: Session) -> None:
        participation = a_participant(session, a_kelas(session), a_person(session))
        other = actor_for(session, an_account(session))
        with pytest.raises(NotFound):
            operations.confirm_name(
                session, other, participation.id, PrintedName("Budi Santoso"), at=clock.now()
            )


def test_the_five_counts_come_from_history(session: Session) -> None:
    kelas = a_kelas(session)
    a_quota(session, kelas.angkatan, sender_code="18.72", seats=40)
    invited = a_participant(session, kelas, state=State.INVITED)
    gone = a_participant(session, kelas, state=State.ENROLLED)
    actor = actor_for(session, account_of(session, invited))
    operations.answer(session, actor, invited.id, State.WILLING, at=clock.now())
    operations.move(session, SYSTEM, [gone.id], State.WITHDRAWN, reason="Sakit.", at=clock.now())
    counts = queries.five_counts(session, kelas.angkatan_id, hadir=0, lulus=0)
    assert (counts.kuota, counts.diundang, counts.terdaftar) == (40, 1, 1)
