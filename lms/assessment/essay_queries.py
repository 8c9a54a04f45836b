"""The uraian of a kelas: what was written, and how it was marked."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from courses.model import Essay, Media
from lms.assessment import papers
from lms.assessment.models import Attempt, EssayMark, Response
from lms.assessment.papers import Item
from lms.kernel.errors import NotFound
from lms.training.models import Participation, TestKind, TestWindow


@dataclass(frozen=True)
class Written:
    """One uraian that somebody handed in, with its latest marking, if any."""

    response: Response
    attempt: Attempt
    question: Essay
    item: Item
    media: tuple[Media, ...]
    mark: EssayMark | None

    @property
    def kind(self) -> TestKind:
        """Give which test asked it."""
        return self.attempt.kind


def written(session: Session, kelas_id: UUID) -> tuple[Written, ...]:
    """Give all uraian with a text in the finished tests of a kelas, in an order that names nobody.

    Each attempt comes with its participation and person.
    """
    attempts = session.scalars(
        select(Attempt)
        .join(Attempt.window)
        .where(TestWindow.kelas_id == kelas_id, Attempt.finished_at.is_not(None))
        .options(joinedload(Attempt.participation).joinedload(Participation.person))
    ).all()
    asked = {
        (attempt.id, number): (attempt, item, question, papers.media(session, attempt, number))
        for attempt in attempts
        for number, item, question in _essays(session, attempt)
    }
    rows = _responses(session, {attempt_id for attempt_id, _number in asked})
    marks = latest_marks(session, [row.id for row in rows])
    found = [
        Written(row, attempt, question, item, shown, marks.get(row.id))
        for row in rows
        if (row.attempt_id, row.position) in asked and any(row.answer)
        for attempt, item, question, shown in [asked[row.attempt_id, row.position]]
    ]
    return tuple(found)


def _essays(session: Session, attempt: Attempt) -> list[tuple[int, Item, Essay]]:
    asked = zip(papers.items(attempt), papers.questions(session, attempt), strict=True)
    return [
        (number, item, question)
        for number, (item, question) in enumerate(asked, start=1)
        if isinstance(question, Essay)
    ]


def _responses(session: Session, attempt_ids: Collection[UUID]) -> Sequence[Response]:
    found = select(Response).where(Response.attempt_id.in_(attempt_ids)).order_by(Response.id)
    return session.scalars(found).all()


def latest_marks(session: Session, response_ids: Collection[UUID]) -> dict[UUID, EssayMark]:
    """Give the marking that counts of each of these answers that has one."""
    found = select(EssayMark).where(EssayMark.response_id.in_(response_ids))
    return {row.response_id: row for row in session.scalars(found.order_by(EssayMark.revision))}


def to_change(session: Session, kelas_id: UUID, response_id: UUID) -> tuple[Attempt, Essay]:
    """Give an uraian of the kelas to mark, its attempt locked until the transaction ends.

    Raises:
        NotFound: there is none, it belongs elsewhere, or its test isn't finished.
    """
    found = (
        select(Attempt, Response)
        .join(Response, Response.attempt_id == Attempt.id)
        .join(Attempt.window)
        .where(
            Response.id == response_id,
            TestWindow.kelas_id == kelas_id,
            Attempt.finished_at.is_not(None),
        )
        .with_for_update(of=Attempt)
    )
    row = session.execute(found).one_or_none()
    if row is None:
        raise NotFound
    attempt, response = row
    question = papers.question(session, attempt, response.position)
    if not isinstance(question, Essay) or not any(response.answer):
        raise NotFound
    return attempt, question


def waiting(session: Session, kelas_ids: Collection[UUID]) -> dict[UUID, int]:
    """Give how many attempts of each kelas wait for a person's marks; nothing where none does."""
    found = (
        select(TestWindow.kelas_id, func.count(Attempt.id))
        .join(Attempt.window)
        .where(
            TestWindow.kelas_id.in_(kelas_ids),
            Attempt.finished_at.is_not(None),
            Attempt.score_percent.is_(None),
        )
        .group_by(TestWindow.kelas_id)
    )
    counts: dict[UUID, int] = defaultdict(int)
    for kelas_id, count in session.execute(found):
        counts[kelas_id] = count
    return dict(counts)
