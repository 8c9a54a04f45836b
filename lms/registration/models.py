"""Registration as PSM or Pensosmas: what is asked, who applies, who decides."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.access import NATION
from lms.kernel.model import At, Document, Id, Model, RegionCode
from lms.people.models import Person
from lms.regions.models import Region


class Demand(StrEnum):
    """The kinds of requirement that the gate can judge."""

    HOLDS = "memegang"  # an achievement in the ledger
    AGE = "usia"
    NIK = "nik"
    DOMICILE = "domisili"
    DECLARATION = "pernyataan"
    DOCUMENT = "dokumen"  # a scan, attached by the applicant and checked by the registrar
    RECOMMENDATION = "rekomendasi"  # a letter with number and date, as a scan


class RegistrationRequirement(Model):
    """A requirement for registration in a region and all within, as data, with its source.

    Of rows of one slug the one of the nearest region counts.
    """

    __tablename__ = "registration_requirement"
    __table_args__ = (UniqueConstraint("family", "slug", "region_code"),)

    id: Mapped[Id]
    family: Mapped[str] = mapped_column(String(20), index=True)
    slug: Mapped[str] = mapped_column(String(60))
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), default=NATION)
    position: Mapped[int]
    demand: Mapped[Demand]
    title: Mapped[str] = mapped_column(String(200))
    value: Mapped[Document]  # {"achievements": […]}, {"years": 18}, {"text": …}
    source: Mapped[str] = mapped_column(String(300))
    is_active: Mapped[bool] = mapped_column(default=True)


class RegistrationState(StrEnum):
    """Where an application stands."""

    SUBMITTED = "diajukan"
    RETURNED = "dikembalikan"  # to be completed and sent again
    APPROVED = "ditetapkan"
    DECLINED = "ditolak"
    WITHDRAWN = "ditarik"
    ENDED = "berakhir"


_LIVING = text("state IN ('diajukan', 'dikembalikan', 'ditetapkan')")


class Registration(Model):
    """An application to be registered; at most one open or approved for a person and family.

    `filed_by_id` is the counter clerk who filed it for the applicant, `filed_note` how they asked.
    """

    __tablename__ = "registration"
    __table_args__ = (
        Index(
            "uq_registration_open",
            "person_id",
            "family",
            unique=True,
            sqlite_where=_LIVING,
            postgresql_where=_LIVING,
        ),
        CheckConstraint(
            "filed_by_id IS NULL OR filed_note IS NOT NULL", name="says_how_it_was_asked"
        ),
        CheckConstraint(
            "state <> 'ditetapkan' OR (sk_number IS NOT NULL AND sk_on IS NOT NULL)",
            name="has_sk_when_approved",
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    family: Mapped[str] = mapped_column(String(20))
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), index=True)
    state: Mapped[RegistrationState]
    requirements: Mapped[Document]  # as judged at submission
    declarations: Mapped[Document]
    submitted_at: Mapped[At]
    submitted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    filed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    filed_note: Mapped[str | None] = mapped_column(Text)
    interviewed_on: Mapped[date | None]
    interviewed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    interview_note: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[At | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None] = mapped_column(Text)  # of the last return, refusal or end
    sk_number: Mapped[str | None] = mapped_column(String(80))
    sk_on: Mapped[date | None]
    sk_signatory: Mapped[str | None] = mapped_column(String(160))  # office
    credential_id: Mapped[UUID | None] = mapped_column(ForeignKey("credential.id"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    region: Mapped[Region] = relationship(lazy="raise_on_sql")


class RegistrationStep(Model):
    """A change of an application's state: when, by whom, why."""

    __tablename__ = "registration_step"

    id: Mapped[Id]
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"), index=True)
    state: Mapped[RegistrationState]
    at: Mapped[At]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None] = mapped_column(Text)  # for the applicant too


class Verdict(StrEnum):
    """What a registrar found when they looked at a document."""

    FITS = "sesuai"
    UNFIT = "tidak-sesuai"


class RegistrationDocument(Model):
    """A scan that somebody attached to meet a requirement; a newer one replaces it, kept here."""

    __tablename__ = "registration_document"
    __table_args__ = (
        Index(
            "uq_registration_document_current",
            "person_id",
            "family",
            "slug",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
        CheckConstraint(
            "verdict <> 'tidak-sesuai' OR verdict_note IS NOT NULL", name="says_why_unfit"
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    family: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(60))  # of the requirement
    title: Mapped[str] = mapped_column(String(200))  # of the requirement, as it was then
    number: Mapped[str | None] = mapped_column(String(80))  # of a letter of recommendation
    dated_on: Mapped[date | None]
    filename: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(60))
    bytes_count: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(200), unique=True)
    uploaded_at: Mapped[At]
    uploaded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    replaced_at: Mapped[At | None]
    verdict: Mapped[Verdict | None]
    verdict_note: Mapped[str | None] = mapped_column(Text)  # the applicant reads it
    verdict_at: Mapped[At | None]
    verdict_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
