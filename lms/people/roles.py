"""Granting, extending and ending roles within regions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from lms.kernel import audit
from lms.kernel.access import NATION, Actor, Permission, Role
from lms.kernel.clock import day_of
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.sentence import say
from lms.people import granting, queries
from lms.people.models import AccessCode, Account, RoleGrant, SignIn
from lms.regions import queries as regions

STAFF_SESSION = timedelta(hours=12)
"""How long somebody with a role stays signed in."""


@dataclass(frozen=True)
class RoleFacts:
    """A role to be granted: where, for whom it is exercised, since when (none: at once), until
    when, and in whose place (the grant of the one who is stood in for)."""

    role: Role
    region_code: str
    organisation_id: UUID | None = None
    ends_on: date | None = None
    starts_on: date | None = None
    deputises_id: UUID | None = None


def grant_role(
    session: Session, actor: Actor, account: Account, facts: RoleFacts, *, at: datetime
) -> RoleGrant:
    """Give the account a role, within the actor's own region, never to oneself.

    Codes that wait for the account end: who made them may not be who may help a role's holder.
    """
    granting.require_may_grant(actor, facts.role, facts.region_code)
    if account.id == actor.account_id:
        raise Forbidden(say("Peran untuk diri sendiri hanya dapat diberikan oleh admin lain."))
    # issue_code locks the same row: no code for an account that is becoming a role's holder
    fresh = select(Account.closed_at).where(Account.id == account.id)
    fresh = fresh.with_for_update(key_share=True)
    if session.scalar(fresh) is not None:
        raise Refused(say("Akun ini sudah ditutup."))
    _check(session, account, facts, at=at)
    made = RoleGrant(
        account_id=account.id,
        role=facts.role,
        region_code=facts.region_code,
        organisation_id=facts.organisation_id,
        deputises_id=facts.deputises_id,
        starts_on=facts.starts_on or day_of(at),
        ends_on=facts.ends_on,
        granted_at=at,
        granted_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    _shorten_sessions(session, account, at=at)
    withdraw_codes(session, account, at=at)
    _note(session, actor, "role.granted", made, at=at)
    return made


def _check(session: Session, account: Account, facts: RoleFacts, *, at: datetime) -> None:
    regions.region(session, facts.region_code)
    if facts.organisation_id is not None:
        regions.organisation(session, facts.organisation_id)
    starts_on = facts.starts_on or day_of(at)
    if starts_on < day_of(at):
        raise Refused(say("Tanggal mulai peran tidak boleh sudah lewat."))
    if facts.ends_on is not None and facts.ends_on < day_of(at):
        raise Refused(say("Tanggal berakhir peran tidak boleh sudah lewat."))
    if facts.ends_on is not None and facts.ends_on < starts_on:
        raise Refused(say("Tanggal berakhir peran tidak boleh sebelum tanggal mulainya."))
    if facts.deputises_id is not None and facts.ends_on is None:
        raise Refused(say("Tugas wakil harus bertanggal akhir."))
    _refuse_twice(session, account, facts, starts_on)


def _refuse_twice(session: Session, account: Account, facts: RoleFacts, starts_on: date) -> None:
    same = select(func.count()).where(
        RoleGrant.account_id == account.id,
        RoleGrant.role == facts.role,
        RoleGrant.region_code == facts.region_code,
        RoleGrant.ended_at.is_(None),
        or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= starts_on),
    )
    if facts.ends_on is not None:
        same = same.where(RoleGrant.starts_on <= facts.ends_on)
    if session.scalar(same):
        raise Refused(say("Orang ini sudah memegang peran yang sama di wilayah itu."))


def _shorten_sessions(session: Session, account: Account, *, at: datetime) -> None:
    long = update(SignIn).where(
        SignIn.account_id == account.id, SignIn.expires_at > at + STAFF_SESSION
    )
    session.execute(long.values(expires_at=at + STAFF_SESSION))


def withdraw_codes(session: Session, account: Account, *, at: datetime) -> None:
    """Let the account's codes that nobody has used open nothing any more."""
    waiting = update(AccessCode).where(
        AccessCode.account_id == account.id,
        AccessCode.spent_at.is_(None),
        AccessCode.withdrawn_at.is_(None),
    )
    session.execute(waiting.values(withdrawn_at=at))


def _note(
    session: Session,
    actor: Actor,
    act: str,
    row: RoleGrant,
    *,
    at: datetime,
    reason: str | None = None,
    before: date | None = None,
) -> None:
    detail = {
        "account_id": row.account_id,
        "role": row.role,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
    }
    if row.deputises_id is not None:
        detail["deputises_id"] = row.deputises_id
    if before is not None:
        detail["ends_on_before"] = before
    region = row.region_code
    audit.record(session, actor, act, row, region_code=region, at=at, reason=reason, detail=detail)


def managed_grant(session: Session, actor: Actor, grant_id: UUID) -> RoleGrant:
    """Give a role that the actor may extend and end, locked, with its account.

    Raises:
        NotFound: there is no such role where the actor grants roles.
        Forbidden: it is the actor's own, or a colleague's of the same height.
    """
    found = select(RoleGrant).where(RoleGrant.id == grant_id).options(joinedload(RoleGrant.account))
    row = session.scalars(found.with_for_update(of=RoleGrant)).one_or_none()
    if row is None or not actor.may(Permission.ROLE_GRANT, within=row.region_code):
        raise NotFound
    if row.account_id == actor.account_id:
        raise Forbidden(say("Peran Anda sendiri hanya dapat diatur oleh admin lain."))
    granting.require_may_grant(actor, row.role, row.region_code)
    if row.ended_at is not None:
        raise Refused(say("Peran ini sudah diakhiri."))
    return row


def extend_role(
    session: Session, actor: Actor, grant_id: UUID, *, ends_on: date | None, at: datetime
) -> RoleGrant:
    """Let a role last longer than it would: to a later day, or (none) without an end."""
    row = managed_grant(session, actor, grant_id)
    before = row.ends_on
    if before is None:
        raise Refused(say("Peran ini tidak bertanggal akhir."))
    if before < day_of(at):
        raise Refused(say("Peran ini sudah berakhir. Berikan lagi sebagai peran baru."))
    if ends_on is None and row.deputises_id is not None:
        raise Refused(say("Tugas wakil harus bertanggal akhir."))
    if ends_on is not None and ends_on <= before:
        raise Refused(say("Pilih tanggal sesudah tanggal berakhir yang sekarang."))
    row.ends_on = ends_on
    session.flush()
    _note(session, actor, "role.extended", row, at=at, before=before)
    return row


def end_role(
    session: Session, actor: Actor, grant_id: UUID, *, reason: str, at: datetime
) -> RoleGrant:
    """End a role in the actor's region at once; the row stays as history."""
    row = managed_grant(session, actor, grant_id)
    if row.role is Role.ADMIN and row.region_code == NATION and row.deputises_id is None:
        require_another_admin(session, row.account_id, on=day_of(at))
    close_grant(session, actor, row, reason=reason, at=at)
    return row


def close_grant(
    session: Session, actor: Actor, row: RoleGrant, *, reason: str, at: datetime
) -> None:
    """Write a role's end and its act, for whoever has checked that it may be ended."""
    row.ended_at, row.ended_by_id, row.end_reason = at, actor.account_id, reason
    session.flush()
    _note(session, actor, "role.ended", row, at=at, reason=reason)


def require_another_admin(session: Session, account_id: UUID, *, on: date) -> None:
    """Pass if the nation keeps an admin who can sign in when this account is none any more.

    Deputies don't count: their time ends by itself. The rows are locked, so of two admins who
    end each other's role at once one is refused.
    """
    found = (
        select(RoleGrant.account_id)
        .join(RoleGrant.account)
        .where(RoleGrant.role == Role.ADMIN, RoleGrant.region_code == NATION)
        .where(RoleGrant.deputises_id.is_(None), *queries.holding(on))
        .where(Account.closed_at.is_(None), Account.activated_at.is_not(None))
        .order_by(RoleGrant.id)
        .with_for_update(of=RoleGrant)
    )
    if not set(session.scalars(found)) - {account_id}:
        words = "Ini admin nasional terakhir yang aktif. Angkat dan aktifkan dahulu penggantinya."
        raise Refused(say(words))
