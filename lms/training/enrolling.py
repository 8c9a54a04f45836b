"""Seats and kelas: enrolment never exceeds the quota, whoever posts at the same time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.people.models import Person
from lms.training import participant_queries, prerequisites
from lms.training.access import require_planner
from lms.training.models import Angkatan, Kelas, Participation, ParticipationState
from lms.training.participating import chosen, refuse_closed, take_step
from lms.training.prerequisites import Lacking, Prerequisite
from lms.training.seats import moving_up

_FULL = "Kuota sudah penuh."


@dataclass(frozen=True)
class Enrolled:
    """What an enrolment did: how many have a seat now, how many went to the reserve."""

    enrolled_count: int
    reserve_count: int


def enrol(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    participation_ids: Sequence[UUID] | None = None,
    *,
    reason: str | None = None,
    at: datetime,
) -> Enrolled:
    """Enrol these participants, or all who are willing; whoever finds no seat goes to the reserve.

    The angkatan's row stays locked until the transaction ends, so no quota is ever exceeded.
    Where the angkatan has one kelas, they are put into it. Those who don't hold what the
    programme requires need a reason, kept in their step.

    Raises:
        Refused: somebody's state doesn't allow it, or the reason is missing; nobody is enrolled.
    """
    angkatan = require_planner(session, actor, angkatan_id)
    refuse_closed(angkatan)
    if participation_ids is None:
        rows = _willing(session, angkatan_id)
    else:
        rows = chosen(session, angkatan_id, participation_ids)
    waiting = [each for each in rows if each.state is not ParticipationState.ENROLLED]
    free = participant_queries.free_seats(session, angkatan_id)
    seated = [each for each in waiting if free.take(each.quota_id)]
    _seat(session, actor, angkatan, seated, reason=reason, at=at)
    late = [each for each in waiting if each.state is not ParticipationState.ENROLLED]
    for each in late:
        if each.state is not ParticipationState.RESERVE:
            state, why, region = ParticipationState.RESERVE, _FULL, angkatan.region_code
            take_step(session, actor, each, state, region_code=region, reason=why, at=at)
    return Enrolled(len(seated), len(late))


def move_up(
    session: Session, actor: Actor, angkatan_id: UUID, *, reason: str | None = None, at: datetime
) -> int:
    """Enrol the reserve in its order while there are seats; give how many moved up.

    Prerequisites and locking as in `enrol`.
    """
    angkatan = require_planner(session, actor, angkatan_id)
    refuse_closed(angkatan)
    free = participant_queries.free_seats(session, angkatan_id)
    ids = moving_up(free, participant_queries.reserve(session, angkatan_id))
    _seat(session, actor, angkatan, chosen(session, angkatan_id, ids), reason=reason, at=at)
    return len(ids)


def _seat(
    session: Session,
    actor: Actor,
    angkatan: Angkatan,
    rows: Sequence[Participation],
    *,
    reason: str | None,
    at: datetime,
) -> None:
    """Enrol these participants, for whom there are seats."""
    persons = [each.person_id for each in rows]
    lacks = participant_queries.lacking(session, angkatan.programme_id, persons)
    against = prerequisites.objections(_named(session, lacks), reason=reason)
    if against:
        raise Refused(*against)
    only_kelas, region = _only_kelas(session, angkatan.id), angkatan.region_code
    for each in rows:
        missing = lacks.get(each.person_id, ())
        take_step(
            session,
            actor,
            each,
            ParticipationState.ENROLLED,
            region_code=region,
            reason=reason if missing else None,
            at=at,
            detail={"lacks": [one.achievement for one in missing]} if missing else None,
        )
        each.kelas_id = each.kelas_id or only_kelas
    session.flush()


def _named(session: Session, lacks: Mapping[UUID, tuple[Prerequisite, ...]]) -> list[Lacking]:
    people = select(Person).where(Person.id.in_(lacks)).order_by(Person.search_name)
    if not lacks:
        return []
    return [Lacking(each.name, lacks[each.id]) for each in session.scalars(people)]


def _willing(session: Session, angkatan_id: UUID) -> Sequence[Participation]:
    wanted = select(Participation).where(
        Participation.angkatan_id == angkatan_id,
        Participation.state == ParticipationState.WILLING,
    )
    ordered = wanted.order_by(Participation.created_at, Participation.id)
    return session.scalars(ordered.execution_options(populate_existing=True)).all()


def _only_kelas(session: Session, angkatan_id: UUID) -> UUID | None:
    ids = session.scalars(select(Kelas.id).where(Kelas.angkatan_id == angkatan_id)).all()
    return ids[0] if len(ids) == 1 else None


def assign_kelas(
    session: Session,
    actor: Actor,
    participation_ids: Sequence[UUID],
    kelas_id: UUID,
    *,
    at: datetime,
) -> int:
    """Put participants into a kelas of their angkatan; give how many were moved."""
    kelas = session.get(Kelas, kelas_id)
    if kelas is None:
        raise NotFound
    if not participation_ids:
        raise Refused(say("Pilih dahulu pesertanya."))
    angkatan = require_planner(session, actor, kelas.angkatan_id)
    refuse_closed(angkatan)
    moved = [
        each
        for each in chosen(session, angkatan.id, participation_ids)
        if each.kelas_id != kelas_id
    ]
    for each in moved:
        detail = {"from_kelas_id": each.kelas_id, "kelas_id": kelas_id}
        each.kelas_id = kelas_id
        audit.record(
            session,
            actor,
            "participation.placed",
            each,
            region_code=angkatan.region_code,
            at=at,
            detail=detail,
        )
    session.flush()
    return len(moved)
