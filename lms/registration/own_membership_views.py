"""One's own membership, resigning, and the letters of assignment."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.credentials import house
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound
from lms.registration import letters, member_page, tenure
from lms.registration.member_forms import ResignForm
from lms.registration.membership_desk import blueprint
from lms.web.access import Visitor, actor, allow

_UNSAFE_IN_NAMES = str.maketrans({letter: "-" for letter in '/\\:*?"<>| '})


@blueprint.get("/keanggotaan/saya")
@allow(Visitor.SIGNED_IN)
def mine() -> ResponseReturnValue:
    """Show one's own membership: SK, term, letters, and what has to be known."""
    return _page(ResignForm(formdata=None))


def _page(form: ResignForm) -> str:
    with reading() as session:
        boards = member_page.own(session, actor(), at=clock.now())
    return render_template("registration_membership/mine.html", boards=boards, form=form)


@blueprint.post("/keanggotaan/saya/<uuid:registration_id>/mundur")
@allow(Visitor.SIGNED_IN)
def resign(registration_id: UUID) -> ResponseReturnValue:
    """Resign."""
    form = ResignForm()
    if not form.validate_on_submit():
        return _page(form), 422
    with writing() as session:
        reason = str(form.end_reason.data)
        tenure.resign(session, actor(), registration_id, reason, at=clock.now())
    flash(_("Pengunduran diri Anda tercatat. Terima kasih atas pengabdian Anda."))
    return redirect(url_for("registration_membership.mine"), code=303)


@blueprint.get("/keanggotaan/surat-tugas/<uuid:letter_id>")
@allow(Visitor.SIGNED_IN)
def letter(letter_id: UUID) -> ResponseReturnValue:
    """Give a surat tugas as PDF to its person or to a registrar of the region."""
    with reading() as session:
        found = letters.readable(session, actor(), letter_id)
    if found.storage_key is None:
        raise NotFound
    response = Response(house.storage().read(found.storage_key), mimetype="application/pdf")
    name = f"surat-tugas-{found.number}".translate(_UNSAFE_IN_NAMES) + ".pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store, private"
    return response
