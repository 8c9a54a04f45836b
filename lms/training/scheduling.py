"""The sessions of a kelas: proposed from the curriculum, then added, changed, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.people.models import Person
from lms.training import schedule
from lms.training.access import kelas_with_angkatan
from lms.training.catalogue import CurriculumMaterial, Mode
from lms.training.models import (
    Angkatan,
    Kelas,
    SessionTrainer,
    Stage,
    Teaching,
    TrainingSession,
)
from lms.training.organising import require_open


@dataclass(frozen=True)
class SessionFacts:
    """What a session is: material (or none), title, JP, time, place, who teaches it."""

    title: str
    jp: int
    starts_at: datetime
    ends_at: datetime
    place: str
    material_id: UUID | None = None
    teaching_ids: tuple[UUID, ...] = ()


def propose(
    session: Session, actor: Actor, kelas_id: UUID, *, jp_minutes: int, at: datetime
) -> Sequence[TrainingSession]:
    """Make the sessions of a kelas from the curriculum's face-to-face materials.

    Raises:
        Refused: the kelas has sessions already, or its days are too few.
    """
    kelas = _open_kelas(session, actor, kelas_id)
    angkatan = kelas.angkatan
    has_any = select(TrainingSession.id).where(TrainingSession.kelas_id == kelas_id)
    if session.scalar(has_any.limit(1)) is not None:
        raise Refused(say("Jadwal kelas ini sudah berisi sesi. Ubah atau hapus sesi yang ada."))
    slots = schedule.propose(
        _topics(session, angkatan.curriculum_id),
        schedule.days(angkatan.starts_on, angkatan.ends_on),
        zone=angkatan.zone,
        jp_minutes=jp_minutes,
    )
    made = [_from_slot(kelas_id, slot, angkatan.place) for slot in slots]
    session.add_all(made)
    session.flush()
    detail = {"sessions_count": len(made)}
    _note(session, actor, "schedule.proposed", kelas, at=at, detail=detail)
    return made


def _open_kelas(session: Session, actor: Actor, kelas_id: UUID) -> Kelas:
    kelas = kelas_with_angkatan(session, kelas_id)
    require_open(session, actor, kelas.angkatan_id)
    return kelas


def _topics(session: Session, curriculum_id: UUID) -> list[schedule.Topic[UUID]]:
    wanted = select(CurriculumMaterial).where(
        CurriculumMaterial.curriculum_id == curriculum_id,
        CurriculumMaterial.mode == Mode.SYNCHRONOUS,
    )
    rows = session.scalars(wanted.order_by(CurriculumMaterial.position))
    return [schedule.Topic(row.id, row.title, row.jp) for row in rows]


def _from_slot(kelas_id: UUID, slot: schedule.Slot[UUID], place: str) -> TrainingSession:
    return TrainingSession(
        kelas_id=kelas_id,
        material_id=slot.key,
        title=slot.title[:200],
        jp=slot.jp,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place=place,
    )


def add_session(
    session: Session, actor: Actor, kelas_id: UUID, facts: SessionFacts, *, at: datetime
) -> TrainingSession:
    """Add a session to a kelas; raises Refused when a trainer teaches elsewhere at that time."""
    kelas = _open_kelas(session, actor, kelas_id)
    made = TrainingSession(kelas_id=kelas_id)
    _write(session, kelas, made, facts)
    _note(session, actor, "session.planned", kelas, at=at, detail={"session_id": made.id})
    return made


def change_session(
    session: Session, actor: Actor, session_id: UUID, facts: SessionFacts, *, at: datetime
) -> TrainingSession:
    """Change a session; raises Refused as `add_session`, and once its presensi was opened."""
    found, kelas = _unopened(session, actor, session_id)
    before = {"starts_at": found.starts_at, "jp": found.jp}
    _write(session, kelas, found, facts)
    detail = {"session_id": found.id, "before": before, "jp": facts.jp}
    _note(session, actor, "session.changed", kelas, at=at, detail=detail)
    return found


def remove_session(session: Session, actor: Actor, session_id: UUID, *, at: datetime) -> Kelas:
    """Take a session out of the schedule; raises Refused once it has presensi. Gives its kelas."""
    found, kelas = _unopened(session, actor, session_id)
    session.execute(delete(SessionTrainer).where(SessionTrainer.session_id == session_id))
    try:
        with session.begin_nested():
            session.delete(found)
    except IntegrityError as error:
        raise Refused(say("Sesi ini sudah mempunyai presensi.")) from error
    _note(session, actor, "session.removed", kelas, at=at, detail={"session_id": session_id})
    return kelas


def _unopened(session: Session, actor: Actor, session_id: UUID) -> tuple[TrainingSession, Kelas]:
    found = session.get(TrainingSession, session_id)
    if found is None:
        raise NotFound
    kelas = _open_kelas(session, actor, found.kelas_id)
    session.refresh(found)
    if found.opened_at is not None:
        raise Refused(say("Presensi sesi ini sudah pernah dibuka; jadwalnya tidak dapat diubah."))
    return found, kelas


def _write(session: Session, kelas: Kelas, row: TrainingSession, facts: SessionFacts) -> None:
    against = _objections(session, kelas, row, facts)
    if against:
        raise Refused(*against)
    row.material_id = facts.material_id
    row.title, row.jp, row.place = facts.title, facts.jp, facts.place
    row.starts_at, row.ends_at = facts.starts_at, facts.ends_at
    session.add(row)
    session.flush()
    session.execute(delete(SessionTrainer).where(SessionTrainer.session_id == row.id))
    for teaching_id in dict.fromkeys(facts.teaching_ids):
        session.add(SessionTrainer(session_id=row.id, teaching_id=teaching_id))
    session.flush()


def _objections(
    session: Session, kelas: Kelas, row: TrainingSession, facts: SessionFacts
) -> list[Sentence]:
    angkatan, against = kelas.angkatan, []
    if facts.jp < 0:
        against.append(say("JP tidak boleh kurang dari 0."))
    if facts.ends_at <= facts.starts_at:
        against.append(say("Sesi berakhir sebelum dimulai."))
    day = facts.starts_at.astimezone(angkatan.zone.info).date()
    if not angkatan.starts_on <= day <= angkatan.ends_on:
        against.append(say("Tanggal sesi berada di luar tanggal angkatan."))
    if facts.material_id is not None:
        material = session.get(CurriculumMaterial, facts.material_id)
        if material is None or material.curriculum_id != angkatan.curriculum_id:
            raise NotFound
    for teaching in _teachings(session, kelas.id, facts.teaching_ids):
        against += _clashes(session, teaching, row, facts, angkatan)
    return against


def _teachings(
    session: Session, kelas_id: UUID, teaching_ids: Sequence[UUID]
) -> Sequence[Teaching]:
    wanted = select(Teaching).where(Teaching.kelas_id == kelas_id, Teaching.id.in_(teaching_ids))
    rows = session.scalars(wanted.order_by(Teaching.id)).all()
    if len(rows) != len(set(teaching_ids)):
        raise NotFound
    return rows


def _clashes(
    session: Session,
    teaching: Teaching,
    row: TrainingSession,
    facts: SessionFacts,
    angkatan: Angkatan,
) -> list[Sentence]:
    same = SessionTrainer.teaching_id == teaching.id
    if teaching.person_id is not None:
        # the lock keeps two planners from giving one person two sessions at once
        person = select(Person.id).where(Person.id == teaching.person_id)
        session.execute(person.with_for_update(key_share=True))
        same = or_(same, Teaching.person_id == teaching.person_id)
    others = (
        select(TrainingSession)
        .join(SessionTrainer, SessionTrainer.session_id == TrainingSession.id)
        .join(Teaching, Teaching.id == SessionTrainer.teaching_id)
        .join(Kelas, Kelas.id == TrainingSession.kelas_id)
        .join(Angkatan, Angkatan.id == Kelas.angkatan_id)
        .where(same, Angkatan.stage != Stage.CANCELLED)
        .where(TrainingSession.starts_at < facts.ends_at, TrainingSession.ends_at > facts.starts_at)
    )
    zone = angkatan.zone
    return [
        say(
            "%(name)s sudah mengajar “%(other)s” pukul %(start)s sampai %(end)s %(zone)s, "
            "bersamaan dengan “%(title)s”.",
            name=teaching.name,
            other=other.title,
            start=f"{other.starts_at.astimezone(zone.info):%H.%M}",
            end=f"{other.ends_at.astimezone(zone.info):%H.%M}",
            zone=zone.value,
            title=facts.title,
        )
        for other in session.scalars(others.distinct())
        if other.id != row.id
    ]


def _note(
    session: Session,
    actor: Actor,
    act: str,
    kelas: Kelas,
    *,
    at: datetime,
    detail: Mapping[str, object],
) -> None:
    region = kelas.angkatan.region_code
    audit.record(session, actor, act, kelas, region_code=region, at=at, detail=detail)
