"""The ledger: what persons hold. It knows no event; what led here is named by ids only."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Document, Id, Model, RegionCode
from lms.people.models import Person


class Basis(StrEnum):
    """Why the ledger says so."""

    COMPLETION = "kelulusan"
    REGISTRATION = "penetapan"
    RECOGNITION = "diakui-dari-dokumen"


class Merit(StrEnum):
    """What the ledger says the person did; requirements name which of these they accept."""

    PASSED = "lulus"
    ATTENDED = "mengikuti"
    RECOGNISED = "diakui"
    REGISTERED = "terdaftar"


class Credential(Model):
    """Person P holds achievement X: a programme's slug, or `psm-terdaftar`."""

    __tablename__ = "credential"
    __table_args__ = (
        UniqueConstraint("person_id", "version_id", "cycle"),
        CheckConstraint("cycle >= 1", name="has_cycle"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    achievement: Mapped[str] = mapped_column(String(80), index=True)
    family: Mapped[str] = mapped_column(String(20))  # psm, pensosmas
    tier: Mapped[str | None] = mapped_column(String(20))
    version_id: Mapped[UUID]  # the curriculum version, or the registration
    source_id: Mapped[UUID] = mapped_column(index=True)  # the angkatan, or the registration
    cycle: Mapped[int] = mapped_column(default=1)
    basis: Mapped[Basis]
    merit: Mapped[Merit]
    region_code: Mapped[RegionCode] = mapped_column(index=True)  # where the person lives
    issuer_region_code: Mapped[RegionCode] = mapped_column(index=True)
    issued_at: Mapped[At]
    issued_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Certificate(Model):
    """A credential's paper. Its facts are frozen; the PDF, once drawn, never changes.

    A correction is a further revision under the same number.
    """

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("credential_id", "revision"),)

    id: Mapped[Id]
    credential_id: Mapped[UUID] = mapped_column(ForeignKey("credential.id"))
    revision: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(120), index=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    claims: Mapped[Document]  # certificates.claims.to_json
    claims_digest: Mapped[str] = mapped_column(String(64))
    is_specimen: Mapped[bool]
    issued_at: Mapped[At]
    drawn_at: Mapped[At | None]
    storage_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    pdf_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    pdf_bytes_count: Mapped[int | None]

    credential: Mapped[Credential] = relationship(lazy="raise_on_sql")


class Revocation(Model):
    """A credential is no longer in force, since when, by whom and why; the paper stays known."""

    __tablename__ = "revocation"

    id: Mapped[Id]
    credential_id: Mapped[UUID] = mapped_column(ForeignKey("credential.id"), unique=True)
    revoked_at: Mapped[At]
    revoked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Text)  # for the trail
    public_words: Mapped[str] = mapped_column(Text)  # what /periksa says

    credential: Mapped[Credential] = relationship(lazy="raise_on_sql")
