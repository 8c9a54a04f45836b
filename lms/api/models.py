"""Keys of other systems, and what was asked with them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Document, Id, Model, RegionCode
from lms.regions.models import Region


class Use(StrEnum):
    """What a key may be used for."""

    ELIGIBILITY = "kelayakan"
    CERTIFICATE = "sertifikat"
    COVERAGE = "capaian"


class ApiKey(Model):
    """Another system's key: for one region and some uses, until a day. Only its hash is kept."""

    __tablename__ = "api_key"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[Id]
    label: Mapped[str] = mapped_column(String(100))  # whose system
    purpose: Mapped[str] = mapped_column(Text)
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), index=True)
    uses: Mapped[Document]  # list of Use
    prefix: Mapped[str] = mapped_column(String(12))  # its first letters, to tell keys apart
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_at: Mapped[At]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[At | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    end_reason: Mapped[str | None] = mapped_column(Text)

    region: Mapped[Region] = relationship(lazy="raise_on_sql")


class ApiCall(Model):
    """One question asked with a key, and how it was answered. Never a NIK or a token."""

    __tablename__ = "api_call"
    __table_args__ = (Index("ix_api_call_key_at", "key_id", "at"),)

    id: Mapped[Id]
    key_id: Mapped[UUID] = mapped_column(ForeignKey("api_key.id"))
    at: Mapped[At]
    endpoint: Mapped[str] = mapped_column(String(60))
    status: Mapped[int]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
