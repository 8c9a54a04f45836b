"""Signing in by one click in the demonstration, from the machine itself only."""

from collections.abc import Sequence
from ipaddress import ip_address

from flask import Request, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.home.demo_accounts import DEMO_ACCOUNTS, DemoAccount
from lms.kernel.errors import NotFound
from lms.people.models import Account

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


def is_offered(request: Request) -> bool:
    """Tell whether this is the demonstration, asked for by a browser on the same machine.

    A proxy on this machine would make every visitor look local, so its traces refuse.
    """
    if not current_app.extensions["bekal.settings"].demonstration:
        return False
    return _is_loopback(request.remote_addr) and not any(
        name in request.headers for name in _FORWARDED
    )


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def offered(session: Session) -> Sequence[DemoAccount]:
    """Give those of the demonstration's accounts that exist."""
    names = [each.login_name for each in DEMO_ACCOUNTS]
    found = select(Account.login_name).where(
        Account.login_name.in_(names), Account.closed_at.is_(None)
    )
    known = set(session.scalars(found))
    return [each for each in DEMO_ACCOUNTS if each.login_name in known]


def account(session: Session, login_name: str) -> Account:
    """Give the account of a demonstration's login name.

    Raises:
        NotFound: it is none of them.
    """
    found = select(Account).where(Account.login_name == login_name, Account.closed_at.is_(None))
    row = session.scalars(found).one_or_none()
    if row is None or login_name not in {each.login_name for each in DEMO_ACCOUNTS}:
        raise NotFound
    return row
