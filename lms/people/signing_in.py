"""Who is it? A browser's session is a row, found by the hash of its token."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import current_app
from flask import session as cookie
from flask_login import LoginManager, UserMixin, login_user
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Actor
from lms.kernel.clock import Zone
from lms.kernel.database import reading
from lms.people import factor_queries, factor_rules, granting, queries
from lms.people.factor_rules import Lack

manager = LoginManager(add_context_processor=False)
manager.session_protection = None  # phones change their address all day


@dataclass(frozen=True)
class User(UserMixin):
    """The signed-in person, as pages see them.

    `is_guarded`: the roles need a second factor. While one is lacking the actor has no roles.
    """

    token: str
    sign_in_id: UUID
    name: str
    login_name: str
    actor: Actor
    seen_at: datetime
    is_guarded: bool = False
    lack: Lack | None = None
    factor_at: datetime | None = None

    def get_id(self) -> str:
        """Give what the cookie holds: the session's token."""
        return self.token


def token_hash(token: str) -> str:
    """Give what the database holds of a token (SHA-256, hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


@manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login is untyped
def load(token: str) -> User | None:
    """Give the user of a token whose session is neither ended nor over."""
    at = clock.now()
    with reading() as session:
        day = at.astimezone(Zone.WIB.info).date()
        found = queries.signed_in(session, token_hash(token), at=at, on=day)
        return _user(session, token, found) if found else None


def _user(session: Session, token: str, found: queries.Identity) -> User:
    actor, is_guarded = found.actor, granting.is_sensitive(found.actor)
    lack = _lack(session, actor.account_id) if is_guarded and found.factor_at is None else None
    return User(
        token=token,
        sign_in_id=found.sign_in_id,
        name=found.full_name,
        login_name=found.login_name,
        actor=actor if lack is None else Actor(actor.account_id, actor.person_id),
        seen_at=found.seen_at,
        is_guarded=is_guarded,
        lack=lack,
        factor_at=found.factor_at,
    )


def _lack(session: Session, account_id: UUID | None) -> Lack | None:
    return factor_rules.lack(
        has_factor=account_id is not None and factor_queries.has_factor(session, account_id),
        is_required=current_app.extensions["bekal.settings"].requires_second_factor,
    )


def enter(token: str, *, stays: bool) -> User:
    """Put a session that has begun into the browser's cookie, in place of whatever it held."""
    user: User | None = load(token)
    if user is None:
        raise ValueError("the session has not been committed")
    cookie.clear()
    cookie.permanent = stays
    login_user(user)
    return user
