"""One run of a programme: angkatan, kelas, sessions, participants, trainers, test windows."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.clock import Zone
from lms.kernel.model import At, Document, Id, Model, RegionCode
from lms.people.models import Person
from lms.regions.models import Organisation, Region
from lms.training.catalogue import Curriculum, CurriculumMaterial, Programme


class Kind(StrEnum):
    """What sort of event an angkatan is; decides requirements and document."""

    BIMTEK = "bimtek"
    PEMBEKALAN = "pembekalan"
    PELATIHAN = "pelatihan"
    PEMBINAAN = "pembinaan"
    RAKOR = "rakor"


class Stage(StrEnum):
    """How far an angkatan is."""

    PLANNED = "direncanakan"
    RUNNING = "berjalan"
    CLOSED = "ditutup"
    CANCELLED = "dibatalkan"


class Angkatan(Model):
    """One run of a programme: quota, sessions, decision, certificates."""

    __tablename__ = "angkatan"
    __table_args__ = (
        UniqueConstraint("organiser_id", "programme_id", "year", "number"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("number > 0", name="has_number"),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), index=True)
    curriculum_id: Mapped[UUID] = mapped_column(ForeignKey("curriculum.id"))  # pinned at start
    kind: Mapped[Kind]
    number: Mapped[int]  # printed as a Roman numeral
    year: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    organiser_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), index=True)
    place: Mapped[str] = mapped_column(String(200))
    zone: Mapped[Zone]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    stage: Mapped[Stage]
    contact_name: Mapped[str] = mapped_column(String(100))
    whatsapp: Mapped[str] = mapped_column(String(20))
    number_pattern: Mapped[str] = mapped_column(String(120))  # of its certificates
    issue_place: Mapped[str] = mapped_column(String(100))
    signatory_office: Mapped[str] = mapped_column(String(160))
    signatory_name: Mapped[str] = mapped_column(String(160))
    signatory_nip: Mapped[str] = mapped_column(String(30), default="")
    back_signatory_office: Mapped[str] = mapped_column(String(160))
    back_signatory_name: Mapped[str] = mapped_column(String(160))
    created_at: Mapped[At]
    started_at: Mapped[At | None]
    closed_at: Mapped[At | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    curriculum: Mapped[Curriculum] = relationship(lazy="raise_on_sql")
    organiser: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    region: Mapped[Region] = relationship(lazy="raise_on_sql")


class Partner(Model):
    """An organisation that holds the angkatan together with the organiser."""

    __tablename__ = "partner"

    angkatan_id: Mapped[UUID] = mapped_column(ForeignKey("angkatan.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class Quota(Model):
    """How many a sender may send: a region or an organisation, exactly one of them."""

    __tablename__ = "quota"
    __table_args__ = (
        CheckConstraint("seats > 0", name="has_seats"),
        CheckConstraint(
            "(sender_code IS NULL) <> (sender_organisation_id IS NULL)", name="has_one_sender"
        ),
        UniqueConstraint("angkatan_id", "sender_code"),
        UniqueConstraint("angkatan_id", "sender_organisation_id"),
    )

    id: Mapped[Id]
    angkatan_id: Mapped[UUID] = mapped_column(ForeignKey("angkatan.id"), index=True)
    sender_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    sender_organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    seats: Mapped[int]

    sender_region: Mapped[Region | None] = relationship(lazy="raise_on_sql")
    sender_organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")


class ReportedCount(Model):
    """How many people were reported for an angkatan elsewhere, and where; the latest row counts."""

    __tablename__ = "reported_count"
    __table_args__ = (CheckConstraint("people_count > 0", name="has_people"),)

    id: Mapped[Id]
    angkatan_id: Mapped[UUID] = mapped_column(ForeignKey("angkatan.id"), index=True)
    people_count: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    noted_at: Mapped[At]
    noted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class Kelas(Model):
    """A class within an angkatan: its own sessions, trainers, presensi, tests and scores."""

    __tablename__ = "kelas"
    __table_args__ = (UniqueConstraint("angkatan_id", "name"),)

    id: Mapped[Id]
    angkatan_id: Mapped[UUID] = mapped_column(ForeignKey("angkatan.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))

    angkatan: Mapped[Angkatan] = relationship(lazy="raise_on_sql")


class TrainingSession(Model):
    """A sesi: material, time and place. Presensi is taken while it is open."""

    __tablename__ = "training_session"
    __table_args__ = (
        CheckConstraint("jp >= 0", name="has_jp"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_training_session_kelas_start", "kelas_id", "starts_at"),
    )

    id: Mapped[Id]
    kelas_id: Mapped[UUID] = mapped_column(ForeignKey("kelas.id"))
    material_id: Mapped[UUID | None] = mapped_column(ForeignKey("curriculum_material.id"))
    title: Mapped[str] = mapped_column(String(200))
    jp: Mapped[int]
    starts_at: Mapped[At]
    ends_at: Mapped[At]
    place: Mapped[str] = mapped_column(String(200))
    opened_at: Mapped[At | None]
    closed_at: Mapped[At | None]

    kelas: Mapped[Kelas] = relationship(lazy="raise_on_sql")
    material: Mapped[CurriculumMaterial | None] = relationship(lazy="raise_on_sql")


class Duty(StrEnum):
    """What a trainer is in an angkatan."""

    WIDYAISWARA = "widyaiswara"
    NARASUMBER = "narasumber"
    FASILITATOR = "fasilitator"
    PANITIA = "panitia"


class Teaching(Model):
    """Somebody teaches or assists in a kelas; without a person when they have no account."""

    __tablename__ = "teaching"
    __table_args__ = (UniqueConstraint("kelas_id", "person_id"),)

    id: Mapped[Id]
    kelas_id: Mapped[UUID] = mapped_column(ForeignKey("kelas.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    duty: Mapped[Duty]
    ended_at: Mapped[At | None]

    kelas: Mapped[Kelas] = relationship(lazy="raise_on_sql")


class SessionTrainer(Model):
    """Who teaches a session."""

    __tablename__ = "session_trainer"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_session.id"), primary_key=True)
    teaching_id: Mapped[UUID] = mapped_column(ForeignKey("teaching.id"), primary_key=True)

    teaching: Mapped[Teaching] = relationship(lazy="raise_on_sql")


class ParticipationState(StrEnum):
    """Where somebody stands in an angkatan, in order of what usually happens."""

    NOMINATED = "usulan"
    INVITED = "diundang"
    WILLING = "bersedia"
    DECLINED = "menolak"
    RESERVE = "cadangan"
    ENROLLED = "terdaftar"
    WITHDRAWN = "mundur"


class Participation(Model):
    """One person in one angkatan. `state` is the last step's; steps are the history.

    Asal (who sent them) and domisili (where they live) are two facts and may differ.
    """

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("angkatan_id", "person_id"),)

    id: Mapped[Id]
    angkatan_id: Mapped[UUID] = mapped_column(ForeignKey("angkatan.id"))
    kelas_id: Mapped[UUID | None] = mapped_column(ForeignKey("kelas.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    quota_id: Mapped[UUID | None] = mapped_column(ForeignKey("quota.id"), index=True)
    origin: Mapped[str] = mapped_column(String(200))  # asal / utusan, as the sender wrote it
    unsur: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[ParticipationState]
    confirmed_name: Mapped[str | None] = mapped_column(String(210))  # to be printed
    name_confirmed_at: Mapped[At | None]
    came: Mapped[bool | None]  # said when the angkatan is closed, of those who were enrolled
    created_at: Mapped[At]

    angkatan: Mapped[Angkatan] = relationship(lazy="raise_on_sql")
    kelas: Mapped[Kelas | None] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    quota: Mapped[Quota | None] = relationship(lazy="raise_on_sql")


class ParticipationStep(Model):
    """A change of somebody's state in an angkatan: when, by whom, why."""

    __tablename__ = "participation_step"
    __table_args__ = (UniqueConstraint("participation_id", "position"),)

    id: Mapped[Id]
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"), index=True)
    position: Mapped[int]
    state: Mapped[ParticipationState]
    at: Mapped[At]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None] = mapped_column(Text)


class NominationSheet(Model):
    """An uploaded list of nominees: tried first, applied once, with a result for every row."""

    __tablename__ = "nomination_sheet"

    id: Mapped[Id]
    angkatan_id: Mapped[UUID] = mapped_column(ForeignKey("angkatan.id"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    rows: Mapped[Document]  # as read: list of objects; NIK encrypted
    uploaded_at: Mapped[At]
    uploaded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    applied_at: Mapped[At | None]


class TestKind(StrEnum):
    """The tests of a kelas."""

    __test__ = False  # not a test case, whatever pytest thinks of the name

    PRE = "awal"
    POST = "akhir"


class TestWindow(Model):
    """A trainer has opened a test for a kelas; attempts may start until it is closed."""

    __tablename__ = "test_window"
    __test__ = False
    __table_args__ = (UniqueConstraint("kelas_id", "kind", "position"),)

    id: Mapped[Id]
    kelas_id: Mapped[UUID] = mapped_column(ForeignKey("kelas.id"))
    kind: Mapped[TestKind]
    position: Mapped[int]  # 1, then 2 for stragglers, …
    opened_at: Mapped[At]
    opened_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[At | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    kelas: Mapped[Kelas] = relationship(lazy="raise_on_sql")
