"""What is stored about a person's reading, for a copy of their data."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.learning.models import LessonPlace
from lms.learning.notes import notes_of
from lms.people.models import Person
from lms.training.contents import contents
from lms.training.models import Participation


def about(session: Session, person: Person) -> Mapping[str, Any]:
    """Give a person's notes and places, ready for JSON, with Indonesian names."""
    notes = [row for row, _angkatan_id in notes_of(session, person.id)]
    places = session.scalars(
        select(LessonPlace)
        .join(Participation, Participation.id == LessonPlace.participation_id)
        .where(Participation.person_id == person.id)
        .order_by(LessonPlace.at)
    ).all()
    known = contents(session, {row.module_id for row in notes} | {row.module_id for row in places})
    return {
        "catatan_bacaan": [
            {
                "modul": known[row.module_id].title,
                "bacaan": known[row.module_id].lesson(row.lesson).title,
                "catatan": row.text,
                "diubah_pada": row.changed_at.isoformat(),
            }
            for row in notes
        ],
        "tempat_membaca": [
            {
                "modul": known[row.module_id].title,
                "bacaan": known[row.module_id].lesson(row.lesson).title,
                "pada": row.at.isoformat(),
            }
            for row in places
        ],
    }
