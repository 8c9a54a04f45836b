"""Writing notes beside a lesson, and reading all of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.clock import Zone
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound
from lms.learning import notes
from lms.learning.lesson_view import lesson_page
from lms.learning.note_forms import NoteForm
from lms.learning.pages import LESSON, blueprint, desk_here
from lms.training.contents import contents
from lms.web.access import Visitor, actor, allow


@dataclass(frozen=True)
class NoteLine:
    """A note in the list, with the lesson it belongs to."""

    module: str
    lesson: str
    url: str
    text: str
    changed_on: date


@blueprint.get("/catatan-saya")
@allow(Visitor.SIGNED_IN)
def notes_list() -> ResponseReturnValue:
    """Show all of one's own notes."""
    return render_template("learning/notes_list.html", lines=_lines())


@blueprint.get("/catatan-saya/cetak")
@allow(Visitor.SIGNED_IN)
def notes_paper() -> ResponseReturnValue:
    """Show all of one's own notes to be printed."""
    return render_template("learning/notes_paper.html", lines=_lines())


def _lines() -> Sequence[NoteLine]:
    person_id = actor().person_id
    if person_id is None:
        return ()
    with reading() as session:
        rows = notes.notes_of(session, person_id)
        known = contents(session, {row.module_id for row, _angkatan_id in rows})
    return [
        NoteLine(
            known[row.module_id].title,
            known[row.module_id].lesson(row.lesson).title,
            url_for(
                "learning.lesson",
                angkatan_id=angkatan_id,
                module_slug=known[row.module_id].slug,
                lesson_slug=row.lesson,
                _anchor="catatan-saya",
            ),
            row.text,
            row.changed_at.astimezone(Zone.WIB.info).date(),
        )
        for row, angkatan_id in rows
    ]


@blueprint.post(f"{LESSON}/catatan")
@allow(Visitor.SIGNED_IN)
def write(angkatan_id: UUID, module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Keep one's own note."""
    form = NoteForm()
    if not form.validate_on_submit():
        desk = desk_here(angkatan_id, module_slug)
        if desk.reader.participation is None:
            raise NotFound
        return lesson_page(desk, lesson_slug, form), 422
    _keep(angkatan_id, module_slug, lesson_slug, form)
    flash(_("Catatan disimpan."))
    page = url_for(
        "learning.lesson",
        angkatan_id=angkatan_id,
        module_slug=module_slug,
        lesson_slug=lesson_slug,
        _anchor="catatan-saya",
    )
    return redirect(page, code=303)


@blueprint.post(f"{LESSON}/catatan/simpan-otomatis")
@allow(Visitor.SIGNED_IN)
def autosave(angkatan_id: UUID, module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Keep one's own note and say when, once it is committed; or say why it can't be kept."""
    form = NoteForm()
    if not form.validate_on_submit():
        return {"reason": " ".join(map(str, form.catatan.errors))}, 422
    at = _keep(angkatan_id, module_slug, lesson_slug, form)
    return {"saved_at": at.isoformat()}


def _keep(angkatan_id: UUID, module_slug: str, lesson_slug: str, form: NoteForm) -> datetime:
    at, text = clock.now(), form.catatan.data or ""
    with writing() as session:
        notes.write(session, actor(), angkatan_id, module_slug, lesson_slug, text, at=at)
    return at
