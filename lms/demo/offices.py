"""Offices and staff of the demonstration, made by the operations that the admin's pages use."""

from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.demo import places
from lms.kernel.access import SYSTEM, Actor
from lms.people import codes, operations, passwords, queries
from lms.people.models import Account, CodePurpose, Person
from lms.people.operations import PersonFacts, RoleFacts
from lms.regions import operations as regions
from lms.regions.models import Organisation
from lms.regions.operations import OrganisationFacts

PASSWORD = "bekal-contoh"
_METRO = "18.72.01.1001"


def found_offices(session: Session, *, at: datetime) -> dict[str, Organisation]:
    """Give the offices by name; those that are there already stay."""
    known = {row.name: row for row in session.scalars(select(Organisation))}
    for office in places.OFFICES:
        if office.name not in known:
            facts = OrganisationFacts(
                **office._asdict(),
                contact_name=f"Panitia {office.short_name}",
                whatsapp="+6289900000001",
            )
            founded = regions.found(session, SYSTEM, facts, valid_from=date(2015, 1, 1), at=at)
            known[office.name] = founded
    return known


def hire_staff(session: Session, offices: dict[str, Organisation], *, at: datetime) -> None:
    """Give every staff role an account with a name that the README calls."""
    for member in places.STAFF:
        if account_named(session, member.login_name) is None:
            facts = PersonFacts(name=member.name)
            account = open_activated(session, facts, login_name=member.login_name, at=at)
            grant = RoleFacts(member.role, member.region_code, offices[member.office].id)
            operations.grant_role(session, SYSTEM, account, grant, at=at)


def open_activated(
    session: Session, facts: PersonFacts, *, login_name: str | None, at: datetime
) -> Account:
    """Give a person's account, activated by its card as the person would do it."""
    person = operations.create_person(session, SYSTEM, facts, at=at)
    account = operations.open_account(session, SYSTEM, person, at=at)
    if login_name:
        account.login_name = login_name  # so that the README can name it
    activate(session, account, at=at)
    return account


def activate(session: Session, account: Account, *, at: datetime) -> None:
    """Spend an activation card for the account, with the demonstration's password."""
    code = operations.issue_code(session, SYSTEM, account, CodePurpose.ACTIVATE, at=at)
    codes.spend(session, code, password_hash=_password_hash(), at=at)


@cache
def _password_hash() -> str:
    return passwords.hashed(PASSWORD)


def account_named(session: Session, login_name: str) -> Account | None:
    """Give the account of this login name with its person, or None."""
    wanted = select(Account).where(Account.login_name == login_name)
    return session.scalars(wanted.options(joinedload(Account.person))).one_or_none()


def rename(session: Session, person_id: UUID, login_name: str) -> None:
    """Give a person's account the name by which the README calls it."""
    account_of(session, person_id).login_name = login_name


def account_of(session: Session, person_id: UUID) -> Account:
    """Give a person's account with the person."""
    wanted = select(Account).where(Account.person_id == person_id)
    return session.scalars(wanted.options(joinedload(Account.person))).one()


def actor_named(session: Session, login_name: str, *, on: date) -> Actor:
    """Give somebody of the staff as an actor."""
    account = account_named(session, login_name)
    if account is None:
        raise LookupError(login_name)
    return queries.actor_of(session, account, on=on)


def as_trainee(session: Session, person_id: UUID) -> Actor:
    """Give a participant as an actor."""
    account = account_of(session, person_id)
    return Actor(account.id, person_id)


def trainer_person(
    session: Session, login_name: str, name: str, *, home: str = _METRO, at: datetime
) -> Person:
    """Give a trainer with an account, who lives in the desa of code `home`."""
    account = account_named(session, login_name)
    if account is None:
        facts = PersonFacts(name=name, phone="+6289900000009", domicile_code=home)
        account = open_activated(session, facts, login_name=login_name, at=at)
    return account.person
