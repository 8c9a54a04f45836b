"""The second factor: setting it up, proving it, recovery codes, taking it away."""

import secrets
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import pyotp
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.sentence import say
from lms.people import closing, codes, factor_rules, queries, sealing
from lms.people.factor_models import RecoveryCode, SecondFactor
from lms.people.models import Account, SignIn

CODES_COUNT = 10
_ISSUER = "Bekal"


class Answer(StrEnum):
    """What became of a typed code."""

    PROVED = "proved"
    RECOVERED = "recovered"  # by a recovery code, which is spent now
    WRONG = "wrong"
    WAIT = "wait"  # too many wrong ones; it was not even looked at


def begin(session: Session, account: Account, *, at: datetime) -> SecondFactor:
    """Give a new secret that waits for its first code, in place of one that waited before.

    Raises:
        Refused: a second factor is in force.
    """
    session.execute(
        select(Account.id).where(Account.id == account.id).with_for_update(key_share=True)
    )
    row = _of(session, account.id)
    if row is not None and row.confirmed_at is not None:
        raise Refused(say("Verifikasi dua langkah Anda sudah terpasang."))
    row = row or SecondFactor(account_id=account.id)
    row.secret_sealed = sealing.cipher().encrypt(pyotp.random_base32())
    row.created_at = at
    session.add(row)
    session.flush()
    return row


def _of(session: Session, account_id: UUID) -> SecondFactor | None:
    found = select(SecondFactor).where(SecondFactor.account_id == account_id).with_for_update()
    return session.scalars(found.execution_options(populate_existing=True)).one_or_none()


def secret(row: SecondFactor) -> str:
    """Give the secret as authenticators take it (base 32)."""
    return sealing.cipher().decrypt(row.secret_sealed)


def address(row: SecondFactor, account: Account) -> str:
    """Give the otpauth address that the QR code holds."""
    maker = pyotp.TOTP(secret(row))
    return maker.provisioning_uri(name=account.login_name, issuer_name=_ISSUER)


def confirm(
    session: Session, account: Account, typed: str, *, at: datetime
) -> tuple[str, ...] | None:
    """Put the second factor in force if the code fits; give its recovery codes, else None.

    Raises:
        Refused: nothing waits to be confirmed.
    """
    row = _of(session, account.id)
    if row is None or row.confirmed_at is not None:
        raise Refused(say("Mulailah pemasangan verifikasi dua langkah dari awal."))
    step = factor_rules.fitting_step(secret(row), factor_rules.bare(typed), at=at, after=None)
    if step is None:
        return None
    row.confirmed_at, row.last_step = at, step
    made = _new_codes(session, row, at=at)
    _note(session, Actor(account.id, account.person_id), "factor.set", account, at=at)
    return made


def _new_codes(session: Session, row: SecondFactor, *, at: datetime) -> tuple[str, ...]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.factor_id == row.id))
    made = tuple(
        "".join(secrets.choice(codes.ALPHABET) for _ in range(codes.LENGTH))
        for _ in range(CODES_COUNT)
    )
    for code in made:
        hashed = _hash(row.account_id, code)
        session.add(RecoveryCode(factor_id=row.id, code_hash=hashed, created_at=at))
    session.flush()
    return made


def _hash(account_id: UUID, code: str) -> str:
    return sealing.cipher().fingerprint(f"recovery code {account_id} {codes.bare(code)}")


def prove(session: Session, account: Account, typed: str, *, at: datetime) -> Answer:
    """Tell whether a typed code proves the account's second factor; wrong ones are counted.

    The row is locked: of two acts with one code at once only one proves anything. Commit also
    when the answer is no, or nothing is counted.
    """
    row = _of(session, account.id)
    if row is None or row.confirmed_at is None:
        raise NotFound
    wait = factor_rules.wait_until(row.misses_count, row.missed_at)
    if wait is not None and at < wait:
        return Answer.WAIT
    answer = _judge(session, row, factor_rules.bare(typed), at=at)
    by_holder = Actor(account.id, account.person_id)
    if answer is Answer.WRONG:
        row.misses_count, row.missed_at = row.misses_count + 1, at
        if row.misses_count == factor_rules.MISSES_FREE:
            _note(session, by_holder, "factor.blocked", account, at=at)
    else:
        row.misses_count, row.missed_at = 0, None
    if answer is Answer.RECOVERED:
        _note(session, by_holder, "factor.code-spent", account, at=at)
    session.flush()
    return answer


def _judge(session: Session, row: SecondFactor, typed: str, *, at: datetime) -> Answer:
    if typed.isascii() and typed.isdigit() and len(typed) == factor_rules.DIGITS:
        step = factor_rules.fitting_step(secret(row), typed, at=at, after=row.last_step)
        if step is not None:
            row.last_step = step
            return Answer.PROVED
        return Answer.WRONG
    spent = (
        update(RecoveryCode)
        .where(RecoveryCode.factor_id == row.id, RecoveryCode.spent_at.is_(None))
        .where(RecoveryCode.code_hash == _hash(row.account_id, typed))
        .values(spent_at=at)
        .returning(RecoveryCode.id)
    )
    is_spent = session.execute(spent).scalar_one_or_none() is not None
    return Answer.RECOVERED if is_spent else Answer.WRONG


def note_proof(session: Session, sign_in_id: UUID, *, at: datetime) -> None:
    """Keep that the second factor was proved in this session just now."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(factor_at=at))


def renew_codes(session: Session, account: Account, *, at: datetime) -> tuple[str, ...]:
    """Give ten new recovery codes; the old ones open nothing any more."""
    row = _of(session, account.id)
    if row is None or row.confirmed_at is None:
        raise NotFound
    made = _new_codes(session, row, at=at)
    _note(session, Actor(account.id, account.person_id), "factor.codes-renewed", account, at=at)
    return made


def remove(session: Session, actor: Actor, account: Account, *, reason: str, at: datetime) -> None:
    """Take somebody else's second factor away (a lost phone); their sessions end.

    Raises:
        Forbidden: it is the actor's own, or of an account the actor may not close.
    """
    if not closing.may_close(session, actor, account, at=at):
        raise Forbidden(say("Verifikasi dua langkah hanya dihapus oleh admin lain yang berwenang."))
    row = _of(session, account.id)
    if row is None:
        raise NotFound
    session.execute(delete(RecoveryCode).where(RecoveryCode.factor_id == row.id))
    session.delete(row)
    codes.end_sessions(session, account, at=at)
    _note(session, actor, "factor.removed", account, at=at, reason=reason)


def _note(
    session: Session,
    actor: Actor,
    act: str,
    account: Account,
    *,
    at: datetime,
    reason: str | None = None,
) -> None:
    region = queries.region_of(account.person)
    detail = {"person_id": account.person_id}
    audit.record(
        session, actor, act, account, region_code=region, at=at, reason=reason, detail=detail
    )
