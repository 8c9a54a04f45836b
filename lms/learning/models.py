"""What a participant has checked of the modules. Where they were last stays in their browser."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.model import At, Id, Model


class SelfCheckAnswer(Model):
    """An answer to a self-check question; every try is a row. A module is done by these."""

    __tablename__ = "self_check_answer"
    __table_args__ = (Index("ix_self_check_answer_of", "participation_id", "module_id"),)

    id: Mapped[Id]
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"))
    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    question_key: Mapped[str] = mapped_column(String(80))
    choice: Mapped[str] = mapped_column(String(10))
    is_right: Mapped[bool]
    answered_at: Mapped[At]


class ModuleDone(Model):
    """A participant has answered every self-check question of a module rightly, once."""

    __tablename__ = "module_done"
    __table_args__ = (UniqueConstraint("participation_id", "module_id"),)

    id: Mapped[Id]
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"))
    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    done_at: Mapped[At]
