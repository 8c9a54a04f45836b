"""Registration as PSM or Pensosmas: what is asked, who applies, who decides."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

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


class RegistrationRequirement(Model):
    """A requirement for registration, as data, with its source."""

    __tablename__ = "registration_requirement"
    __table_args__ = (UniqueConstraint("family", "slug"),)

    id: Mapped[Id]
    family: Mapped[str] = mapped_column(String(20), index=True)
    slug: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    demand: Mapped[Demand]
    title: Mapped[str] = mapped_column(String(200))
    value: Mapped[Document]  # {"achievements": […]}, {"years": 18}, {"text": …}
    source: Mapped[str] = mapped_column(String(300))
    is_active: Mapped[bool] = mapped_column(default=True)


class RegistrationState(StrEnum):
    """Where an application stands."""

    SUBMITTED = "diajukan"
    APPROVED = "ditetapkan"
    DECLINED = "ditolak"
    WITHDRAWN = "ditarik"


class Registration(Model):
    """An application to be registered; at most one open or approved for a person and family."""

    __tablename__ = "registration"
    __table_args__ = (
        Index(
            "uq_registration_open",
            "person_id",
            "family",
            unique=True,
            sqlite_where=text("state IN ('diajukan', 'ditetapkan')"),
            postgresql_where=text("state IN ('diajukan', 'ditetapkan')"),
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
    decided_at: Mapped[At | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    sk_number: Mapped[str | None] = mapped_column(String(80))
    sk_on: Mapped[date | None]
    sk_signatory: Mapped[str | None] = mapped_column(String(160))  # office
    credential_id: Mapped[UUID | None] = mapped_column(ForeignKey("credential.id"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    region: Mapped[Region] = relationship(lazy="raise_on_sql")
