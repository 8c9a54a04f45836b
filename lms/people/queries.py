"""Who is who, and who may what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Date, Uuid, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import NATION, Actor, Grant, Permission, contains
from lms.kernel.database import rows
from lms.kernel.errors import NotFound
from lms.kernel.model import Instant
from lms.people import granting, nik, phones, sealing
from lms.people.models import AccessCode, Account, Person, RoleGrant, SignIn, titled

CANDIDATES_MOST = 6
"""How many accounts of one phone are tried at sign-in."""


@dataclass(frozen=True)
class Identity:
    """Who is behind a living session, with the roles that hold today."""

    sign_in_id: UUID
    seen_at: datetime
    factor_at: datetime | None
    login_name: str
    full_name: str
    actor: Actor


def sign_ins(session: Session, account_id: UUID, *, at: datetime) -> Sequence[SignIn]:
    """Give an account's living sessions, the latest used first."""
    living = select(SignIn).where(
        SignIn.account_id == account_id, SignIn.ended_at.is_(None), SignIn.expires_at > at
    )
    return session.scalars(living.order_by(SignIn.seen_at.desc())).all()


def all_sign_ins(session: Session, account_id: UUID) -> Sequence[SignIn]:
    """Give all sessions that an account ever had, oldest first."""
    found = select(SignIn).where(SignIn.account_id == account_id)
    return session.scalars(found.order_by(SignIn.created_at)).all()


def holding(on: date | BindParameter[date]) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions that a role holds on that day."""
    return (
        RoleGrant.ended_at.is_(None),
        RoleGrant.starts_on <= on,
        or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= on),
    )


def living(on: date) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions that a role holds on that day or later."""
    return (
        RoleGrant.ended_at.is_(None),
        or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= on),
    )


_GRANTS = select(RoleGrant.role, RoleGrant.region_code, RoleGrant.organisation_id).where(
    RoleGrant.account_id == bindparam("account_id", type_=Uuid),
    *holding(bindparam("day", type_=Date)),
)


# asked at each request, so built once: building costs as much as asking
_IDENTITY = (
    select(
        SignIn.id,
        SignIn.seen_at,
        SignIn.factor_at,
        Account.id.label("account_id"),
        Account.person_id,
        Account.login_name,
        Person.name,
        Person.gelar_depan,
        Person.gelar_belakang,
        RoleGrant.role,
        RoleGrant.region_code,
        RoleGrant.organisation_id,
    )
    .join(Account, Account.id == SignIn.account_id)
    .join(Person, Person.id == Account.person_id)
    .outerjoin(
        RoleGrant,
        and_(RoleGrant.account_id == Account.id, *holding(bindparam("day", type_=Date))),
    )
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > bindparam("at", type_=Instant),
        Account.closed_at.is_(None),
    )
)


def signed_in(session: Session, token_hash: str, *, at: datetime, on: date) -> Identity | None:
    """Give who is behind the living session of a token; columns only, since every page asks."""
    asked = {"token_hash": token_hash, "at": at, "day": on}
    found = rows(session, _IDENTITY, asked)
    if not found:
        return None
    first = found[0]
    grants = tuple(
        Grant(row.role, row.region_code, row.organisation_id) for row in found if row.role
    )
    return Identity(
        sign_in_id=first.id,
        seen_at=first.seen_at,
        factor_at=first.factor_at,
        login_name=first.login_name,
        full_name=titled(first.name, first.gelar_depan, first.gelar_belakang),
        actor=Actor(first.account_id, first.person_id, grants),
    )


def actor_of(session: Session, account: Account, *, on: date) -> Actor:
    """Give the account as an actor, with the roles that hold that day."""
    living = session.execute(_GRANTS, {"account_id": account.id, "day": on})
    grants = tuple(Grant(role, code, office_id) for role, code, office_id in living)
    return Actor(account.id, account.person_id, grants)


def living_grants(session: Session, account_id: UUID, *, on: date) -> Sequence[RoleGrant]:
    """Give the roles of an account that hold that day or later, each with region and office."""
    found = select(RoleGrant).where(RoleGrant.account_id == account_id, *living(on))
    loads = joinedload(RoleGrant.region), joinedload(RoleGrant.organisation)
    return session.scalars(found.options(*loads).order_by(RoleGrant.granted_at)).all()


def grants_of(session: Session, account_id: UUID) -> Sequence[RoleGrant]:
    """Give all roles that an account ever had, latest first, with region and office."""
    found = select(RoleGrant).where(RoleGrant.account_id == account_id)
    loads = joinedload(RoleGrant.region), joinedload(RoleGrant.organisation)
    return session.scalars(found.options(*loads).order_by(RoleGrant.granted_at.desc())).all()


def person(session: Session, person_id: UUID) -> Person:
    """Give a person with the desa of domicile.

    Raises:
        NotFound: there is none of this id.
    """
    found = select(Person).where(Person.id == person_id).options(joinedload(Person.domicile))
    row = session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    return row


def account(session: Session, account_id: UUID) -> Account:
    """Give an account with its person.

    Raises:
        NotFound: there is none of this id.
    """
    found = select(Account).where(Account.id == account_id).options(joinedload(Account.person))
    row = session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    return row


def by_login_name(session: Session, login_name: str) -> Account:
    """Give the account of this login name with its person.

    Raises:
        NotFound: there is none.
    """
    found = select(Account).where(Account.login_name == login_name)
    row = session.scalars(found.options(joinedload(Account.person))).one_or_none()
    if row is None:
        raise NotFound
    return row


def account_of(session: Session, person_id: UUID) -> Account | None:
    """Give a person's account with the person, if there is one."""
    found = select(Account).where(Account.person_id == person_id)
    return session.scalars(found.options(joinedload(Account.person))).one_or_none()


def find_by_nik(session: Session, text: str) -> Person | None:
    """Give the person of a NIK, however it is spaced."""
    fingerprint = sealing.cipher().fingerprint(nik.bare(text))
    return session.scalars(
        select(Person).where(Person.nik_fingerprint == fingerprint)
    ).one_or_none()


def with_merged(session: Session, person_id: UUID) -> tuple[UUID, ...]:
    """Give a person's id and those of the rows that turned out to be the same person."""
    merged = select(Person.id).where(Person.merged_into_id == person_id)
    return (person_id, *session.scalars(merged))


def candidates(session: Session, typed: str) -> Sequence[Account]:
    """Give the accounts that somebody may mean at sign-in: by login name, e-mail or phone."""
    means = [Account.login_name == typed.strip().lower(), *by_contact(typed)]
    found = (
        select(Account)
        .join(Account.person)
        .where(Account.closed_at.is_(None), or_(*means))
        .options(joinedload(Account.person))
        .order_by(Account.activated_at.is_(None), Account.created_at)
    )
    return session.scalars(found.limit(CANDIDATES_MOST)).all()


def by_contact(typed: str) -> list[ColumnElement[bool]]:
    """Give the condition that a person has the e-mail or phone that was typed; neither: none."""
    if "@" in typed:
        return [func.lower(Person.email) == typed.strip().lower()]
    try:
        return [Person.phone == phones.normalise(typed)]
    except ValueError:
        return []


@dataclass(frozen=True)
class Vouched:
    """Proof of a feature above that this person takes part in its event in this region."""

    person_id: UUID
    region_code: str
    event_id: UUID


def may_take_over(
    session: Session, actor: Actor, account: Account, *, on: date, proof: Vouched | None = None
) -> bool:
    """Tell whether the actor may give an account (with its person loaded) a new password.

    Who holds a role can be helped only by whoever could have granted each of these roles;
    otherwise an organiser might sign in as an admin. A proof serves whoever manages accounts
    in its region, and only while nobody has activated the account yet.
    """
    if account.id == actor.account_id:
        return False
    grants = living_grants(session, account.id, on=on)
    if grants:
        return all(granting.may_grant(actor, row.role, row.region_code) for row in grants)
    codes = [region_of(account.person)]
    if proof and proof.person_id == account.person_id and account.activated_at is None:
        codes.append(proof.region_code)
    return any(actor.may(Permission.ACCOUNT_MANAGE, within=code) for code in codes)


def region_of(person: Person) -> str:
    """Give the region that a person's data belong to: the domicile, else the nation."""
    return person.domicile_code or NATION


def living_code(session: Session, code_hash: str) -> AccessCode | None:
    """Give a code with its account and person, in whatever state it is."""
    found = select(AccessCode).where(AccessCode.code_hash == code_hash)
    loads = joinedload(AccessCode.account).joinedload(Account.person)
    return session.scalars(found.options(loads)).one_or_none()


def reveals(actor: Actor, person: Person) -> bool:
    """Tell whether the actor may see a person's whole NIK, for a reason."""
    codes = actor.regions(Permission.NIK_REVEAL)
    return any(contains(code, region_of(person)) for code in codes)
