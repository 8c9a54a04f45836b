"""Taking part: the steps of a participation, each kept as history."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.training import queries, states, taking_part
from lms.training.access import require_planner
from lms.training.models import (
    Angkatan,
    Participation,
    ParticipationState,
    ParticipationStep,
    Stage,
)

_OPEN_STAGES = (Stage.PLANNED, Stage.RUNNING)


def begin(
    session: Session,
    actor: Actor,
    participation: Participation,
    *,
    region_code: str,
    at: datetime,
) -> Participation:
    """Add a new participation with the first step of its history."""
    session.add(participation)
    session.flush()
    _write_step(session, actor, participation, position=1, reason=None, at=at)
    _note(session, actor, participation, region_code, reason=None, at=at)
    taking_part.changed(session, participation.angkatan_id, [participation.person_id])
    return participation


def _write_step(
    session: Session,
    actor: Actor,
    participation: Participation,
    *,
    position: int,
    reason: str | None,
    at: datetime,
) -> None:
    step = ParticipationStep(
        participation_id=participation.id,
        position=position,
        state=participation.state,
        at=at,
        by_id=actor.account_id,
        reason=reason,
    )
    session.add(step)


def _note(
    session: Session,
    actor: Actor,
    participation: Participation,
    region_code: str,
    *,
    reason: str | None,
    at: datetime,
    more: Mapping[str, Any] | None = None,
) -> None:
    detail = {
        "angkatan_id": participation.angkatan_id,
        "person_id": participation.person_id,
        "state": participation.state.value,
    }
    audit.record(
        session,
        actor,
        "participation.moved",
        participation,
        region_code=region_code,
        at=at,
        reason=reason,
        detail=detail | dict(more or {}),
    )


def take_step(
    session: Session,
    actor: Actor,
    participation: Participation,
    state: ParticipationState,
    *,
    region_code: str,
    reason: str | None,
    at: datetime,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Move a participation (its angkatan is locked) to a state; raises Refused.

    `detail` is what the trail shall tell besides.
    """
    against = states.objections(participation.state, state, reason=reason)
    if against:
        raise Refused(*against)
    last = select(func.max(ParticipationStep.position)).where(
        ParticipationStep.participation_id == participation.id
    )
    participation.state = state
    position = (session.scalar(last) or 0) + 1
    _write_step(session, actor, participation, position=position, reason=reason, at=at)
    _note(session, actor, participation, region_code, reason=reason, at=at, more=detail)
    session.flush()
    taking_part.changed(session, participation.angkatan_id, [participation.person_id])


def answer(
    session: Session,
    actor: Actor,
    participation_id: UUID,
    state: ParticipationState,
    *,
    reason: str | None = None,
    at: datetime,
) -> Participation:
    """Take the actor's own answer to an invitation: bersedia, or menolak with a reason.

    The same answer again changes nothing.
    """
    if state not in (ParticipationState.WILLING, ParticipationState.DECLINED):
        raise ValueError("an invitation is answered by bersedia or menolak")
    found = queries.my_participation(session, actor, participation_id)
    angkatan = lock(session, found.angkatan_id)
    session.refresh(found, ["state"])
    if found.state is state:
        return found
    if angkatan.stage not in _OPEN_STAGES:
        raise Refused(say("Angkatan ini sudah selesai atau dibatalkan."))
    region = angkatan.region_code
    take_step(session, actor, found, state, region_code=region, reason=reason, at=at)
    return found


def lock(session: Session, angkatan_id: UUID) -> Angkatan:
    """Give the angkatan, locked until the transaction ends."""
    wanted = select(Angkatan).where(Angkatan.id == angkatan_id)
    locked = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.scalars(locked).one()


def move(
    session: Session,
    actor: Actor,
    participation_ids: Sequence[UUID],
    state: ParticipationState,
    *,
    reason: str | None = None,
    at: datetime,
) -> int:
    """Take a step (not enrolment) for participants of one angkatan; give how many took it.

    Who stands there already is passed over. All the others take it, or nobody does.
    """
    if state is ParticipationState.ENROLLED:
        raise ValueError("enrol() looks at the quota")
    if not participation_ids:
        raise Refused(say("Pilih dahulu pesertanya."))
    angkatan = require_planner(session, actor, _angkatan_id(session, participation_ids[0]))
    refuse_closed(angkatan)
    count = 0
    for each in chosen(session, angkatan.id, participation_ids):
        if each.state is not state:
            region = angkatan.region_code
            take_step(session, actor, each, state, region_code=region, reason=reason, at=at)
            count += 1
    return count


def refuse_closed(angkatan: Angkatan) -> None:
    """Pass while participants may still come and go; else raise Refused."""
    if angkatan.stage not in _OPEN_STAGES:
        raise Refused(say("Angkatan ini sudah ditutup atau dibatalkan."))


def _angkatan_id(session: Session, participation_id: UUID) -> UUID:
    of_it = select(Participation.angkatan_id).where(Participation.id == participation_id)
    found = session.scalar(of_it)
    if found is None:
        raise NotFound
    return found


def chosen(
    session: Session, angkatan_id: UUID, participation_ids: Sequence[UUID]
) -> Sequence[Participation]:
    """Give these participations of the angkatan, first come first; or NotFound."""
    wanted = select(Participation).where(
        Participation.angkatan_id == angkatan_id, Participation.id.in_(participation_ids)
    )
    ordered = wanted.order_by(Participation.created_at, Participation.id)
    rows = session.scalars(ordered.execution_options(populate_existing=True)).all()
    if len(rows) != len(set(participation_ids)):
        raise NotFound
    return rows
