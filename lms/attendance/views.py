"""Presensi for participants: type the code, or come by the QR; always a receipt or a reason."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms.attendance import boards, checking_in, codes, contacts, queries
from lms.attendance.checking_in import CheckIn
from lms.attendance.forms import CodeForm
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.web.access import Visitor, actor, allow
from lms.web.limits import limiter
from lms.web.templating import sentence

blueprint = Blueprint("attendance", __name__, url_prefix="/presensi")


def _account() -> str:
    return f"presensi:{actor().account_id}"


@blueprint.get("")
@allow(Visitor.SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show the open session with a field for its code, and how the others were marked."""
    with reading() as session:
        board = boards.mine(session, actor(), at=clock.now())
    page = render_template("attendance/show.html", board=board, form=CodeForm())
    return contacts.with_device(make_response(page))


@blueprint.get("/<uuid:session_id>/<string:token>")
@allow(Visitor.PUBLIC)
def scan(session_id: UUID, token: str) -> ResponseReturnValue:
    """Judge a scanned code at once and keep the judgement; nothing is marked yet."""
    at = clock.now()
    with reading() as session:
        key = queries.key_of(session, session_id)
        if key is None:
            raise NotFound
        verdict = codes.verdict(key.secret, token, at)
        if current_user.is_authenticated:
            checking_in.my_place(session, actor(), session_id)
    confirm_url = url_for("attendance.confirm", session_id=session_id)
    if not current_user.is_authenticated:
        confirm_url = url_for("people.sign_in", lanjut=confirm_url)
    answer = make_response(redirect(confirm_url, code=303))
    contacts.remember(answer, session_id, verdict, at)
    return contacts.with_device(answer)


@blueprint.get("/<uuid:session_id>")
@allow(Visitor.SIGNED_IN)
def confirm(session_id: UUID) -> ResponseReturnValue:
    """Offer to fill in presensi by the scan that was judged, else by typing the code."""
    with reading() as session:
        row = checking_in.my_place(session, actor(), session_id)
        mark = queries.my_mark(session, actor(), session_id)
    if mark is not None:
        return redirect(url_for("attendance.receipt", session_id=session_id), code=303)
    page = boards.code_page(row, contacts.found(session_id), at=clock.now())
    return render_template("attendance/confirm.html", page=page, form=CodeForm())


@blueprint.post("/<uuid:session_id>/isi")
@allow(Visitor.SIGNED_IN)
def check_in(session_id: UUID) -> ResponseReturnValue:
    """Fill in presensi by the scan judged at first contact."""
    with writing() as session:
        done = checking_in.by_scan(
            session,
            actor(),
            session_id,
            contacts.found(session_id),
            device=contacts.device(),
            at=clock.now(),
        )
    answer = make_response(_to_receipt(done))
    contacts.forget(answer)
    return answer


@blueprint.post("/<uuid:session_id>/ketik-kode")
@allow(Visitor.SIGNED_IN)
@limiter.limit("10/minute", key_func=_account)
def type_code(session_id: UUID) -> ResponseReturnValue:
    """Fill in presensi by the digits typed, judged now."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            with writing() as session:
                done = checking_in.by_digits(
                    session,
                    actor(),
                    session_id,
                    str(form.code.data),
                    device=contacts.device(),
                    at=clock.now(),
                )
        except Refused as refusal:
            form.code.errors = [sentence(reason) for reason in refusal.reasons]
        else:
            return _to_receipt(done)
    with reading() as session:
        row = checking_in.my_place(session, actor(), session_id)
    page = boards.code_page(row, None, at=clock.now())
    return render_template("attendance/confirm.html", page=page, form=form), 422


@blueprint.get("/<uuid:session_id>/tanda-terima")
@allow(Visitor.SIGNED_IN)
def receipt(session_id: UUID) -> ResponseReturnValue:
    """Show the receipt of one's own mark."""
    with reading() as session:
        row = checking_in.my_place(session, actor(), session_id)
        mark = queries.my_mark(session, actor(), session_id)
        if mark is None:
            raise NotFound
    return render_template("attendance/receipt.html", receipt=boards.receipt(row, mark))


def _to_receipt(done: CheckIn) -> ResponseReturnValue:
    if not done.is_new:
        flash(_("Anda sudah tercatat hadir. Catatan yang pertama berlaku."), "info")
    return redirect(url_for("attendance.receipt", session_id=done.mark.session_id), code=303)
