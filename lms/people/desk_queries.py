"""What the desks for accounts and staff list: always the actor's regions only."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.people.models import Account, Person, RoleGrant
from lms.people.queries import by_contact, holding
from lms.regions.folding import fold

PAGE_ROWS = 50


def _managed(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Give the condition that a person lives, or has a role, where the actor manages accounts."""
    codes = actor.regions(Permission.ACCOUNT_MANAGE)
    serving = select(RoleGrant.account_id).where(
        lying_in(RoleGrant.region_code, codes), *holding(on)
    )
    return or_(lying_in(Person.domicile_code, codes), Account.id.in_(serving))


def _matching(text: str) -> ColumnElement[bool]:
    words = fold(text).split()
    named = [Person.search_name.contains(word, autoescape=True) for word in words]
    others = [Account.login_name == text.strip().lower(), *by_contact(text)]
    return or_(*others, *([_all(named)] if named else []))


def _all(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    first, *others = conditions
    for other in others:
        first = first & other
    return first


def _managed_accounts(actor: Actor, text: str, *, on: date) -> Select[Account]:
    found = select(Account).join(Account.person).where(_managed(actor, on=on))
    return found.where(_matching(text)) if text.strip() else found


def accounts(
    session: Session, actor: Actor, text: str = "", *, on: date, page: int = 1
) -> Sequence[Account]:
    """Give the accounts in the actor's regions that fit a name, phone or login name.

    A page of them by name, each with its person.
    """
    found = _managed_accounts(actor, text, on=on).options(joinedload(Account.person))
    ordered = found.order_by(Person.search_name, Account.id)
    return session.scalars(ordered.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)).all()


def accounts_count(session: Session, actor: Actor, text: str = "", *, on: date) -> int:
    """Give how many accounts `accounts` has over all pages."""
    rows = _managed_accounts(actor, text, on=on).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def managed_account(session: Session, actor: Actor, account_id: UUID, *, on: date) -> Account:
    """Give an account that the actor may see at the desk, with its person.

    Raises:
        NotFound: there is none in the actor's regions.
    """
    found = select(Account).join(Account.person).where(Account.id == account_id)
    found = found.where(_managed(actor, on=on)).options(joinedload(Account.person))
    row = session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    return row


def staff(session: Session, actor: Actor, *, on: date) -> Sequence[RoleGrant]:
    """Give the living roles in the actor's regions, by name, with account, person and region."""
    mine = lying_in(RoleGrant.region_code, actor.regions(Permission.ROLE_GRANT))
    found = (
        select(RoleGrant)
        .join(RoleGrant.account)
        .join(Account.person)
        .where(mine, RoleGrant.ended_at.is_(None))
        .where(or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= on))
    )
    person = joinedload(RoleGrant.account).joinedload(Account.person)
    loads = person, joinedload(RoleGrant.region), joinedload(RoleGrant.organisation)
    return session.scalars(found.options(*loads).order_by(Person.search_name)).all()


def grant(session: Session, actor: Actor, grant_id: UUID) -> RoleGrant:
    """Give a living role in the actor's regions with account, person and region.

    Raises:
        NotFound: there is none where the actor grants roles.
    """
    person = joinedload(RoleGrant.account).joinedload(Account.person)
    found = select(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.ended_at.is_(None))
    row = session.scalars(found.options(person, joinedload(RoleGrant.region))).one_or_none()
    if row is None or not actor.may(Permission.ROLE_GRANT, within=row.region_code):
        raise NotFound
    return row
