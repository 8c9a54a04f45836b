"""Who is registered: the lists, and one member with what can be done."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.registration import (
    decree_views,
    letters,
    member_forms,
    member_lists,
    member_page,
    own_membership_views,
    practice_views,
    tenure,
)
from lms.registration.membership import Listing
from lms.registration.membership_desk import blueprint
from lms.registration.tenure_models import EndKind, NoteKind
from lms.web.access import actor, allow
from lms.web.forms import Form
from lms.web.paging import page_number
from lms.web.templating import sentence

__all__ = ["PARTS", "blueprint"]

PARTS = (decree_views, own_membership_views, practice_views)
"""Importing these modules puts their pages on the blueprint."""

_TYPED_MOST = 100
_FORMS: dict[str, type[Form]] = {
    "number": member_forms.NumberForm,
    "duty": member_forms.DutyForm,
    "letter": member_forms.LetterForm,
    "move": member_forms.MoveForm,
    "basis": member_forms.BasisForm,
    "ending": member_forms.EndForm,
}


@blueprint.get("/keanggotaan")
@allow(Permission.REGISTRATION_DECIDE)
def members() -> ResponseReturnValue:
    """List the registered of one's regions, by what is to be done."""
    lists = {one.value: one for one in Listing}
    listing = lists.get(request.args.get("daftar", ""), Listing.ACTIVE)
    name = " ".join(request.args.get("q", "").split())[:_TYPED_MOST]
    with reading() as session:
        board = member_lists.listed(
            session, actor(), listing, name=name, number=page_number(), at=clock.now()
        )
    return render_template("registration_membership/members.html", board=board)


@blueprint.get("/keanggotaan/<uuid:registration_id>")
@allow(Permission.REGISTRATION_DECIDE)
def member(registration_id: UUID) -> ResponseReturnValue:
    """Show a member with SK, terms, letters, and what can be done."""
    return _page(registration_id)


def _page(registration_id: UUID, tried: Form | None = None) -> str:
    """Give a member's page; a form that was tried comes back with its errors."""
    with reading() as session:
        board = member_page.of_desk(session, actor(), registration_id, at=clock.now())
        offices = member_page.signatories(session, board.region_code, at=clock.now())
    given = {"membership_number": board.number, "duty_code": board.duty_code}
    forms = {
        name: tried if isinstance(tried, kind) else kind(formdata=None, data=given)
        for name, kind in _FORMS.items()
    }
    letter = forms["letter"]
    if isinstance(letter, member_forms.LetterForm):
        letter.offer(offices)
        letter.letter_on.data = letter.letter_on.data or board.today
    return render_template("registration_membership/member.html", board=board, **forms)


def _try(
    registration_id: UUID, form: Form, act: Callable[[Session], object], done: str
) -> ResponseReturnValue:
    """Do an act in one transaction; a refusal comes back with the form it was typed in."""
    try:
        with writing() as session:
            act(session)
    except Refused as refusal:
        first = next(field for field in form if field.name != "csrf_token")
        first.errors = [sentence(reason) for reason in refusal.reasons]
        return _page(registration_id, form), 422
    flash(done)
    return redirect(
        url_for("registration_membership.member", registration_id=registration_id), code=303
    )


@blueprint.post("/keanggotaan/<uuid:registration_id>/nomor")
@allow(Permission.REGISTRATION_DECIDE)
def set_number(registration_id: UUID) -> ResponseReturnValue:
    """Keep a membership number."""
    form = member_forms.NumberForm()
    if not form.validate_on_submit():
        return _page(registration_id, form), 422
    number = str(form.membership_number.data or "")
    return _try(
        registration_id,
        form,
        lambda s: tenure.set_number(s, actor(), registration_id, number, at=clock.now()),
        _("Nomor anggota disimpan."),
    )


@blueprint.post("/keanggotaan/<uuid:registration_id>/wilayah-tugas")
@allow(Permission.REGISTRATION_DECIDE)
def set_duty(registration_id: UUID) -> ResponseReturnValue:
    """Keep a duty area."""
    form = member_forms.DutyForm()
    if not form.validate_on_submit():
        return _page(registration_id, form), 422
    code = str(form.duty_code.data)
    return _try(
        registration_id,
        form,
        lambda s: tenure.set_duty(s, actor(), registration_id, code, at=clock.now()),
        _("Wilayah tugas disimpan."),
    )


@blueprint.post("/keanggotaan/<uuid:registration_id>/surat-tugas")
@allow(Permission.REGISTRATION_DECIDE)
def make_letter(registration_id: UUID) -> ResponseReturnValue:
    """Make a surat tugas."""
    form = member_forms.LetterForm()
    with reading() as session:
        board = member_page.of_desk(session, actor(), registration_id, at=clock.now())
        form.offer(member_page.signatories(session, board.region_code, at=clock.now()))
    order = form.order()
    if order is None:
        return _page(registration_id, form), 422
    return _try(
        registration_id,
        form,
        lambda s: letters.make(s, actor(), registration_id, order, at=clock.now()),
        _("Surat tugas dibuat. Berkas PDF-nya siap sebentar lagi."),
    )


@blueprint.post("/keanggotaan/<uuid:registration_id>/terima-pindah")
@allow(Permission.REGISTRATION_DECIDE)
def accept_move(registration_id: UUID) -> ResponseReturnValue:
    """Take over the registration of somebody who has moved here."""
    form = member_forms.MoveForm()
    if not form.validate_on_submit():
        return _page(registration_id, form), 422
    words = str(form.move_note.data or "")
    return _try(
        registration_id,
        form,
        lambda s: tenure.accept_move(s, actor(), registration_id, words, at=clock.now()),
        _("Keanggotaan mengikuti domisili baru. Periksa nomor anggota dan wilayah tugasnya."),
    )


@blueprint.post("/keanggotaan/<uuid:registration_id>/dasar")
@allow(Permission.REGISTRATION_DECIDE)
def answer_basis(registration_id: UUID) -> ResponseReturnValue:
    """Keep what is to happen after a basis was revoked."""
    form = member_forms.BasisForm()
    if not form.validate_on_submit():
        return _page(registration_id, form), 422
    kind, reason = NoteKind(form.basis_kind.data), str(form.basis_reason.data)
    return _try(
        registration_id,
        form,
        lambda s: tenure.answer_basis(s, actor(), registration_id, kind, reason, at=clock.now()),
        _("Langkah Anda tercatat."),
    )


@blueprint.post("/keanggotaan/<uuid:registration_id>/akhiri")
@allow(Permission.REGISTRATION_DECIDE)
def end(registration_id: UUID) -> ResponseReturnValue:
    """End a registration."""
    form = member_forms.EndForm()
    if not form.validate_on_submit():
        return _page(registration_id, form), 422
    kind, reason = EndKind(form.end_kind.data), str(form.end_reason.data)
    return _try(
        registration_id,
        form,
        lambda s: tenure.end(s, actor(), registration_id, kind, reason, at=clock.now()),
        _("Keanggotaan diakhiri. Riwayatnya tetap tersimpan."),
    )
