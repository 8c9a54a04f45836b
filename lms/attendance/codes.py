"""The rotating code of an open session: digits to type, a token for the QR. Pure, no database.

A code is shown for one step and accepted until one step and a grace after it: long enough for a
slow network, too short to be of use in a chat group.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

STEP_SECONDS = 20
GRACE_SECONDS = 10
REMEMBERED_MINUTES = 30
"""For so long a code that has run out is told apart from a wrong one."""

DIGITS_COUNT = 6
_TOKEN_CHARACTERS = 16  # 64 bits: short, so that the QR is coarse and read from afar
_RECEIPT_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else


class Verdict(StrEnum):
    """What a given code is worth."""

    VALID = "sah"
    EXPIRED = "lewat"
    WRONG = "salah"


@dataclass(frozen=True)
class Code:
    """What the projector shows now."""

    digits: str
    token: str
    seconds_left: int


def new_secret() -> str:
    """Give a fresh secret for a session, 64 hex digits."""
    return secrets.token_hex(32)


def new_receipt() -> str:
    """Give a receipt number such as "AB12-CD34", not to be guessed."""
    letters = [secrets.choice(_RECEIPT_LETTERS) for _ in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def current(secret: str, at: datetime) -> Code:
    """Give the code to show at this moment."""
    step, passed = divmod(int(at.timestamp()), STEP_SECONDS)
    return Code(_digits(secret, step), _token(secret, step), STEP_SECONDS - passed)


def judge(secret: str, given: str, at: datetime) -> bool:
    """Tell whether the digits or token given at this moment are to be accepted."""
    return verdict(secret, given, at) is Verdict.VALID


def verdict(secret: str, given: str, at: datetime) -> Verdict:
    """Judge digits or a token; a code that was right a while ago is EXPIRED, not WRONG.

    Takes the same time whatever is given.
    """
    tolerance = timedelta(seconds=STEP_SECONDS + GRACE_SECONDS)
    now, oldest = _step(at), _step(at - tolerance)
    forgotten = _step(at - timedelta(minutes=REMEMBERED_MINUTES))
    accepted = _is_any(secret, given, range(oldest, now + 1))
    outdated = _is_any(secret, given, range(forgotten, oldest))
    if accepted:
        return Verdict.VALID
    return Verdict.EXPIRED if outdated else Verdict.WRONG


def _is_any(secret: str, given: str, steps: range) -> bool:
    said = given.encode("utf-8", "replace")
    found = False
    for step in steps:
        found |= hmac.compare_digest(_digits(secret, step).encode(), said)
        found |= hmac.compare_digest(_token(secret, step).encode(), said)
    return found


def _step(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def _digits(secret: str, step: int) -> str:
    number = int.from_bytes(_mac(secret, "digits", step)[:8], "big")
    return f"{number % 10**DIGITS_COUNT:0{DIGITS_COUNT}}"


def _token(secret: str, step: int) -> str:
    return _mac(secret, "token", step).hex()[:_TOKEN_CHARACTERS]


def _mac(secret: str, purpose: str, step: int) -> bytes:
    return hmac.new(secret.encode(), f"{purpose}:{step}".encode(), hashlib.sha256).digest()
