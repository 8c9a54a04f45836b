"""Offices and staff of the demonstration, made by the operations that the admin's pages use."""

from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import SYSTEM, Actor, Role
from lms.people import codes, operations, passwords, queries
from lms.people.models import Account, CodePurpose, Person
from lms.people.operations import PersonFacts, RoleFacts
from lms.regions import operations as regions
from lms.regions.models import Organisation, OrganisationKind
from lms.regions.operations import OrganisationFacts

PASSWORD = "bekal-contoh"

_OFFICES = (
    ("ID", "Kementerian Sosial", "Kemensos", OrganisationKind.KEMENTERIAN, "KEMENSOS"),
    ("18", "Dinas Sosial Provinsi Lampung", "Dinsos Lampung", OrganisationKind.DINAS, "DINSOS-LPG"),
    ("18.72", "Dinas Sosial Kota Metro", "Dinsos Metro", OrganisationKind.DINAS, "DINSOS-MTR"),
    (
        "18.02",
        "Dinas Sosial Kabupaten Lampung Tengah",
        "Dinsos Lampung Tengah",
        OrganisationKind.DINAS,
        "DINSOS-LTG",
    ),
    (
        "18.07",
        "Dinas Sosial Kabupaten Lampung Timur",
        "Dinsos Lampung Timur",
        OrganisationKind.DINAS,
        "DINSOS-LTM",
    ),
    (
        "18.01",
        "Dinas Sosial Kabupaten Lampung Selatan",
        "Dinsos Lampung Selatan",
        OrganisationKind.DINAS,
        "DINSOS-LSL",
    ),
    ("18", "IPSM Provinsi Lampung", "IPSM Lampung", OrganisationKind.IPSM, "IPSM-LPG"),
)

_STAFF = (
    ("contoh-admin", "Ratna Kusumawardani", Role.ADMIN, "ID", "Kementerian Sosial"),
    ("contoh-kemensos", "Bramantyo Adi", Role.OFFICER, "ID", "Kementerian Sosial"),
    ("contoh-auditor", "Lestari Handayani", Role.AUDITOR, "ID", "Kementerian Sosial"),
    ("contoh-panitia", "Sekar Wulandari", Role.ORGANISER, "18", "Dinas Sosial Provinsi Lampung"),
    ("contoh-registrar", "Hendra Saputra", Role.REGISTRAR, "18", "Dinas Sosial Provinsi Lampung"),
    ("contoh-utusan", "Mulyono Hadi", Role.ORGANISER, "18.72", "Dinas Sosial Kota Metro"),
)


def found_offices(session: Session, *, at: datetime) -> dict[str, Organisation]:
    """Give the offices by name; those that are there already stay."""
    known = {row.name: row for row in session.scalars(select(Organisation))}
    for place, name, short, kind, unit in _OFFICES:
        if name not in known:
            facts = OrganisationFacts(
                name=name,
                short_name=short,
                kind=kind,
                region_code=place,
                unit_code=unit,
                contact_name=f"Panitia {short}",
                whatsapp="+6289900000001",
            )
            known[name] = regions.found(session, SYSTEM, facts, valid_from=date(2015, 1, 1), at=at)
    return known


def hire_staff(session: Session, offices: dict[str, Organisation], *, at: datetime) -> None:
    """Give every staff role an account with a name that the README calls."""
    for login_name, name, role, place, office in _STAFF:
        if account_named(session, login_name) is None:
            facts = PersonFacts(name=name)
            account = open_activated(session, facts, login_name=login_name, at=at)
            grant = RoleFacts(role, place, offices[office].id)
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


def trainer_person(session: Session, login_name: str, name: str, *, at: datetime) -> Person:
    """Give a trainer with an account."""
    account = account_named(session, login_name)
    if account is None:
        facts = PersonFacts(name=name, phone="+6289900000009", domicile_code="18.72.01.1001")
        account = open_activated(session, facts, login_name=login_name, at=at)
    return account.person
