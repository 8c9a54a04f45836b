"""Persons, accounts and staff."""

from datetime import date
from itertools import count

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Role
from lms.people.models import Account, Person, RoleGrant
from tests.factories.regions import METRO

_numbers = count(1)


def a_person(session: Session, name: str = "Budi Santoso", domicile_code: str = METRO) -> Person:
    """Give somebody who lives in Metro."""
    made = Person(
        name=name,
        search_name=name.lower(),
        gelar_depan="",
        gelar_belakang="",
        phone=f"+62812{next(_numbers):08d}",
        domicile_code=domicile_code,
        created_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def an_account(session: Session, person: Person | None = None) -> Account:
    """Give an activated account (no password: tests sign it in by the browser)."""
    at = clock.now()
    made = Account(
        person=person or a_person(session),
        login_name=f"orang{next(_numbers)}",
        created_at=at,
        activated_at=at,
    )
    session.add(made)
    session.flush()
    return made


def a_grant(session: Session, account: Account, role: Role, region_code: str = "18") -> RoleGrant:
    """Give the account a role in a region, since long."""
    made = RoleGrant(
        account_id=account.id,
        role=role,
        region_code=region_code,
        starts_on=date(2020, 1, 1),
        granted_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def a_staff_member(session: Session, role: Role, region_code: str = "18") -> Account:
    """Give an account with one role."""
    account = an_account(session, a_person(session, name=f"Petugas {role.value.title()}"))
    a_grant(session, account, role, region_code)
    return account


def with_password(account: Account, password: str, *, time_cost: int = 2) -> Account:
    """Give the account after it was activated with this password."""
    hasher = PasswordHasher(time_cost=time_cost, memory_cost=19456, parallelism=1)
    account.password_hash = hasher.hash(password)
    return account
