"""The tests of a kelas as its teachers watch them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session, joinedload

from lms.assessment.models import Attempt, Response
from lms.people.models import Person
from lms.training.models import Participation, ParticipationState, TestKind, TestWindow

_TAKEN_BACK = literal([], Response.answer.type)


@dataclass(frozen=True)
class Seat:
    """Somebody of a kelas, their attempt in a window, if any, and how many answers it holds."""

    participation: Participation
    attempt: Attempt | None
    saved_count: int


def latest_window(session: Session, kelas_id: UUID, kind: TestKind) -> TestWindow | None:
    """Give the window of a test that was opened last in a kelas, if any."""
    found = select(TestWindow).where(TestWindow.kelas_id == kelas_id, TestWindow.kind == kind)
    return session.scalars(found.order_by(TestWindow.position.desc())).first()


def seats(session: Session, kelas_id: UUID, window_id: UUID | None) -> tuple[Seat, ...]:
    """Give everybody enrolled in a kelas by name, their attempt in a window, and answers saved."""
    saved = (
        select(func.count(Response.id))
        .where(
            Response.attempt_id == Attempt.id, Response.answer != literal([], Response.answer.type)
        )
        .correlate(Attempt)
        .scalar_subquery()
    )
    found = (
        select(Participation, Attempt, saved)
        .join(Participation.person)
        .outerjoin(
            Attempt,
            (Attempt.participation_id == Participation.id) & (Attempt.window_id == window_id),
        )
        .where(
            Participation.kelas_id == kelas_id,
            Participation.state == ParticipationState.ENROLLED,
        )
        .options(joinedload(Participation.person))
        .order_by(Person.search_name)
    )
    return tuple(Seat(*row) for row in session.execute(found))
