"""Signing in: whose password is it, and the session that follows."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.clock import day_of
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.people import codes, factor_queries, granting, passwords, queries
from lms.people.models import Account, SignIn
from lms.people.roles import STAFF_SESSION
from lms.people.signing_in import token_hash

TRAINEE_SESSION = timedelta(days=30)
"""How long a trainee stays signed in: an angkatan with its weeks before and after."""

HALFWAY_SESSION = timedelta(minutes=10)
"""How long a proved password waits for the second factor."""

_DEVICE_LENGTH = 120


@dataclass(frozen=True)
class Started:
    """A session that has begun: the token for the cookie, and whether it outlives the browser."""

    token: str
    stays: bool


def prove(candidates: Sequence[Account], password: str) -> Account:
    """Give the one account that the password fits. At least one hash is made, found or not.

    Raises:
        Refused: it fits none, or several persons who share a phone.
    """
    kept = [account.password_hash for account in candidates] or [None]
    fitting = [passwords.fits(password, one) for one in kept]
    found = [account for account, fits in zip(candidates, fitting, strict=False) if fits]
    if len(found) > 1:
        words = "Nomor ini dipakai beberapa orang. Masuklah dengan nama masuk pada kartu Anda."
        raise Refused(say(words))
    if not found:
        raise Refused(say("Nama masuk atau kata sandi tidak cocok. Periksa lalu coba lagi."))
    return found[0]


def start(
    session: Session,
    account_id: UUID,
    *,
    device: str,
    at: datetime,
    factor_at: datetime | None = None,
) -> Started:
    """Begin a session: 30 days for trainees, 12 hours for accounts with a role.

    Where a second factor is to be proved first, ten minutes for doing so.
    """
    has_role = bool(queries.living_grants(session, account_id, on=day_of(at)))
    is_halfway = factor_at is None and _must_prove(session, account_id, at=at)
    token = secrets.token_urlsafe(32)
    row = SignIn(
        account_id=account_id,
        token_hash=token_hash(token),
        device=device[:_DEVICE_LENGTH],
        created_at=at,
        seen_at=at,
        expires_at=at + _length(has_role=has_role, is_halfway=is_halfway),
        factor_at=factor_at,
    )
    session.add(row)
    session.flush()
    return Started(token, stays=not has_role)


def _must_prove(session: Session, account_id: UUID, *, at: datetime) -> bool:
    if not factor_queries.has_factor(session, account_id):
        return False
    actor = queries.actor_of(session, queries.account(session, account_id), on=day_of(at))
    return granting.is_sensitive(actor)


def _length(*, has_role: bool, is_halfway: bool) -> timedelta:
    if is_halfway:
        return HALFWAY_SESSION
    return STAFF_SESSION if has_role else TRAINEE_SESSION


def renew_hash(session: Session, account_id: UUID, old: str, new: str) -> None:
    """Put a hash with today's costs in place of the one that was just proved."""
    same = update(Account).where(Account.id == account_id, Account.password_hash == old)
    session.execute(same.values(password_hash=new))


def end(session: Session, token: str, *, at: datetime) -> None:
    """End the session of a token."""
    living = update(SignIn).where(SignIn.token_hash == token_hash(token), SignIn.ended_at.is_(None))
    session.execute(living.values(ended_at=at))


def end_own(session: Session, actor: Actor, sign_in_id: UUID, *, at: datetime) -> None:
    """End one of the actor's own sessions.

    Raises:
        NotFound: it is none of the actor's.
    """
    row = session.get(SignIn, sign_in_id)
    if row is None or row.account_id != actor.account_id:
        raise NotFound
    row.ended_at = row.ended_at or at


def end_others(session: Session, actor: Actor, *, token: str, at: datetime) -> None:
    """End all of the actor's own sessions but that of this token."""
    others = update(SignIn).where(
        SignIn.account_id == actor.account_id,
        SignIn.token_hash != token_hash(token),
        SignIn.ended_at.is_(None),
    )
    session.execute(others.values(ended_at=at))


def change_password(
    session: Session, actor: Actor, account: Account, new_hash: str, *, token: str, at: datetime
) -> None:
    """Keep a new password of one's own; all other sessions end."""
    account.password_hash = new_hash
    codes.end_sessions(session, account, at=at, but=token_hash(token))
    region = queries.region_of(account.person)
    audit.record(session, actor, "password.changed", account, region_code=region, at=at)


def note_presence(session: Session, sign_in_id: UUID, *, at: datetime) -> None:
    """Note that a session is in use now."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=at))
