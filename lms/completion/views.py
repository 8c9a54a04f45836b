"""The trainee: "Apa yang masih kurang?", one's own evaluation; and the notula, for all of them."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.html import lesson_html
from lms.completion import performance as evaluating
from lms.completion import presenters, queries, summarising
from lms.completion.forms import SummaryForm
from lms.credentials import house
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.training import queries as training
from lms.training.models import ParticipationState
from lms.web.access import Visitor, actor, allow
from lms.web.scans import read_scan, scan_response
from lms.web.templating import sentence

blueprint = Blueprint("completion", __name__)


@blueprint.get("/angkatan/<uuid:angkatan_id>/kemajuan")
@allow(Visitor.SIGNED_IN)
def progress(angkatan_id: UUID) -> ResponseReturnValue:
    """Show a participant what is met, what is missing, and what to do next."""
    with reading() as session:
        own = training.participation_of(session, actor(), angkatan_id)
        if own.state is not ParticipationState.ENROLLED:
            raise NotFound
        (line,) = presenters.lines([queries.standing_of(session, own)])
    return render_template("completion/progress.html", angkatan=own.angkatan, line=line)


@blueprint.get("/angkatan/<uuid:angkatan_id>/kinerja-saya")
@allow(Visitor.SIGNED_IN)
def performance(angkatan_id: UUID) -> ResponseReturnValue:
    """Show a participant how their work was evaluated."""
    with reading() as session:
        own = training.participation_of(session, actor(), angkatan_id)
        found = evaluating.of_one(session, angkatan_id, own.id)
    return render_template("completion/performance.html", angkatan=own.angkatan, evaluation=found)


@blueprint.get("/angkatan/<uuid:angkatan_id>/notula")
@allow(Visitor.SIGNED_IN)
def summary(angkatan_id: UUID) -> ResponseReturnValue:
    """Show what the angkatan concluded, to its desk, its trainers and its participants."""
    return _summary_page(angkatan_id, SummaryForm(formdata=None))


def _summary_page(angkatan_id: UUID, form: SummaryForm) -> str:
    with reading() as session:
        angkatan = training.angkatan(session, actor(), angkatan_id)
        found = summarising.latest(session, angkatan_id)
    if found is not None and not form.is_submitted():
        form.text.data = found.text
    return render_template(
        "completion/summary.html",
        angkatan=angkatan,
        summary=found,
        html=lesson_html(found.text) if found else None,
        form=form,
        may_write=actor().may(Permission.ANGKATAN_CLOSE, within=angkatan.region_code),
    )


@blueprint.post("/angkatan/<uuid:angkatan_id>/notula/simpan")
@allow(Permission.ANGKATAN_CLOSE)
def keep_summary(angkatan_id: UUID) -> ResponseReturnValue:
    """Keep the summary."""
    with reading() as session:
        queries.to_decide(session, actor(), angkatan_id)
    form = SummaryForm()
    if not form.validate_on_submit():
        return _summary_page(angkatan_id, form), 422
    try:
        _keep(angkatan_id, form)
    except Refused as refusal:
        form.form_errors = [*form.form_errors, *map(sentence, refusal.reasons)]
        return _summary_page(angkatan_id, form), 422
    flash(_("Notula tersimpan."))
    return redirect(url_for("completion.summary", angkatan_id=angkatan_id), code=303)


def _keep(angkatan_id: UUID, form: SummaryForm) -> None:
    scan = read_scan(form.scan.data) if form.scan.data else None
    text, storage = form.text.data or "", house.storage()
    with writing() as session:
        summarising.keep(
            session, actor(), angkatan_id, text, scan=scan, storage=storage, at=clock.now()
        )


@blueprint.get("/angkatan/<uuid:angkatan_id>/notula/unduh")
@allow(Visitor.SIGNED_IN)
def summary_text(angkatan_id: UUID) -> ResponseReturnValue:
    """Give the summary as a text file."""
    with reading() as session:
        angkatan = training.angkatan(session, actor(), angkatan_id)
        found = summarising.required(session, angkatan_id)
    text = f"{angkatan.title}\n\n{found.text}\n"
    response = Response(text.encode(), mimetype="text/plain")
    response.headers.set("Content-Disposition", "attachment", filename="notula.txt")
    return response


@blueprint.get("/angkatan/<uuid:angkatan_id>/notula/pindaian")
@allow(Visitor.SIGNED_IN)
def summary_scan(angkatan_id: UUID) -> ResponseReturnValue:
    """Show the scan of the signed summary."""
    with reading() as session:
        training.angkatan(session, actor(), angkatan_id)
        found = summarising.required(session, angkatan_id)
    data, media_type = summarising.scan_of(found, house.storage())
    return scan_response(data, media_type=media_type, filename="notula")
