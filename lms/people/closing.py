"""Closing an account for good reasons, and opening it again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import NATION, Actor, Permission, Role
from lms.kernel.clock import day_of
from lms.kernel.errors import Forbidden, Refused
from lms.kernel.sentence import say
from lms.people import codes, granting, queries
from lms.people.models import Account, RoleGrant
from lms.people.roles import close_grant, require_another_admin, withdraw_codes

_LOCK = {"key_share": True}
"""Rows that name the account as who did something don't wait: two who close each other would
wait for one another for ever."""


def may_close(session: Session, actor: Actor, account: Account, *, at: datetime) -> bool:
    """Tell whether the actor may close or reopen an account (with its person): never the own one,
    and of a role's holder only who could have granted each of these roles."""
    if account.id == actor.account_id:
        return False
    grants = queries.living_grants(session, account.id, on=day_of(at))
    if not actor.may_somewhere(Permission.ROLE_GRANT):
        return False
    if grants:
        return all(granting.may_grant(actor, row.role, row.region_code) for row in grants)
    return actor.may(Permission.ROLE_GRANT, within=_region(session, account))


def _region(session: Session, account: Account) -> str:
    """Give where an account belongs: its person's home, else where its last role was."""
    if account.person.domicile_code:
        return account.person.domicile_code
    last = (
        select(RoleGrant.region_code)
        .where(RoleGrant.account_id == account.id)
        .order_by(RoleGrant.granted_at.desc())
    )
    return session.scalars(last.limit(1)).first() or NATION


def close_account(
    session: Session, actor: Actor, account: Account, *, reason: str, at: datetime
) -> None:
    """Close an account: sessions, waiting codes and all its roles end at once.

    Raises:
        Refused: it is closed already, or the nation's last admin who can sign in.
    """
    session.refresh(account, ["closed_at"], with_for_update=_LOCK)  # as grant_role locks it
    _require(session, actor, account, at=at)
    if account.closed_at is not None:
        raise Refused(say("Akun ini sudah ditutup."))
    grants = queries.living_grants(session, account.id, on=day_of(at))
    if any((row.role, row.region_code) == (Role.ADMIN, NATION) for row in grants):
        require_another_admin(session, account.id, on=day_of(at))
    for row in grants:
        close_grant(session, actor, row, reason=reason, at=at)
    account.closed_at, account.close_reason = at, reason
    codes.end_sessions(session, account, at=at)
    withdraw_codes(session, account, at=at)
    _note(session, actor, "account.closed", account, reason=reason, at=at)


def reopen_account(
    session: Session, actor: Actor, account: Account, *, reason: str, at: datetime
) -> None:
    """Open a closed account again: the old password fits, roles are granted anew.

    Raises:
        Refused: it is not closed.
    """
    session.refresh(account, ["closed_at"], with_for_update=_LOCK)
    _require(session, actor, account, at=at)
    if account.closed_at is None:
        raise Refused(say("Akun ini tidak ditutup."))
    account.closed_at = account.close_reason = None
    _note(session, actor, "account.reopened", account, reason=reason, at=at)


def _require(session: Session, actor: Actor, account: Account, *, at: datetime) -> None:
    if not may_close(session, actor, account, at=at):
        raise Forbidden(say("Akun ini bukan wewenang Anda."))


def _note(
    session: Session, actor: Actor, act: str, account: Account, *, reason: str, at: datetime
) -> None:
    region = _region(session, account)
    detail = {"person_id": account.person_id}
    audit.record(
        session, actor, act, account, region_code=region, at=at, reason=reason, detail=detail
    )
