"""What follows an approval: the SK, the term, letters of assignment, and how a region does it."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Document, Id, Model, RegionCode
from lms.registration.models import Registration


class Practice(Model):
    """How a region and all within register: who signs, how numbers look, how long a term is."""

    __tablename__ = "registration_practice"
    __table_args__ = (
        CheckConstraint("validity_months IS NULL OR validity_months > 0", name="has_validity"),
    )

    id: Mapped[Id]
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), unique=True)
    signatories: Mapped[Document]  # offices, the usual one first
    membership_mask: Mapped[str | None] = mapped_column(String(40))  # 00.00.00-0000
    validity_months: Mapped[int | None]
    changed_at: Mapped[At]
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class Decree(Model):
    """An SK (surat keputusan): one paper, signed by an office, that registers one or many."""

    __tablename__ = "decree"
    __table_args__ = (UniqueConstraint("region_code", "year", "number_key"),)

    id: Mapped[Id]
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"))  # of the signatory
    number: Mapped[str] = mapped_column(String(80))
    number_key: Mapped[str] = mapped_column(String(80))  # in capitals, without blanks
    year: Mapped[int]
    signed_on: Mapped[date]
    signatory: Mapped[str] = mapped_column(String(160))  # office
    made_at: Mapped[At]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class EndKind(StrEnum):
    """Why somebody is no longer registered."""

    RESIGNED = "mengundurkan-diri"
    DECIDED = "diberhentikan"
    EXPIRED = "tidak-diperpanjang"
    MOVED = "pindah-domisili"
    BASIS = "dasar-dicabut"
    DIED = "meninggal-dunia"


class Appointment(Model):
    """One term of a registration under an SK; a renewal makes the next one, the old is kept.

    `number_region_code` is the kabupaten or kota within which the membership number is unique.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint("registration_id", "term"),
        Index(
            "uq_appointment_current",
            "registration_id",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
        Index(
            "uq_appointment_membership_number",
            "number_region_code",
            "membership_number",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
        CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from", name="ends_after_start"
        ),
        CheckConstraint("(ended_at IS NULL) = (end_kind IS NULL)", name="says_how_it_ended"),
        CheckConstraint("added_reason IS NULL OR added_reason <> ''", name="says_why_added"),
    )

    id: Mapped[Id]
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"), index=True)
    term: Mapped[int] = mapped_column(default=1)
    decree_id: Mapped[UUID] = mapped_column(ForeignKey("decree.id"), index=True)
    added_reason: Mapped[str | None] = mapped_column(Text)  # put under the SK later
    membership_number: Mapped[str | None] = mapped_column(String(40))
    number_region_code: Mapped[RegionCode | None]
    duty_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), index=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(index=True)
    made_at: Mapped[At]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    replaced_at: Mapped[At | None]
    ended_at: Mapped[At | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    end_kind: Mapped[EndKind | None]
    end_reason: Mapped[str | None] = mapped_column(Text)

    registration: Mapped[Registration] = relationship(lazy="raise_on_sql")
    decree: Mapped[Decree] = relationship(lazy="raise_on_sql")


class DutyLetter(Model):
    """A surat tugas. What it says is frozen at making; the PDF, once drawn, never changes."""

    __tablename__ = "duty_letter"
    __table_args__ = (UniqueConstraint("region_code", "year", "number_key"),)

    id: Mapped[Id]
    appointment_id: Mapped[UUID] = mapped_column(ForeignKey("appointment.id"), index=True)
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"))  # of the signatory
    number: Mapped[str] = mapped_column(String(80))
    number_key: Mapped[str] = mapped_column(String(80))
    year: Mapped[int]
    content: Mapped[Document]  # registration.letters.Content
    made_at: Mapped[At]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    drawn_at: Mapped[At | None]
    storage_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    pdf_bytes_count: Mapped[int | None]

    appointment: Mapped[Appointment] = relationship(lazy="raise_on_sql")


class RegistrationBasis(Model):
    """A credential on which a requirement stood when the registration was approved."""

    __tablename__ = "registration_basis"
    __table_args__ = (UniqueConstraint("registration_id", "slug", "credential_id"),)

    id: Mapped[Id]
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60))  # of the requirement
    title: Mapped[str] = mapped_column(String(200))
    credential_id: Mapped[UUID] = mapped_column(ForeignKey("credential.id"), index=True)


class NoteKind(StrEnum):
    """What the registrar decided when the basis of a registration fell away."""

    TRAIN = "pelatihan-baru"
    KEEP = "dipertahankan"


class BasisNote(Model):
    """The registrar's answer to a revoked basis, with its reason."""

    __tablename__ = "basis_note"

    id: Mapped[Id]
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"), index=True)
    kind: Mapped[NoteKind]
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[At]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class RegistrationMove(Model):
    """A registration followed its person to another region."""

    __tablename__ = "registration_move"

    id: Mapped[Id]
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"), index=True)
    from_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"))
    to_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"))
    moved_at: Mapped[At]
    moved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str | None] = mapped_column(Text)
