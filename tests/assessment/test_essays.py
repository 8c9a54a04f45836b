"""Uraian: they wait, are marked by question with names hidden, and then the test has a score."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.model import Essay
from lms.assessment import essay_operations, essay_queries, operations, queries
from lms.assessment.essay_operations import Marking
from lms.assessment.models import Attempt, EssayMark
from lms.kernel import clock
from lms.kernel.access import Actor
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.training.models import Stage, TestKind
from tests.assessment.every_kind import Sitting, a_sitting, hand_in
from tests.factories import questions as q
from tests.factories.assessment import acting
from tests.factories.questions import a_kelas_with_every_kind
from tests.factories.training import a_trainer

BEST = Marking({"isi": 4, "langkah": 4})
HALF = Marking({"isi": 2, "langkah": 2}, "Tambahkan langkah.")


@pytest.fixture
def sitting(session: Session) -> Sitting:
    """Somebody who handed in a test with every kind of question."""
    made = a_sitting(session)
    hand_in(session, made)
    return made


@pytest.fixture
def trainer(session: Session, sitting: Sitting) -> Actor:
    return acting(a_trainer(session, sitting.kelas))


def _response(session: Session, sitting: Sitting) -> essay_queries.Written:
    return next(
        each
        for each in essay_queries.written(session, sitting.kelas.id)
        if each.attempt.id == sitting.id
    )


def _mark(session: Session, trainer: Actor, sitting: Sitting, marking: Marking) -> EssayMark:
    response_id = _response(session, sitting).response.id
    act = (session, trainer, sitting.kelas.id, response_id, marking)
    return essay_operations.mark(*act, at=clock.now())


def test_a_test_with_an_uraian_has_no_score_until_it_is_marked(
    session: Session, sitting: Sitting, trainer: Actor
) -> None:
    attempt = sitting.attempt
    assert attempt.finished_at is not None
    assert attempt.score_percent is None
    assert queries.best_scores(session, [sitting.own.id], TestKind.POST) == {}
    assert queries.results(session, [sitting.own.id], TestKind.POST)[sitting.own.id].is_waiting
    assert essay_queries.waiting(session, [sitting.kelas.id]) == {sitting.kelas.id: 1}
    _mark(session, trainer, sitting, HALF)
    # eight questions right, the uraian half: (8 + 1/2) / 9
    assert attempt.score_percent == Decimal("94.4")
    assert queries.best_scores(session, [sitting.own.id], TestKind.POST) == {
        sitting.own.id: Decimal("94.4")
    }
    assert essay_queries.waiting(session, [sitting.kelas.id]) == {}


def test_an_uraian_left_empty_waits_for_nobody(session: Session) -> None:
    sitting = a_sitting(session)
    hand_in(session, sitting, skip=(Essay,))
    assert sitting.attempt.score_percent == Decimal("88.9")
    assert essay_queries.written(session, sitting.kelas.id) == ()


def test_a_change_is_a_further_revision_and_the_trail_tells_old_and_new(
    session: Session, sitting: Sitting, trainer: Actor
) -> None:
    session.commit()
    for marking in (HALF, Marking(BEST.levels, seen=1)):
        with writing() as opened:
            _mark(opened, trainer, sitting, marking)
    with reading() as opened:
        rows = opened.scalars(select(EssayMark).order_by(EssayMark.revision)).all()
        assert [row.levels["isi"] for row in rows] == [2, 4]
        told = opened.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()
        acts = [entry.act for entry in told][-4:]
        assert acts == ["essay.marked", "attempt.scored", "essay.mark-changed", "attempt.scored"]
        changed = told[-2].detail
        assert (changed["was"], changed["levels"]) == (HALF.levels, BEST.levels)
        assert opened.get_one(Attempt, sitting.id).score_percent == 100


def test_saving_the_same_again_is_no_change(
    session: Session, sitting: Sitting, trainer: Actor
) -> None:
    for seen in (0, 1, 0):
        _mark(session, trainer, sitting, Marking(BEST.levels, seen=seen))
    assert len(session.scalars(select(EssayMark)).all()) == 1


def test_who_did_not_see_the_latest_marks_is_told(
    session: Session, sitting: Sitting, trainer: Actor
) -> None:
    _mark(session, trainer, sitting, HALF)
    with pytest.raises(Refused, match="baru saja dinilai orang lain"):
        _mark(session, acting(a_trainer(session, sitting.kelas)), sitting, BEST)


@pytest.mark.parametrize(
    "levels", [{}, {"isi": 3}, {"isi": 3, "langkah": 0}, {"isi": 5, "langkah": 2}]
)
def test_each_criterion_needs_a_level(
    session: Session, sitting: Sitting, trainer: Actor, levels: dict[str, int]
) -> None:
    with pytest.raises(Refused, match="Pilih tingkat 1 sampai 4"):
        _mark(session, trainer, sitting, Marking(levels))


def test_marks_change_no_more_once_the_angkatan_is_closed(
    session: Session, sitting: Sitting, trainer: Actor
) -> None:
    _mark(session, trainer, sitting, HALF)
    sitting.kelas.angkatan.stage = Stage.CLOSED
    session.flush()
    with pytest.raises(Refused, match="tidak berubah lagi"):
        _mark(session, trainer, sitting, Marking(BEST.levels, seen=1))


def test_a_test_that_still_runs_is_not_marked(session: Session) -> None:
    sitting = a_sitting(session)
    trainer = acting(a_trainer(session, sitting.kelas))
    number, actor = sitting.number(q.ESSAY), acting(sitting.account)

    def text(_asked: object, _seed: str) -> tuple[str, ...]:
        return ("Baru setengah",)

    operations.save(session, actor, sitting.id, number, text, at=clock.now())
    row = queries.responses(session, sitting.id)[number]
    assert essay_queries.written(session, sitting.kelas.id) == ()
    with pytest.raises(NotFound):
        act = (session, trainer, sitting.kelas.id, row.id, BEST)
        essay_operations.mark(*act, at=clock.now())


def test_closing_the_test_leaves_the_uraian_waiting(session: Session) -> None:
    sitting = a_sitting(session)
    trainer = acting(a_trainer(session, sitting.kelas))

    def text(_asked: object, _seed: str) -> tuple[str, ...]:
        return ("Belum selesai",)

    number, actor = sitting.number(q.ESSAY), acting(sitting.account)
    operations.save(session, actor, sitting.id, number, text, at=clock.now())
    later = sitting.attempt.deadline_at
    assert queries.best_scores(session, [sitting.own.id], TestKind.POST, at=later) == {}
    act = (session, trainer, sitting.kelas.id, TestKind.POST)
    assert operations.close_window(*act, at=clock.now()) == 1
    assert sitting.attempt.score_percent is None
    _mark(session, trainer, sitting, BEST)
    assert sitting.attempt.score_percent == Decimal("11.1")


def test_only_those_who_teach_there_mark(session: Session, sitting: Sitting) -> None:
    response_id = _response(session, sitting).response.id
    elsewhere = a_kelas_with_every_kind(session, region_code="35")
    for actor, kelas, refusal in (
        (acting(sitting.account), sitting.kelas, Forbidden),
        (acting(a_trainer(session, elsewhere)), sitting.kelas, NotFound),
        (acting(a_trainer(session, elsewhere)), elsewhere, NotFound),
    ):
        with pytest.raises(refusal):
            essay_operations.mark(session, actor, kelas.id, response_id, BEST, at=clock.now())
