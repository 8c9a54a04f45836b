"""Graduates who are registered: what they add, what they send, and one SK for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from lms.demo import offices
from lms.demo.crowd import MadeUp
from lms.kernel import clock
from lms.people import operations as people
from lms.people.models import Person
from lms.people.operations import PersonFacts
from lms.registration import decrees
from lms.registration import operations as registration
from lms.registration import queries as registrations
from lms.registration.models import Demand

_DECIDED_AFTER = timedelta(days=7)


def births(people: Sequence[MadeUp]) -> Mapping[str, date]:
    """Give the dates of birth by phone number."""
    return {each.phone: each.born_on for each in people}


def complete(session: Session, person: Person, born_on: date, *, at: datetime) -> None:
    """Let somebody add the date of birth, which the list of nominees did not hold."""
    known = {name.name: getattr(person, name.name) for name in fields(PersonFacts)}
    facts = PersonFacts(**(known | {"born_on": born_on}))
    own = offices.as_trainee(session, person.id)
    people.change_person(session, own, person, facts, at=at)


def apply(session: Session, person_id: UUID, family: str, *, at: datetime) -> UUID:
    """Let a graduate declare what is asked and apply; give the application."""
    applicant, declared = offices.as_trainee(session, person_id), declarations(session, family)
    return registration.submit(session, applicant, family, declared, at=at).registration.id


def declarations(session: Session, family: str) -> frozenset[str]:
    """Give what everybody who applies declares."""
    rules = registrations.rules(session, family)
    return frozenset(rule.slug for rule in rules if rule.demand is Demand.DECLARATION)


def register(
    session: Session,
    person_ids: Sequence[UUID],
    family: str,
    paper: decrees.Paper,
    *,
    registrar: str,
    at: datetime,
) -> None:
    """Let graduates apply, and the registrar put them all under one SK a week later."""
    made = tuple(apply(session, each, family, at=at) for each in person_ids)
    decided_at = at + _DECIDED_AFTER
    actor = offices.actor_named(session, registrar, on=clock.day_of(decided_at))
    chosen = decrees.Chosen(registration_ids=made)
    decrees.make(session, actor, chosen, paper, at=decided_at)
