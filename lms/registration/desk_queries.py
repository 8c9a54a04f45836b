"""The registrar's queue: by state, family and region."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from lms.kernel.access import Actor
from lms.kernel.scope import lying_in
from lms.people.models import Person
from lms.registration.models import Registration, RegistrationState
from lms.registration.tenure_queries import decides

_KECAMATAN_LETTERS = 8


@dataclass(frozen=True)
class Sieve:
    """What is asked of the queue; `region_code`, `family` and `name` may be empty."""

    state: RegistrationState = RegistrationState.SUBMITTED
    region_code: str = ""
    family: str = ""
    name: str = ""


def counts(session: Session, actor: Actor) -> dict[RegistrationState, int]:
    """Give how many applications of each state lie in the actor's regions."""
    found = select(Registration.state, func.count()).where(decides(actor))
    return {row[0]: row[1] for row in session.execute(found.group_by(Registration.state))}


def kecamatan(session: Session, actor: Actor, state: RegistrationState) -> tuple[str, ...]:
    """Give the codes of the kecamatan in which applications of this state lie."""
    code = func.substr(Registration.region_code, 1, _KECAMATAN_LETTERS)
    found = select(code).where(decides(actor), Registration.state == state).distinct()
    return tuple(session.scalars(found.order_by(code)))


def count(session: Session, actor: Actor, sieve: Sieve) -> int:
    """Give how many applications the sieve leaves."""
    found = select(func.count()).select_from(Registration).join(Registration.person)
    total: int = session.scalars(_sieved(found, actor, sieve)).one()
    return total


def rows(
    session: Session, actor: Actor, sieve: Sieve, *, limit: int, offset: int
) -> Sequence[Registration]:
    """Give these applications with their persons: undecided ones oldest first, else newest."""
    found = select(Registration).join(Registration.person)
    found = found.options(contains_eager(Registration.person))
    decided = Registration.decided_at.desc()
    order = Registration.submitted_at if sieve.state is RegistrationState.SUBMITTED else decided
    ordered = _sieved(found, actor, sieve).order_by(order, Registration.id)
    return session.scalars(ordered.limit(limit).offset(offset)).all()


def _sieved(found: Select[Any], actor: Actor, sieve: Sieve) -> Select[Any]:
    found = found.where(decides(actor), Registration.state == sieve.state)
    if sieve.region_code:
        found = found.where(lying_in(Registration.region_code, [sieve.region_code]))
    if sieve.family:
        found = found.where(Registration.family == sieve.family)
    if sieve.name:
        found = found.where(Person.search_name.contains(sieve.name.lower(), autoescape=True))
    return found
