"""The organisations' desk."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.regions import operations, phones, queries
from lms.regions.forms import EndForm, NewOrganisationForm, OrganisationForm, RenameForm
from lms.regions.models import Organisation, OrganisationKind
from lms.regions.operations import OrganisationFacts
from lms.regions.words import KIND_WORDS
from lms.web.access import actor, allow
from lms.web.forms import SelectChoice

blueprint = Blueprint("regions_desk", __name__, url_prefix="/organisasi")


@blueprint.get("")
@allow(Permission.ORGANISATION_MANAGE)
def organisations() -> ResponseReturnValue:
    """List the organisations in the actor's regions."""
    with reading() as session:
        rows = queries.organisations(session, actor(), Permission.ORGANISATION_MANAGE)
    return render_template(
        "regions_desk/organisations.html", rows=rows, words=KIND_WORDS, readable=phones.readable
    )


@blueprint.get("/baru")
@allow(Permission.ORGANISATION_MANAGE)
def new_organisation() -> ResponseReturnValue:
    """Ask about a new organisation."""
    form = NewOrganisationForm(valid_from=clock.today(), kind=OrganisationKind.DINAS)
    return render_template("regions_desk/new_organisation.html", form=form)


@blueprint.post("")
@allow(Permission.ORGANISATION_MANAGE)
def found() -> ResponseReturnValue:
    """Found an organisation."""
    form = NewOrganisationForm()
    if not form.validate_on_submit():
        return render_template("regions_desk/new_organisation.html", form=form), 422
    since = form.data["valid_from"]
    with writing() as session:
        operations.found(session, actor(), _facts(form), valid_from=since, at=clock.now())
    flash(_("Organisasi dicatat."))
    return redirect(url_for("regions_desk.organisations"), code=303)


@blueprint.get("/<uuid:organisation_id>")
@allow(Permission.ORGANISATION_MANAGE)
def organisation(organisation_id: UUID) -> ResponseReturnValue:
    """Show an organisation, to be corrected."""
    row = _managed(organisation_id)
    return render_template(
        "regions_desk/organisation.html", organisation=row, form=OrganisationForm(obj=row)
    )


@blueprint.post("/<uuid:organisation_id>/ubah")
@allow(Permission.ORGANISATION_MANAGE)
def change(organisation_id: UUID) -> ResponseReturnValue:
    """Correct what is said about an organisation."""
    row, form = _managed(organisation_id), OrganisationForm()
    if not form.validate_on_submit():
        return render_template("regions_desk/organisation.html", organisation=row, form=form), 422
    with writing() as session:
        operations.change(session, actor(), organisation_id, _facts(form), at=clock.now())
    return _done(organisation_id, _("Perubahan disimpan."))


@blueprint.get("/<uuid:organisation_id>/nama-baru")
@allow(Permission.ORGANISATION_MANAGE)
def new_name(organisation_id: UUID) -> ResponseReturnValue:
    """Ask for the new official name."""
    row = _managed(organisation_id)
    return render_template(
        "regions_desk/new_name.html", organisation=row, form=RenameForm(on=clock.today())
    )


@blueprint.post("/<uuid:organisation_id>/ganti-nama")
@allow(Permission.ORGANISATION_MANAGE)
def rename(organisation_id: UUID) -> ResponseReturnValue:
    """Let a successor with a new name begin."""
    row, form = _managed(organisation_id), RenameForm()
    if not form.validate_on_submit():
        return render_template("regions_desk/new_name.html", organisation=row, form=form), 422
    given = form.data
    values = {name: given[name] for name in ("name", "short_name", "on")}
    with writing() as session:
        new = operations.rename(session, actor(), organisation_id, **values, at=clock.now())
    return _done(new.id, _("Nama baru dicatat. Nama lama berakhir sehari sebelumnya."))


@blueprint.get("/<uuid:organisation_id>/akhir")
@allow(Permission.ORGANISATION_MANAGE)
def ending(organisation_id: UUID) -> ResponseReturnValue:
    """Ask when and why an organisation ends."""
    row = _managed(organisation_id)
    return render_template("regions_desk/ending.html", organisation=row, form=_end_form(row))


@blueprint.post("/<uuid:organisation_id>/akhiri")
@allow(Permission.ORGANISATION_MANAGE)
def end(organisation_id: UUID) -> ResponseReturnValue:
    """End an organisation."""
    row = _managed(organisation_id)
    form = _end_form(row)
    if not form.validate_on_submit():
        return render_template("regions_desk/ending.html", organisation=row, form=form), 422
    given = form.data
    successor = UUID(given["successor"]) if given["successor"] else None
    values = {"on": given["on"], "successor_id": successor, "reason": given["reason"]}
    with writing() as session:
        operations.end(session, actor(), organisation_id, **values, at=clock.now())
    return _done(organisation_id, _("Masa berlaku organisasi diakhiri."))


def _done(organisation_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    address = url_for("regions_desk.organisation", organisation_id=organisation_id)
    return redirect(address, code=303)


def _managed(organisation_id: UUID) -> Organisation:
    with reading() as session:
        return queries.managed(session, actor(), organisation_id)


def _end_form(row: Organisation) -> EndForm:
    with reading() as session:
        others = queries.organisations(session, actor(), Permission.ORGANISATION_MANAGE)
    form = EndForm(on=clock.today())
    choices = [SelectChoice(str(one.id), one.name) for one in others if one.id != row.id]
    form.successor.choices = [SelectChoice("", _("Tidak ada")), *choices]
    return form


def _facts(form: OrganisationForm) -> OrganisationFacts:
    given = form.data
    return OrganisationFacts(
        name=given["name"],
        short_name=given["short_name"],
        kind=OrganisationKind(given["kind"]),
        region_code=given["region_code"],
        unit_code=given["unit_code"],
        contact_name=given["contact_name"],
        whatsapp=given["whatsapp"],
        address=given["address"] or None,
    )
