"""Who is registered: lists by what is to be done, computed from dates and the ledger on reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, assert_never
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from lms.kernel.access import NATION, Actor
from lms.people.models import Person
from lms.registration import basis, queries
from lms.registration.models import Registration, RegistrationState
from lms.registration.tenure_models import Appointment
from lms.registration.tenure_queries import arriving, decides, has_moved

SOON = timedelta(days=90)


class Listing(StrEnum):
    """The lists of the registrar."""

    ACTIVE = "terdaftar"
    ENDING = "akan-berakhir"
    EXPIRED = "masa-berlaku-habis"
    MOVED = "pindah-domisili"
    BASIS = "dasar-dicabut"
    OVER = "berakhir"


_WAITING = (Listing.BASIS, Listing.MOVED, Listing.ENDING, Listing.EXPIRED)


class Standing(StrEnum):
    """How a term stands on a day."""

    ACTIVE = "aktif"
    ENDING = "akan-berakhir"
    EXPIRED = "habis"
    OVER = "berakhir"


def standing(row: Registration, term: Appointment, on: date) -> Standing:
    """Give how a term stands on a day."""
    if row.state is not RegistrationState.APPROVED:
        return Standing.OVER
    if term.valid_until is None or term.valid_until > on + SOON:
        return Standing.ACTIVE
    return Standing.EXPIRED if term.valid_until < on else Standing.ENDING


@dataclass(frozen=True)
class Members:
    """A page of a list, how many are in it, and how many in each list."""

    terms: Sequence[Appointment]
    total: int
    counts: dict[Listing, int]
    losses: dict[UUID, basis.Loss]


@dataclass(frozen=True)
class Duties:
    """How many members wait for the registrar, by why."""

    bases: int
    moved: int
    ending: int
    expired: int


def duties(session: Session, actor: Actor, *, at: datetime) -> Duties:
    """Give how many members in the actor's regions wait for somebody to decide."""
    on, losses = queries.today(NATION, at=at), basis.of_actor(session, actor)
    counts = _counts(session, actor, losses, on)
    return Duties(*(counts[one] for one in _WAITING))


def members(
    session: Session,
    actor: Actor,
    listing: Listing,
    *,
    name: str = "",
    limit: int,
    offset: int,
    at: datetime,
) -> Members:
    """Give the present terms of a list in the actor's regions, by name or by last day."""
    on, losses = queries.today(NATION, at=at), basis.of_actor(session, actor)
    counts = _counts(session, actor, losses, on)
    wanted = _of(actor, listing, losses, on)
    if name:
        wanted = wanted & Person.search_name.contains(name.lower(), autoescape=True)
    total = session.scalars(_joined(select(func.count())).where(wanted)).one()
    found = _joined(select(Appointment)).where(wanted)
    found = found.options(
        contains_eager(Appointment.registration).contains_eager(Registration.person),
        joinedload(Appointment.decree, innerjoin=True),
    )
    order = [Person.search_name, Appointment.id]
    if listing in {Listing.ENDING, Listing.EXPIRED}:
        order.insert(0, Appointment.valid_until)
    rows = session.scalars(found.order_by(*order).limit(limit).offset(offset)).all()
    return Members(rows, total, counts, losses)


def _counts(
    session: Session, actor: Actor, losses: dict[UUID, basis.Loss], on: date
) -> dict[Listing, int]:
    """Give how many are in each list, with one query."""
    counted: Any = select(
        *(func.count(case((_of(actor, one, losses, on), Appointment.id))) for one in Listing)
    )
    row = session.execute(_joined(counted)).one()
    return dict(zip(Listing, row, strict=True))


def _joined(found: Select[Any]) -> Select[Any]:
    return (
        found.select_from(Appointment)
        .join(Appointment.registration)
        .join(Registration.person)
        .where(Appointment.replaced_at.is_(None))
    )


def _of(
    actor: Actor, listing: Listing, losses: dict[UUID, basis.Loss], on: date
) -> ColumnElement[bool]:
    mine, last = decides(actor), Appointment.valid_until
    in_force = mine & (Registration.state == RegistrationState.APPROVED)
    match listing:
        case Listing.ACTIVE:
            return in_force
        case Listing.ENDING:
            return in_force & last.between(on, on + SOON)
        case Listing.EXPIRED:
            return in_force & (last < on)
        case Listing.MOVED:
            return or_(in_force & has_moved(), arriving(actor))
        case Listing.BASIS:
            return in_force & Registration.id.in_(tuple(losses))
        case Listing.OVER:
            return mine & (Registration.state == RegistrationState.ENDED)
        case _:
            assert_never(listing)
