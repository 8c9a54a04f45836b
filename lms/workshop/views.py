"""The workshop: its list, beginning a manuscript, and the parts of the blueprint."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.web.access import actor, allow
from lms.workshop import (
    begin_page,
    beginning,
    carrying_views,
    compare_views,
    history_views,
    manuscript_views,
    media_views,
    page,
    part_views,
    queries,
    review_views,
)
from lms.workshop import tasks as workshop
from lms.workshop.begin_page import Choices
from lms.workshop.desk import blueprint, done, put_refusal
from lms.workshop.drafting import Header
from lms.workshop.forms import FromForm, NewForm
from lms.workshop.queries import READERS
from lms.workshop.words import STATE_WORDS

__all__ = ["PARTS", "blueprint"]

PARTS = (
    carrying_views,
    compare_views,
    history_views,
    manuscript_views,
    media_views,
    part_views,
    review_views,
)
"""Importing these modules puts their pages on the blueprint."""

_REVIEWED_AFTER_YEARS = 1


@blueprint.get("")
@allow(*READERS)
def overview() -> ResponseReturnValue:
    """List the manuscripts of the actor's regions with what waits, or those of one listing."""
    asked = request.args.get("daftar", "")
    with reading() as session:
        rows = queries.manuscripts(session, actor())
        counts = queries.items_count(session, [row.id for row in rows])
        tasks = workshop.tasks(session, actor())
    shown = page.listed(rows, tasks, asked)
    return render_template(
        "workshop/overview.html",
        lines=page.manuscript_lines(shown, counts),
        tabs=page.tabs(rows, tasks, asked),
        may_write=actor().may_somewhere(Permission.CONTENT_WRITE),
    )


@blueprint.get("/baru")
@allow(Permission.CONTENT_WRITE)
def begin() -> ResponseReturnValue:
    """Ask from what to begin."""
    return _begin_page(*_forms())


@blueprint.post("/baru")
@allow(Permission.CONTENT_WRITE)
def begin_new() -> ResponseReturnValue:
    """Begin a manuscript of a new module."""
    new, of_old, found = _forms()
    if new.validate_on_submit():
        try:
            with writing() as session:
                made = beginning.begin_new(
                    session,
                    actor(),
                    _blank_header(new),
                    code=str(new.code.data),
                    region_code=str(new.region_code.data),
                    at=clock.now(),
                )
            return done(_("Naskah dibuat."), "show", manuscript_id=made.id)
        except Refused as refusal:
            put_refusal(new, refusal)
    return _begin_page(new, of_old, found), 422


@blueprint.post("/dari-modul")
@allow(Permission.CONTENT_WRITE)
def begin_from() -> ResponseReturnValue:
    """Begin a manuscript from a published module."""
    new, of_old, found = _forms()
    of_old.offer(found.modules, found.places)
    if of_old.validate_on_submit():
        try:
            with writing() as session:
                made = beginning.begin_from(
                    session,
                    actor(),
                    of_old.chosen_module(),
                    region_code=str(of_old.region_code.data),
                    at=clock.now(),
                )
            return done(_("Naskah dibuat dari modul terbit."), "show", manuscript_id=made.id)
        except Refused as refusal:
            put_refusal(of_old, refusal)
    return _begin_page(new, of_old, found), 422


def _forms() -> tuple[NewForm, FromForm, Choices]:
    new, of_old = NewForm(prefix="baru"), FromForm(prefix="dari")
    with reading() as session:
        found = begin_page.choices(session, actor())
    new.offer(found.places)
    of_old.offer(found.unbegun, found.places)
    for form in (new, of_old):
        if len(found.places) == 1 and form.region_code.data is None:
            form.region_code.data = found.places[0][0]
    return new, of_old, found


def _begin_page(new: NewForm, of_old: FromForm, found: Choices) -> str:
    of_old.offer(found.unbegun, found.places)
    return render_template(
        "workshop/begin.html", new=new, of_old=of_old, found=found, states=STATE_WORDS
    )


def _blank_header(form: NewForm) -> Header:
    given, today = form.data, clock.today()
    later = today.replace(year=today.year + _REVIEWED_AFTER_YEARS, day=min(today.day, 28))
    return Header(given["title"], "", "", (), (), today, later, given["jp"])
