"""What the preparation page of an angkatan shows."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.regions.phones import readable
from lms.training import offer, queries
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    Partner,
    Stage,
    Teaching,
    TrainingSession,
)
from lms.training.nomination_queries import sender_name
from lms.training.words import KIND_WORDS


@dataclass(frozen=True)
class KelasLine:
    """A kelas and what it has."""

    kelas: Kelas
    sessions_count: int
    trainers_count: int
    participants_count: int


@dataclass(frozen=True)
class QuotaLine:
    """A sender's seats and how many of them are taken."""

    id: UUID
    sender: str
    seats: int
    nominated_count: int
    enrolled_count: int

    @property
    def may_remove(self) -> bool:
        """Tell whether nobody came by it yet."""
        return self.nominated_count == 0


@dataclass(frozen=True)
class SetupPage:
    """An angkatan, its kelas and senders."""

    angkatan: Angkatan
    partners: tuple[Partner, ...]
    kelas: tuple[KelasLine, ...]
    quotas: tuple[QuotaLine, ...]
    senders: list[tuple[str, str]]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Give what was decided about the angkatan, as label and value."""
        row = self.angkatan
        partners = ", ".join(each.organisation.name for each in self.partners)
        version = row.curriculum.version
        return [
            (_("Program"), row.programme.title),
            (_("Jenis"), str(KIND_WORDS[row.kind])),
            (_("Kurikulum"), _("versi %(n)s, %(jp)s JP", n=version, jp=row.curriculum.jp_total)),
            (_("Penyelenggara"), row.organiser.name),
            (_("Bekerja sama dengan"), partners or "-"),
            (_("Zona waktu"), row.zone.value),
            (_("Narahubung"), f"{row.contact_name}, {readable(row.whatsapp)}"),
            (_("Penanda tangan"), f"{row.signatory_name}, {row.signatory_office}"),
        ]

    @property
    def is_open(self) -> bool:
        """Tell whether anything may still change."""
        return self.angkatan.stage in (Stage.PLANNED, Stage.RUNNING)

    @property
    def is_planned(self) -> bool:
        """Tell whether it may be started."""
        return self.angkatan.stage is Stage.PLANNED


def page(session: Session, actor: Actor, angkatan_id: UUID) -> SetupPage:
    """Give the page's values to whoever plans the angkatan; NotFound or Forbidden."""
    angkatan = queries.planned(session, actor, angkatan_id)
    return SetupPage(
        angkatan=angkatan,
        partners=tuple(queries.partners(session, angkatan_id)),
        kelas=kelas_lines(session, angkatan_id),
        quotas=quota_lines(session, angkatan_id),
        senders=_senders(session, angkatan),
    )


def kelas_lines(session: Session, angkatan_id: UUID) -> tuple[KelasLine, ...]:
    """Give the kelas of an angkatan by name, each with its counts."""
    rows = queries.kelas_of(session, angkatan_id)
    ids = [row.id for row in rows]
    taught = _counts(session, TrainingSession.kelas_id, TrainingSession.kelas_id.in_(ids))
    living = Teaching.kelas_id.in_(ids) & Teaching.ended_at.is_(None)
    trainers = _counts(session, Teaching.kelas_id, living)
    enrolled = Participation.state == ParticipationState.ENROLLED
    seated = _counts(session, Participation.kelas_id, Participation.kelas_id.in_(ids) & enrolled)
    return tuple(
        KelasLine(row, taught.get(row.id, 0), trainers.get(row.id, 0), seated.get(row.id, 0))
        for row in rows
    )


def _counts(session: Session, column: Any, condition: ColumnElement[bool]) -> dict[UUID, int]:
    rows = session.execute(select(column, func.count()).where(condition).group_by(column))
    return {key: count for key, count in rows}


def quota_lines(session: Session, angkatan_id: UUID) -> tuple[QuotaLine, ...]:
    """Give the senders of an angkatan with their seats and how many of them are taken."""
    of_it = Participation.angkatan_id == angkatan_id
    nominated = _counts(session, Participation.quota_id, of_it)
    enrolled = of_it & (Participation.state == ParticipationState.ENROLLED)
    seated = _counts(session, Participation.quota_id, enrolled)
    return tuple(
        QuotaLine(
            row.id, sender_name(row), row.seats, nominated.get(row.id, 0), seated.get(row.id, 0)
        )
        for row in queries.quotas(session, angkatan_id)
    )


def _senders(session: Session, angkatan: Angkatan) -> list[tuple[str, str]]:
    regions = offer.sender_regions(session, angkatan.region_code)
    offices = offer.sender_organisations(session, on=angkatan.starts_on)
    return [
        *((f"wilayah:{row.code}", row.name) for row in regions),
        *((f"organisasi:{row.id}", row.name) for row in offices),
    ]
