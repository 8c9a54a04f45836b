"""A module on one page, to read without a connection or to print, and what is handed out."""

from dataclasses import replace
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from courses.checking import JP_MINUTES
from lms.kernel.database import reading
from lms.kernel.errors import NotFound
from lms.learning import queries
from lms.learning.lesson_page import Lessons
from lms.learning.pages import MODULE, blueprint, desk_here, desk_of, manner
from lms.learning.paper_page import handout_text
from lms.learning.presenters import Desk
from lms.web.access import Visitor, actor, allow


@blueprint.get(f"{MODULE}/lengkap")
@allow(Visitor.SIGNED_IN)
def whole(angkatan_id: UUID, module_slug: str) -> ResponseReturnValue:
    """Show all lessons of a module on one page, for one moment of signal."""
    with reading() as session:
        desk = desk_of(session, angkatan_id, module_slug)
        page = Lessons(desk, manner(session)).whole()
    return render_template(
        "learning/whole.html",
        angkatan=desk.reader.angkatan,
        content=desk.taught.content,
        page=page,
        url=desk.url,
    )


@blueprint.get(f"{MODULE}/cetak")
@allow(Visitor.SIGNED_IN)
def paper(angkatan_id: UUID, module_slug: str) -> ResponseReturnValue:
    """Show all lessons with all pictures, to be printed."""
    with reading() as session:
        desk = desk_of(session, angkatan_id, module_slug)
        page = Lessons(desk, replace(manner(session), shows_all=True)).whole()
    return render_template(
        "learning/paper.html",
        angkatan=desk.reader.angkatan,
        content=desk.taught.content,
        page=page,
        back=desk.url("learning.module"),
    )


@blueprint.get(f"{MODULE}/lembar/<string:handout_slug>")
@allow(Visitor.SIGNED_IN)
def handout(angkatan_id: UUID, module_slug: str, handout_slug: str) -> ResponseReturnValue:
    """Show a handout to be printed; one for trainers only to those who teach there."""
    desk = desk_here(angkatan_id, module_slug)
    content = desk.taught.content
    found = next((each for each in content.handouts if each.slug == handout_slug), None)
    if found is None or (found.for_trainer and not _teaches(desk)):
        raise NotFound
    return render_template(
        "learning/handout.html",
        angkatan=desk.reader.angkatan,
        content=content,
        handout=found,
        html=handout_text(desk, found).html,
        back=desk.url("learning.module"),
    )


@blueprint.get(f"{MODULE}/rencana")
@allow(Visitor.SIGNED_IN)
def plan(angkatan_id: UUID, module_slug: str) -> ResponseReturnValue:
    """Show the plan of the session to be printed, to those who teach there."""
    desk = desk_here(angkatan_id, module_slug)
    content = desk.taught.content
    if not content.plan or not _teaches(desk):
        raise NotFound
    return render_template(
        "learning/plan.html",
        angkatan=desk.reader.angkatan,
        content=content,
        steps=content.plan_of(desk.taught.jp * JP_MINUTES),
        given_jp=desk.taught.jp,
        back=desk.url("learning.module"),
    )


def _teaches(desk: Desk) -> bool:
    with reading() as session:
        return queries.teaches(session, actor(), desk.reader.angkatan.id)
