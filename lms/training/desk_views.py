"""The training desk: the list of angkatan, planning and changing one."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.regions import queries as regions
from lms.training import (
    card_views,
    nomination_views,
    offer,
    operations,
    participant_views,
    queries,
    report_views,
    schedule_views,
    setup_views,
    trainer_views,
)
from lms.training.catalogue import Curriculum
from lms.training.desk import blueprint, done, put_refusal
from lms.training.forms import ChangeForm, PlanForm
from lms.training.words import STAGE_WORDS
from lms.web.access import actor, allow

__all__ = ["PARTS", "blueprint"]

PARTS = (
    card_views,
    nomination_views,
    participant_views,
    report_views,
    schedule_views,
    setup_views,
    trainer_views,
)
"""Importing these modules puts their pages on the blueprint."""


@blueprint.get("/angkatan")
@allow(Permission.ANGKATAN_READ, Permission.ANGKATAN_PLAN)
def angkatan() -> ResponseReturnValue:
    """List the angkatan in the actor's regions."""
    with reading() as session:
        rows = queries.angkatan_list(session, actor())
    me, plan = actor(), Permission.ANGKATAN_PLAN
    return render_template(
        "training_desk/angkatan.html",
        rows=rows,
        words=STAGE_WORDS,
        may_plan=me.may_somewhere(plan),
        plannable={row.id for row in rows if me.may(plan, within=row.region_code)},
    )


@blueprint.get("/angkatan/baru")
@allow(Permission.ANGKATAN_PLAN)
def new() -> ResponseReturnValue:
    """Ask about a new angkatan."""
    return render_template("training_desk/new.html", form=_plan_form())


@blueprint.post("/angkatan")
@allow(Permission.ANGKATAN_PLAN)
def plan() -> ResponseReturnValue:
    """Plan an angkatan."""
    form = _plan_form()
    if form.validate_on_submit():
        try:
            with writing() as session:
                made = operations.plan(session, actor(), form.plan(), at=clock.now())
            return done(_("Angkatan direncanakan."), "setup", angkatan_id=made.id)
        except Refused as refusal:
            put_refusal(form, refusal)
    return render_template("training_desk/new.html", form=form), 422


def _plan_form() -> PlanForm:
    form, today = PlanForm(), clock.today()
    with reading() as session:
        offered = offer.curricula(session, actor())
        names = offer.region_names(session, offered)
        own = offer.organisers(session, actor(), on=today)
        partners = regions.living_organisations(session, on=today)
    form.offer(
        [(str(c.id), _curriculum_words(c, names.get(c.region_code))) for c in offered],
        [(str(o.id), o.name) for o in own],
        [(str(o.id), o.name) for o in partners],
    )
    return form


def _curriculum_words(curriculum: Curriculum, region_name: str | None) -> str:
    title = curriculum.content.get("title") or curriculum.programme.title
    if region_name:
        title = f"{title}, {region_name}"
    return str(_("%(title)s, versi %(version)s", title=title, version=curriculum.version))


@blueprint.get("/angkatan/<uuid:angkatan_id>/ubah")
@allow(Permission.ANGKATAN_PLAN)
def edit(angkatan_id: UUID) -> ResponseReturnValue:
    """Show place and contact, to be changed."""
    with reading() as session:
        row = queries.planned(session, actor(), angkatan_id)
    return render_template("training_desk/edit.html", angkatan=row, form=ChangeForm(obj=row))


@blueprint.post("/angkatan/<uuid:angkatan_id>/ubah")
@allow(Permission.ANGKATAN_PLAN)
def change(angkatan_id: UUID) -> ResponseReturnValue:
    """Change place and contact."""
    form = ChangeForm()
    if not form.validate_on_submit():
        with reading() as session:
            row = queries.planned(session, actor(), angkatan_id)
        return render_template("training_desk/edit.html", angkatan=row, form=form), 422
    with writing() as session:
        operations.change(session, actor(), angkatan_id, form.change(), at=clock.now())
    return done(_("Perubahan disimpan."), "setup", angkatan_id=angkatan_id)
