"""The page of one lesson, for all views that show it."""

from flask import render_template

from lms.kernel.database import reading
from lms.kernel.errors import NotFound
from lms.learning import notes
from lms.learning.lesson_page import Lessons
from lms.learning.note_forms import NoteForm
from lms.learning.pages import manner, pictures
from lms.learning.presenters import Desk


def lesson_page(desk: Desk, lesson_slug: str, form: NoteForm | None = None) -> str:
    """Give the page of a lesson; a form that could not be taken keeps what was typed.

    Raises:
        NotFound: there is no such lesson.
    """
    own, content = desk.reader.participation, desk.taught.content
    if lesson_slug not in {each.slug for each in content.lessons}:
        raise NotFound
    with reading() as session:
        lessons = Lessons(desk, manner(session))
        note = notes.note(session, own.id, desk.taught.module_id, lesson_slug) if own else None
    given = form or NoteForm(formdata=None, data={"catatan": note.text if note else ""})
    return render_template(
        "learning/lesson.html",
        angkatan=desk.reader.angkatan,
        is_preview=own is None,
        content=content,
        page=lessons.page(lesson_slug),
        form=given,
        note=note,
        pictures=pictures(),
        place_url=desk.url("learning.go", lesson_slug=lesson_slug) if own else None,
        url=desk.url,
    )
