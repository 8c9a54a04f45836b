"""Who must be trained, where each person stands, and the counters of regions."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Document, Id, Model, RegionCode
from lms.standings.buckets import Bucket, Holding, Training


class Mode(StrEnum):
    """What an obliged list says: who, or how many of each desa."""

    NAMES = "nama"
    TARGETS = "target"


class ObligedList(Model):
    """Who must be trained for a tier in a region, from a source of a day.

    Tried first; in force from its application until a newer one of the same region and tier
    replaces it. Replaced ones stay as history.
    """

    __tablename__ = "obliged_list"
    __table_args__ = (Index("ix_obliged_list_key", "family", "tier", "region_code"),)

    id: Mapped[Id]
    family: Mapped[str] = mapped_column(String(20))
    tier: Mapped[str] = mapped_column(String(20))
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), index=True)
    mode: Mapped[Mode]
    source: Mapped[str] = mapped_column(Text)
    dated_on: Mapped[date]
    filename: Mapped[str] = mapped_column(String(200))
    rows_count: Mapped[int]
    faults_count: Mapped[int]
    people_count: Mapped[int]
    uploaded_at: Mapped[At]
    uploaded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    applied_at: Mapped[At | None]
    applied_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    replaced_at: Mapped[At | None]
    replaced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("obliged_list.id"))


class Obligation(Model):
    """A person named on an obliged list, known by NIK only; the account may come later."""

    __tablename__ = "obligation"
    __table_args__ = (UniqueConstraint("list_id", "nik_fingerprint"),)

    id: Mapped[Id]
    list_id: Mapped[UUID] = mapped_column(ForeignKey("obliged_list.id"))
    row: Mapped[int]
    nik_fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    nik_sealed: Mapped[str] = mapped_column(String(120))
    nik_masked: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(100))
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"))

    list: Mapped[ObligedList] = relationship(lazy="raise_on_sql")


class ObligedTarget(Model):
    """How many people of a desa must be trained, by an obliged list."""

    __tablename__ = "obliged_target"

    list_id: Mapped[UUID] = mapped_column(ForeignKey("obliged_list.id"), primary_key=True)
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), primary_key=True)
    row: Mapped[int]
    people_count: Mapped[int]


class ObligedFault(Model):
    """A row of an uploaded obliged list that can't be applied: what it said and what to mend."""

    __tablename__ = "obliged_fault"

    list_id: Mapped[UUID] = mapped_column(ForeignKey("obliged_list.id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    cells: Mapped[Document]  # texts by column; NIK encrypted
    problems: Mapped[Document]  # list of [column's key, msgid, values]


class Standing(Model):
    """Where one subject stands for a tier: a person, or a listed NIK nobody has yet."""

    __tablename__ = "standing"
    __table_args__ = (
        UniqueConstraint("person_id", "family", "tier"),
        UniqueConstraint("nik_fingerprint", "family", "tier"),
        CheckConstraint("(person_id IS NULL) <> (nik_fingerprint IS NULL)", name="has_one_subject"),
        Index("ix_standing_region", "family", "tier", "region_code", "bucket"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID | None]  # no foreign key: its check would wait for who gives a NIK
    nik_fingerprint: Mapped[str | None] = mapped_column(String(64))
    family: Mapped[str] = mapped_column(String(20))
    tier: Mapped[str] = mapped_column(String(20))
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"))
    is_obliged: Mapped[bool]
    holding: Mapped[Holding]
    training: Mapped[Training]
    bucket: Mapped[Bucket]  # follows from holding and training


class _Counted:
    """People in each bucket, as columns."""

    family: Mapped[str] = mapped_column(String(20), primary_key=True)
    tier: Mapped[str] = mapped_column(String(20), primary_key=True)
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), primary_key=True)
    obliged_done: Mapped[int] = mapped_column(default=0)
    obliged_recognised: Mapped[int] = mapped_column(default=0)
    obliged_in_training: Mapped[int] = mapped_column(default=0)
    obliged_unfinished: Mapped[int] = mapped_column(default=0)
    obliged_absent: Mapped[int] = mapped_column(default=0)
    obliged_never: Mapped[int] = mapped_column(default=0)
    others_done: Mapped[int] = mapped_column(default=0)
    others_recognised: Mapped[int] = mapped_column(default=0)
    others_in_training: Mapped[int] = mapped_column(default=0)
    others_unfinished: Mapped[int] = mapped_column(default=0)
    others_absent: Mapped[int] = mapped_column(default=0)


class DesaTally(_Counted, Model):
    """The people of one desa as they are named, and its target, if a list gives one."""

    __tablename__ = "desa_tally"
    __table_args__ = {"sqlite_with_rowid": False}  # read in the order of the key

    target: Mapped[int | None]


class Tally(_Counted, Model):
    """A kecamatan with all its desa, targets filled; or who is known to a larger region only."""

    __tablename__ = "tally"
    __table_args__ = {"sqlite_with_rowid": False}

    target: Mapped[int] = mapped_column(default=0)
    desa_done: Mapped[int] = mapped_column(default=0)  # desa with somebody done or recognised
