"""A manuscript: its page, its header, its session plan."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.checking import JP_MINUTES
from courses.comparing import compare, lines_between
from courses.model import Module, Source, Step
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.web.access import actor, allow
from lms.workshop import drafting, editing, queries
from lms.workshop.desk import blueprint, done, put_refusal
from lms.workshop.editing import Overtaken, stamp
from lms.workshop.forms import HeaderForm, PlanForm
from lms.workshop.manuscript_page import manuscript_page
from lms.workshop.models import Manuscript
from lms.workshop.queries import READERS
from lms.workshop.words import FIELD_WORDS

_BLANK_ROWS = 3
_PLAN_ROWS = 6
"""How many rows a plan shows that has none yet."""


@blueprint.get("/naskah/<uuid:manuscript_id>")
@allow(*READERS)
def show(manuscript_id: UUID) -> ResponseReturnValue:
    """Show a manuscript with everything that belongs to it."""
    return manuscript_page(manuscript_id)


@blueprint.get("/naskah/<uuid:manuscript_id>/kepala")
@allow(Permission.CONTENT_WRITE)
def header(manuscript_id: UUID) -> ResponseReturnValue:
    """Show the header to be changed."""
    row = _writable(manuscript_id)
    before = drafting.header_of(drafting.module_of(row.content))
    form = HeaderForm()
    form.fill(before, stamp(before))
    return _header_page(row, form, before.sources)


@blueprint.post("/naskah/<uuid:manuscript_id>/kepala")
@allow(Permission.CONTENT_WRITE)
def save_header(manuscript_id: UUID) -> ResponseReturnValue:
    """Keep the header."""
    form, row = HeaderForm(), _writable(manuscript_id)
    if not form.validate_on_submit():
        return _header_page(row, form, form.sources()), 422
    try:
        with writing() as session:
            editing.change_header(
                session,
                actor(),
                manuscript_id,
                form.header(),
                seen=str(form.seen.data),
                at=clock.now(),
            )
    except Overtaken as overtaken:
        return _overtaken_header(_writable(manuscript_id), form, overtaken), 409
    return done(_("Kepala modul disimpan."), "show", manuscript_id=manuscript_id)


def _overtaken_header(row: Manuscript, form: HeaderForm, overtaken: Overtaken) -> str:
    current = drafting.module_of(row.content)
    put_refusal(form, overtaken)
    form.seen.data = stamp(drafting.header_of(current))
    mine = drafting.with_header(current, form.header())
    return _header_page(row, form, form.sources(), current, mine)


def _header_page(
    row: Manuscript,
    form: HeaderForm,
    sources: tuple[Source, ...],
    current: Module | None = None,
    mine: Module | None = None,
) -> str:
    return render_template(
        "workshop/header.html",
        row=row,
        form=form,
        sources=[*sources, *[Source("", "")] * _BLANK_ROWS],
        changes=compare(current, mine).header if current and mine else (),
        words=FIELD_WORDS,
    )


@blueprint.get("/naskah/<uuid:manuscript_id>/rencana")
@allow(Permission.CONTENT_WRITE)
def plan(manuscript_id: UUID) -> ResponseReturnValue:
    """Show the session plan to be changed."""
    row = _writable(manuscript_id)
    form, module = PlanForm(), drafting.module_of(row.content)
    form.seen.data = stamp(module.plan)
    return _plan_page(row, form, module.plan)


@blueprint.post("/naskah/<uuid:manuscript_id>/rencana")
@allow(Permission.CONTENT_WRITE)
def save_plan(manuscript_id: UUID) -> ResponseReturnValue:
    """Keep the session plan; what doesn't add up yet is told on the manuscript's page."""
    form, row = PlanForm(), _writable(manuscript_id)
    steps = form.steps()
    if not form.validate_on_submit():
        return _plan_page(row, form, steps), 422
    try:
        with writing() as session:
            editing.change_plan(
                session, actor(), manuscript_id, steps, seen=str(form.seen.data), at=clock.now()
            )
    except Overtaken as overtaken:
        current = drafting.module_of(_writable(manuscript_id).content)
        put_refusal(form, overtaken)
        form.seen.data = stamp(current.plan)
        return _plan_page(row, form, steps, current.plan), 409
    page = "plan" if request.form.get("act") == "lagi" else "show"
    return done(_("Rencana pembelajaran disimpan."), page, manuscript_id=manuscript_id)


def _plan_page(
    row: Manuscript,
    form: PlanForm,
    steps: tuple[Step, ...],
    current: tuple[Step, ...] | None = None,
) -> str:
    jp = drafting.module_of(row.content).jp
    return render_template(
        "workshop/plan.html",
        row=row,
        form=form,
        steps=[*steps, *[Step(0, "", "")] * max(_BLANK_ROWS, _PLAN_ROWS - len(steps))],
        minutes=sum(step.minutes for step in steps),
        target=jp * JP_MINUTES,
        lines=() if current is None else lines_between(_said(current), _said(steps)),
    )


def _said(steps: tuple[Step, ...]) -> str:
    return "\n".join(f"{s.minutes} · {s.activity} · {s.method} · {s.materials}" for s in steps)


def _writable(manuscript_id: UUID) -> Manuscript:
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
    actor().require(Permission.CONTENT_WRITE, within=row.region_code)
    return row
