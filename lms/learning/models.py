"""What a participant has checked of the modules, where they were last, and what they noted."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.model import At, Document, Id, Model


class SelfCheckAnswer(Model):
    """An answer to a self-check question; every try is a row. A module is done by these."""

    __tablename__ = "self_check_answer"
    __table_args__ = (Index("ix_self_check_answer_of", "participation_id", "module_id"),)

    id: Mapped[Id]
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"))
    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    question_key: Mapped[str] = mapped_column(String(80))
    answer: Mapped[Document]  # list of texts (courses.questions)
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


class LessonPlace(Model):
    """The lesson of a module that a participant last went to, on whatever device."""

    __tablename__ = "lesson_place"
    __table_args__ = (UniqueConstraint("participation_id", "module_id"),)

    id: Mapped[Id]
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"))
    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    lesson: Mapped[str] = mapped_column(String(80))
    at: Mapped[At]


class LessonNote(Model):
    """What a participant wrote beside a lesson. Nobody else reads it; emptied, it is gone."""

    __tablename__ = "lesson_note"
    __table_args__ = (UniqueConstraint("participation_id", "module_id", "lesson"),)

    id: Mapped[Id]
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"))
    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    lesson: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[At]
