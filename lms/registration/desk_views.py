"""The registrar's desk."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.registration import deciding, desks
from lms.registration.desks import Application
from lms.registration.forms import DecreeForm, RefusalForm
from lms.web.access import actor, allow

blueprint = Blueprint("registration_desk", __name__, url_prefix="/pendaftaran-masuk")


@blueprint.get("")
@allow(Permission.REGISTRATION_DECIDE)
def queue() -> ResponseReturnValue:
    """List what waits in one's regions, oldest first, and what was decided last."""
    with reading() as session:
        board = desks.queue(session, actor(), request.args.get("halaman", 1, int), at=clock.now())
    return render_template("registration_desk/queue.html", board=board)


@blueprint.get("/<uuid:registration_id>")
@allow(Permission.REGISTRATION_DECIDE)
def show(registration_id: UUID) -> ResponseReturnValue:
    """Show an application, its requirements judged now, and the two decisions."""
    with reading() as session:
        board = desks.application(session, actor(), registration_id, at=clock.now())
    return _page(board, DecreeForm(formdata=None), RefusalForm(formdata=None))


@blueprint.post("/<uuid:registration_id>/setujui")
@allow(Permission.REGISTRATION_DECIDE)
def approve(registration_id: UUID) -> ResponseReturnValue:
    """Register the applicant by an SK."""
    form = DecreeForm()
    with reading() as session:
        board = desks.application(session, actor(), registration_id, at=clock.now())
    decree = form.decree(board.today)
    if decree is None:
        return _page(board, form, RefusalForm(formdata=None)), 422
    with writing() as session:
        deciding.approve(session, actor(), registration_id, decree, at=clock.now())
    flash(_("%(name)s sudah ditetapkan sebagai PSM.", name=board.name))
    return redirect(url_for("registration_desk.queue"), code=303)


@blueprint.post("/<uuid:registration_id>/tolak")
@allow(Permission.REGISTRATION_DECIDE)
def decline(registration_id: UUID) -> ResponseReturnValue:
    """Decline the application."""
    form = RefusalForm()
    with reading() as session:
        board = desks.application(session, actor(), registration_id, at=clock.now())
    if not form.validate_on_submit():
        return _page(board, DecreeForm(formdata=None), form), 422
    with writing() as session:
        deciding.decline(session, actor(), registration_id, str(form.reason.data), at=clock.now())
    flash(_("Pendaftaran %(name)s ditolak; alasannya dapat dibaca pendaftar.", name=board.name))
    return redirect(url_for("registration_desk.queue"), code=303)


def _page(board: Application, decree: DecreeForm, refusal: RefusalForm) -> str:
    return render_template(
        "registration_desk/show.html", board=board, decree=decree, refusal=refusal
    )
