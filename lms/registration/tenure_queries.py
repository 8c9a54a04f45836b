"""SK, terms and letters, looked up within the actor's regions."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.people.models import Person
from lms.registration import practice
from lms.registration.models import Registration, RegistrationState, RegistrationStep
from lms.registration.tenure_models import (
    Appointment,
    BasisNote,
    Decree,
    DutyLetter,
    RegistrationMove,
)


def number_key(number: str) -> str:
    """Give a number of an SK or letter as it is compared: in capitals, without blanks."""
    return "".join(number.split()).upper()


def decides(actor: Actor) -> ColumnElement[bool]:
    """Give the condition that a registration lies where the actor decides."""
    return lying_in(Registration.region_code, actor.regions(Permission.REGISTRATION_DECIDE))


def arriving(actor: Actor) -> ColumnElement[bool]:
    """Give the condition that a registered person lives elsewhere now, where the actor decides."""
    return (
        (Registration.state == RegistrationState.APPROVED)
        & has_moved()
        & lying_in(Person.domicile_code, actor.regions(Permission.REGISTRATION_DECIDE))
    )


def _has_term() -> ColumnElement[bool]:
    return Registration.id.in_(select(Appointment.registration_id))


def has_moved() -> ColumnElement[bool]:
    """Give the condition that the person lives elsewhere than they are registered."""
    return Person.domicile_code.is_not(None) & (Person.domicile_code != Registration.region_code)


def chosen(
    session: Session, actor: Actor, registration_ids: Sequence[UUID], *, lock: bool = False
) -> Sequence[Registration]:
    """Give these registrations with person and region, perhaps with the rows locked.

    Raises:
        NotFound: one of them is not of the actor's regions.
    """
    wanted = set(registration_ids)
    if not wanted:
        return ()
    found = _registrations().where(Registration.id.in_(wanted), decides(actor))
    rows = session.scalars(_locked(found) if lock else found).all()
    if len(rows) != len(wanted):
        raise NotFound
    return rows


def terms(
    session: Session, actor: Actor, appointment_ids: Sequence[UUID], *, lock: bool = False
) -> Sequence[Appointment]:
    """Give these terms with registration and person, perhaps with the registrations locked.

    Raises:
        NotFound: one of them is not of the actor's regions.
    """
    wanted = set(appointment_ids)
    if not wanted:
        return ()
    found = _terms().where(Appointment.id.in_(wanted), decides(actor))
    rows = session.scalars(_locked(found) if lock else found).all()
    if len(rows) != len(wanted):
        raise NotFound
    return rows


def _locked(found: Select[Any]) -> Select[Any]:
    ordered = found.order_by(Registration.id).with_for_update(of=Registration)
    return ordered.execution_options(populate_existing=True)


def _registrations() -> Select[Registration]:
    return (
        select(Registration)
        .join(Registration.person)
        .join(Registration.region)
        .options(contains_eager(Registration.person), contains_eager(Registration.region))
    )


def _terms() -> Select[Appointment]:
    return (
        select(Appointment)
        .join(Appointment.registration)
        .join(Registration.person)
        .options(
            contains_eager(Appointment.registration).contains_eager(Registration.person),
            joinedload(Appointment.decree, innerjoin=True),
        )
    )


def registration(
    session: Session, actor: Actor, registration_id: UUID, *, lock: bool = False
) -> Registration:
    """Give somebody who is or was registered, with person and region; or NotFound.

    The registrar of the region to which the person has moved knows of them too.
    """
    found = _registrations().where(
        Registration.id == registration_id,
        _has_term(),
        or_(decides(actor), arriving(actor)),
    )
    row: Registration | None = session.scalars(_locked(found) if lock else found).one_or_none()
    if row is None:
        raise NotFound
    return row


def locked(session: Session, registration_id: UUID) -> Registration:
    """Give a registration with person and region, its row locked; the caller checked who asks."""
    found = _registrations().where(Registration.id == registration_id)
    row: Registration = session.scalars(_locked(found)).one()
    return row


def current(session: Session, registration_id: UUID) -> Appointment:
    """Give the present or last term of a registration with its SK; or NotFound."""
    found = _terms().where(
        Appointment.registration_id == registration_id, Appointment.replaced_at.is_(None)
    )
    row = session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    return row


def history(session: Session, registration_id: UUID) -> Sequence[Appointment]:
    """Give all terms of a registration with their SK, latest first."""
    found = _terms().where(Appointment.registration_id == registration_id)
    return session.scalars(found.order_by(Appointment.term.desc())).all()


def own(
    session: Session, actor: Actor, registration_id: UUID | None = None
) -> Sequence[Registration]:
    """Give the actor's own registrations that were approved once, latest first."""
    found = _registrations().where(Registration.person_id == actor.person_id, _has_term())
    if registration_id is not None:
        found = found.where(Registration.id == registration_id)
    return session.scalars(found.order_by(Registration.decided_at.desc())).all()


def decree(session: Session, actor: Actor, decree_id: UUID) -> Decree:
    """Give an SK that lies where the actor decides; or NotFound."""
    row = session.get(Decree, decree_id)
    if row is None or not actor.may(Permission.REGISTRATION_DECIDE, within=row.region_code):
        raise NotFound
    return row


def decree_count(session: Session, actor: Actor) -> int:
    """Give how many SK lie in the actor's regions."""
    return session.scalars(select(func.count()).select_from(Decree).where(_own(actor))).one()


def decrees(
    session: Session, actor: Actor, *, limit: int, offset: int = 0
) -> Sequence[tuple[Decree, int]]:
    """Give the SK in the actor's regions, latest first, each with how many people it covers."""
    count = (
        select(func.count())
        .select_from(Appointment)
        .where(Appointment.decree_id == Decree.id)
        .correlate(Decree)
        .scalar_subquery()
    )
    found = select(Decree, count).where(_own(actor))
    ordered = found.order_by(Decree.signed_on.desc(), Decree.number_key, Decree.id)
    return [(row[0], row[1]) for row in session.execute(ordered.limit(limit).offset(offset))]


def _own(actor: Actor) -> ColumnElement[bool]:
    return lying_in(Decree.region_code, actor.regions(Permission.REGISTRATION_DECIDE))


def under(session: Session, decree_id: UUID) -> Sequence[Appointment]:
    """Give the terms under an SK by the person's name; the caller has checked who asks."""
    found = _terms().where(Appointment.decree_id == decree_id)
    return session.scalars(found.order_by(Person.search_name, Appointment.id)).all()


def period(session: Session, row: Decree) -> tuple[date, date | None]:
    """Give the first and last day of the terms that an SK gives."""
    found = select(Appointment.valid_from, Appointment.valid_until).where(
        Appointment.decree_id == row.id
    )
    known = session.execute(found.order_by(Appointment.made_at).limit(1)).one_or_none()
    if known is not None:
        return known[0], known[1]
    manner = practice.of_region(session, row.region_code)
    return row.signed_on, manner.last_day(row.signed_on)


def owner(session: Session, letter: DutyLetter) -> Registration:
    """Give the registration that a letter belongs to, with its person."""
    found = _registrations().join(Appointment, Appointment.registration_id == Registration.id)
    return session.scalars(found.where(Appointment.id == letter.appointment_id)).one()


def letters(session: Session, registration_id: UUID) -> Sequence[DutyLetter]:
    """Give the letters of assignment of a registration, latest first."""
    found = (
        select(DutyLetter)
        .join(DutyLetter.appointment)
        .where(Appointment.registration_id == registration_id)
    )
    return session.scalars(found.order_by(DutyLetter.made_at.desc())).all()


def steps(session: Session, registration_id: UUID) -> Sequence[RegistrationStep]:
    """Give how a registration went from state to state, oldest first."""
    found = select(RegistrationStep).where(RegistrationStep.registration_id == registration_id)
    return session.scalars(found.order_by(RegistrationStep.at, RegistrationStep.id)).all()


def moves(session: Session, registration_id: UUID) -> Sequence[RegistrationMove]:
    """Give the regions from and to which a registration moved, oldest first."""
    found = select(RegistrationMove).where(RegistrationMove.registration_id == registration_id)
    return session.scalars(found.order_by(RegistrationMove.moved_at)).all()


def notes(session: Session, registration_id: UUID) -> Sequence[BasisNote]:
    """Give what registrars decided about a revoked basis, latest first."""
    found = select(BasisNote).where(BasisNote.registration_id == registration_id)
    return session.scalars(found.order_by(BasisNote.made_at.desc(), BasisNote.id)).all()
