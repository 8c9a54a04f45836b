"""Curricula as files: downloaded, and brought to be looked at."""

from uuid import UUID

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.clock import Zone
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training.media_views import storage
from lms.web.access import actor, allow
from lms.web.scans import shown_name
from lms.workshop import (
    beginning,
    carried,
    carried_queries,
    carried_views,
    carrying,
    queries,
    weighing,
)
from lms.workshop.carried_words import CARRIED_WORDS
from lms.workshop.desk import blueprint, done, put_refusal
from lms.workshop.forms import CarryForm
from lms.workshop.models import CarriedCurriculum
from lms.workshop.queries import READERS

__all__ = ["blueprint", "carried_views"]


@blueprint.get("/kurikulum")
@allow(*READERS)
def curricula() -> ResponseReturnValue:
    """List the curricula of the actor's regions, and take a curriculum file."""
    return _page(_form())


@blueprint.get("/kurikulum/<uuid:curriculum_id>/unduh")
@allow(*READERS)
def download(curriculum_id: UUID) -> ResponseReturnValue:
    """Give a curriculum as one file."""
    with reading() as session:
        name, content = carrying.pack(session, actor(), curriculum_id, storage())
    response = Response(content, mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.post("/kurikulum")
@allow(Permission.CONTENT_WRITE)
def try_curriculum() -> ResponseReturnValue:
    """Open a curriculum file and show what it holds; nothing is taken in yet."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    content = form.file.data.stream.read(carrying.PACKED_MOST + 1)
    try:
        found = carrying.opened(content)
        if found.library is None:
            return render_template("workshop/carried_problems.html", problems=found.problems), 422
        made = _bring(form, carried.File(content, found.library))
    except Refused as refusal:
        put_refusal(form, refusal)
        return _page(form), 422
    return done(
        _("Berkas lolos pemeriksaan; belum ada yang terbit."), "carried_file", carried_id=made.id
    )


def _bring(form: CarryForm, file: carried.File) -> CarriedCurriculum:
    with writing() as session:
        return carried.bring(
            session,
            actor(),
            file,
            storage(),
            filename=shown_name(form.file.data.filename or ""),
            region_code=str(form.region_code.data),
            at=clock.now(),
        )


def _form() -> CarryForm:
    form = CarryForm()
    with reading() as session:
        places = [(r.code, r.name) for r in beginning.regions_to_write(session, actor())]
    form.offer(places)
    if len(places) == 1 and form.region_code.data is None:
        form.region_code.data = places[0][0]
    return form


def _page(form: CarryForm) -> str:
    with reading() as session:
        rows = carrying.curricula(session, actor())
        sizes = weighing.sizes(session, [row.id for row in rows])
        waiting = carried_queries.waiting_curricula(session, actor())
        own = carried_queries.own_curricula(session, actor(), at=clock.now())
        names = queries.names(session, [each.brought_by_id for each in waiting])
    return render_template(
        "workshop/curricula.html",
        rows=rows,
        sizes=sizes,
        form=form,
        may_write=actor().may_somewhere(Permission.CONTENT_WRITE),
        waiting=waiting,
        own=own,
        names=names,
        words=CARRIED_WORDS,
        zone=Zone.WIB,
    )
