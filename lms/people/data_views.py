"""Correcting somebody's data at the desk: name, contact, domicile, NIK."""

from dataclasses import replace
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.people import desk_queries, operations
from lms.people.data_forms import CorrectionForm
from lms.people.desk import blueprint
from lms.people.models import Account
from lms.people.own_views import facts
from lms.web.access import actor, allow
from lms.web.templating import sentence


@blueprint.get("/akun/<uuid:account_id>/data")
@allow(Permission.ACCOUNT_MANAGE)
def data(account_id: UUID) -> ResponseReturnValue:
    """Show somebody's data to be corrected."""
    row = _row(account_id)
    return _page(row, CorrectionForm(obj=row.person))


@blueprint.post("/akun/<uuid:account_id>/data/betulkan")
@allow(Permission.ACCOUNT_MANAGE)
def correct(account_id: UUID) -> ResponseReturnValue:
    """Keep the corrected data; a domicile outside one's regions stays what it was."""
    row, form = _row(account_id), CorrectionForm()
    if not form.validate_on_submit():
        return _page(row, form), 422
    at = clock.now()
    with writing() as session:
        person = desk_queries.managed_account(session, actor(), account_id, on=clock.today()).person
        given = facts(form)
        if given.domicile_code is None:
            given = replace(given, domicile_code=person.domicile_code)
        operations.change_person(session, actor(), person, given, at=at)
        typed = form.nik.data
        warnings = operations.set_nik(session, actor(), person, typed, at=at) if typed else ()
    flash(_("Data disimpan."))
    for warning in warnings:
        flash(sentence(warning), "attention")
    return redirect(url_for("people_desk.account", account_id=account_id), code=303)


def _row(account_id: UUID) -> Account:
    with reading() as session:
        return desk_queries.managed_account(session, actor(), account_id, on=clock.today())


def _page(row: Account, form: CorrectionForm) -> str:
    return render_template("people_desk/data.html", account=row, form=form)
