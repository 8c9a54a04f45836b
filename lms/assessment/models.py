"""Attempts at tests; each answer is a row of its own. An uraian is marked by a person."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Document, Id, Model
from lms.training.models import Participation, TestKind, TestWindow


class Attempt(Model):
    """One sitting of a test by one participant, with the paper as it was drawn.

    Finished and without a score, it waits until its uraian are marked.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("participation_id", "window_id"),
        CheckConstraint(
            "score_percent IS NULL OR score_percent BETWEEN 0 AND 100", name="has_percent"
        ),
    )

    id: Mapped[Id]
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"))
    window_id: Mapped[UUID] = mapped_column(ForeignKey("test_window.id"), index=True)
    kind: Mapped[TestKind]
    paper: Mapped[Document]  # list of {module_id, question_key}, in order
    seed: Mapped[str] = mapped_column(String(64))  # of the options' order
    started_at: Mapped[At]
    deadline_at: Mapped[At]
    finished_at: Mapped[At | None]
    score_percent: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))

    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
    window: Mapped[TestWindow] = relationship(lazy="raise_on_sql")


class Response(Model):
    """The answer to one question of an attempt; the latest one counts.

    `writer` is the open page that saved it and `sequence` that page's count of saves, so that a
    save on its way does not undo one that was made after it.
    """

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("attempt_id", "position"),)

    id: Mapped[Id]
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), index=True)
    position: Mapped[int]
    answer: Mapped[Document]  # list of texts (courses.questions); empty: taken back
    writer: Mapped[str] = mapped_column(String(16), default="")
    sequence: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[At]
    saves_count: Mapped[int] = mapped_column(default=1)

    attempt: Mapped[Attempt] = relationship(lazy="raise_on_sql")


class EssayMark(Model):
    """A trainer's marking of an uraian; a change is a further revision, the last one counts."""

    __tablename__ = "essay_mark"
    __table_args__ = (UniqueConstraint("response_id", "revision"),)

    id: Mapped[Id]
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"))
    revision: Mapped[int]
    levels: Mapped[Document]  # {criterion: 1 to 4}
    note: Mapped[str] = mapped_column(Text, default="")
    marked_at: Mapped[At]
    marked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
