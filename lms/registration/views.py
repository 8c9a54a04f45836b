"""Registration as PSM or Pensosmas for those who apply, and the ladder of tiers."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, NotFound
from lms.registration import boards, next_steps, operations, presenters, queries, uploading
from lms.registration.families import FAMILY_WORDS
from lms.registration.filing_forms import ScanForm
from lms.registration.forms import ApplicationForm, application_form
from lms.training.catalogue import Family
from lms.web.access import Visitor, actor, allow

blueprint = Blueprint("registration", __name__)


@blueprint.get("/pendaftaran/psm")
@allow(Visitor.SIGNED_IN)
def psm() -> ResponseReturnValue:
    """Show how one's application as PSM stands; else the form, or all that keeps it closed."""
    return _page(Family.PSM)


@blueprint.get("/pendaftaran/pensosmas")
@allow(Visitor.SIGNED_IN)
def pensosmas() -> ResponseReturnValue:
    """Show the same for Pensosmas."""
    return _page(Family.PENSOSMAS)


def _page(
    family: Family, form: ApplicationForm | None = None, tried: ScanForm | None = None
) -> str:
    with reading() as session:
        board = boards.mine(session, _person_id(), family, at=clock.now())
    return render_template(
        f"registration/{family.value}.html",
        board=board,
        form=form or application_form(board.rules, board.declared),
        scan_forms=uploading.forms(board.slots, tried),
    )


@blueprint.post("/pendaftaran/ajukan")
@allow(Visitor.SIGNED_IN)
def submit() -> ResponseReturnValue:
    """Take the application in, or take it in again after it was returned."""
    family = family_posted()
    with reading() as session:
        person = queries.person(session, _person_id())
        form = application_form(queries.asked(session, person, family.value))
    if not form.validate_on_submit():
        return _page(family, form), 422
    with writing() as session:
        done = operations.submit(session, actor(), family.value, form.declared(), at=clock.now())
    if done.is_again:
        flash(_("Pendaftaran Anda sudah dikirim lagi."))
    elif done.is_new:
        flash(_("Pendaftaran Anda sudah masuk."))
    else:
        flash(
            _("Pendaftaran Anda sudah masuk sebelumnya; tidak ada yang dikirim dua kali."), "info"
        )
    return _back(family)


@blueprint.post("/pendaftaran/tarik")
@allow(Visitor.SIGNED_IN)
def withdraw() -> ResponseReturnValue:
    """Take one's application back."""
    family = family_posted()
    with writing() as session:
        operations.withdraw(session, actor(), family.value, at=clock.now())
    flash(_("Pendaftaran Anda sudah ditarik. Anda dapat mengajukannya lagi kapan saja."))
    return _back(family)


@blueprint.post("/pendaftaran/berkas")
@allow(Visitor.SIGNED_IN)
def attach() -> ResponseReturnValue:
    """Attach a scan to what is asked of oneself."""
    family, person_id = family_posted(), _person_id()
    tried = uploading.attach(person_id, family, request.form.get("slug", ""))
    if tried is not None:
        return _page(family, tried=tried), 422
    flash(_("Berkas sudah tersimpan."))
    return _back(family)


def family_posted() -> Family:
    """Give the family that a form names; without one PSM."""
    try:
        return Family(request.form.get("family", Family.PSM.value))
    except ValueError:
        raise NotFound from None


def _back(family: Family) -> ResponseReturnValue:
    return redirect(url_for(FAMILY_WORDS[family].endpoint), code=303)


@blueprint.get("/jenjang-saya")
@allow(Visitor.SIGNED_IN)
def levels() -> ResponseReturnValue:
    """Show the ladder of tiers, where one stands, and what opens next."""
    with reading() as session:
        person = queries.person(session, _person_id())
        ladder = next_steps.ladder(session, person.id)
        opened = next_steps.opened_programmes(session, person.id)
        offices = boards.offices(session, person.domicile_code, at=clock.now())
    return render_template(
        "registration/levels.html",
        ladder=ladder,
        opened=opened,
        office=offices[0] if offices else None,
        standing_word=presenters.standing_word,
    )


def _person_id() -> UUID:
    person_id = actor().person_id
    if person_id is None:
        raise Forbidden
    return person_id
