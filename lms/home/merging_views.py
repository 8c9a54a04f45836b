"""Pages that show two rows of one person side by side and merge them."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.home import merging
from lms.home.merging_forms import HolderForm, MergeForm
from lms.home.site import blueprint
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.people import queries as people
from lms.people.words import ROLE_WORDS
from lms.regions import queries as regions
from lms.web.access import actor, allow
from lms.web.limits import limiter
from lms.web.templating import sentence


def _tried_by() -> str:
    return f"gabung:{actor().account_id}"


@blueprint.get("/orang/<uuid:person_id>/gabung")
@allow(Permission.PERSON_MERGE)
def twin(person_id: UUID) -> ResponseReturnValue:
    """Ask for the NIK on the KTP of somebody who seems to have two rows."""
    return _twin_page(person_id, HolderForm())


@blueprint.post("/orang/<uuid:person_id>/gabung/cari")
@allow(Permission.PERSON_MERGE)
@limiter.limit("30 per hour", key_func=_tried_by)
def find_twin(person_id: UUID) -> ResponseReturnValue:
    """Lead to the comparison with whoever holds this NIK."""
    form = HolderForm()
    if not form.validate_on_submit():
        return _twin_page(person_id, form), 422
    try:
        with reading() as session:
            found = merging.holder(session, actor(), person_id, form.nik.data or "")
    except Refused as refusal:
        form.nik.errors = [sentence(reason) for reason in refusal.reasons]
        return _twin_page(person_id, form), 422
    return redirect(url_for("home.twins", person_id=person_id, holder_id=found.id), code=303)


def _twin_page(person_id: UUID, form: HolderForm) -> str:
    with reading() as session:
        person = merging.mergeable(session, actor(), person_id)
    return render_template("home/twin.html", person=person, form=form)


@blueprint.get("/orang/<uuid:person_id>/gabung/<uuid:holder_id>")
@allow(Permission.PERSON_MERGE)
def twins(person_id: UUID, holder_id: UUID) -> ResponseReturnValue:
    """Show both rows side by side."""
    return _twins_page(person_id, holder_id, MergeForm())


@blueprint.post("/orang/<uuid:person_id>/gabung/<uuid:holder_id>/gabungkan")
@allow(Permission.PERSON_MERGE)
@limiter.limit("30 per hour", key_func=_tried_by)
def merge(person_id: UUID, holder_id: UUID) -> ResponseReturnValue:
    """Make one person of both."""
    form = MergeForm()
    if not form.validate_on_submit():
        return _twins_page(person_id, holder_id, form), 422
    given = {"typed_nik": form.nik.data or "", "reason": form.reason.data or ""}
    with writing() as session:
        merging.merge(session, actor(), person_id, holder_id, at=clock.now(), **given)
    flash(_("Kedua data sudah menjadi satu orang beserta seluruh riwayatnya."))
    return redirect(url_for("home.history", subject="orang", subject_id=holder_id), code=303)


def _twins_page(person_id: UUID, holder_id: UUID, form: MergeForm) -> str:
    with reading() as session:
        found = merging.pair(session, actor(), person_id, holder_id)
        against = merging.objections(session, actor(), found)
        stays, goes = (people.region_of(side.person) for side in (found.stays, found.goes))
        places = regions.full_names(session, {stays, goes})
    values = {"stays_place": places[stays], "goes_place": places[goes], "words": ROLE_WORDS}
    return render_template("home/twins.html", pair=found, against=against, form=form, **values)
