"""Registration as PSM for those who apply, and the ladder of tiers."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden
from lms.registration import boards, next_steps, operations, presenters, queries
from lms.registration.forms import ApplicationForm, application_form
from lms.training.catalogue import Family
from lms.web.access import Visitor, actor, allow

blueprint = Blueprint("registration", __name__)

PSM = Family.PSM.value


@blueprint.get("/pendaftaran/psm")
@allow(Visitor.SIGNED_IN)
def psm() -> ResponseReturnValue:
    """Show how one's application stands; else the form, or all that keeps it closed."""
    with reading() as session:
        rules = queries.rules(session, PSM)
        board = boards.mine(session, _person_id(), PSM, at=clock.now())
    return render_template("registration/psm.html", board=board, form=application_form(rules))


@blueprint.post("/pendaftaran/psm/ajukan")
@allow(Visitor.SIGNED_IN)
def submit() -> ResponseReturnValue:
    """Take the application in."""
    with reading() as session:
        form = application_form(queries.rules(session, PSM))
    if not form.validate_on_submit():
        return _again(form)
    with writing() as session:
        done = operations.submit(session, actor(), PSM, form.declared(), at=clock.now())
    if done.is_new:
        flash(_("Pendaftaran Anda sudah masuk."))
    else:
        flash(
            _("Pendaftaran Anda sudah masuk sebelumnya; tidak ada yang dikirim dua kali."), "info"
        )
    return redirect(url_for("registration.psm"), code=303)


def _again(form: ApplicationForm) -> ResponseReturnValue:
    with reading() as session:
        board = boards.mine(session, _person_id(), PSM, at=clock.now())
    return render_template("registration/psm.html", board=board, form=form), 422


@blueprint.post("/pendaftaran/psm/tarik")
@allow(Visitor.SIGNED_IN)
def withdraw() -> ResponseReturnValue:
    """Take one's application back."""
    with writing() as session:
        operations.withdraw(session, actor(), PSM, at=clock.now())
    flash(_("Pendaftaran Anda sudah ditarik. Anda dapat mengajukannya lagi kapan saja."))
    return redirect(url_for("registration.psm"), code=303)


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
