"""Who is who, and who may what."""

from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import Actor, Grant
from lms.people.models import Account, RoleGrant, SignIn


def signed_in(session: Session, token_hash: str, *, at: datetime) -> SignIn | None:
    """Give the living session of a token with its account and person."""
    found = select(SignIn).where(
        SignIn.token_hash == token_hash, SignIn.ended_at.is_(None), SignIn.expires_at > at
    )
    person = joinedload(SignIn.account).joinedload(Account.person)
    return session.scalars(found.options(person)).one_or_none()


def actor_of(session: Session, account: Account, *, on: date) -> Actor:
    """Give the account as an actor, with the roles that hold that day."""
    living = select(RoleGrant).where(
        RoleGrant.account_id == account.id,
        RoleGrant.ended_at.is_(None),
        RoleGrant.starts_on <= on,
        or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= on),
    )
    grants = tuple(
        Grant(row.role, row.region_code, row.organisation_id) for row in session.scalars(living)
    )
    return Actor(account.id, account.person_id, grants)
