"""Decisions: who has passed, with the requirements as they were judged that day."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Document, Id, Model
from lms.training.models import Participation


class Outcome(StrEnum):
    """What was decided about a participant."""

    PASSED = "lulus"
    ATTENDED = "telah-mengikuti"
    NOT_YET = "belum-lulus"


class DecisionRound(Model):
    """One act of menetapkan kelulusan; repeated for stragglers."""

    __tablename__ = "decision_round"
    __table_args__ = (UniqueConstraint("angkatan_id", "position"),)

    id: Mapped[Id]
    angkatan_id: Mapped[UUID] = mapped_column(ForeignKey("angkatan.id"))
    position: Mapped[int]
    decided_at: Mapped[At]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class Decision(Model):
    """One person's outcome in one round, with the frozen requirement list."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("round_id", "participation_id"),)

    id: Mapped[Id]
    round_id: Mapped[UUID] = mapped_column(ForeignKey("decision_round.id"))
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"), index=True)
    outcome: Mapped[Outcome]
    requirements: Mapped[Document]
    credential_id: Mapped[UUID | None] = mapped_column(ForeignKey("credential.id"))

    round: Mapped[DecisionRound] = relationship(lazy="raise_on_sql")
    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")


class Review(Model):
    """ "Perlu ditinjau": somebody has looked at facts that changed after the decision."""

    __tablename__ = "review"

    id: Mapped[Id]
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), index=True)
    requirements: Mapped[Document]  # as they stood when they were looked at
    conclusion: Mapped[str] = mapped_column(Text)
    reviewed_at: Mapped[At]
    reviewed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class MeetingSummary(Model):
    """What an angkatan concluded (notula): text, perhaps with its scan; the latest row counts."""

    __tablename__ = "meeting_summary"

    id: Mapped[Id]
    angkatan_id: Mapped[UUID] = mapped_column(ForeignKey("angkatan.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    scan_key: Mapped[str | None] = mapped_column(String(120))  # in the storage
    scan_media_type: Mapped[str | None] = mapped_column(String(40))
    kept_at: Mapped[At]
    kept_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
