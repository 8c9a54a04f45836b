"""Who is it? A browser's session is a row, found by the hash of its token."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from flask_login import LoginManager, UserMixin

from lms.kernel import clock
from lms.kernel.access import Actor
from lms.kernel.database import reading
from lms.people import queries

manager = LoginManager()
manager.session_protection = None  # phones change their address all day


@dataclass(frozen=True)
class User(UserMixin):
    """The signed-in person, as pages see them."""

    token: str
    sign_in_id: UUID
    name: str
    login_name: str
    actor: Actor

    def get_id(self) -> str:
        """Give what the cookie holds: the session's token."""
        return self.token


def token_hash(token: str) -> str:
    """Give what the database holds of a token (SHA-256, hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


@manager.user_loader  # type: ignore[misc]  # Flask-Login is untyped
def load(token: str) -> User | None:
    """Give the user of a token whose session is neither ended nor over."""
    with reading() as session:
        found = queries.signed_in(session, token_hash(token), at=clock.now())
        if found is None:
            return None
        actor = queries.actor_of(session, found.account, on=clock.now().date())
        name = found.account.person.full_name
        return User(token, found.id, name, found.account.login_name, actor)
