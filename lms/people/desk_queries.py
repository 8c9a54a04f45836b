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
from lms.people.queries import by_contact, living
from lms.regions.folding import fold

PAGE_ROWS = 50


def _managed(actor: Actor, *, on: date) -> ColumnElement[bool]:
    return _within(actor.regions(Permission.ACCOUNT_MANAGE), on=on)


def _within(codes: Iterable[str], *, on: date) -> ColumnElement[bool]:
    """Give the condition that a person lives or serves in one of these regions.

    Who has no domicile or a closed account belongs where they ever served.
    """
    codes = tuple(codes)
    here = select(RoleGrant.account_id).where(lying_in(RoleGrant.region_code, codes))
    serving = here.where(*living(on))
    is_gone = Account.closed_at.is_not(None) | Person.domicile_code.is_(None)
    was_serving = is_gone & Account.id.in_(here)
    return or_(lying_in(Person.domicile_code, codes), Account.id.in_(serving), was_serving)


def matching(text: str) -> ColumnElement[bool]:
    """Give the condition that an account fits what was typed: name, phone, e-mail, login name."""
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
    return found.where(matching(text)) if text.strip() else found


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


def visible_person(
    session: Session, actor: Actor, person_id: UUID, permissions: Iterable[Permission], *, on: date
) -> Person:
    """Give a person who lives or serves where the actor has one of these permissions.

    Raises:
        NotFound: there is none.
    """
    codes = {code for permission in permissions for code in actor.regions(permission)}
    found = select(Person).outerjoin(Account, Account.person_id == Person.id)
    row = session.scalars(found.where(Person.id == person_id, _within(codes, on=on))).one_or_none()
    if row is None:
        raise NotFound
    return row
