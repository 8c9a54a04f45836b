"""The staff's desk: who holds which role, granting and ending."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission, Role
from lms.kernel.database import reading, writing
from lms.people import desk_queries, operations, queries, staffing
from lms.people.desk_forms import NewStaffForm, ReasonForm, RoleForm
from lms.people.models import Account, RoleGrant
from lms.people.operations import PersonFacts, RoleFacts
from lms.people.words import ROLE_WORDS
from lms.regions import queries as regions
from lms.web.access import actor, allow
from lms.web.forms import Form, SelectChoice

blueprint = Blueprint("people_staff", __name__, url_prefix="/petugas")


@blueprint.get("")
@allow(Permission.ROLE_GRANT)
def staff() -> ResponseReturnValue:
    """List the roles in the actor's regions."""
    with reading() as session:
        rows = desk_queries.staff(session, actor(), on=clock.today())
    return render_template("people_staff/staff.html", rows=rows, words=ROLE_WORDS)


@blueprint.get("/baru")
@allow(Permission.ROLE_GRANT)
def new_member() -> ResponseReturnValue:
    """Ask about a new staff member."""
    return render_template("people_staff/new_member.html", form=_with_offices(NewStaffForm()))


@blueprint.post("")
@allow(Permission.ROLE_GRANT)
def appoint() -> ResponseReturnValue:
    """Create a staff member: person, account and role."""
    form = _with_offices(NewStaffForm())
    if not form.validate_on_submit():
        return render_template("people_staff/new_member.html", form=form), 422
    with writing() as session:
        made = staffing.appoint(
            session, actor(), _person_facts(form), _role_facts(form), at=clock.now()
        )
    flash(_("Petugas dicatat. Buatlah kode aktivasi untuknya."))
    return redirect(url_for("people_desk.account", account_id=made.id), code=303)


@blueprint.get("/<uuid:account_id>")
@allow(Permission.ROLE_GRANT)
def member(account_id: UUID) -> ResponseReturnValue:
    """Show a staff member's roles, and ask about a further one."""
    return _member_page(account_id, _with_offices(RoleForm()))


@blueprint.post("/<uuid:account_id>/beri-peran")
@allow(Permission.ROLE_GRANT)
def grant(account_id: UUID) -> ResponseReturnValue:
    """Grant a role."""
    row, form = _member(account_id), _with_offices(RoleForm())
    if not form.validate_on_submit():
        return _member_page(account_id, form), 422
    with writing() as session:
        operations.grant_role(session, actor(), row, _role_facts(form), at=clock.now())
    flash(_("Peran diberikan."))
    return redirect(url_for("people_staff.member", account_id=account_id), code=303)


@blueprint.get("/peran/<uuid:grant_id>")
@allow(Permission.ROLE_GRANT)
def role(grant_id: UUID) -> ResponseReturnValue:
    """Ask why a role ends."""
    row = _grant(grant_id)
    return render_template("people_staff/role.html", row=row, form=ReasonForm(), words=ROLE_WORDS)


@blueprint.post("/peran/<uuid:grant_id>/akhiri")
@allow(Permission.ROLE_GRANT)
def end_role(grant_id: UUID) -> ResponseReturnValue:
    """End a role."""
    row, form = _grant(grant_id), ReasonForm()
    if not form.validate_on_submit():
        page = render_template("people_staff/role.html", row=row, form=form, words=ROLE_WORDS)
        return page, 422
    reason = form.data["reason"]
    with writing() as session:
        operations.end_role(session, actor(), grant_id, reason=reason, at=clock.now())
    flash(_("Peran diakhiri."))
    return redirect(url_for("people_staff.staff"), code=303)


def _grant(grant_id: UUID) -> RoleGrant:
    with reading() as session:
        return desk_queries.grant(session, actor(), grant_id)


def _member(account_id: UUID) -> Account:
    with reading() as session:
        return desk_queries.managed_account(session, actor(), account_id, on=clock.today())


def _member_page(account_id: UUID, form: RoleForm) -> str:
    row = _member(account_id)
    with reading() as session:
        grants = queries.grants_of(session, account_id)
    values = {"account": row, "grants": grants, "form": form, "words": ROLE_WORDS}
    values |= {"is_self": account_id == actor().account_id, "may": _ends}
    return render_template("people_staff/member.html", **values)


def _ends(row: RoleGrant) -> bool:
    may = actor().may(Permission.ROLE_GRANT, within=row.region_code)
    return may and row.ended_at is None and row.account_id != actor().account_id


def _with_offices(form: RoleForm) -> RoleForm:
    with reading() as session:
        rows = regions.organisations(session, actor(), Permission.ROLE_GRANT)
    living = [row for row in rows if row.valid_until is None or row.valid_until >= clock.today()]
    named = [SelectChoice(str(row.id), row.name) for row in living]
    form.organisation.choices = [SelectChoice("", _("Tidak disebut")), *named]
    return form


def _person_facts(form: Form) -> PersonFacts:
    given = form.data
    return PersonFacts(
        name=given["name"],
        gelar_depan=given["gelar_depan"] or "",
        gelar_belakang=given["gelar_belakang"] or "",
        phone=given["phone"],
        email=given["email"] or None,
    )


def _role_facts(form: RoleForm) -> RoleFacts:
    given = form.data
    return RoleFacts(
        role=Role(given["role"]),
        region_code=given["region_code"],
        organisation_id=UUID(given["organisation"]) if given["organisation"] else None,
        ends_on=given["ends_on"],
    )
