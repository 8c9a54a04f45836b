"""The second factor's rules: which code fits when, and how long wrong ones make one wait. Pure."""

import hmac
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp

STEP_SECONDS = 30
SKEW_STEPS = 1
"""How many steps a phone's clock may be off (RFC 6238, 5.2: at most one is advised)."""

DIGITS = 6
MISSES_FREE = 5
_WAIT_MOST_MINUTES = 60
FRESH = timedelta(minutes=60)
"""How long a proof serves the acts that ask for a recent one."""


class Lack(StrEnum):
    """What a session must still bring before its roles count."""

    CODE = "code"
    SETUP = "setup"


def lack(*, has_factor: bool, is_required: bool) -> Lack | None:
    """Give what a session with sensitive roles lacks that has proved nothing beside the password.

    Who has a second factor proves it, required or not.
    """
    if has_factor:
        return Lack.CODE
    return Lack.SETUP if is_required else None


def fitting_step(secret: str, typed: str, *, at: datetime, after: int | None) -> int | None:
    """Give the time step of the code, if it fits now or one step beside and is later than `after`.

    So no code is taken twice, nor one that is older than the last.
    """
    now = int(at.timestamp()) // STEP_SECONDS
    maker = pyotp.HOTP(secret, digits=DIGITS)
    for step in range(now - SKEW_STEPS, now + SKEW_STEPS + 1):
        is_later = after is None or step > after
        if is_later and hmac.compare_digest(maker.at(step).encode(), typed.encode()):
            return step
    return None


def wait_until(misses_count: int, missed_at: datetime | None) -> datetime | None:
    """Give when the next code is looked at: five wrong ones are free, then 1, 2, 4 … 60 minutes."""
    if missed_at is None or misses_count < MISSES_FREE:
        return None
    minutes = min(2 ** (misses_count - MISSES_FREE), _WAIT_MOST_MINUTES)
    return missed_at + timedelta(minutes=minutes)


def bare(typed: str) -> str:
    """Give a typed code without the blanks and dashes with which it is shown."""
    return "".join(sign for sign in typed if not sign.isspace() and sign != "-")
