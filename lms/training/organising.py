"""Running an angkatan: changes, kelas, quota, start and cancellation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.regions.models import Organisation, Region
from lms.training.access import require_planner
from lms.training.catalogue import CurriculumMaterial, Mode
from lms.training.models import Angkatan, Kelas, Participation, Quota, Stage, TrainingSession
from lms.training.taking_part import stage_changed


@dataclass(frozen=True)
class Change:
    """What may still change of an angkatan that is planned or running."""

    place: str
    contact_name: str
    whatsapp: str


@dataclass(frozen=True)
class Sender:
    """Who may send participants: a region or an organisation, exactly one of them."""

    region_code: str | None = None
    organisation_id: UUID | None = None

    def __post_init__(self) -> None:
        if (self.region_code is None) is (self.organisation_id is None):
            raise ValueError("a sender is a region or an organisation")


def change(
    session: Session, actor: Actor, angkatan_id: UUID, facts: Change, *, at: datetime
) -> Angkatan:
    """Change place and contact of an angkatan that is planned or running."""
    found = require_open(session, actor, angkatan_id)
    found.place = facts.place
    found.contact_name, found.whatsapp = facts.contact_name, facts.whatsapp
    _note(session, actor, "angkatan.changed", found, at=at)
    return found


def require_open(session: Session, actor: Actor, angkatan_id: UUID) -> Angkatan:
    """Give the angkatan, locked, to its planner while it is planned or running."""
    found = require_planner(session, actor, angkatan_id)
    if found.stage not in (Stage.PLANNED, Stage.RUNNING):
        raise Refused(say("Angkatan ini sudah ditutup atau dibatalkan."))
    return found


def start(session: Session, actor: Actor, angkatan_id: UUID, *, at: datetime) -> Angkatan:
    """Let the angkatan run; its curriculum version is pinned from now on.

    Raises:
        Refused: it isn't planned any more, or a kelas lacks its sessions.
    """
    found = require_planner(session, actor, angkatan_id)
    if found.stage is not Stage.PLANNED:
        raise Refused(say("Angkatan ini tidak lagi dalam keadaan direncanakan."))
    against = _unready(session, found)
    if against:
        raise Refused(*against)
    found.stage, found.started_at = Stage.RUNNING, at
    detail = {"curriculum_id": found.curriculum_id}
    _note(session, actor, "angkatan.started", found, at=at, detail=detail)
    return found


def cancel(
    session: Session, actor: Actor, angkatan_id: UUID, reason: str, *, at: datetime
) -> Angkatan:
    """Call the angkatan off, with the reason."""
    found = require_open(session, actor, angkatan_id)
    if not reason.strip():
        raise Refused(say("Tuliskan alasan pembatalan."))
    found.stage = Stage.CANCELLED
    session.flush()
    stage_changed(session, angkatan_id)
    _note(session, actor, "angkatan.cancelled", found, at=at, reason=reason)
    return found


def _unready(session: Session, angkatan: Angkatan) -> list[Sentence]:
    kelas = session.scalars(select(Kelas).where(Kelas.angkatan_id == angkatan.id)).all()
    if not kelas:
        return [say("Angkatan ini belum mempunyai kelas.")]
    face_to_face = select(CurriculumMaterial.id).where(
        CurriculumMaterial.curriculum_id == angkatan.curriculum_id,
        CurriculumMaterial.mode == Mode.SYNCHRONOUS,
    )
    if session.scalar(face_to_face.limit(1)) is None:
        return []
    taught = set(
        session.scalars(
            select(TrainingSession.kelas_id).where(
                TrainingSession.kelas_id.in_([each.id for each in kelas])
            )
        )
    )
    return [
        say("Kelas %(name)s belum mempunyai sesi. Susun jadwalnya dahulu.", name=each.name)
        for each in kelas
        if each.id not in taught
    ]


def add_kelas(
    session: Session, actor: Actor, angkatan_id: UUID, name: str, *, at: datetime
) -> Kelas:
    """Add a kelas; raises Refused when the angkatan has one of this name."""
    angkatan = require_open(session, actor, angkatan_id)
    taken = select(Kelas.id).where(
        Kelas.angkatan_id == angkatan_id, func.lower(Kelas.name) == name.lower()
    )
    if session.scalar(taken) is not None:
        raise Refused(say("Kelas %(name)s sudah ada.", name=name))
    made = Kelas(angkatan_id=angkatan_id, name=name)
    session.add(made)
    session.flush()
    _note(session, actor, "angkatan.changed", angkatan, at=at, detail={"kelas_id": made.id})
    return made


def set_quota(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    sender: Sender,
    seats: int,
    *,
    at: datetime,
) -> Quota:
    """Give a sender this many seats, newly or instead of what it had."""
    angkatan = require_open(session, actor, angkatan_id)
    if seats < 1:
        raise Refused(say("Kuota paling sedikit 1 kursi."))
    _require_sender(session, sender)
    quota = session.scalars(
        select(Quota).where(
            Quota.angkatan_id == angkatan_id,
            Quota.sender_code == sender.region_code
            if sender.region_code
            else Quota.sender_organisation_id == sender.organisation_id,
        )
    ).one_or_none() or Quota(
        angkatan_id=angkatan_id,
        sender_code=sender.region_code,
        sender_organisation_id=sender.organisation_id,
    )
    before, quota.seats = quota.seats, seats
    session.add(quota)
    session.flush()
    detail = {"quota_id": quota.id, "before": before, "seats": seats}
    _note(session, actor, "angkatan.quota-set", angkatan, at=at, detail=detail)
    return quota


def _require_sender(session: Session, sender: Sender) -> None:
    found: object = None
    if sender.region_code is not None:
        found = session.get(Region, sender.region_code)
    elif sender.organisation_id is not None:
        found = session.get(Organisation, sender.organisation_id)
    if found is None:
        raise NotFound


def remove_quota(session: Session, actor: Actor, quota_id: UUID, *, at: datetime) -> Angkatan:
    """Take a sender's quota away; raises Refused once somebody came by it."""
    quota = session.get(Quota, quota_id)
    if quota is None:
        raise NotFound
    angkatan = require_open(session, actor, quota.angkatan_id)
    used = select(Participation.id).where(Participation.quota_id == quota_id)
    if session.scalar(used.limit(1)) is not None:
        raise Refused(say("Pengirim ini sudah mengusulkan peserta; kuotanya tidak dapat dihapus."))
    session.delete(quota)
    session.flush()
    detail = {"quota_id": quota_id, "before": quota.seats}
    _note(session, actor, "angkatan.quota-removed", angkatan, at=at, detail=detail)
    return angkatan


def _note(
    session: Session,
    actor: Actor,
    act: str,
    angkatan: Angkatan,
    *,
    at: datetime,
    reason: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    code = angkatan.region_code
    audit.record(
        session, actor, act, angkatan, region_code=code, at=at, reason=reason, detail=detail
    )
