"""Practice and attitude by rubric: levels are stored, the sum is derived."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Id, Model
from lms.training.catalogue import RubricVersion
from lms.training.models import Participation


class ScoreStage(StrEnum):
    """A draft changes freely; a final score changes by a further revision with a reason."""

    DRAFT = "draf"
    FINAL = "final"


class Score(Model):
    """A trainer's scoring of one participant by one rubric."""

    __tablename__ = "score"
    __table_args__ = (UniqueConstraint("participation_id", "rubric_id", "revision"),)

    id: Mapped[Id]
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"), index=True)
    rubric_id: Mapped[UUID] = mapped_column(ForeignKey("rubric_version.id"))
    revision: Mapped[int]
    stage: Mapped[ScoreStage]
    note: Mapped[str] = mapped_column(Text, default="")
    scored_at: Mapped[At]
    scored_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None] = mapped_column(Text)

    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
    rubric: Mapped[RubricVersion] = relationship(lazy="raise_on_sql")


class ScoreLevel(Model):
    """The level given for one criterion."""

    __tablename__ = "score_level"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="has_level"),)

    score_id: Mapped[UUID] = mapped_column(ForeignKey("score.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(60), primary_key=True)
    level: Mapped[int]
