"""The desk: the sessions of a kelas."""

from datetime import timedelta
from uuid import UUID

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training import operations, schedule_page
from lms.training.desk import blueprint, done, put_refusal
from lms.training.forms import SessionForm
from lms.training.models import Angkatan
from lms.training.operations import SessionFacts
from lms.web.access import actor, allow


def _jp_minutes() -> int:
    return int(current_app.extensions["bekal.settings"].jp_minutes)


@blueprint.get("/kelas/<uuid:kelas_id>/jadwal")
@allow(Permission.ANGKATAN_PLAN)
def schedule(kelas_id: UUID) -> ResponseReturnValue:
    """Show the sessions of a kelas, day by day."""
    with reading() as session:
        page = schedule_page.page(session, actor(), kelas_id)
    return render_template("training_desk/schedule.html", page=page)


@blueprint.post("/kelas/<uuid:kelas_id>/jadwal/susun")
@allow(Permission.ANGKATAN_PLAN)
def propose(kelas_id: UUID) -> ResponseReturnValue:
    """Make the sessions from the curriculum."""
    with writing() as session:
        made = operations.propose(
            session, actor(), kelas_id, jp_minutes=_jp_minutes(), at=clock.now()
        )
    words = _("%(count)s sesi disusun. Periksa jam dan pengajarnya.", count=len(made))
    return done(words, "schedule", kelas_id=kelas_id)


@blueprint.get("/kelas/<uuid:kelas_id>/sesi/baru")
@allow(Permission.ANGKATAN_PLAN)
def new_session(kelas_id: UUID) -> ResponseReturnValue:
    """Ask about a further session."""
    with reading() as session:
        page = schedule_page.page(session, actor(), kelas_id)
    form = SessionForm(place=page.angkatan.place, on=page.angkatan.starts_on)
    form.offer(page.material_choices, page.trainer_choices)
    return render_template("training_desk/new_session.html", page=page, form=form)


@blueprint.post("/kelas/<uuid:kelas_id>/sesi")
@allow(Permission.ANGKATAN_PLAN)
def add_session(kelas_id: UUID) -> ResponseReturnValue:
    """Add a session."""
    with reading() as session:
        page = schedule_page.page(session, actor(), kelas_id)
    form = SessionForm()
    form.offer(page.material_choices, page.trainer_choices)
    if form.validate_on_submit():
        try:
            facts = _facts(form, page.angkatan)
            with writing() as session:
                operations.add_session(session, actor(), kelas_id, facts, at=clock.now())
            return done(_("Sesi ditambahkan."), "schedule", kelas_id=kelas_id)
        except Refused as refusal:
            put_refusal(form, refusal)
    return render_template("training_desk/new_session.html", page=page, form=form), 422


@blueprint.get("/sesi/<uuid:session_id>/ubah")
@allow(Permission.ANGKATAN_PLAN)
def edit_session(session_id: UUID) -> ResponseReturnValue:
    """Show a session, to be changed or removed."""
    with reading() as session:
        line, page = schedule_page.line(session, actor(), session_id)
    form = SessionForm(data=line.form_values(page.angkatan.zone))
    form.offer(page.material_choices, page.trainer_choices)
    return render_template("training_desk/edit_session.html", page=page, line=line, form=form)


@blueprint.post("/sesi/<uuid:session_id>/ubah")
@allow(Permission.ANGKATAN_PLAN)
def change_session(session_id: UUID) -> ResponseReturnValue:
    """Change a session."""
    with reading() as session:
        line, page = schedule_page.line(session, actor(), session_id)
    form = SessionForm()
    form.offer(page.material_choices, page.trainer_choices)
    if form.validate_on_submit():
        try:
            facts = _facts(form, page.angkatan)
            with writing() as session:
                operations.change_session(session, actor(), session_id, facts, at=clock.now())
            return done(_("Sesi diubah."), "schedule", kelas_id=page.kelas.id)
        except Refused as refusal:
            put_refusal(form, refusal)
    return render_template("training_desk/edit_session.html", page=page, line=line, form=form), 422


@blueprint.post("/sesi/<uuid:session_id>/hapus")
@allow(Permission.ANGKATAN_PLAN)
def remove_session(session_id: UUID) -> ResponseReturnValue:
    """Take a session out of the schedule."""
    with writing() as session:
        kelas = operations.remove_session(session, actor(), session_id, at=clock.now())
    return done(_("Sesi dihapus."), "schedule", kelas_id=kelas.id)


def _facts(form: SessionForm, angkatan: Angkatan) -> SessionFacts:
    given = form.data
    starts_at = form.moment("starts", angkatan.zone)
    length = timedelta(minutes=_jp_minutes() * max(given["jp"], 1))
    return SessionFacts(
        title=given["title"],
        jp=given["jp"],
        starts_at=starts_at,
        ends_at=form.moment("ends", angkatan.zone) if given["ends"] else starts_at + length,
        place=given["place"],
        material_id=UUID(given["material_id"]) if given["material_id"] else None,
        teaching_ids=tuple(UUID(each) for each in given["trainers"] or ()),
    )
