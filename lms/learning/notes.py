"""Notes that participants write for themselves beside a lesson. Nobody else reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.kernel.database import rows
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.learning.models import LessonNote
from lms.learning.places import own_lesson
from lms.training.models import Participation

MOST_LETTERS = 4_000

# asked for each lesson, so built once: building costs as much as asking
_NOTE = select(LessonNote.text, LessonNote.changed_at).where(
    LessonNote.participation_id == bindparam("participation_id", type_=Uuid),
    LessonNote.module_id == bindparam("module_id", type_=Uuid),
    LessonNote.lesson == bindparam("lesson"),
)


@dataclass(frozen=True)
class Note:
    """What a reader wrote beside a lesson, and when last."""

    text: str
    changed_at: datetime


def note(session: Session, participation_id: UUID, module_id: UUID, lesson: str) -> Note | None:
    """Give the note beside a lesson, if there is one."""
    asked = {"participation_id": participation_id, "module_id": module_id, "lesson": lesson}
    found = rows(session, _NOTE, asked)
    return Note(*found[0]) if found else None


def notes_of(session: Session, person_id: UUID) -> Sequence[tuple[LessonNote, UUID]]:
    """Give all notes of a person with the angkatan they were written in, the latest first."""
    found = (
        select(LessonNote, Participation.angkatan_id)
        .join(Participation, Participation.id == LessonNote.participation_id)
        .where(Participation.person_id == person_id)
        .order_by(LessonNote.changed_at.desc())
    )
    return [(row, angkatan_id) for row, angkatan_id in session.execute(found)]


def write(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    module_slug: str,
    lesson_slug: str,
    text: str,
    *,
    at: datetime,
) -> None:
    """Keep the participant's note beside a lesson; an empty one is thrown away.

    Raises:
        NotFound, Forbidden: as for the place.
        Refused: it is too long.
    """
    of = own_lesson(session, actor, angkatan_id, module_slug, lesson_slug)
    text = cleaned(text)
    if len(text) > MOST_LETTERS:
        raise Refused(
            say(
                "Catatan paling panjang %(most)s huruf; sekarang %(count)s huruf.",
                most=MOST_LETTERS,
                count=len(text),
            )
        )
    if not text.strip():
        _throw_away(session, *of, lesson_slug)
        return
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    participation_id, module_id = of
    given = insert(LessonNote).values(
        participation_id=participation_id,
        module_id=module_id,
        lesson=lesson_slug,
        text=text,
        changed_at=at,
    )
    session.execute(
        given.on_conflict_do_update(
            index_elements=["participation_id", "module_id", "lesson"],
            set_={"text": given.excluded.text, "changed_at": given.excluded.changed_at},
        )
    )


def cleaned(text: str) -> str:
    """Give a text as it is kept: lines end in one way, and no letter breaks a database."""
    return text.replace("\r\n", "\n").replace("\x00", "").rstrip()


def _throw_away(session: Session, participation_id: UUID, module_id: UUID, lesson: str) -> None:
    session.execute(
        delete(LessonNote).where(
            LessonNote.participation_id == participation_id,
            LessonNote.module_id == module_id,
            LessonNote.lesson == lesson,
        )
    )
