"""What waits in the angkatan of a region, in few queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from lms.assessment.models import Attempt
from lms.attendance.models import Mark
from lms.completion.models import Decision, DecisionRound, Outcome, Review
from lms.kernel.access import Actor, Permission
from lms.kernel.scope import lying_in
from lms.learning.models import ModuleDone
from lms.practice.models import Score
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    Quota,
    Stage,
    TrainingSession,
)

_MOST = 40
_LOOKED_BACK = timedelta(days=180)
_POSITIVE = (Outcome.PASSED, Outcome.ATTENDED)


@dataclass(frozen=True)
class RunRow:
    """An angkatan in numbers; `is_changed` when something was written after a decision."""

    angkatan: Angkatan
    seats: int
    kelas_without_sessions: int
    nominated: int
    willing: int
    enrolled: int
    undecided: int
    rounds: int
    is_changed: bool


@dataclass(frozen=True)
class SendingRow:
    """An angkatan with seats for senders in one's regions, and how many were sent."""

    angkatan: Angkatan
    seats: int
    sent: int


def runs(session: Session, actor: Actor, *, at: datetime) -> tuple[RunRow, ...]:
    """Give the angkatan that the actor organises: planned, running, or closed not long ago."""
    mine = lying_in(Angkatan.region_code, actor.regions(Permission.ANGKATAN_PLAN))
    lately = and_(Angkatan.stage == Stage.CLOSED, Angkatan.closed_at > at - _LOOKED_BACK)
    live = Angkatan.stage.in_((Stage.PLANNED, Stage.RUNNING))
    found = select(
        Angkatan,
        _seats(),
        _bare_kelas(),
        _people(ParticipationState.NOMINATED),
        _people(ParticipationState.WILLING),
        _people(ParticipationState.ENROLLED),
        _people(ParticipationState.ENROLLED, ~_is_decided()),
        _rounds(),
        _is_changed(),
    ).where(mine, or_(live, lately))
    rows = session.execute(found.order_by(Angkatan.starts_on, Angkatan.id).limit(_MOST))
    return tuple(RunRow(*row) for row in rows)


def _seats() -> ScalarSelect[int]:
    total = select(func.coalesce(func.sum(Quota.seats), 0))
    return total.where(Quota.angkatan_id == Angkatan.id).correlate(Angkatan).scalar_subquery()


def _bare_kelas() -> ScalarSelect[int]:
    has_sessions = exists().where(TrainingSession.kelas_id == Kelas.id)
    bare = select(func.count(Kelas.id)).where(Kelas.angkatan_id == Angkatan.id, ~has_sessions)
    return bare.correlate(Angkatan).scalar_subquery()


def _people(
    state: ParticipationState, condition: ColumnElement[bool] | None = None
) -> ScalarSelect[int]:
    wanted = [Participation.angkatan_id == Angkatan.id, Participation.state == state]
    if condition is not None:
        wanted.append(condition)
    return select(func.count(Participation.id)).where(*wanted).correlate(Angkatan).scalar_subquery()


def _is_decided() -> ColumnElement[bool]:
    return exists().where(
        Decision.participation_id == Participation.id, Decision.outcome.in_(_POSITIVE)
    )


def _rounds() -> ScalarSelect[int]:
    held = select(func.count(DecisionRound.id)).where(DecisionRound.angkatan_id == Angkatan.id)
    return held.correlate(Angkatan).scalar_subquery()


def _is_changed() -> ScalarSelect[bool]:
    """Give whether a fact of somebody who passed was written after the decision or last review."""
    reviewed = (
        select(func.max(Review.reviewed_at))
        .where(Review.decision_id == Decision.id)
        .correlate(Decision)
        .scalar_subquery()
    )
    since = func.coalesce(reviewed, DecisionRound.decided_at)
    columns: tuple[tuple[Any, Any], ...] = (
        (Mark.participation_id, Mark.marked_at),
        (Score.participation_id, Score.scored_at),
        (Attempt.participation_id, Attempt.finished_at),
        (ModuleDone.participation_id, ModuleDone.done_at),
        (Participation.id, Participation.name_confirmed_at),
    )
    later = [
        exists().where(owner == Decision.participation_id, written > since)
        for owner, written in columns
    ]
    changed = (
        select(func.count(Decision.id) > 0)
        .join(DecisionRound, DecisionRound.id == Decision.round_id)
        .where(
            DecisionRound.angkatan_id == Angkatan.id,
            Decision.outcome.in_(_POSITIVE),
            or_(false(), *later),
        )
    )
    return changed.correlate(Angkatan).scalar_subquery()


def sendings(session: Session, actor: Actor) -> tuple[SendingRow, ...]:
    """Give the open angkatan with quota for regions of the actor that others organise."""
    codes = actor.regions(Permission.NOMINATE)
    mine = and_(Quota.sender_code.is_not(None), lying_in(Quota.sender_code, codes))
    own = lying_in(Angkatan.region_code, actor.regions(Permission.ANGKATAN_PLAN))
    gone = (ParticipationState.DECLINED, ParticipationState.WITHDRAWN)
    sent = (
        select(func.count(Participation.id))
        .where(Participation.quota_id == Quota.id, Participation.state.not_in(gone))
        .correlate(Quota)
        .scalar_subquery()
    )
    found = (
        select(Angkatan, func.sum(Quota.seats), func.sum(sent))
        .join(Quota, Quota.angkatan_id == Angkatan.id)
        .where(mine, ~own, Angkatan.stage.in_((Stage.PLANNED, Stage.RUNNING)))
        .group_by(Angkatan.id)
        .order_by(Angkatan.starts_on)
    )
    return tuple(SendingRow(*row) for row in session.execute(found.limit(_MOST)))
