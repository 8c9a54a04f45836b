"""The staff's desk: one role, extending and ending it, and naming a deputy."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound
from lms.people import deputies, operations, phones, roles, staff_queries
from lms.people.desk_forms import DeputyForm, ExtendForm, ReasonForm
from lms.people.models import Account, RoleGrant
from lms.people.staff_desk import blueprint, is_manageable
from lms.people.words import ROLE_WORDS
from lms.web.access import actor, allow
from lms.web.forms import SelectChoice


@blueprint.get("/peran/<uuid:grant_id>")
@allow(Permission.ROLE_GRANT)
def role(grant_id: UUID) -> ResponseReturnValue:
    """Show a role with its deputies; ask until when it lasts, or why it ends."""
    return _page(_grant(grant_id))


def _page(
    row: RoleGrant, *, ending: ReasonForm | None = None, later: ExtendForm | None = None
) -> str:
    with reading() as session:
        standing_in = staff_queries.deputies_of(session, row.id, on=clock.today())
    forms = {
        "ending": ending or ReasonForm(formdata=None),
        "later": later or ExtendForm(formdata=None),
    }
    return render_template(
        "people_staff/role.html",
        row=row,
        deputies=standing_in,
        words=ROLE_WORDS,
        may=is_manageable(row),
        may_deputise=is_manageable(row) and row.deputises_id is None,
        **forms,
    )


@blueprint.post("/peran/<uuid:grant_id>/akhiri")
@allow(Permission.ROLE_GRANT)
def end_role(grant_id: UUID) -> ResponseReturnValue:
    """End a role."""
    row, form = _grant(grant_id), ReasonForm()
    if not form.validate_on_submit():
        return _page(row, ending=form), 422
    reason = form.data["reason"]
    with writing() as session:
        operations.end_role(session, actor(), grant_id, reason=reason, at=clock.now())
    flash(_("Peran diakhiri."))
    return redirect(url_for("people_staff.staff"), code=303)


@blueprint.post("/peran/<uuid:grant_id>/perpanjang")
@allow(Permission.ROLE_GRANT)
def extend_role(grant_id: UUID) -> ResponseReturnValue:
    """Let a role last longer."""
    row, form = _grant(grant_id), ExtendForm()
    if not form.validate_on_submit():
        return _page(row, later=form), 422
    with writing() as session:
        roles.extend_role(session, actor(), grant_id, ends_on=form.data["ends_on"], at=clock.now())
    flash(_("Masa peran diperpanjang."))
    return redirect(url_for("people_staff.role", grant_id=grant_id), code=303)


@blueprint.get("/peran/<uuid:grant_id>/wakil")
@allow(Permission.ROLE_GRANT)
def deputy(grant_id: UUID) -> ResponseReturnValue:
    """Ask who stands in for the holder of a role, and until when."""
    return _deputy_page(_grant(grant_id), DeputyForm(formdata=None))


def _deputy_page(row: RoleGrant, form: DeputyForm) -> str:
    typed = request.values.get("q", "")[:100].strip()
    found = []
    if typed:
        with reading() as session:
            found = list(staff_queries.candidates(session, actor(), row, typed))
    form.account.choices = [SelectChoice(str(each.id), _told(each)) for each in found]
    return render_template(
        "people_staff/deputy.html", row=row, form=form, typed=typed, words=ROLE_WORDS
    )


def _told(account: Account) -> str:
    contact = phones.readable(account.person.phone or "") or account.login_name
    return f"{account.person.full_name} · {contact}"


@blueprint.post("/peran/<uuid:grant_id>/wakil/tunjuk")
@allow(Permission.ROLE_GRANT)
def deputise(grant_id: UUID) -> ResponseReturnValue:
    """Let somebody stand in for the holder of a role."""
    row, form = _grant(grant_id), DeputyForm()
    if not form.validate_on_submit():
        return _deputy_page(row, form), 422
    given = form.data
    with writing() as session:
        held = staff_queries.grant(session, actor(), grant_id)
        account = staff_queries.candidate(session, actor(), held, _id(given["account"]))
        days = {"starts_on": given["starts_on"], "ends_on": given["ends_on"]}
        deputies.deputise(session, actor(), grant_id, account, **days, at=clock.now())
    flash(_("Wakil ditunjuk. Tugasnya berakhir sendiri pada tanggal itu."))
    return redirect(url_for("people_staff.role", grant_id=grant_id), code=303)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _grant(grant_id: UUID) -> RoleGrant:
    with reading() as session:
        return staff_queries.grant(session, actor(), grant_id)
