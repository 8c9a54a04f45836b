"""Single-use codes: on a printed card or in a link, to activate an account or reset a password."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.kernel import audit, clock
from lms.kernel.access import Actor
from lms.kernel.errors import Forbidden, Refused
from lms.kernel.sentence import Sentence, say
from lms.people import queries, sealing
from lms.people.models import AccessCode, Account, CodePurpose, SignIn
from lms.people.privacy import NOTICE_VERSION
from lms.people.queries import Vouched

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # without I, L, O, U, 0 and 1
LENGTH = 10
LIFETIME = timedelta(days=30)

_GONE = say("Kode ini tidak dikenal. Periksa hurufnya, atau minta kode baru kepada panitia.")
_SPENT = say(
    "Kode ini sudah dipakai. Jika Anda yang memakainya, masuklah dengan kata sandi yang Anda buat."
)
_OVER = say("Kode ini tidak berlaku lagi. Mintalah kode baru kepada panitia.")


def issue_code(
    session: Session,
    actor: Actor,
    account: Account,
    purpose: CodePurpose,
    *,
    at: datetime,
    proof: Vouched | None = None,
) -> str:
    """Give a new code for the account (its person loaded); codes given before end.

    It is shown once: only a keyed hash is kept. A reset ends the sessions of the account too.
    A proof lets an organiser activate a participant from elsewhere (`queries.may_take_over`).
    """
    _lock(session, account)
    if not queries.may_take_over(session, actor, account, on=clock.day_of(at), proof=proof):
        raise Forbidden(say("Akun ini bukan wewenang Anda."))
    if account.closed_at is not None:
        raise Refused(say("Akun ini sudah ditutup."))
    _withdraw(session, account, at=at)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    row = AccessCode(
        account_id=account.id,
        purpose=purpose,
        code_hash=_hash(code),
        created_at=at,
        created_by_id=actor.account_id,
        expires_at=at + LIFETIME,
    )
    session.add(row)
    session.flush()
    if purpose is CodePurpose.RESET:
        end_sessions(session, account, at=at)
    region = queries.region_of(account.person)
    detail = {"purpose": purpose.value, "code_id": row.id}
    if proof is not None:
        detail |= {"event_id": proof.event_id, "proof_region_code": proof.region_code}
    audit.record(session, actor, "code.issued", account, region_code=region, at=at, detail=detail)
    return code


def issue_cards(
    session: Session, actor: Actor, accounts: Sequence[Account], *, at: datetime
) -> list[tuple[Account, str]]:
    """Give a new code for each account that nobody has activated yet."""
    waiting = [account for account in accounts if account.activated_at is None]
    return [
        (account, issue_code(session, actor, account, CodePurpose.ACTIVATE, at=at))
        for account in waiting
    ]


def grouped(code: str) -> str:
    """Give a code as it is printed: "ABCDE-FGHJK"."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def bare(typed: str) -> str:
    """Give a code as it is compared, from whatever way it was typed."""
    return "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())


def _hash(code: str) -> str:
    return sealing.cipher().fingerprint(f"access code {bare(code)}")


def _lock(session: Session, account: Account) -> None:
    """Let issuing and spending codes of one account go one after the other, on fresh facts."""
    fresh = ["activated_at", "closed_at"]
    session.refresh(account, fresh, with_for_update={"key_share": True})


def _withdraw(session: Session, account: Account, *, at: datetime) -> None:
    waiting = update(AccessCode).where(
        AccessCode.account_id == account.id,
        AccessCode.spent_at.is_(None),
        AccessCode.withdrawn_at.is_(None),
    )
    session.execute(waiting.values(withdrawn_at=at))


def end_sessions(
    session: Session, account: Account, *, at: datetime, but: str | None = None
) -> None:
    """End all sessions of an account, or all but the one of this token hash."""
    living = update(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    if but is not None:
        living = living.where(SignIn.token_hash != but)
    session.execute(living.values(ended_at=at))


def holder(session: Session, code: str, *, at: datetime) -> Account:
    """Give the account that a code opens, with its person.

    Raises:
        Refused: the code is unknown, spent, withdrawn or over; the sentence says which.
    """
    row = queries.living_code(session, _hash(code))
    objection = _objection(row, at=at)
    if row is None or objection is not None:
        raise Refused(objection or _GONE)
    return row.account


def _objection(row: AccessCode | None, *, at: datetime) -> Sentence | None:
    if row is None:
        return _GONE
    if row.spent_at is not None:
        return _SPENT
    is_over = row.withdrawn_at is not None or row.expires_at <= at
    return _OVER if is_over or row.account.closed_at is not None else None


def spend(session: Session, code: str, *, password_hash: str, at: datetime) -> Account:
    """Activate or reset the account of a code: the code is spent, older sessions end.

    Of parallel acts with one code the database lets one win.

    Raises:
        Refused: the code opens nothing (any more).
    """
    account = holder(session, code, at=at)
    _lock(session, account)
    taken = (
        update(AccessCode)
        .where(AccessCode.code_hash == _hash(code), AccessCode.spent_at.is_(None))
        .where(AccessCode.withdrawn_at.is_(None))
        .values(spent_at=at)
        .returning(AccessCode.id)
    )
    code_id = session.execute(taken).scalar_one_or_none()
    if code_id is None:
        raise Refused(_SPENT)
    account.password_hash = password_hash
    account.activated_at = account.activated_at or at
    account.notice_version, account.notice_seen_at = NOTICE_VERSION, at
    end_sessions(session, account, at=at)
    audit.record(
        session,
        Actor(account.id, account.person_id),
        "code.spent",
        account,
        region_code=queries.region_of(account.person),
        at=at,
        detail={"code_id": code_id},
    )
    return account
