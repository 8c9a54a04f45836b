"""Presensi: the rotating code of an open session, and marks as history."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Id, Model
from lms.training.models import Participation, TrainingSession


class Status(StrEnum):
    """How somebody attended a session."""

    PRESENT = "hadir"
    LATE = "terlambat"
    EXCUSED = "izin"
    SICK = "sakit"
    ABSENT = "alpa"


class Way(StrEnum):
    """How a mark came to be."""

    CODE = "kode"
    QR = "qr"
    LIST = "daftar"
    PAPER = "kertas"


class CodeKey(Model):
    """The secret from which a session's rotating codes are made."""

    __tablename__ = "code_key"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_session.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[At]


class Mark(Model):
    """A mark for one participant in one session. A change is a further revision; the last
    counts."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("session_id", "participation_id", "revision"),)

    id: Mapped[Id]
    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_session.id"))
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"), index=True)
    revision: Mapped[int]
    status: Mapped[Status]
    way: Mapped[Way]
    marked_at: Mapped[At]
    marked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    receipt: Mapped[str] = mapped_column(String(12), unique=True)
    device: Mapped[str | None] = mapped_column(String(64))  # keyed hash of the browser's cookie
    contact: Mapped[str | None] = mapped_column(String(32), unique=True)  # of a scan, spent once
    reason: Mapped[str | None] = mapped_column(Text)

    session: Mapped[TrainingSession] = relationship(lazy="raise_on_sql")
    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
