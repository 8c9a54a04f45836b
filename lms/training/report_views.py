"""The desk: noting how many people were reported for an angkatan elsewhere."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training import queries, reporting
from lms.training.desk import blueprint, done, put_refusal
from lms.training.forms import ReportForm
from lms.web.access import actor, allow


@blueprint.get("/angkatan/<uuid:angkatan_id>/angka-dilaporkan")
@allow(Permission.ANGKATAN_PLAN)
def report(angkatan_id: UUID) -> ResponseReturnValue:
    """Show what was reported, beside what is recorded, and ask for a newer report."""
    return _page(angkatan_id, ReportForm(formdata=None))


def _page(angkatan_id: UUID, form: ReportForm) -> str:
    with reading() as session:
        angkatan = queries.planned(session, actor(), angkatan_id)
        told = reporting.told(session, angkatan_id)
    return render_template("training_desk/report.html", angkatan=angkatan, told=told, form=form)


@blueprint.post("/angkatan/<uuid:angkatan_id>/angka-dilaporkan/simpan")
@allow(Permission.ANGKATAN_PLAN)
def note_report(angkatan_id: UUID) -> ResponseReturnValue:
    """Keep what was reported."""
    with reading() as session:
        queries.planned(session, actor(), angkatan_id)
    form = ReportForm()
    if form.validate_on_submit():
        count, source = form.data["people_count"], form.data["source"]
        try:
            with writing() as session:
                reporting.note_report(session, actor(), angkatan_id, count, source, at=clock.now())
            return done(_("Angka yang dilaporkan tersimpan."), "report", angkatan_id=angkatan_id)
        except Refused as refusal:
            put_refusal(form, refusal)
    return _page(angkatan_id, form), 422
