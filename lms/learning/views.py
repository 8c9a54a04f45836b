"""Reading the modules of an angkatan and checking oneself."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses import answering
from courses.answering import BadAnswer
from courses.model import Answer, Question
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.learning import note_views, operations, paper_views, places, queries
from lms.learning.checks import Tried, field_of
from lms.learning.lesson_page import GoOn, Lessons, go_on
from lms.learning.lesson_view import lesson_page
from lms.learning.pages import LESSON, MODULE, blueprint, desk_here, desk_of, manner, pictures
from lms.learning.paper_page import handouts
from lms.learning.presenters import Desk, ModuleLine
from lms.learning.queries import Progress, Reader, Taught
from lms.training.models import Angkatan, Participation
from lms.web.access import Visitor, actor, allow

__all__ = ["PARTS", "blueprint"]

PARTS = (note_views, paper_views)
"""Importing these modules puts their pages on the blueprint."""


@blueprint.get("/materi")
@allow(Visitor.SIGNED_IN)
def modules() -> ResponseReturnValue:
    """Show the modules of each angkatan that one is enrolled in, with progress."""
    with reading() as session:
        mine = queries.my_angkatan(session, actor())
        progress = queries.progress(session, actor()) if mine else {}
        groups = [
            _group(own, queries.taught(session, own.angkatan.curriculum_id), progress[own.id])
            for own in mine
        ]
    return render_template("learning/modules.html", groups=groups)


def _group(
    own: Participation, modules: Sequence[Taught], so_far: Progress
) -> tuple[Angkatan, list[ModuleLine], GoOn | None]:
    desks = [Desk(Reader(own.angkatan, own), each, {}) for each in modules]
    lines = [
        desk.line(so_far.right[each.module_id], is_done=each.module_id in so_far.done)
        for desk, each in zip(desks, modules, strict=True)
    ]
    return own.angkatan, lines, go_on(desks, so_far.places)


@blueprint.get(MODULE)
@allow(Visitor.SIGNED_IN)
def module(angkatan_id: UUID, module_slug: str) -> ResponseReturnValue:
    """Show what a module is about, its lessons, and where to go on."""
    with reading() as session:
        desk = desk_of(session, angkatan_id, module_slug)
        own, module_id = desk.reader.participation, desk.taught.module_id
        done = queries.modules_done(session, [own.id])[own.id] if own else frozenset()
        last = places.last(session, own.id, module_id) if own else None
        lessons = Lessons(desk, manner(session))
        teaches = own is None and queries.teaches(session, actor(), angkatan_id)
    return render_template(
        "learning/module.html",
        angkatan=desk.reader.angkatan,
        is_preview=own is None,
        content=desk.taught.content,
        url=desk.url,
        line=desk.line(desk.right_keys, is_done=module_id in done),
        lessons=lessons.lines(),
        resume=lessons.resume(last),
        whole_kilobytes=lessons.whole_kilobytes(),
        paper_kilobytes=lessons.paper_kilobytes(),
        handouts=handouts(desk, teaches=teaches),
        plan_url=desk.url("learning.plan") if teaches and desk.taught.content.plan else None,
        is_outdated=own is None and desk.taught.content.review_on < clock.today(),
    )


@blueprint.get(LESSON)
@allow(Visitor.SIGNED_IN)
def lesson(angkatan_id: UUID, module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Show one lesson, its self-check and one's own note."""
    return lesson_page(desk_here(angkatan_id, module_slug), lesson_slug)


@blueprint.post(f"{LESSON}/buka")
@allow(Visitor.SIGNED_IN)
def go(angkatan_id: UUID, module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Keep the place and show the lesson."""
    with writing() as session:
        places.go(session, actor(), angkatan_id, module_slug, lesson_slug, at=clock.now())
    page = url_for(
        "learning.lesson",
        angkatan_id=angkatan_id,
        module_slug=module_slug,
        lesson_slug=lesson_slug,
        gambar=pictures(),
    )
    return redirect(page, code=303)


@blueprint.post(f"{LESSON}/soal/<string:question_key>/jawab")
@allow(Visitor.SIGNED_IN)
def answer(
    angkatan_id: UUID, module_slug: str, lesson_slug: str, question_key: str
) -> ResponseReturnValue:
    """Keep a try at a self-check question and show at once whether it is right."""
    field = field_of(question_key)

    def given(asked: Question, seed: str) -> Answer:
        return answering.read(asked, request.form.getlist, field, seed)

    if any(name.startswith(field) and value.strip() for name, value in request.form.items()):
        act = (actor(), angkatan_id, module_slug, question_key, given)
        try:
            with writing() as opened:
                operations.answer(opened, *act, at=clock.now())
                places.go(opened, *act[:3], lesson_slug, at=clock.now())
        except BadAnswer as trouble:
            tried = Tried(question_key, request.form.getlist, str(trouble))
            shown = replace(desk_here(angkatan_id, module_slug), tried=tried)
            return lesson_page(shown, lesson_slug), 422
    else:
        flash(_("Jawab dahulu, lalu tekan Periksa jawaban."), "attention")
    page = url_for(
        "learning.lesson",
        angkatan_id=angkatan_id,
        module_slug=module_slug,
        lesson_slug=lesson_slug,
        _anchor=field,
    )
    return redirect(page, code=303)
