"""Trainees: their invitations, and the name to be printed."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.people.phones import readable, whatsapp_url
from lms.training import operations, queries
from lms.training.desk import put_refusal
from lms.training.forms import DeclineForm, NameForm
from lms.training.models import Participation, ParticipationState
from lms.training.operations import PrintedName
from lms.training.words import STATE_WORDS
from lms.web.access import Visitor, actor, allow

blueprint = Blueprint("training", __name__)


@blueprint.get("/undangan")
@allow(Visitor.SIGNED_IN)
def invitations() -> ResponseReturnValue:
    """Show the invitations, those to be answered first."""
    with reading() as session:
        rows = queries.my_participations(session, actor())
    waiting = [row for row in rows if row.state is ParticipationState.INVITED]
    answered = [row for row in rows if row.state is not ParticipationState.INVITED]
    return render_template(
        "training/invitations.html",
        waiting=waiting,
        answered=answered,
        words=STATE_WORDS,
        to_confirm={row.id for row in rows if row.state is ParticipationState.ENROLLED},
        readable=readable,
        whatsapp_url=whatsapp_url,
    )


@blueprint.post("/undangan/<uuid:participation_id>/bersedia")
@allow(Visitor.SIGNED_IN)
def accept(participation_id: UUID) -> ResponseReturnValue:
    """Say yes to an invitation."""
    state = ParticipationState.WILLING
    with writing() as session:
        operations.answer(session, actor(), participation_id, state, at=clock.now())
    flash(_("Terima kasih. Kesediaan Anda sudah dicatat."))
    return redirect(url_for("training.invitations"), code=303)


@blueprint.get("/undangan/<uuid:participation_id>/berhalangan")
@allow(Visitor.SIGNED_IN)
def regrets(participation_id: UUID) -> ResponseReturnValue:
    """Ask why somebody can't come."""
    with reading() as session:
        row = queries.my_participation(session, actor(), participation_id)
    return render_template("training/regrets.html", row=row, form=DeclineForm())


@blueprint.post("/undangan/<uuid:participation_id>/menolak")
@allow(Visitor.SIGNED_IN)
def decline(participation_id: UUID) -> ResponseReturnValue:
    """Say no to an invitation."""
    form, state = DeclineForm(), ParticipationState.DECLINED
    if not form.validate_on_submit():
        with reading() as session:
            row = queries.my_participation(session, actor(), participation_id)
        return render_template("training/regrets.html", row=row, form=form), 422
    reason = form.reason.data
    with writing() as session:
        operations.answer(session, actor(), participation_id, state, reason=reason, at=clock.now())
    flash(_("Jawaban Anda sudah dicatat. Terima kasih sudah memberi kabar."))
    return redirect(url_for("training.invitations"), code=303)


@blueprint.get("/peserta/<uuid:participation_id>/nama")
@allow(Visitor.SIGNED_IN)
def name(participation_id: UUID) -> ResponseReturnValue:
    """Show the name as it will be printed, to be confirmed or mended."""
    with reading() as session:
        row = queries.my_participation(session, actor(), participation_id)
    return _name_page(row, NameForm(formdata=None, obj=row.person))


def _name_page(row: Participation, form: NameForm) -> str:
    person = row.person
    printed = PrintedName(person.name, person.gelar_depan, person.gelar_belakang)
    shown = row.confirmed_name or printed.text
    same = [
        ("name", person.name),
        ("gelar_depan", person.gelar_depan),
        ("gelar_belakang", person.gelar_belakang),
    ]
    return render_template(
        "training/name.html",
        row=row,
        form=form,
        shown=shown,
        same=same,
        readable=readable,
        whatsapp_url=whatsapp_url,
    )


@blueprint.post("/peserta/<uuid:participation_id>/nama")
@allow(Visitor.SIGNED_IN)
def confirm_name(participation_id: UUID) -> ResponseReturnValue:
    """Keep the name as it shall be printed."""
    form = NameForm()
    with reading() as session:
        row = queries.my_participation(session, actor(), participation_id)
    if form.validate_on_submit():
        given = form.data
        printed = PrintedName(
            given["name"], given["gelar_depan"] or "", given["gelar_belakang"] or ""
        )
        try:
            with writing() as session:
                operations.confirm_name(session, actor(), participation_id, printed, at=clock.now())
            flash(_("Nama yang akan dicetak sudah disimpan."))
            return redirect(url_for("training.name", participation_id=participation_id), code=303)
        except Refused as refusal:
            put_refusal(form, refusal)
    return _name_page(row, form), 422
