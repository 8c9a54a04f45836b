"""Lists of the staff's desk: who holds which role in the actor's regions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload
from sqlalchemy.sql.base import ExecutableOption

from lms.kernel.access import Actor, Permission, Role
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.people.desk_queries import matching
from lms.people.models import Account, Person, RoleGrant
from lms.people.queries import holding
from lms.regions.models import Organisation

PAGE_ROWS = 50
SOON = timedelta(days=30)
CANDIDATES_MOST = 12
"""How many people are offered as a deputy."""


class Phase(StrEnum):
    """Where a role stands in its time."""

    CURRENT = "berlaku"
    ENDING = "segera-berakhir"
    COMING = "akan-mulai"
    PAST = "sudah-berakhir"


@dataclass(frozen=True)
class Wanted:
    """What a list of staff is limited to; none and empty: no limit."""

    phase: Phase = Phase.CURRENT
    text: str = ""
    role: Role | None = None
    organisation_id: UUID | None = None
    region_code: str | None = None


def _of_phase(phase: Phase, *, on: date) -> tuple[ColumnElement[bool], ...]:
    match phase:
        case Phase.CURRENT:
            return holding(on)
        case Phase.ENDING:
            return (*holding(on), RoleGrant.ends_on <= on + SOON)
        case Phase.COMING:
            return RoleGrant.ended_at.is_(None), RoleGrant.starts_on > on
        case Phase.PAST:
            return (or_(RoleGrant.ended_at.is_not(None), RoleGrant.ends_on < on),)


def _staff(actor: Actor, wanted: Wanted, *, on: date) -> Select[RoleGrant]:
    mine = lying_in(RoleGrant.region_code, actor.regions(Permission.ROLE_GRANT))
    found = (
        select(RoleGrant)
        .join(RoleGrant.account)
        .join(Account.person)
        .outerjoin(RoleGrant.organisation)
        .where(mine, *_of_phase(wanted.phase, on=on))
    )
    if wanted.text.strip():
        found = found.where(matching(wanted.text))
    if wanted.role is not None:
        found = found.where(RoleGrant.role == wanted.role)
    if wanted.organisation_id is not None:
        found = found.where(RoleGrant.organisation_id == wanted.organisation_id)
    if wanted.region_code is not None:
        found = found.where(lying_in(RoleGrant.region_code, (wanted.region_code,)))
    return found


def _loads() -> tuple[ExecutableOption, ...]:
    holder = joinedload(RoleGrant.deputises).joinedload(RoleGrant.account)
    return (
        joinedload(RoleGrant.account).joinedload(Account.person),
        joinedload(RoleGrant.region),
        joinedload(RoleGrant.organisation),
        holder.joinedload(Account.person),
    )


def staff(
    session: Session, actor: Actor, wanted: Wanted, *, on: date, page: int = 1
) -> Sequence[RoleGrant]:
    """Give a page of the roles in the actor's regions, by office, role and name.

    Each comes with account, person, region, office and the person it stands in for.
    """
    no_office = Organisation.name.is_(None)
    found = _staff(actor, wanted, on=on).options(*_loads())
    order = [no_office, Organisation.name, RoleGrant.role, Person.search_name, RoleGrant.id]
    if wanted.phase is Phase.ENDING:
        order.insert(0, RoleGrant.ends_on)
    ordered = found.order_by(*order).limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)
    return session.scalars(ordered).all()


def staff_count(session: Session, actor: Actor, wanted: Wanted, *, on: date) -> int:
    """Give how many roles `staff` has over all pages."""
    rows = _staff(actor, wanted, on=on).with_only_columns(RoleGrant.id).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def grant(session: Session, actor: Actor, grant_id: UUID) -> RoleGrant:
    """Give a role in the actor's regions that was not ended, loaded as in `staff`.

    Raises:
        NotFound: there is none where the actor grants roles.
    """
    found = select(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.ended_at.is_(None))
    row = session.scalars(found.options(*_loads())).one_or_none()
    if row is None or not actor.may(Permission.ROLE_GRANT, within=row.region_code):
        raise NotFound
    return row


def grants_of(session: Session, account_id: UUID) -> Sequence[RoleGrant]:
    """Give all roles that an account ever had, latest first, loaded as in `staff`."""
    found = select(RoleGrant).where(RoleGrant.account_id == account_id).options(*_loads())
    return session.scalars(found.order_by(RoleGrant.granted_at.desc())).all()


def deputies_of(session: Session, grant_id: UUID, *, on: date) -> Sequence[RoleGrant]:
    """Give who stands in for a role's holder on that day or later, each with account and person."""
    found = select(RoleGrant).where(
        RoleGrant.deputises_id == grant_id, RoleGrant.ended_at.is_(None), RoleGrant.ends_on >= on
    )
    loads = joinedload(RoleGrant.account).joinedload(Account.person)
    return session.scalars(found.options(loads).order_by(RoleGrant.starts_on)).all()


def candidates(session: Session, actor: Actor, row: RoleGrant, text: str) -> Sequence[Account]:
    """Give open accounts that fit a name, phone or login name and may stand in for this role.

    People who live or serve where the actor grants roles, not the holder and not the actor.
    """
    found = _candidates(actor, row).where(matching(text))
    return session.scalars(found.limit(CANDIDATES_MOST)).all()


def candidate(session: Session, actor: Actor, row: RoleGrant, account_id: UUID) -> Account:
    """Give one of those who may stand in for this role.

    Raises:
        NotFound: this account may not.
    """
    found = session.scalars(_candidates(actor, row).where(Account.id == account_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def _candidates(actor: Actor, row: RoleGrant) -> Select[Account]:
    codes = actor.regions(Permission.ROLE_GRANT)
    other = aliased(RoleGrant)
    serving = select(other.account_id).where(
        lying_in(other.region_code, codes), other.ended_at.is_(None)
    )
    return (
        select(Account)
        .join(Account.person)
        .where(Account.closed_at.is_(None))
        .where(Account.id.not_in([row.account_id, actor.account_id]))
        .where(or_(lying_in(Person.domicile_code, codes), Account.id.in_(serving)))
        .options(joinedload(Account.person))
        .order_by(Person.search_name, Account.id)
    )
