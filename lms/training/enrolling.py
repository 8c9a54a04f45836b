"""Seats and kelas: enrolment never exceeds the quota, whoever posts at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.training.access import require_planner
from lms.training.models import Kelas, Participation, ParticipationState, Quota
from lms.training.participating import chosen, refuse_closed, take_step


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
    at: datetime,
) -> Enrolled:
    """Enrol these participants, or all who are willing; whoever finds no seat goes to the reserve.

    The angkatan's row stays locked until the transaction ends, so no quota is ever exceeded.
    Where the angkatan has one kelas, they are put into it.
    """
    angkatan = require_planner(session, actor, angkatan_id)
    refuse_closed(angkatan)
    if participation_ids is None:
        rows = _willing(session, angkatan_id)
    else:
        rows = chosen(session, angkatan_id, participation_ids)
    free = _Seats(session, angkatan_id)
    only_kelas = _only_kelas(session, angkatan_id)
    enrolled = reserve = 0
    for each in rows:
        if each.state is ParticipationState.ENROLLED:
            continue
        region = angkatan.region_code
        if free.take(each.quota_id):
            state = ParticipationState.ENROLLED
            take_step(session, actor, each, state, region_code=region, reason=None, at=at)
            each.kelas_id = each.kelas_id or only_kelas
            enrolled += 1
        elif each.state is not ParticipationState.RESERVE:
            state, why = ParticipationState.RESERVE, "Kuota sudah penuh."
            take_step(session, actor, each, state, region_code=region, reason=why, at=at)
            reserve += 1
        else:
            reserve += 1
    session.flush()
    return Enrolled(enrolled, reserve)


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


class _Seats:
    """The seats that are left: per sender, and of the angkatan as a whole."""

    def __init__(self, session: Session, angkatan_id: UUID) -> None:
        rows = session.execute(
            select(Quota.id, Quota.seats).where(Quota.angkatan_id == angkatan_id)
        ).all()
        taken = session.execute(
            select(Participation.quota_id, func.count())
            .where(
                Participation.angkatan_id == angkatan_id,
                Participation.state == ParticipationState.ENROLLED,
            )
            .group_by(Participation.quota_id)
        ).all()
        used = {quota_id: count for quota_id, count in taken}
        self._left = {quota_id: seats - used.get(quota_id, 0) for quota_id, seats in rows}
        self._total = sum(seats for _, seats in rows) - sum(used.values())

    def take(self, quota_id: UUID | None) -> bool:
        """Take a seat if there is one; without any quota rows there is always one."""
        if not self._left:
            return True
        if self._total < 1 or (quota_id is not None and self._left[quota_id] < 1):
            return False
        self._total -= 1
        if quota_id is not None:
            self._left[quota_id] -= 1
        return True


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
