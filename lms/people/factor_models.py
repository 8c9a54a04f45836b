"""The second factor of accounts whose roles need one, and its recovery codes."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.model import At, Id, Model


class SecondFactor(Model):
    """An authenticator's secret, encrypted by the kernel's cipher; in force once confirmed."""

    __tablename__ = "second_factor"
    __table_args__ = (CheckConstraint("misses_count >= 0", name="has_misses"),)

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), unique=True)
    secret_sealed: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[At]
    confirmed_at: Mapped[At | None]
    last_step: Mapped[int | None] = mapped_column(BigInteger)  # of the last code that was taken
    misses_count: Mapped[int] = mapped_column(default=0)  # in a row
    missed_at: Mapped[At | None]


class RecoveryCode(Model):
    """A single-use code in place of the authenticator's; only its keyed hash is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[Id]
    factor_id: Mapped[UUID] = mapped_column(
        ForeignKey("second_factor.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[At]
    spent_at: Mapped[At | None]
