"""Whose second factor is in force, and how many recovery codes are left."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.people.factor_models import RecoveryCode, SecondFactor


def of_account(session: Session, account_id: UUID) -> SecondFactor | None:
    """Give an account's confirmed second factor."""
    found = select(SecondFactor).where(
        SecondFactor.account_id == account_id, SecondFactor.confirmed_at.is_not(None)
    )
    return session.scalars(found).one_or_none()


def has_factor(session: Session, account_id: UUID) -> bool:
    """Tell whether an account has a confirmed second factor; cheaper than the row."""
    found = select(SecondFactor.id).where(
        SecondFactor.account_id == account_id, SecondFactor.confirmed_at.is_not(None)
    )
    return session.scalar(found) is not None


def waiting(session: Session, account_id: UUID) -> SecondFactor | None:
    """Give the second factor that an account has begun to set up and not yet confirmed."""
    found = select(SecondFactor).where(
        SecondFactor.account_id == account_id, SecondFactor.confirmed_at.is_(None)
    )
    return session.scalars(found).one_or_none()


def codes_left(session: Session, factor_id: UUID) -> int:
    """Give how many recovery codes are unspent."""
    found = select(func.count()).where(
        RecoveryCode.factor_id == factor_id, RecoveryCode.spent_at.is_(None)
    )
    return session.scalar(found) or 0
