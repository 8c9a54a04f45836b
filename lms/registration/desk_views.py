"""The registrar's desk: the queue, and one application."""

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.registration import deciding, desks, scans
from lms.registration.desk_forms import InterviewForm, RefusalForm, ReturnForm, VerdictForm
from lms.registration.desk_queries import Sieve
from lms.registration.models import RegistrationState, Verdict
from lms.training.catalogue import Family
from lms.web.access import actor, allow
from lms.web.forms import Form
from lms.web.paging import page_number
from lms.web.scans import scan_response

blueprint = Blueprint("registration_desk", __name__, url_prefix="/pendaftaran-masuk")

_TYPED_MOST = 100


@blueprint.get("")
@allow(Permission.REGISTRATION_DECIDE)
def queue() -> ResponseReturnValue:
    """List the applications in one's regions: those that wait, or of another state."""
    with reading() as session:
        board = desks.queue(session, actor(), _sieve(), page_number())
    return render_template("registration_desk/queue.html", board=board)


def _sieve() -> Sieve:
    given = request.args
    states = {state.value: state for state in RegistrationState}
    families = {family.value for family in Family}
    return Sieve(
        state=states.get(given.get("keadaan", ""), RegistrationState.SUBMITTED),
        region_code=given.get("wilayah", "").strip()[:13],
        family=given.get("urusan", "") if given.get("urusan") in families else "",
        name=" ".join(given.get("q", "").split())[:_TYPED_MOST],
    )


@blueprint.get("/<uuid:registration_id>")
@allow(Permission.REGISTRATION_DECIDE)
def show(registration_id: UUID) -> ResponseReturnValue:
    """Show an application, its requirements judged now, its scans, and what can be done."""
    return _page(registration_id)


def _page(registration_id: UUID, tried: Form | None = None) -> str:
    """Give the page of an application; a form that was tried comes back with its errors."""
    with reading() as session:
        board = desks.application(session, actor(), registration_id, at=clock.now())
    forms = {
        "interview": _form(InterviewForm, tried),
        "returning": _form(ReturnForm, tried),
        "refusal": _form(RefusalForm, tried),
        "verdict": _form(VerdictForm, tried),
    }
    interview = forms["interview"]
    if isinstance(interview, InterviewForm) and interview is not tried:
        interview.interviewed_on.data = board.today
    return render_template("registration_desk/show.html", board=board, **forms)


def _form(kind: type[Form], tried: Form | None) -> Form:
    return tried if isinstance(tried, kind) else kind(formdata=None)


@blueprint.get("/berkas/<uuid:document_id>")
@allow(Permission.REGISTRATION_DECIDE)
def scan(document_id: UUID) -> ResponseReturnValue:
    """Show a scan; that somebody looked is kept in the trail."""
    with writing() as session:
        found = scans.view(session, actor(), document_id, at=clock.now())
    return scan_response(scans.content(found), media_type=found.media_type, filename=found.filename)


@blueprint.post("/berkas/<uuid:document_id>/sesuai")
@allow(Permission.REGISTRATION_DECIDE)
def accept_scan(document_id: UUID) -> ResponseReturnValue:
    """Tick a scan off: it is as it should be."""
    with writing() as session:
        row = deciding.check_document(
            session, actor(), document_id, Verdict.FITS, "", at=clock.now()
        )
    flash(_("Berkas dicatat sesuai."))
    return _back(row.id)


@blueprint.post("/berkas/<uuid:document_id>/belum-sesuai")
@allow(Permission.REGISTRATION_DECIDE)
def refuse_scan(document_id: UUID) -> ResponseReturnValue:
    """Say what is wrong with a scan."""
    form = VerdictForm()
    if not form.validate_on_submit():
        with reading() as session:
            row, _scan = deciding.document(session, actor(), document_id)
        return _page(row.id, form), 422
    with writing() as session:
        row = deciding.check_document(
            session, actor(), document_id, Verdict.UNFIT, str(form.note.data), at=clock.now()
        )
    flash(_("Catatan disimpan. Kembalikan pendaftaran ini agar pendaftar dapat memperbaikinya."))
    return _back(row.id)


@blueprint.post("/<uuid:registration_id>/wawancara")
@allow(Permission.REGISTRATION_DECIDE)
def interview(registration_id: UUID) -> ResponseReturnValue:
    """Keep what an interview showed."""
    form = InterviewForm()
    if not form.validate_on_submit() or not isinstance(form.interviewed_on.data, date):
        return _page(registration_id, form), 422
    words = str(form.interview_note.data)
    with writing() as session:
        deciding.keep_interview(
            session, actor(), registration_id, form.interviewed_on.data, words, at=clock.now()
        )
    flash(_("Hasil wawancara disimpan."))
    return _back(registration_id)


@blueprint.post("/<uuid:registration_id>/kembalikan")
@allow(Permission.REGISTRATION_DECIDE)
def send_back(registration_id: UUID) -> ResponseReturnValue:
    """Return the application to be completed."""
    form = ReturnForm()
    if not form.validate_on_submit():
        return _page(registration_id, form), 422
    with writing() as session:
        row = deciding.send_back(
            session, actor(), registration_id, str(form.lacking.data), at=clock.now()
        )
        name = row.person.full_name
    flash(_("Pendaftaran %(name)s dikembalikan; pendaftar membaca catatan Anda.", name=name))
    return redirect(url_for("registration_desk.queue"), code=303)


@blueprint.post("/<uuid:registration_id>/tolak")
@allow(Permission.REGISTRATION_DECIDE)
def decline(registration_id: UUID) -> ResponseReturnValue:
    """Decline the application."""
    form = RefusalForm()
    if not form.validate_on_submit():
        return _page(registration_id, form), 422
    with writing() as session:
        row = deciding.decline(
            session, actor(), registration_id, str(form.reason.data), at=clock.now()
        )
        name = row.person.full_name
    flash(_("Pendaftaran %(name)s ditolak; alasannya dapat dibaca pendaftar.", name=name))
    return redirect(url_for("registration_desk.queue"), code=303)


def _back(registration_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("registration_desk.show", registration_id=registration_id), code=303)
