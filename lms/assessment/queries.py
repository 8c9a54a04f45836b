"""Attempts and their answers, own ones and those of a kelas."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from courses.model import Answer
from lms.assessment import papers
from lms.assessment.models import Attempt, EssayMark, Response
from lms.assessment.rules import GRACE, Span
from lms.kernel.access import Actor
from lms.kernel.clock import Zone
from lms.kernel.database import rows
from lms.kernel.errors import NotFound
from lms.training.catalogue import Curriculum, CurriculumMaterial
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    Stage,
    TestKind,
    TestWindow,
)


@dataclass(frozen=True)
class Running:
    """An own attempt, locked until the transaction ends, and until when it takes answers."""

    attempt: Attempt
    span: Span
    zone: Zone
    region_code: str


@dataclass(frozen=True)
class OwnTest:
    """A test of an own kelas, and the own attempt at it, if it has begun."""

    participation: Participation
    window: TestWindow
    attempt: Attempt | None


@dataclass(frozen=True)
class Result:
    """The best score in per cent, if any, and whether another still waits for a person's marks."""

    best: Decimal | None
    is_waiting: bool


UNTAKEN = Result(None, is_waiting=False)


def span(attempt: Attempt) -> Span:
    """Give the time of an attempt whose window is loaded."""
    return Span(attempt.deadline_at, attempt.window.closed_at, attempt.finished_at)


_OWN_TO_CHANGE = (
    select(Attempt, TestWindow.closed_at, Angkatan.zone, Angkatan.region_code)
    .join(Attempt.participation)
    .join(Attempt.window)
    .join(TestWindow.kelas)
    .join(Kelas.angkatan)
    .where(
        Attempt.id == bindparam("attempt_id"),
        Participation.person_id == bindparam("person_id"),
        Participation.state == ParticipationState.ENROLLED,
    )
    .with_for_update(of=Attempt)
)


_ATTEMPT_AT = select(Attempt).where(
    Attempt.participation_id == bindparam("participation_id"),
    Attempt.window_id == bindparam("window_id"),
)
_MODULE_IDS = select(CurriculumMaterial.module_id).where(
    CurriculumMaterial.curriculum_id == bindparam("curriculum_id"),
    CurriculumMaterial.module_id.is_not(None),
)
_WINDOW = (
    select(TestWindow)
    .where(TestWindow.id == bindparam("window_id"))
    .options(
        joinedload(TestWindow.kelas).joinedload(Kelas.angkatan).joinedload(Angkatan.curriculum)
    )
)


def own_to_change(session: Session, actor: Actor, attempt_id: UUID) -> Running:
    """Give the actor's own attempt, locked, or NotFound; they must still be enrolled."""
    wanted = {"attempt_id": attempt_id, "person_id": actor.person_id}
    row = session.execute(_OWN_TO_CHANGE, wanted).one_or_none()
    if row is None:
        raise NotFound
    attempt, closed_at, zone, region_code = row
    closing = Span(attempt.deadline_at, closed_at, attempt.finished_at)
    return Running(attempt, closing, zone, region_code)


def responses(session: Session, attempt_id: UUID) -> dict[int, Response]:
    """Give what is saved of an attempt, by the question's number."""
    found = select(Response).where(Response.attempt_id == attempt_id)
    return {row.position: row for row in session.scalars(found.order_by(Response.position))}


def answers(session: Session, attempt_ids: Collection[UUID]) -> dict[UUID, dict[int, Answer]]:
    """Give the saved answers of several attempts, each by the question's number."""
    found = select(Response.attempt_id, Response.position, Response.answer).where(
        Response.attempt_id.in_(attempt_ids)
    )
    given: dict[UUID, dict[int, Answer]] = defaultdict(dict)
    for attempt_id, position, answer in session.execute(found):
        given[attempt_id][position] = tuple(answer)
    return given


def essay_marks(
    session: Session, attempt_ids: Collection[UUID]
) -> dict[UUID, dict[int, EssayMark]]:
    """Give the marking that counts of each uraian of several attempts, by the question's number."""
    found = (
        select(Response.attempt_id, Response.position, EssayMark)
        .join(Response, Response.id == EssayMark.response_id)
        .where(Response.attempt_id.in_(attempt_ids))
        .order_by(EssayMark.revision)
    )
    counted: dict[UUID, dict[int, EssayMark]] = defaultdict(dict)
    for attempt_id, position, row in session.execute(found):
        counted[attempt_id][position] = row
    return counted


def score_by_rule(
    session: Session, attempt: Attempt, given: Mapping[int, Answer]
) -> Decimal | None:
    """Give the score that these answers earn without a person; None: an uraian has to be marked."""
    return papers.score(papers.marks(papers.questions(session, attempt), given, {}))


def window(session: Session, window_id: UUID) -> TestWindow:
    """Give a window with kelas, angkatan and curriculum, or NotFound."""
    return _only(session, _WINDOW, window_id)


def open_window(session: Session, window_id: UUID) -> TestWindow:
    """Give the same, kept from closing meanwhile."""
    return _only(session, _WINDOW.with_for_update(read=True, of=TestWindow), window_id)


def _only(session: Session, found: Select[TestWindow], window_id: UUID) -> TestWindow:
    row = session.scalars(found, {"window_id": window_id}).one_or_none()
    if row is None:
        raise NotFound
    return row


def attempt_at(session: Session, participation_id: UUID, window_id: UUID) -> Attempt | None:
    """Give the attempt of a participation in a window, if it has begun."""
    wanted = {"participation_id": participation_id, "window_id": window_id}
    return session.scalars(_ATTEMPT_AT, wanted).one_or_none()


def module_ids(session: Session, curriculum_id: UUID) -> Sequence[UUID]:
    """Give the ids of the modules that a curriculum uses, each once."""
    found = rows(session, _MODULE_IDS, {"curriculum_id": curriculum_id})
    return list(dict.fromkeys(key for (key,) in found if key is not None))


def my_tests(session: Session, actor: Actor) -> tuple[OwnTest, ...]:
    """Give the tests of the actor's own kelas, newest first, with the own attempt if any.

    Each participation comes with its angkatan and curriculum.
    """
    found = (
        select(Participation, TestWindow, Attempt)
        .join(TestWindow, TestWindow.kelas_id == Participation.kelas_id)
        .outerjoin(
            Attempt,
            (Attempt.window_id == TestWindow.id) & (Attempt.participation_id == Participation.id),
        )
        .where(
            Participation.person_id == actor.person_id,
            Participation.state == ParticipationState.ENROLLED,
        )
        .options(joinedload(Participation.angkatan).joinedload(Angkatan.curriculum))
        .order_by(TestWindow.opened_at.desc())
    )
    return tuple(OwnTest(*row) for row in session.execute(found))


def unsettled(session: Session, kelas_id: UUID, *, at: datetime) -> Sequence[Attempt]:
    """Give the attempts of a kelas that are over but not finished, locked, with their windows."""
    found = _unsettled(at).where(TestWindow.kelas_id == kelas_id)
    return session.scalars(found.with_for_update(of=Attempt)).all()


def _unsettled(at: datetime) -> Select[Attempt]:
    late = or_(Attempt.deadline_at < at - GRACE, TestWindow.closed_at.is_not(None))
    found = select(Attempt).join(Attempt.window).where(Attempt.finished_at.is_(None), late)
    return found.options(contains_eager(Attempt.window)).order_by(Attempt.id)


def results(
    session: Session, participation_ids: Collection[UUID], kind: TestKind
) -> dict[UUID, Result]:
    """Give what each participation that finished such a test has reached by it."""
    found = (
        select(
            Attempt.participation_id,
            func.max(Attempt.score_percent),
            func.count(Attempt.id) > func.count(Attempt.score_percent),
        )
        .where(
            Attempt.participation_id.in_(participation_ids),
            Attempt.kind == kind,
            Attempt.finished_at.is_not(None),
        )
        .group_by(Attempt.participation_id)
    )
    return {key: Result(best, bool(waits)) for key, best, waits in session.execute(found)}


def best_scores(
    session: Session,
    participation_ids: Collection[UUID],
    kind: TestKind,
    *,
    at: datetime | None = None,
) -> dict[UUID, Decimal]:
    """Give the best score in per cent of each participation that has one in such a test.

    With `at`, attempts that ran out by then count too, with what they hold. What waits for a
    person's marks has no score yet.
    """
    reached = results(session, participation_ids, kind)
    best = {key: each.best for key, each in reached.items() if each.best is not None}
    if at is None:
        return best
    of_these = (Attempt.participation_id.in_(participation_ids), Attempt.kind == kind)
    over = session.scalars(_unsettled(at).where(*of_these)).all()
    given = answers(session, [attempt.id for attempt in over]) if over else {}
    for attempt in over:
        score = score_by_rule(session, attempt, given.get(attempt.id, {}))
        if score is not None:
            best[attempt.participation_id] = max(score, best.get(attempt.participation_id, score))
    return best


def is_review_open(session: Session, test: TestWindow, curriculum: Curriculum) -> bool:
    """Tell whether answers may be shown; `test` comes with its kelas and angkatan.

    No window of the test is open in the kelas. What tes awal asked stays closed until tes akhir
    was held too, where the curriculum has one, or the angkatan is over.
    """
    kinds = [test.kind]
    if test.kind is TestKind.PRE and papers.plan(curriculum, TestKind.POST) is not None:
        kinds = [*TestKind]
    windows = select(TestWindow.kind, TestWindow.closed_at).where(
        TestWindow.kelas_id == test.kelas_id, TestWindow.kind.in_(kinds)
    )
    found = session.execute(windows).all()
    if any(closed_at is None for _kind, closed_at in found):
        return False
    is_over = test.kelas.angkatan.stage in (Stage.CLOSED, Stage.CANCELLED)
    return is_over or {kind for kind, _closed_at in found} >= set(kinds)
