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
from lms.people.models import SignIn

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
        found = queries.signed_in(session, token_hash(token), at=at)
        if found is None:
            return None
        actor = queries.actor_of(session, found.account, on=at.astimezone(Zone.WIB.info).date())
        return _user(session, token, found, actor)


def _user(session: Session, token: str, found: SignIn, actor: Actor) -> User:
    account, is_guarded = found.account, granting.is_sensitive(actor)
    lack = _lack(session, found) if is_guarded and found.factor_at is None else None
    return User(
        token=token,
        sign_in_id=found.id,
        name=account.person.full_name,
        login_name=account.login_name,
        actor=actor if lack is None else Actor(actor.account_id, actor.person_id),
        seen_at=found.seen_at,
        is_guarded=is_guarded,
        lack=lack,
        factor_at=found.factor_at,
    )


def _lack(session: Session, found: SignIn) -> Lack | None:
    return factor_rules.lack(
        has_factor=factor_queries.has_factor(session, found.account_id),
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
