"""Curriculum files that were brought: one's own, and those that wait for one's decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.workshop.models import CarriedCurriculum, CarriedState
from lms.workshop.queries import READERS

OPEN = (CarriedState.TRIED, CarriedState.WAITING)
"""The states in which the file itself is kept."""

SHOWN_DAYS = 30
_SHOWN_MOST = 20
_TOLD_DAYS = 14
_TOLD = (CarriedState.PUBLISHED, CarriedState.REFUSED, CarriedState.EXPIRED)


@dataclass(frozen=True)
class Told:
    """What is told of a file on a first page: it waits for one, or what became of one's own."""

    carried_id: UUID
    title: str
    state: CarriedState
    reason: str
    is_own: bool


def _decidable(actor: Actor) -> ColumnElement[bool]:
    """Give the condition that a file lies where the actor both approves and publishes."""
    places = [
        lying_in(CarriedCurriculum.region_code, actor.regions(each))
        for each in (Permission.CONTENT_APPROVE, Permission.CONTENT_PUBLISH)
    ]
    return and_(*places)


def _own(actor: Actor) -> ColumnElement[bool]:
    codes = {code for each in READERS for code in actor.regions(each)}
    if actor.account_id is None:
        return false()
    is_own = CarriedCurriculum.brought_by_id == actor.account_id
    return and_(is_own, lying_in(CarriedCurriculum.region_code, codes))


def _found(*where: ColumnElement[bool]) -> Select[CarriedCurriculum]:
    wanted = select(CarriedCurriculum).where(*where)
    return wanted.options(joinedload(CarriedCurriculum.region, innerjoin=True))


def carried(session: Session, actor: Actor, carried_id: UUID) -> CarriedCurriculum:
    """Give a file that the actor brought, or that was sent to where they decide, with its region.

    Raises:
        NotFound: there is none, or none of these.
    """
    was_sent = and_(CarriedCurriculum.sent_at.is_not(None), _decidable(actor))
    mine = or_(_own(actor), was_sent)
    found = session.scalars(_found(CarriedCurriculum.id == carried_id, mine)).one_or_none()
    if found is None:
        raise NotFound
    return found


def lock(session: Session, found: CarriedCurriculum) -> CarriedCurriculum:
    """Give the file as it is now, nobody else changing it until the transaction ends."""
    wanted = select(CarriedCurriculum).where(CarriedCurriculum.id == found.id)
    fresh = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.scalars(fresh).one()


def waiting_curricula(session: Session, actor: Actor) -> Sequence[CarriedCurriculum]:
    """Give the files that this actor may decide, because others brought them; oldest first."""
    found = _found(
        CarriedCurriculum.state == CarriedState.WAITING,
        CarriedCurriculum.brought_by_id != actor.account_id,
        _decidable(actor),
    )
    return session.scalars(found.order_by(CarriedCurriculum.sent_at, CarriedCurriculum.id)).all()


def own_curricula(session: Session, actor: Actor, *, at: datetime) -> Sequence[CarriedCurriculum]:
    """Give the files that the actor brought in the last days, latest first."""
    since = CarriedCurriculum.brought_at > at - timedelta(days=SHOWN_DAYS)
    recent = or_(since, CarriedCurriculum.state.in_(OPEN))
    found = _found(_own(actor), recent).order_by(CarriedCurriculum.brought_at.desc())
    return session.scalars(found.limit(_SHOWN_MOST)).all()


def open_count(session: Session, actor: Actor) -> int:
    """Give how many files of the actor are kept."""
    wanted = select(func.count()).select_from(CarriedCurriculum)
    held = wanted.where(
        CarriedCurriculum.brought_by_id == actor.account_id, CarriedCurriculum.state.in_(OPEN)
    )
    return session.scalar(held) or 0


def told(session: Session, actor: Actor, *, at: datetime) -> tuple[Told, ...]:
    """Give the files that wait for the actor, and those of theirs that wait or were decided."""
    if actor.account_id is None or not actor.may(Permission.CONTENT_WRITE, within=NATION):
        return ()
    is_own = CarriedCurriculum.brought_by_id == actor.account_id
    lately = CarriedCurriculum.decided_at > at - timedelta(days=_TOLD_DAYS)
    was_sent = CarriedCurriculum.sent_at.is_not(None)
    decided = and_(is_own, was_sent, lately, CarriedCurriculum.state.in_(_TOLD))
    waits = and_(CarriedCurriculum.state == CarriedState.WAITING, or_(is_own, _decidable(actor)))
    rows = session.execute(
        select(
            CarriedCurriculum.id,
            CarriedCurriculum.title,
            CarriedCurriculum.state,
            CarriedCurriculum.reason,
            CarriedCurriculum.brought_by_id,
        )
        .where(or_(waits, decided))
        .order_by(CarriedCurriculum.sent_at)
    )
    return tuple(
        Told(key, title, state, reason, brought_by_id == actor.account_id)
        for key, title, state, reason, brought_by_id in rows
    )
