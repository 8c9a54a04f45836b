"""Wilayah by Kemendagri code, and the organisations that work in them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.clock import Zone
from lms.kernel.model import At, Id, Model, RegionCode


class Level(StrEnum):
    """How deep a region lies."""

    NATION = "nation"
    PROVINCE = "province"
    KABUPATEN_KOTA = "kabupaten_kota"
    KECAMATAN = "kecamatan"
    DESA = "desa"


class Region(Model):
    """A region. A code that is no longer in force stays, inactive: old NIK and papers name it."""

    __tablename__ = "region"
    __table_args__ = (
        Index("ix_region_search", "level", "search_name"),
        Index("ix_region_level", "level", "is_active", "code"),
        CheckConstraint("code <> ''", name="has_code"),
    )

    code: Mapped[RegionCode] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    search_name: Mapped[str] = mapped_column(String(120))
    level: Mapped[Level]
    kind: Mapped[str] = mapped_column(String(20))  # provinsi, kabupaten, kota, kecamatan, …
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    postal_code: Mapped[str | None] = mapped_column(String(5))
    zone: Mapped[Zone]
    source: Mapped[str] = mapped_column(String(80))
    is_active: Mapped[bool] = mapped_column(default=True)
    desa_count: Mapped[int] = mapped_column(default=0, server_default="0")  # in force, within it


class OrganisationKind(StrEnum):
    """What an organisation is; its name is free (names of offices differ and change)."""

    KEMENTERIAN = "kementerian"
    BALAI = "balai"
    DINAS = "dinas"
    IPSM = "ipsm"
    OTHER = "lainnya"


class Organisation(Model):
    """An office or forum, within a region, for as long as it carries this name."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from", name="ends_after_start"
        ),
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[OrganisationKind]
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), index=True)
    unit_code: Mapped[str] = mapped_column(String(40))  # as it stands in certificate numbers
    address: Mapped[str | None] = mapped_column(Text)
    contact_name: Mapped[str] = mapped_column(String(100))
    whatsapp: Mapped[str] = mapped_column(String(20))  # E.164
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    created_at: Mapped[At]
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))

    region: Mapped[Region] = relationship(lazy="raise_on_sql")
