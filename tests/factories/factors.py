"""Second factors, and what an authenticator would show."""

from datetime import datetime, timedelta

import pyotp
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.people import factors
from lms.people.factor_models import SecondFactor
from lms.people.models import Account

STEP = timedelta(seconds=30)


def shown(row: SecondFactor, at: datetime, *, steps: int = 0) -> str:
    """Give what the authenticator shows then, its clock being so many steps fast."""
    return pyotp.TOTP(factors.secret(row)).at(at + steps * STEP)


def a_factor(
    session: Session, account: Account, *, at: datetime | None = None
) -> tuple[SecondFactor, tuple[str, ...]]:
    """Give a confirmed second factor and its recovery codes, set up an hour ago."""
    then = at or clock.now() - timedelta(hours=1)
    row = factors.begin(session, account, at=then)
    made = factors.confirm(session, account, shown(row, then), at=then)
    assert made is not None
    return row, made
