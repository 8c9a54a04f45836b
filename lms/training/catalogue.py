"""What is offered: tiers, programmes, curriculum versions and their frozen content."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.access import NATION
from lms.kernel.model import At, Document, Id, Model, RegionCode


class Family(StrEnum):
    """Whom a programme is for."""

    PSM = "psm"
    PENSOSMAS = "pensosmas"


class Mode(StrEnum):
    """How a material is taught: face to face (by presensi) or alone (by modules done)."""

    SYNCHRONOUS = "tatap_muka"
    ASYNCHRONOUS = "mandiri"


class Tier(Model):
    """A jenjang of a family, in order, with the level of organiser that may hold it."""

    __tablename__ = "tier"
    __table_args__ = (UniqueConstraint("family", "slug"), UniqueConstraint("family", "position"))

    id: Mapped[Id]
    family: Mapped[Family]
    slug: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]


class Programme(Model):
    """A training that is offered again and again."""

    __tablename__ = "programme"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    family: Mapped[Family]
    tier_id: Mapped[UUID | None] = mapped_column(ForeignKey("tier.id"))
    organiser_levels: Mapped[Document]  # list of kabupaten_kota, provinsi, pusat
    requires: Mapped[Document]  # slugs of programmes held before
    document_title: Mapped[str] = mapped_column(String(120))

    tier: Mapped[Tier | None] = relationship(lazy="raise_on_sql")


class Module(Model):
    """One version of a module, whole: lessons and questions as courses.model.Module.to_json."""

    __tablename__ = "module"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(10))
    slug: Mapped[str] = mapped_column(String(80), index=True)
    title: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[Document]
    loaded_at: Mapped[At]


class RubricVersion(Model):
    """One version of a rubric, whole: courses.model.Rubric.to_json."""

    __tablename__ = "rubric_version"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(80), index=True)
    title: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[Document]
    loaded_at: Mapped[At]


class Curriculum(Model):
    """One version of a programme's curriculum; an angkatan keeps the one it started with.

    Only an angkatan whose region lies within `region_code` may choose it.
    """

    __tablename__ = "curriculum"
    __table_args__ = (
        UniqueConstraint("programme_id", "region_code", "version"),
        CheckConstraint("jp_total >= 0", name="has_jp"),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    region_code: Mapped[RegionCode] = mapped_column(default=NATION, server_default=NATION)
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[Document]  # courses.model.Curriculum.to_json: tests, requirements, sources
    jp_total: Mapped[int]
    published_on: Mapped[date]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")


class CurriculumMaterial(Model):
    """A mata pelatihan of a curriculum version, with its JP."""

    __tablename__ = "curriculum_material"
    __table_args__ = (
        UniqueConstraint("curriculum_id", "position"),
        CheckConstraint("jp > 0", name="has_jp"),
    )

    id: Mapped[Id]
    curriculum_id: Mapped[UUID] = mapped_column(ForeignKey("curriculum.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    jp: Mapped[int]
    mode: Mapped[Mode]
    module_id: Mapped[UUID | None] = mapped_column(ForeignKey("module.id"))

    module: Mapped[Module | None] = relationship(lazy="raise_on_sql")


class CurriculumRubric(Model):
    """A rubric that a curriculum version asks for."""

    __tablename__ = "curriculum_rubric"

    curriculum_id: Mapped[UUID] = mapped_column(ForeignKey("curriculum.id"), primary_key=True)
    rubric_id: Mapped[UUID] = mapped_column(ForeignKey("rubric_version.id"), primary_key=True)
    position: Mapped[int]

    rubric: Mapped[RubricVersion] = relationship(lazy="raise_on_sql")


class GlossaryTerm(Model):
    """A word that trainees may not know, explained in the lessons that use it."""

    __tablename__ = "glossary_term"

    id: Mapped[Id]
    term: Mapped[str] = mapped_column(String(80), unique=True)
    meaning: Mapped[str] = mapped_column(String(1000))
