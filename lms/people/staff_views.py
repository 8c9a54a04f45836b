"""The staff's desk: who holds which role, new staff members, and granting."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission, Role
from lms.kernel.database import reading, writing
from lms.people import closing_views, operations, role_views, staff_queries, staffing
from lms.people.desk_forms import NewStaffForm, RoleForm, StaffFilterForm
from lms.people.operations import PersonFacts, RoleFacts
from lms.people.staff_desk import blueprint, is_manageable, member_account, with_offices
from lms.people.staff_queries import Phase, Wanted
from lms.people.words import PHASE_WORDS, ROLE_WORDS
from lms.web.access import actor, allow
from lms.web.forms import Form
from lms.web.paging import Paging, page_number

__all__ = ["PARTS", "blueprint"]

PARTS = (closing_views, role_views)
"""Importing these modules puts their pages on the blueprint."""


@blueprint.get("")
@allow(Permission.ROLE_GRANT)
def staff() -> ResponseReturnValue:
    """List the roles in the actor's regions: in force, ending soon, coming or past."""
    form = StaffFilterForm(request.args, meta={"csrf": False})
    with_offices(form, _("Semua kantor"))
    form.validate()
    wanted, number, on = _wanted(form), page_number(), clock.today()
    with reading() as session:
        rows = staff_queries.staff(session, actor(), wanted, on=on, page=number)
        count = staff_queries.staff_count(session, actor(), wanted, on=on)
        ending = staff_queries.staff_count(session, actor(), Wanted(Phase.ENDING), on=on)
    known = {*form.data, "region_code-kode", "keadaan"}  # no other name may reach url_for
    kept = {key: value for key, value in request.args.items() if key in known and value}
    values = {"rows": rows, "count": count, "ending_count": ending, "form": form}
    values |= {"tabs_of": _tabs(wanted.phase), "phase": wanted.phase, "words": ROLE_WORDS}
    values |= {"is_filtered": bool(kept.keys() - {"keadaan"})}
    paging = Paging(number, count, staff_queries.PAGE_ROWS, "people_staff.staff", kept)
    return render_template("people_staff/staff.html", page=paging, **values)


def _wanted(form: StaffFilterForm) -> Wanted:
    typed, given = request.args.get("keadaan", ""), form.data
    phase = Phase(typed) if typed in {*Phase} else Phase.CURRENT
    if form.errors:
        return Wanted(phase)
    return Wanted(
        phase,
        text=given["q"] or "",
        role=Role(given["role"]) if given["role"] else None,
        organisation_id=UUID(given["organisation"]) if given["organisation"] else None,
        region_code=given["region_code"],
    )


def _tabs(here: Phase) -> list[dict[str, object]]:
    return [
        {
            "label": PHASE_WORDS[phase],
            "url": url_for("people_staff.staff", keadaan=phase.value),
            "is_current": phase is here,
        }
        for phase in Phase
    ]


@blueprint.get("/baru")
@allow(Permission.ROLE_GRANT)
def new_member() -> ResponseReturnValue:
    """Ask about a new staff member."""
    form = NewStaffForm()
    with_offices(form)
    return render_template("people_staff/new_member.html", form=form)


@blueprint.post("")
@allow(Permission.ROLE_GRANT)
def appoint() -> ResponseReturnValue:
    """Create a staff member: person, account and role."""
    form = NewStaffForm()
    with_offices(form)
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
    return _member_page(account_id, RoleForm())


@blueprint.post("/<uuid:account_id>/beri-peran")
@allow(Permission.ROLE_GRANT)
def grant(account_id: UUID) -> ResponseReturnValue:
    """Grant a role."""
    row, form = member_account(account_id), RoleForm()
    with_offices(form)
    if not form.validate_on_submit():
        return _member_page(account_id, form), 422
    with writing() as session:
        operations.grant_role(session, actor(), row, _role_facts(form), at=clock.now())
    flash(_("Peran diberikan."))
    return redirect(url_for("people_staff.member", account_id=account_id), code=303)


def _member_page(account_id: UUID, form: RoleForm) -> str:
    row = member_account(account_id)
    with_offices(form)
    with reading() as session:
        grants = staff_queries.grants_of(session, account_id)
    values = {"account": row, "grants": grants, "form": form, "words": ROLE_WORDS}
    values |= {"is_self": account_id == actor().account_id, "may": is_manageable}
    values["may_history"] = actor().may_somewhere(Permission.ACCOUNT_MANAGE)
    return render_template("people_staff/member.html", **values)


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
        starts_on=given["starts_on"],
        ends_on=given["ends_on"],
    )
