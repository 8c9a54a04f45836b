"""Opening and closing by the trainer, and what becomes of attempts that ran out."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from lms.assessment import operations, queries
from lms.kernel import clock
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.training.models import Participation, Stage, TestKind
from tests.factories.assessment import a_kelas_with_module, acting, an_attempt, answer_all
from tests.factories.training import (
    a_curriculum,
    a_kelas,
    a_participant,
    a_trainer,
    account_of,
    an_angkatan,
    an_open_test,
)

POST = TestKind.POST


@pytest.fixture
def own(session: Session) -> Participation:
    return a_participant(session, a_kelas_with_module(session))


def test_closing_ends_running_attempts_with_what_they_hold(
    session: Session, own: Participation
) -> None:
    assert own.kelas is not None
    trainer = acting(a_trainer(session, own.kelas))
    at = clock.now()
    window = operations.open_window(session, trainer, own.kelas.id, POST, at=at)
    attempt = an_attempt(session, own, window)
    answer_all(session, own, attempt, right_count=4)
    assert queries.best_scores(session, [own.id], POST) == {}
    closed_at = clock.now()
    ended = operations.close_window(session, trainer, own.kelas.id, POST, at=closed_at)
    assert ended == 1
    assert queries.best_scores(session, [own.id], POST) == {own.id: 40}
    assert attempt.finished_at == closed_at
    with pytest.raises(Refused):
        answer_all(session, own, attempt, right_count=10)


def test_an_attempt_past_its_deadline_counts_on_read_and_is_settled_once(
    session: Session, own: Participation
) -> None:
    assert own.kelas_id is not None and own.kelas is not None
    attempt = an_attempt(session, own, an_open_test(session, own.kelas))
    answer_all(session, own, attempt, right_count=9)
    later = attempt.deadline_at + timedelta(minutes=1)
    assert queries.best_scores(session, [own.id], POST, at=clock.now()) == {}
    assert queries.best_scores(session, [own.id], POST, at=later) == {own.id: 90}
    assert operations.settle(session, own.kelas_id, at=clock.now()) == 0
    assert operations.settle(session, own.kelas_id, at=later) == 1
    assert operations.settle(session, own.kelas_id, at=later) == 0
    assert attempt.finished_at == attempt.deadline_at
    assert queries.best_scores(session, [own.id], POST) == {own.id: 90}


def test_a_second_window_is_for_stragglers_and_the_best_score_counts(
    session: Session, own: Participation
) -> None:
    assert own.kelas is not None
    trainer = acting(a_trainer(session, own.kelas))
    straggler = a_participant(session, own.kelas)
    for right_count in (8, 5):
        window = operations.open_window(session, trainer, own.kelas.id, POST, at=clock.now())
        answer_all(session, own, an_attempt(session, own, window), right_count=right_count)
        if right_count == 5:
            answer_all(session, straggler, an_attempt(session, straggler, window), 7)
        operations.close_window(session, trainer, own.kelas.id, POST, at=clock.now())
    best = queries.best_scores(session, [own.id, straggler.id], POST)
    assert best == {own.id: 80, straggler.id: 70}


def test_a_kind_does_not_count_for_the_other(session: Session, own: Participation) -> None:
    assert own.kelas is not None
    attempt = an_attempt(session, own, an_open_test(session, own.kelas, TestKind.PRE))
    operations.finish(session, acting(account_of(session, own)), attempt.id, at=clock.now())
    assert queries.best_scores(session, [own.id], POST) == {}
    assert queries.best_scores(session, [own.id], TestKind.PRE) == {own.id: 0}


def test_only_those_who_teach_open_and_close(session: Session, own: Participation) -> None:
    assert own.kelas is not None
    participant = acting(account_of(session, own))
    with pytest.raises(Forbidden):
        operations.open_window(session, participant, own.kelas.id, POST, at=clock.now())
    stranger = acting(a_trainer(session, a_kelas_with_module(session)))
    with pytest.raises(NotFound):
        operations.open_window(session, stranger, own.kelas.id, POST, at=clock.now())
    with pytest.raises(NotFound):
        operations.close_window(session, stranger, own.kelas.id, POST, at=clock.now())


def test_a_test_without_questions_is_not_opened(session: Session) -> None:
    kelas = a_kelas(session, an_angkatan(session, a_curriculum(session)))
    with pytest.raises(Refused, match="tetapi baru mempunyai 0"):
        operations.open_window(
            session, acting(a_trainer(session, kelas)), kelas.id, POST, at=clock.now()
        )


def test_answers_are_explained_only_while_no_window_of_the_test_is_open(
    session: Session, own: Participation
) -> None:
    assert own.kelas is not None
    first = an_open_test(session, own.kelas)
    assert not queries.is_review_open(session, first, own.kelas.angkatan.curriculum)
    first.closed_at = clock.now()
    session.flush()
    assert queries.is_review_open(session, first, own.kelas.angkatan.curriculum)
    trainer = acting(a_trainer(session, own.kelas))
    operations.open_window(session, trainer, own.kelas.id, POST, at=clock.now())
    assert not queries.is_review_open(session, first, own.kelas.angkatan.curriculum)


def test_what_tes_awal_asked_stays_closed_until_tes_akhir_was_held(
    session: Session, own: Participation
) -> None:
    assert own.kelas is not None
    curriculum = own.kelas.angkatan.curriculum
    before = an_open_test(session, own.kelas, TestKind.PRE)

    def is_open() -> bool:
        return queries.is_review_open(session, before, curriculum)

    before.closed_at = clock.now()
    session.flush()
    assert not is_open()
    after = an_open_test(session, own.kelas)
    assert not is_open()
    after.closed_at = clock.now()
    session.flush()
    assert is_open()


def test_what_tes_awal_asked_is_explained_where_there_is_no_tes_akhir_to_come(
    session: Session, own: Participation
) -> None:
    assert own.kelas is not None
    angkatan = own.kelas.angkatan
    before = an_open_test(session, own.kelas, TestKind.PRE)
    before.closed_at = clock.now()
    session.flush()
    angkatan.stage = Stage.CLOSED
    assert queries.is_review_open(session, before, angkatan.curriculum)
    angkatan.stage = Stage.RUNNING
    content = angkatan.curriculum.content
    angkatan.curriculum.content = {**content, "tests": {**content["tests"], "akhir": None}}
    assert queries.is_review_open(session, before, angkatan.curriculum)
