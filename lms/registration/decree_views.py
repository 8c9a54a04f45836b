"""SK: preparing one for many people, the list, one of them, and its annex."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.registration import decree_page, decrees, member_lists
from lms.registration.decrees import Chosen
from lms.registration.desk_forms import AdditionForm, DecreeForm
from lms.registration.membership_desk import XLSX, blueprint, keys
from lms.web.access import actor, allow
from lms.web.paging import page_number
from lms.web.templating import sentence


@blueprint.get("/sk")
@allow(Permission.REGISTRATION_DECIDE)
def decree_list() -> ResponseReturnValue:
    """List the SK of one's regions."""
    with reading() as session:
        rows, paging = member_lists.decree_list(session, actor(), number=page_number())
    return render_template("registration_membership/decree_list.html", rows=rows, paging=paging)


@blueprint.get("/sk/baru")
@allow(Permission.REGISTRATION_DECIDE)
def new_decree() -> ResponseReturnValue:
    """Show who of those chosen can come under an SK, who can't and why, and ask for the SK."""
    given = request.args
    chosen = Chosen(keys(given.getlist("pilih")), keys(given.getlist("perpanjang")))
    return _page(chosen, DecreeForm(formdata=None))


@blueprint.post("/sk/simpan")
@allow(Permission.REGISTRATION_DECIDE)
def make_decree() -> ResponseReturnValue:
    """Register and renew all who are ticked, under one SK."""
    given = request.form
    chosen = Chosen(keys(given.getlist("pilih")), keys(given.getlist("perpanjang")))
    form = DecreeForm()
    with reading() as session:
        page = decree_page.of_chosen(session, actor(), chosen, at=clock.now())
    form.offer(page.signatories)
    paper = form.paper(page.today)
    if paper is None:
        return _page(chosen, form), 422
    try:
        with writing() as session:
            made = decrees.make(session, actor(), chosen, paper, at=clock.now())
    except Refused as refusal:
        told = [sentence(reason) for reason in refusal.reasons]
        return _page(chosen, form, told), 409
    number = made.number
    flash(_("SK %(number)s tersimpan untuk %(count)s orang.", number=number, count=chosen.count))
    return redirect(url_for("registration_membership.decree", decree_id=made.id), code=303)


def _page(chosen: Chosen, form: DecreeForm, told: Sequence[str] = ()) -> str:
    with reading() as session:
        page = decree_page.of_chosen(session, actor(), chosen, at=clock.now())
    form.offer(page.signatories)
    return render_template(
        "registration_membership/new_decree.html", page=page, form=form, told=told
    )


@blueprint.get("/sk/<uuid:decree_id>")
@allow(Permission.REGISTRATION_DECIDE)
def decree(decree_id: UUID) -> ResponseReturnValue:
    """Show an SK, whom it covers, and who might be added."""
    return _decree(decree_id, AdditionForm(formdata=None))


def _decree(decree_id: UUID, form: AdditionForm) -> str:
    with reading() as session:
        page = decree_page.of_decree(session, actor(), decree_id, at=clock.now())
    return render_template("registration_membership/decree.html", page=page, form=form)


@blueprint.post("/sk/<uuid:decree_id>/tambah")
@allow(Permission.REGISTRATION_DECIDE)
def extend_decree(decree_id: UUID) -> ResponseReturnValue:
    """Put further people under an SK, with the reason."""
    form = AdditionForm()
    if not form.validate_on_submit():
        return _decree(decree_id, form), 422
    chosen = Chosen(keys(request.form.getlist("pilih")))
    reason = str(form.reason.data)
    with writing() as session:
        decrees.add(session, actor(), decree_id, chosen, reason, at=clock.now())
    flash(_("%(count)s orang ditambahkan ke SK ini.", count=chosen.count))
    return redirect(url_for("registration_membership.decree", decree_id=decree_id), code=303)


@blueprint.get("/sk/<uuid:decree_id>/lampiran.xlsx")
@allow(Permission.REGISTRATION_DECIDE)
def annex(decree_id: UUID) -> ResponseReturnValue:
    """Give the list of people under an SK as XLSX."""
    with reading() as session:
        content, name = decree_page.annex(session, actor(), decree_id, at=clock.now())
    response = Response(content, mimetype=XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
