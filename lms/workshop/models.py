"""Manuscripts of modules and what belongs to them: reviews, questions, imports."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Document, Id, Model, RegionCode
from lms.regions.models import Region
from lms.training.catalogue import Module


class ManuscriptState(StrEnum):
    """How far a manuscript is, in order of what usually happens."""

    DRAFT = "draf"
    IN_REVIEW = "ditelaah"
    RETURNED = "dikembalikan"
    APPROVED = "disetujui"
    PUBLISHED = "terbit"


class Verdict(StrEnum):
    """What a reviewer may decide."""

    APPROVED = "disetujui"
    RETURNED = "dikembalikan"


class ItemStatus(StrEnum):
    """How far a question is; only one that is ready goes into the published module."""

    DRAFT = "draf"
    IN_REVIEW = "telaah"
    READY = "siap"
    QUARANTINED = "karantina"
    RETIRED = "pensiun"


class CarriedState(StrEnum):
    """How far a curriculum file is; it is kept while it is one of the first two."""

    TRIED = "diperiksa"
    WAITING = "menunggu"
    PUBLISHED = "terbit"
    REFUSED = "ditolak"
    WITHDRAWN = "ditarik"
    TAKEN = "naskah"
    EXPIRED = "lewat"


class Manuscript(Model):
    """A module being written. `content` is courses.model.Module.to_json without its questions.

    A region has one manuscript of a module; it goes on after it was published. `revision` grows
    with every change of the content.
    """

    __tablename__ = "manuscript"
    __table_args__ = (
        CheckConstraint("revision > 0", name="has_revision"),
        UniqueConstraint("region_code", "slug"),
    )

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    track: Mapped[str] = mapped_column(String(1))
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"))
    content: Mapped[Document]
    base_module_id: Mapped[UUID | None] = mapped_column(ForeignKey("module.id"))
    revision: Mapped[int]
    state: Mapped[ManuscriptState]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[At]
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[At]

    region: Mapped[Region] = relationship(lazy="raise_on_sql")
    base_module: Mapped[Module | None] = relationship(lazy="raise_on_sql")


class ManuscriptChange(Model):
    """Somebody changed something of a manuscript: nobody approves what they wrote themselves."""

    __tablename__ = "manuscript_change"

    id: Mapped[Id]
    manuscript_id: Mapped[UUID] = mapped_column(ForeignKey("manuscript.id"), index=True)
    what: Mapped[str] = mapped_column(String(200))  # "lesson:01-peran", "item:03-asas", "header"
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[At]


class ManuscriptReview(Model):
    """A manuscript sent for review: the digest of what was sent, and what was decided of it."""

    __tablename__ = "manuscript_review"
    __table_args__ = (
        CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name="is_decided_whole"),
    )

    id: Mapped[Id]
    manuscript_id: Mapped[UUID] = mapped_column(ForeignKey("manuscript.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    sent_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    sent_at: Mapped[At]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[At | None]
    verdict: Mapped[Verdict | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    manuscript: Mapped[Manuscript] = relationship(lazy="raise_on_sql")


class BankItem(Model):
    """A butir soal: `content` is the to_json of a courses.model.Question; `kind` is its type."""

    __tablename__ = "bank_item"
    __table_args__ = (
        UniqueConstraint("manuscript_id", "key"),
        CheckConstraint("version > 0", name="has_version"),
    )

    id: Mapped[Id]
    manuscript_id: Mapped[UUID] = mapped_column(ForeignKey("manuscript.id"))
    key: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    status: Mapped[ItemStatus]
    version: Mapped[int]
    content: Mapped[Document]
    objective: Mapped[str] = mapped_column(String(300))  # an indicator of the module
    level: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[At]
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    source: Mapped[str] = mapped_column(String(300), default="")  # "soal.xlsx, baris 12"

    manuscript: Mapped[Manuscript] = relationship(lazy="raise_on_sql")


class BankItemVersion(Model):
    """What a question said before it was changed."""

    __tablename__ = "bank_item_version"
    __table_args__ = (UniqueConstraint("item_id", "version"),)

    id: Mapped[Id]
    item_id: Mapped[UUID] = mapped_column(ForeignKey("bank_item.id"))
    version: Mapped[int]
    content: Mapped[Document]
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[At]

    item: Mapped[BankItem] = relationship(lazy="raise_on_sql")


class QuestionImport(Model):
    """An uploaded question file: tried first, applied once. `reading` has drafts and problems."""

    __tablename__ = "question_import"

    id: Mapped[Id]
    manuscript_id: Mapped[UUID] = mapped_column(ForeignKey("manuscript.id"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(20))
    reading: Mapped[Document]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[At]
    applied_at: Mapped[At | None]

    manuscript: Mapped[Manuscript] = relationship(lazy="raise_on_sql")


class CarriedCurriculum(Model):
    """A curriculum file that somebody brought: looked at, made manuscripts or published by another.

    `digest` is the SHA-256 of the file's bytes, which the storage keeps until it is decided.
    """

    __tablename__ = "carried_curriculum"
    __table_args__ = (
        CheckConstraint(
            "state NOT IN ('terbit', 'ditolak')"
            " OR (decided_by_id IS NOT NULL AND decided_by_id <> brought_by_id)",
            name="is_decided_by_another",
        ),
    )

    id: Mapped[Id]
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"))
    filename: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[CarriedState]
    brought_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    brought_at: Mapped[At]
    sent_at: Mapped[At | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[At | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    region: Mapped[Region] = relationship(lazy="raise_on_sql")
