"""Angkatan announced to the public, and people who put themselves forward for them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Id, Model, RegionCode
from lms.people.models import Person
from lms.regions.models import Region
from lms.training.models import Angkatan


class Offer(Model):
    """The organiser shows an angkatan to everybody, with the last day to apply for it."""

    __tablename__ = "offer"

    angkatan_id: Mapped[UUID] = mapped_column(ForeignKey("angkatan.id"), primary_key=True)
    closes_on: Mapped[date]  # the last day on which one may apply
    note: Mapped[str] = mapped_column(Text, default="")  # whom the organiser looks for
    announced_at: Mapped[At]
    announced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[At | None]

    angkatan: Mapped[Angkatan] = relationship(lazy="raise_on_sql")


class ApplicationState(StrEnum):
    """Where somebody's own application stands."""

    SUBMITTED = "diajukan"
    NOMINATED = "dijadikan-usulan"
    DECLINED = "ditolak"


class SelfApplication(Model):
    """Somebody puts themselves forward for an announced angkatan; their Dinas decides.

    A stranger's NIK is sealed and leaves this row as soon as there is a person to keep it.
    """

    __tablename__ = "self_application"
    __table_args__ = (
        Index(
            "uq_self_application_open",
            "angkatan_id",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'diajukan'"),
            postgresql_where=text("state = 'diajukan'"),
        ),
        CheckConstraint("person_id IS NOT NULL OR nik_sealed IS NOT NULL", name="says_who"),
        CheckConstraint("state <> 'ditolak' OR reason IS NOT NULL", name="says_why_declined"),
    )

    id: Mapped[Id]
    receipt: Mapped[str] = mapped_column(String(12), unique=True)  # opens the status, with phone
    form_key: Mapped[UUID] = mapped_column(unique=True)  # of the form: sent twice, kept once
    angkatan_id: Mapped[UUID] = mapped_column(ForeignKey("angkatan.id"), index=True)
    sender_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), index=True)
    domicile_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(String(20))  # E.164
    nik_sealed: Mapped[str | None] = mapped_column(String(120))
    nik_fingerprint: Mapped[str | None] = mapped_column(String(64), index=True)
    nik_masked: Mapped[str | None] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    notice_version: Mapped[str | None] = mapped_column(String(20))  # to which a stranger agreed
    state: Mapped[ApplicationState]
    submitted_at: Mapped[At]
    decided_at: Mapped[At | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    participation_id: Mapped[UUID | None] = mapped_column(ForeignKey("participation.id"))

    angkatan: Mapped[Angkatan] = relationship(lazy="raise_on_sql")
    sender: Mapped[Region] = relationship(lazy="raise_on_sql", foreign_keys=sender_code)
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
