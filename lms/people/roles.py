"""Granting and ending roles within regions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from lms.kernel import audit
from lms.kernel.access import Actor, Permission, Role
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.sentence import say
from lms.people.models import AccessCode, Account, RoleGrant, SignIn
from lms.regions import queries as regions

STAFF_SESSION = timedelta(hours=12)
"""How long somebody with a role stays signed in."""


@dataclass(frozen=True)
class RoleFacts:
    """A role to be granted: where, for whom it is exercised, until when."""

    role: Role
    region_code: str
    organisation_id: UUID | None = None
    ends_on: date | None = None


def grant_role(
    session: Session, actor: Actor, account: Account, facts: RoleFacts, *, at: datetime
) -> RoleGrant:
    """Give the account a role from today, within the actor's own region, never to oneself.

    Codes that wait for the account end: who made them may not be who may help a role's holder.
    """
    actor.require(Permission.ROLE_GRANT, within=facts.region_code)
    if account.id == actor.account_id:
        raise Forbidden(say("Peran untuk diri sendiri hanya dapat diberikan oleh admin lain."))
    # issue_code locks the same row: no code for an account that is becoming a role's holder
    session.execute(select(Account.id).where(Account.id == account.id).with_for_update())
    _check(session, account, facts, at=at)
    made = RoleGrant(
        account_id=account.id,
        role=facts.role,
        region_code=facts.region_code,
        organisation_id=facts.organisation_id,
        starts_on=at.date(),
        ends_on=facts.ends_on,
        granted_at=at,
        granted_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    _shorten_sessions(session, account, at=at)
    _withdraw_codes(session, account, at=at)
    detail = {"account_id": account.id, "role": facts.role, "ends_on": facts.ends_on}
    region = facts.region_code
    audit.record(session, actor, "role.granted", made, region_code=region, at=at, detail=detail)
    return made


def _check(session: Session, account: Account, facts: RoleFacts, *, at: datetime) -> None:
    regions.region(session, facts.region_code)
    if facts.organisation_id is not None:
        regions.organisation(session, facts.organisation_id)
    if facts.ends_on is not None and facts.ends_on < at.date():
        raise Refused(say("Tanggal berakhir peran tidak boleh sudah lewat."))
    if account.closed_at is not None:
        raise Refused(say("Akun ini sudah ditutup."))
    same = select(func.count()).where(
        RoleGrant.account_id == account.id,
        RoleGrant.role == facts.role,
        RoleGrant.region_code == facts.region_code,
        RoleGrant.ended_at.is_(None),
        func.coalesce(RoleGrant.ends_on, at.date()) >= at.date(),
    )
    if session.scalar(same):
        raise Refused(say("Orang ini sudah memegang peran yang sama di wilayah itu."))


def _shorten_sessions(session: Session, account: Account, *, at: datetime) -> None:
    long = update(SignIn).where(
        SignIn.account_id == account.id, SignIn.expires_at > at + STAFF_SESSION
    )
    session.execute(long.values(expires_at=at + STAFF_SESSION))


def _withdraw_codes(session: Session, account: Account, *, at: datetime) -> None:
    waiting = update(AccessCode).where(
        AccessCode.account_id == account.id,
        AccessCode.spent_at.is_(None),
        AccessCode.withdrawn_at.is_(None),
    )
    session.execute(waiting.values(withdrawn_at=at))


def end_role(
    session: Session, actor: Actor, grant_id: UUID, *, reason: str, at: datetime
) -> RoleGrant:
    """End a role in the actor's region at once; the row stays as history.

    Raises:
        NotFound: there is no such role where the actor grants roles.
    """
    found = select(RoleGrant).where(RoleGrant.id == grant_id).options(joinedload(RoleGrant.account))
    row = session.scalars(found).one_or_none()
    if row is None or not actor.may(Permission.ROLE_GRANT, within=row.region_code):
        raise NotFound
    if row.account_id == actor.account_id:
        raise Forbidden(say("Peran Anda sendiri hanya dapat diakhiri oleh admin lain."))
    ended = (
        update(RoleGrant)
        .where(RoleGrant.id == grant_id, RoleGrant.ended_at.is_(None))
        .values(ended_at=at, ended_by_id=actor.account_id, end_reason=reason)
        .returning(RoleGrant.id)
    )
    if session.execute(ended).scalar_one_or_none() is None:
        raise Refused(say("Peran ini sudah diakhiri."))
    detail = {"account_id": row.account_id, "role": row.role}
    audit.record(
        session,
        actor,
        "role.ended",
        row,
        region_code=row.region_code,
        at=at,
        reason=reason,
        detail=detail,
    )
    return row
