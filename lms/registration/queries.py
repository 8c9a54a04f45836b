"""Requirements, applications, and what is known about an applicant."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.credentials import queries as ledger
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.people.models import Person
from lms.regions import queries as regions
from lms.regions.models import Organisation, OrganisationKind
from lms.registration.gate import Facts, Rule
from lms.registration.models import (
    Demand,
    Registration,
    RegistrationRequirement,
    RegistrationState,
)

UNDECIDED = (RegistrationState.SUBMITTED, RegistrationState.RETURNED)
OPEN = (*UNDECIDED, RegistrationState.APPROVED)


def rules(session: Session, family: str) -> tuple[Rule, ...]:
    """Give the requirements of a family that are in force, in order."""
    found = select(RegistrationRequirement).where(
        RegistrationRequirement.family == family, RegistrationRequirement.is_active
    )
    rows = session.scalars(found.order_by(RegistrationRequirement.position))
    return tuple(Rule(r.slug, r.demand, r.title, r.value, r.source) for r in rows)


def asked_achievements(session: Session, family: str) -> tuple[str, ...]:
    """Give the achievements of which the requirements of a family, in force or not, ask one."""
    found = select(RegistrationRequirement.value).where(
        RegistrationRequirement.family == family,
        RegistrationRequirement.demand == Demand.HOLDS,
    )
    return tuple(
        sorted({slug for value in session.scalars(found) for slug in value["achievements"]})
    )


def requirement_rows(session: Session, family: str) -> dict[str, RegistrationRequirement]:
    """Give all requirement rows of a family by slug."""
    found = select(RegistrationRequirement).where(RegistrationRequirement.family == family)
    return {row.slug: row for row in session.scalars(found)}


def person(session: Session, person_id: UUID, *, lock: bool = False) -> Person:
    """Give a person, perhaps with the row locked; or NotFound."""
    found = select(Person).where(Person.id == person_id)
    row = session.scalars(found.with_for_update() if lock else found).one_or_none()
    if row is None:
        raise NotFound
    return row


def facts(session: Session, row: Person, declared: frozenset[str], *, at: datetime) -> Facts:
    """Give what is known about a person now, with what they declare."""
    return Facts(
        on=today(row.domicile_code, at=at),
        domicile_code=row.domicile_code,
        has_nik=row.nik_fingerprint is not None,
        born_on=row.born_on,
        held=frozenset(each.achievement for each in ledger.held(session, row.id)),
        declared=declared,
    )


def today(region_code: str | None, *, at: datetime) -> date:
    """Give the day that it is in a region."""
    return at.astimezone(regions.zone_of(region_code or "").info).date()


def latest(session: Session, person_id: UUID, family: str) -> Registration | None:
    """Give a person's open or else latest application, with its region; None: there is none."""
    found = (
        select(Registration)
        .where(Registration.person_id == person_id, Registration.family == family)
        .order_by(Registration.state.in_(OPEN).desc(), Registration.submitted_at.desc())
        .options(joinedload(Registration.region))
    )
    return session.scalars(found.limit(1)).first()


def open_one(session: Session, person_id: UUID, family: str) -> Registration | None:
    """Give a person's application that waits or was approved."""
    found = select(Registration).where(
        Registration.person_id == person_id,
        Registration.family == family,
        Registration.state.in_(OPEN),
    )
    return session.scalars(found).one_or_none()


def _mine(actor: Actor) -> ColumnElement[bool]:
    return lying_in(Registration.region_code, actor.regions(Permission.REGISTRATION_DECIDE))


def waiting_count(session: Session, actor: Actor) -> int:
    """Give how many applications wait in the actor's regions."""
    found = select(func.count()).select_from(Registration).where(_mine(actor))
    return session.scalars(found.where(Registration.state == RegistrationState.SUBMITTED)).one()


def waiting(
    session: Session, actor: Actor, *, limit: int, offset: int = 0
) -> Sequence[Registration]:
    """Give applications that wait in the actor's regions, oldest first, each with its person."""
    found = _loaded().where(_mine(actor), Registration.state == RegistrationState.SUBMITTED)
    ordered = found.order_by(Registration.submitted_at, Registration.id)
    return session.scalars(ordered.limit(limit).offset(offset)).all()


def decided(session: Session, actor: Actor, *, limit: int) -> Sequence[Registration]:
    """Give the applications last decided in the actor's regions, latest first."""
    states = (RegistrationState.APPROVED, RegistrationState.DECLINED)
    found = _loaded().where(_mine(actor), Registration.state.in_(states))
    return session.scalars(found.order_by(Registration.decided_at.desc()).limit(limit)).all()


def to_decide(session: Session, actor: Actor, registration_id: UUID) -> Registration:
    """Give an application in the actor's regions with person and region; or NotFound."""
    row = session.scalars(_loaded().where(Registration.id == registration_id)).one_or_none()
    if row is None or not actor.may(Permission.REGISTRATION_DECIDE, within=row.region_code):
        raise NotFound
    return row


def _loaded() -> Select[Registration]:
    people = joinedload(Registration.person, innerjoin=True)
    return select(Registration).options(people, joinedload(Registration.region, innerjoin=True))


def offices(session: Session, region_code: str, *, on: date) -> Sequence[Organisation]:
    """Give the Dinas Sosial above a region that exist on that day, nearest first."""
    found = select(Organisation).where(
        Organisation.kind == OrganisationKind.DINAS,
        Organisation.region_code.in_(regions.ancestors(region_code)),
        Organisation.valid_from <= on,
        or_(Organisation.valid_until.is_(None), Organisation.valid_until >= on),
    )
    nearest = func.length(Organisation.region_code).desc()
    return session.scalars(found.order_by(nearest, Organisation.name)).all()
