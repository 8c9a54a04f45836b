"""Starting, saving and finishing a test."""

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.answering import BadAnswer
from lms.assessment import operations, queries, taking_queries
from lms.assessment.models import Attempt, Response
from lms.kernel import clock
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.training.models import (
    Participation,
    ParticipationState,
    Stage,
    TestKind,
    TestWindow,
)
from tests.factories.assessment import (
    a_kelas_with_module,
    acting,
    an_attempt,
    answer_all,
    given,
    saved_numbers,
)
from tests.factories.training import (
    a_curriculum,
    a_kelas,
    a_participant,
    account_of,
    an_angkatan,
    an_open_test,
)


@pytest.fixture
def own(session: Session) -> Participation:
    return a_participant(session, a_kelas_with_module(session))


@pytest.fixture
def window(session: Session, own: Participation) -> TestWindow:
    assert own.kelas is not None
    return an_open_test(session, own.kelas)


def _together(app: Flask, *acts: Callable[[Session], object]) -> list[Exception]:
    """Do the acts at the same time, each in its own transaction; give what went wrong."""
    start, failures = threading.Barrier(len(acts)), list[Exception]()

    def run(act: Callable[[Session], object]) -> None:
        with app.app_context():
            start.wait()
            try:
                with writing() as opened:
                    act(opened)
            except Exception as error:  # whatever it is, the test shall see it
                failures.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_a_paper_has_what_the_plan_asks_without_self_checks(
    session: Session, own: Participation, window: TestWindow
) -> None:
    attempt = an_attempt(session, own, window)
    keys = [item["question_key"] for item in attempt.paper]
    assert len(keys) == len(set(keys)) == 10
    assert all(key.startswith("soal-") for key in keys)
    assert attempt.deadline_at - attempt.started_at == timedelta(minutes=30)


def test_starting_again_gives_the_same_attempt(
    session: Session, own: Participation, window: TestWindow
) -> None:
    assert an_attempt(session, own, window).id == an_attempt(session, own, window).id


def test_parallel_starts_give_one_attempt(
    app: Flask, session: Session, own: Participation, window: TestWindow
) -> None:
    session.commit()
    given: list[Attempt] = []

    def begin(opened: Session) -> None:
        given.append(an_attempt(opened, own, window))

    assert _together(app, *[begin] * 4) == []
    assert len({attempt.id for attempt in given}) == 1
    assert len({attempt.seed for attempt in given}) == 1


def test_seven_answers_are_seven_rows_whatever_happens_next(
    session: Session, own: Participation, window: TestWindow
) -> None:
    attempt = an_attempt(session, own, window)
    actor = acting(account_of(session, own))
    session.commit()
    for number in range(1, 8):
        with writing() as opened:
            operations.save(opened, actor, attempt.id, number, given("a"), at=clock.now())
    with pytest.raises(RuntimeError), writing() as opened:
        operations.save(opened, actor, attempt.id, 8, given("a"), at=clock.now())
        raise RuntimeError("the process dies before the commit")
    with reading() as opened:
        assert saved_numbers(opened, attempt) == [1, 2, 3, 4, 5, 6, 7]


def test_parallel_saves_of_one_question_leave_one_row(
    app: Flask, session: Session, own: Participation, window: TestWindow
) -> None:
    attempt = an_attempt(session, own, window)
    actor = acting(account_of(session, own))
    session.commit()

    def save(opened: Session) -> None:
        operations.save(opened, actor, attempt.id, 1, given("b"), at=clock.now())

    assert _together(app, *[save] * 4) == []
    with reading() as opened:
        row = queries.responses(opened, attempt.id)[1]
    assert (row.answer, row.saves_count) == (["b"], 4)


def test_the_latest_choice_counts(session: Session, own: Participation, window: TestWindow) -> None:
    attempt = an_attempt(session, own, window)
    answer_all(session, own, attempt, right_count=0)
    answer_all(session, own, attempt, right_count=7)
    finished = operations.finish(
        session, acting(account_of(session, own)), attempt.id, at=clock.now()
    )
    assert finished.score_percent == 70


def test_an_answer_after_the_deadline_is_refused_and_the_earlier_ones_stay(
    session: Session, own: Participation, window: TestWindow
) -> None:
    attempt = an_attempt(session, own, window)
    actor = acting(account_of(session, own))
    in_time = attempt.deadline_at + timedelta(seconds=2)
    operations.save(session, actor, attempt.id, 1, given("a"), at=in_time)
    with pytest.raises(Refused, match="Waktu tes sudah habis"):
        operations.save(
            session, actor, attempt.id, 2, given("a"), at=in_time + timedelta(seconds=2)
        )
    assert saved_numbers(session, attempt) == [1]


def test_somebody_else_s_attempt_is_not_found(
    session: Session, own: Participation, window: TestWindow
) -> None:
    attempt = an_attempt(session, own, window)
    assert own.kelas is not None
    classmate = acting(account_of(session, a_participant(session, own.kelas)))
    with pytest.raises(NotFound):
        operations.save(session, classmate, attempt.id, 1, given("a"), at=clock.now())
    with pytest.raises(NotFound):
        operations.finish(session, classmate, attempt.id, at=clock.now())
    with pytest.raises(NotFound):
        taking_queries.own(session, classmate, attempt.id)


@pytest.mark.parametrize("number", [0, -1, 11, 10**9])
def test_a_question_outside_the_paper_is_not_found(
    session: Session, own: Participation, window: TestWindow, number: int
) -> None:
    attempt = an_attempt(session, own, window)
    with pytest.raises(NotFound):
        operations.save(
            session,
            acting(account_of(session, own)),
            attempt.id,
            number,
            given("a"),
            at=clock.now(),
        )


@pytest.mark.parametrize("choice", ["z", "A", "a" * 999, "'; DROP TABLE response"])
def test_a_choice_outside_the_question_is_refused(
    session: Session, own: Participation, window: TestWindow, choice: str
) -> None:
    attempt = an_attempt(session, own, window)
    with pytest.raises(BadAnswer, match="tidak ada dalam soal ini"):
        operations.save(
            session, acting(account_of(session, own)), attempt.id, 1, given(choice), at=clock.now()
        )
    assert session.scalar(select(func.count(Response.id))) == 0


def test_nobody_starts_in_a_closed_window_or_in_another_kelas(
    session: Session, own: Participation, window: TestWindow
) -> None:
    stranger = acting(account_of(session, a_participant(session, a_kelas_with_module(session))))
    with pytest.raises(NotFound):
        operations.start(session, stranger, window.id, at=clock.now())
    window.closed_at = clock.now()
    session.flush()
    with pytest.raises(Refused, match="sudah ditutup"):
        an_attempt(session, own, window)


def test_nobody_starts_once_the_angkatan_is_closed(
    session: Session, own: Participation, window: TestWindow
) -> None:
    assert own.kelas is not None
    own.kelas.angkatan.stage = Stage.CLOSED
    session.flush()
    with pytest.raises(Refused, match="sudah ditutup"):
        an_attempt(session, own, window)


def test_who_withdrew_meanwhile_saves_nothing_more(
    session: Session, own: Participation, window: TestWindow
) -> None:
    attempt = an_attempt(session, own, window)
    own.state = ParticipationState.WITHDRAWN
    session.flush()
    with pytest.raises(NotFound):
        operations.save(
            session, acting(account_of(session, own)), attempt.id, 1, given("a"), at=clock.now()
        )


def test_modules_with_too_few_questions_are_named(session: Session) -> None:
    kelas = a_kelas(session, an_angkatan(session, a_curriculum(session)))
    own, window = a_participant(session, kelas), an_open_test(session, kelas)
    with pytest.raises(Refused, match="harus memberi 10 soal tes, tetapi baru mempunyai 0"):
        an_attempt(session, own, window)


def test_finishing_twice_keeps_the_first_score_and_tells_the_trail_once(
    session: Session, own: Participation, window: TestWindow
) -> None:
    attempt = an_attempt(session, own, window)
    actor = acting(account_of(session, own))
    session.commit()
    with writing() as opened:
        answer_all(opened, own, attempt, right_count=3)
    first = clock.now()
    for later in (timedelta(0), timedelta(minutes=1)):
        with writing() as opened:
            finished = operations.finish(opened, actor, attempt.id, at=first + later)
    assert (finished.score_percent, finished.finished_at) == (Decimal("30.0"), first)
    with reading() as opened:
        told = opened.scalars(select(AuditEntry).where(AuditEntry.act == "attempt.scored")).all()
    assert [entry.detail["score_percent"] for entry in told] == ["30.0"]
    with pytest.raises(Refused, match="sudah selesai"), writing() as opened:
        operations.save(opened, actor, attempt.id, 1, given("a"), at=clock.now())


def test_a_late_hand_in_ends_at_the_deadline(
    session: Session, own: Participation, window: TestWindow
) -> None:
    attempt = an_attempt(session, own, window)
    late = attempt.deadline_at + timedelta(hours=1)
    finished = operations.finish(session, acting(account_of(session, own)), attempt.id, at=late)
    assert finished.finished_at == attempt.deadline_at
    assert finished.score_percent == 0


def test_both_tests_have_their_own_attempts(
    session: Session, own: Participation, window: TestWindow
) -> None:
    assert own.kelas is not None
    before = an_open_test(session, own.kelas, TestKind.PRE)
    assert len(an_attempt(session, own, before).paper) == 5
    assert len(an_attempt(session, own, window).paper) == 10
