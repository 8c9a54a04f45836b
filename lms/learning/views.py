"""Reading the modules of an angkatan and checking oneself."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound
from lms.learning import operations, queries
from lms.learning.presenters import Desk
from lms.learning.texts import kilobytes, text
from lms.web.access import Visitor, actor, allow

blueprint = Blueprint("learning", __name__)

_MODULE = "/angkatan/<uuid:angkatan_id>/materi/<string:module_slug>"
_PLACES = "baca"
_PLACES_MOST = 12


@blueprint.get("/materi")
@allow(Visitor.SIGNED_IN)
def modules() -> ResponseReturnValue:
    """Show the modules of each angkatan that one is enrolled in, with progress."""
    with reading() as opened:
        mine = queries.my_angkatan(opened, actor())
        ids = [participation.id for participation in mine]
        done, answers = queries.modules_done(opened, ids), queries.answers(opened, ids)
        groups = []
        for own in mine:
            reader = queries.Reader(own.angkatan, own)
            lines = [
                Desk(reader, taught, answers.get((own.id, taught.module_id), {})).line(
                    is_done=taught.module_id in done[own.id]
                )
                for taught in queries.taught(opened, own.angkatan.curriculum_id)
            ]
            groups.append((own.angkatan, lines))
    return render_template("learning/modules.html", groups=groups)


@blueprint.get(_MODULE)
@allow(Visitor.SIGNED_IN)
def module(angkatan_id: UUID, module_slug: str) -> ResponseReturnValue:
    """Show what a module is about, its lessons, and where to go on."""
    desk = _desk(angkatan_id, module_slug)
    content = desk.taught.content
    with reading() as opened:
        ids = [desk.reader.participation.id] if desk.reader.participation else []
        done = queries.modules_done(opened, ids)
    is_done = any(desk.taught.module_id in modules_done for modules_done in done.values())
    return render_template(
        "learning/module.html",
        angkatan=desk.reader.angkatan,
        is_preview=desk.reader.participation is None,
        content=content,
        line=desk.line(is_done=is_done),
        lessons=desk.lessons(),
        resume=desk.resume(session.get(_PLACES, {}).get(desk.taught.module_id.hex)),
        whole_kilobytes=kilobytes(*(lesson.text for lesson in content.lessons)),
    )


@blueprint.get(f"{_MODULE}/lengkap")
@allow(Visitor.SIGNED_IN)
def whole(angkatan_id: UUID, module_slug: str) -> ResponseReturnValue:
    """Show all lessons of a module on one page, to read without a connection or to print."""
    desk = _desk(angkatan_id, module_slug)
    content = desk.taught.content
    return render_template(
        "learning/whole.html",
        angkatan=desk.reader.angkatan,
        content=content,
        texts=[
            (lesson.title, text(lesson.text).html, desk.lesson_url(lesson.slug))
            for lesson in content.lessons
        ],
    )


@blueprint.get(f"{_MODULE}/bacaan/<string:lesson_slug>")
@allow(Visitor.SIGNED_IN)
def lesson(angkatan_id: UUID, module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Show one lesson and its self-check; the browser remembers the place."""
    desk = _desk(angkatan_id, module_slug)
    if lesson_slug not in {each.slug for each in desk.taught.content.lessons}:
        raise NotFound
    _remember(desk.taught.module_id, lesson_slug)
    return render_template(
        "learning/lesson.html",
        angkatan=desk.reader.angkatan,
        is_preview=desk.reader.participation is None,
        content=desk.taught.content,
        page=desk.page(lesson_slug),
    )


@blueprint.post(f"{_MODULE}/bacaan/<string:lesson_slug>/soal/<string:question_key>/jawab")
@allow(Visitor.SIGNED_IN)
def answer(
    angkatan_id: UUID, module_slug: str, lesson_slug: str, question_key: str
) -> ResponseReturnValue:
    """Keep a try at a self-check question and show at once whether it is right."""
    field = f"cek-{question_key}"
    choice = request.form.get(field)
    if choice:
        with writing() as opened:
            operations.answer(
                opened, actor(), angkatan_id, module_slug, question_key, choice, at=clock.now()
            )
    else:
        flash(_("Pilih satu jawaban dahulu, lalu tekan Periksa jawaban."), "attention")
    page = url_for(
        "learning.lesson",
        angkatan_id=angkatan_id,
        module_slug=module_slug,
        lesson_slug=lesson_slug,
        _anchor=field,
    )
    return redirect(page, code=303)


def _desk(angkatan_id: UUID, module_slug: str) -> Desk:
    with reading() as opened:
        reader = queries.reader(opened, actor(), angkatan_id)
        taught = queries.module(opened, reader.angkatan.curriculum_id, module_slug)
        if reader.participation is None:
            return Desk(reader, taught, {})
        key = (reader.participation.id, taught.module_id)
        found = queries.answers(opened, [reader.participation.id], taught.module_id)
        return Desk(reader, taught, found.get(key, {}))


def _remember(module_id: UUID, lesson_slug: str) -> None:
    places: dict[str, str] = dict(session.get(_PLACES, {}))
    places.pop(module_id.hex, None)
    places[module_id.hex] = lesson_slug
    session[_PLACES] = dict(list(places.items())[-_PLACES_MOST:])
