"""Trainee's page, organiser's table, preview and decision use the same list."""

from dataclasses import dataclass
from decimal import Decimal

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from lms.attendance.models import Status
from lms.completion import operations, presenters, queries
from lms.completion.freezing import freeze
from lms.completion.models import Decision, Outcome
from lms.completion.progress import JP, evaluate, outcome
from lms.credentials import queries as credentials
from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import reading, writing
from lms.training.models import Participation
from tests.completion.samples import Course, a_course


@dataclass(frozen=True)
class Did:
    """What one participant did, at random."""

    statuses: tuple[Status | None, Status | None]
    has_read: bool
    score_percent: int | None
    level: int | None
    has_confirmed: bool


_did = st.builds(
    Did,
    statuses=st.tuples(*[st.none() | st.sampled_from(Status)] * 2),
    has_read=st.booleans(),
    score_percent=st.none() | st.integers(0, 100),
    level=st.none() | st.integers(1, 4),
    has_confirmed=st.booleans(),
)


def _enact(course: Course, did: Did, name: str) -> Participation:
    who = course.participant(name)
    for training_session, status in zip(course.sessions, did.statuses, strict=True):
        if status is not None:
            course.attend(who, training_session, status)
    if did.has_read:
        course.read(who)
    if did.score_percent is not None:
        course.take_test(who, did.score_percent)
    if did.level is not None:
        for rubric in course.rubrics:
            course.score(who, rubric, did.level)
    if did.has_confirmed:
        course.confirm(who)
    return who


def _by_hand(did: Did) -> tuple[int, bool]:
    """Give JP and whether all is met, counted without the evaluator."""
    there = [status in (Status.PRESENT, Status.LATE) for status in did.statuses]
    face_to_face = 4 * there[0] + 2 * there[1]
    jp = face_to_face + 4 * did.has_read
    is_met = (
        jp >= 8
        and 100 * face_to_face >= 80 * 6
        and did.score_percent is not None
        and did.score_percent >= 70
        and did.level is not None
        and Decimal(did.level) / 4 >= Decimal("0.7")
        and did.has_confirmed
    )
    return jp, is_met


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(done=st.lists(_did, min_size=1, max_size=4))
def test_every_page_and_the_decision_say_the_same(
    real: Flask, session: Session, done: list[Did]
) -> None:
    course = a_course(session)
    people = [_enact(course, did, f"Peserta {n}") for n, did in enumerate(done)]
    angkatan_id = course.angkatan.id
    session.commit()
    with real.test_request_context(), reading() as opened:
        angkatan = queries.with_curriculum(opened, angkatan_id)
        table = {each.participation.id: each for each in queries.standings(opened, angkatan)}
        own = {each.id: queries.requirements_of(opened, each) for each in people}
        lines = {line.standing.participation.id: line for line in presenters.lines(table.values())}
        facts = queries.facts(opened, angkatan_id)
    for who, did in zip(people, done, strict=True):
        jp, is_met = _by_hand(did)
        requirements = own[who.id]
        assert requirements == table[who.id].requirements == evaluate(facts[who.id])
        assert next(each.fact for each in requirements if each.key == JP) == f"{jp}/10"
        assert (outcome(requirements, course.angkatan.kind) is Outcome.PASSED) is is_met
        assert (lines[who.id].group == presenters.READY) is is_met
    _decide_all_ready(angkatan_id, [who.id for who in people if table[who.id].is_ready])
    with reading() as opened:
        for who, did in zip(people, done, strict=True):
            decision = queries.decisions(opened, [who.id])[who.id]
            assert decision.requirements == freeze(own[who.id])
            assert bool(credentials.held(opened, who.person_id)) is _by_hand(did)[1]


def _decide_all_ready(angkatan_id: object, ids: list[object]) -> None:
    with writing() as session:
        operations.decide(session, SYSTEM, angkatan_id, ids, at=clock.now())  # type: ignore[arg-type]


def test_the_number_of_queries_does_not_grow_with_the_people(real: Flask, session: Session) -> None:
    course = a_course(session)
    statements: list[str] = []

    def count_for(people: int) -> int:
        for number in range(people):
            course.graduate(f"Peserta {number}")
        angkatan_id = course.angkatan.id
        session.commit()
        with reading() as opened:
            connection = opened.connection()
            event.listen(connection, "before_cursor_execute", _note)
            queries.standings(opened, queries.with_curriculum(opened, angkatan_id))
        found = len(statements)
        statements.clear()
        return found

    def _note(*args: object) -> None:
        statements.append(str(args[2]))

    assert count_for(2) == count_for(20) <= 15


def test_decisions_are_kept_for_everybody_enrolled(real: Flask, session: Session) -> None:
    course = a_course(session)
    who = course.graduate()
    course.participant("Ayu Lestari")
    operations.decide(session, SYSTEM, course.angkatan.id, [who.id], at=clock.now())
    assert len(session.scalars(select(Decision)).all()) == 2
