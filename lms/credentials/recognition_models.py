"""Training from before Bekal: papers that people bring, and what became of them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.credentials.recognition_rules import PaperKind
from lms.kernel.model import At, Document, Id, Model
from lms.people.models import Account, Person


class RecognitionState(StrEnum):
    """Where a paper stands."""

    AWAITING_SCAN = "menunggu-pindaian"
    FILED = "diajukan"
    RETURNED = "dikembalikan"  # to be completed and sent again
    CONFIRMED = "diakui"
    DECLINED = "ditolak"
    WITHDRAWN = "ditarik"
    REVOKED = "dicabut"


_LIVING = text("state NOT IN ('ditolak', 'ditarik', 'dicabut')")


class Recognition(Model):
    """A paper of an earlier training (or an SK), filed for a person, decided by a second one."""

    __tablename__ = "recognition"
    __table_args__ = (
        CheckConstraint("decided_by_id <> filed_by_id", name="has_second_person"),
        CheckConstraint("kind <> 'sk' OR (number <> '' AND signatory <> '')", name="has_decree"),
        CheckConstraint("dated_on >= '1970-01-01'", name="has_day"),
        Index(
            "uq_recognition_living_paper",
            "paper_key",
            unique=True,
            sqlite_where=_LIVING,
            postgresql_where=_LIVING,
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[PaperKind]
    state: Mapped[RecognitionState] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(200))
    organiser: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(120))
    dated_on: Mapped[date]
    signatory: Mapped[str] = mapped_column(String(160))
    wanted: Mapped[str | None] = mapped_column(String(80))  # the achievement thought of
    paper_key: Mapped[str] = mapped_column(String(64))
    filed_at: Mapped[At]
    filed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    sheet_id: Mapped[UUID | None] = mapped_column(ForeignKey("recognition_sheet.id"))
    decided_at: Mapped[At | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None] = mapped_column(Text)  # of the last return or refusal
    achievement: Mapped[str | None] = mapped_column(String(80))  # what it was recognised as

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    filed_by: Mapped[Account | None] = relationship(
        lazy="raise_on_sql", foreign_keys="Recognition.filed_by_id"
    )


class RecognitionScan(Model):
    """A scan of the paper; a later one takes its place, the earlier ones stay."""

    __tablename__ = "recognition_scan"

    id: Mapped[Id]
    recognition_id: Mapped[UUID] = mapped_column(ForeignKey("recognition.id"), index=True)
    storage_key: Mapped[str] = mapped_column(String(200), unique=True)
    media_type: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    bytes_count: Mapped[int]
    uploaded_at: Mapped[At]
    uploaded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class RecognitionStep(Model):
    """A state that a paper came into: when, by whom, why."""

    __tablename__ = "recognition_step"

    id: Mapped[Id]
    recognition_id: Mapped[UUID] = mapped_column(ForeignKey("recognition.id"), index=True)
    state: Mapped[RecognitionState]
    at: Mapped[At]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None] = mapped_column(Text)


class RecognitionSheet(Model):
    """An uploaded list of papers with a verdict for every row; applied once."""

    __tablename__ = "recognition_sheet"

    id: Mapped[Id]
    filename: Mapped[str] = mapped_column(String(200))
    rows: Mapped[Document]
    uploaded_at: Mapped[At]
    uploaded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    applied_at: Mapped[At | None]
