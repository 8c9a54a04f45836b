"""Presensi for trainers and panitia: open, project, tap, correct, sum up, print."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.attendance import boards, lists, operations, queries
from lms.attendance import projector as screens
from lms.attendance.forms import MarkForm
from lms.attendance.models import Status
from lms.attendance.words import word
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training import access
from lms.training import queries as training
from lms.web.access import Visitor, actor, allow
from lms.web.templating import sentence

blueprint = Blueprint("attendance_desk", __name__)


@blueprint.get("/kelas/<uuid:kelas_id>/presensi")
@allow(Visitor.SIGNED_IN)
def sessions(kelas_id: UUID) -> ResponseReturnValue:
    """Show the sessions of a kelas with what can be done about their presensi."""
    with reading() as session:
        kelas = access.require_teacher(session, actor(), kelas_id)
        lines = lists.session_lines(session, kelas)
        enrolled = queries.enrolled_count(session, kelas_id)
    return render_template(
        "attendance_desk/sessions.html", kelas=kelas, lines=lines, enrolled=enrolled
    )


@blueprint.post("/sesi/<uuid:session_id>/presensi/buka")
@allow(Visitor.SIGNED_IN)
def open_session(session_id: UUID) -> ResponseReturnValue:
    """Open presensi and go to the projector page."""
    with writing() as session:
        operations.open_session(session, actor(), session_id, at=clock.now())
    return redirect(url_for("attendance_desk.projector", session_id=session_id), code=303)


@blueprint.post("/sesi/<uuid:session_id>/presensi/tutup")
@allow(Visitor.SIGNED_IN)
def close_session(session_id: UUID) -> ResponseReturnValue:
    """Close presensi and go to the list, where the missing are marked."""
    with writing() as session:
        operations.close_session(session, actor(), session_id, at=clock.now())
    flash(_("Presensi ditutup. Kode di layar tidak berlaku lagi."))
    return redirect(url_for("attendance_desk.tap_list", session_id=session_id), code=303)


@blueprint.get("/sesi/<uuid:session_id>/layar")
@allow(Visitor.SIGNED_IN)
def projector(session_id: UUID) -> ResponseReturnValue:
    """Show the code in large for the class."""
    with reading() as session:
        shown = screens.screen(session, actor(), session_id, at=clock.now())
    return render_template("attendance_desk/projector.html", screen=shown)


@blueprint.get("/sesi/<uuid:session_id>/layar/kode")
@allow(Visitor.SIGNED_IN)
def code(session_id: UUID) -> ResponseReturnValue:
    """Give the code of this moment as JSON, for the projector page to refresh itself."""
    with reading() as session:
        shown = screens.screen(session, actor(), session_id, at=clock.now())
    return {
        "digits": shown.code.digits,
        "qr_svg": shown.qr,
        "seconds_left": shown.code.seconds_left,
        "count": shown.count,
    }


@blueprint.get("/sesi/<uuid:session_id>/presensi")
@allow(Visitor.SIGNED_IN)
def tap_list(session_id: UUID) -> ResponseReturnValue:
    """Show everybody with a button for each status."""
    with reading() as session:
        row = queries.training_session(session, session_id)
        access.require_teacher(session, actor(), row.kelas_id)
        found = lists.tap_list(session, row)
    choices = [(status.value, word(status)) for status in Status]
    return render_template("attendance_desk/tap_list.html", list=found, choices=choices)


@blueprint.get("/sesi/<uuid:session_id>/presensi/<uuid:participation_id>")
@allow(Visitor.SIGNED_IN)
def person(session_id: UUID, participation_id: UUID) -> ResponseReturnValue:
    """Show the history of somebody's mark, with a form to correct it."""
    form = MarkForm()
    form.speak()
    return _person_page(session_id, participation_id, form)


@blueprint.post("/sesi/<uuid:session_id>/presensi/<uuid:participation_id>/catat")
@allow(Visitor.SIGNED_IN)
def mark(session_id: UUID, participation_id: UUID) -> ResponseReturnValue:
    """Mark somebody: by one tap in the list, or with a reason from their page."""
    form = MarkForm()
    form.speak()
    if not form.validate_on_submit():
        return _person_page(session_id, participation_id, form), 422
    try:
        with writing() as session:
            operations.set_status(
                session,
                actor(),
                session_id,
                participation_id,
                form.chosen(),
                reason=form.reason.data or "",
                at=clock.now(),
            )
    except Refused as refusal:
        form.reason.errors = [sentence(reason) for reason in refusal.reasons]
        return _person_page(session_id, participation_id, form), 422
    anchor = f"p-{participation_id}"
    back = url_for("attendance_desk.tap_list", session_id=session_id, _anchor=anchor)
    return redirect(back, code=303)


@blueprint.post("/sesi/<uuid:session_id>/presensi/sisanya-hadir")
@allow(Visitor.SIGNED_IN)
def mark_rest(session_id: UUID) -> ResponseReturnValue:
    """Mark as present whoever has no mark yet."""
    with writing() as session:
        count = operations.mark_rest(session, actor(), session_id, Status.PRESENT, at=clock.now())
    flash(_("%(count)s peserta ditandai hadir.", count=count))
    return redirect(url_for("attendance_desk.tap_list", session_id=session_id), code=303)


@blueprint.get("/kelas/<uuid:kelas_id>/presensi/rekap")
@allow(Visitor.SIGNED_IN)
def recap(kelas_id: UUID) -> ResponseReturnValue:
    """Show participants by sessions."""
    with reading() as session:
        kelas = access.require_teacher(session, actor(), kelas_id)
        found = lists.recap(session, kelas)
    return render_template("attendance_desk/recap.html", kelas=kelas, recap=found)


@blueprint.get("/sesi/<uuid:session_id>/daftar-hadir")
@allow(Visitor.SIGNED_IN)
def sign_sheet(session_id: UUID) -> ResponseReturnValue:
    """Show the daftar hadir to be printed and signed by hand."""
    with reading() as session:
        row = queries.training_session(session, session_id)
        access.require_teacher(session, actor(), row.kelas_id)
        people = training.participants(session, row.kelas_id)
        trainers = training.trainers(session, [session_id])[session_id]
    return render_template(
        "attendance_desk/sign_sheet.html",
        place=boards.place(row),
        session_id=session_id,
        people=people,
        trainers=trainers,
    )


def _person_page(session_id: UUID, participation_id: UUID, form: MarkForm) -> str:
    with reading() as session:
        row = queries.training_session(session, session_id)
        access.require_teacher(session, actor(), row.kelas_id)
        who = queries.participant(session, row, participation_id)
        revisions = lists.history(session, row, who)
    return render_template(
        "attendance_desk/person.html",
        place=boards.place(row),
        who=who,
        revisions=revisions,
        form=form,
    )
