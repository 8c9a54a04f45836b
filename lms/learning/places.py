"""Where a participant last read, kept with their participation: the same on every device."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.kernel.errors import Forbidden, NotFound
from lms.kernel.sentence import say
from lms.learning import queries
from lms.learning.models import LessonPlace


def last(session: Session, participation_id: UUID, module_id: UUID) -> str | None:
    """Give the lesson of the module that was last read."""
    return session.scalar(
        select(LessonPlace.lesson).where(
            LessonPlace.participation_id == participation_id, LessonPlace.module_id == module_id
        )
    )


def go(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    module_slug: str,
    lesson_slug: str,
    *,
    at: datetime,
) -> None:
    """Keep that the participant is at this lesson now.

    Raises:
        NotFound: there is no such lesson for them.
        Forbidden: they look without taking part.
    """
    participation_id, module_id = own_lesson(session, actor, angkatan_id, module_slug, lesson_slug)
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    given = insert(LessonPlace).values(
        participation_id=participation_id, module_id=module_id, lesson=lesson_slug, at=at
    )
    session.execute(
        given.on_conflict_do_update(
            index_elements=["participation_id", "module_id"],
            set_={"lesson": given.excluded.lesson, "at": given.excluded.at},
            where=LessonPlace.at <= given.excluded.at,
        )
    )


def own_lesson(
    session: Session, actor: Actor, angkatan_id: UUID, module_slug: str, lesson_slug: str
) -> tuple[UUID, UUID]:
    """Give the ids of the actor's participation and of the module that has this lesson."""
    reader = queries.reader(session, actor, angkatan_id)
    module = queries.module(session, reader.angkatan.curriculum_id, module_slug)
    if lesson_slug not in {lesson.slug for lesson in module.content.lessons}:
        raise NotFound
    if reader.participation is None:
        raise Forbidden(say("Tempat membaca dan catatan disimpan bagi peserta saja."))
    return reader.participation.id, module.module_id
