"""One person by NIK: typed into a form, never into an address, and noted in the trail."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import writing
from lms.oversight import person_board
from lms.oversight.forms import LookUpForm
from lms.oversight.pages import blueprint
from lms.web.access import actor, allow
from lms.web.limits import limiter


def _account() -> str:
    return f"capaian-orang:{current_user.actor.account_id}"


@blueprint.get("/orang")
@allow(Permission.OVERSIGHT_READ)
def person() -> ResponseReturnValue:
    """Ask for the NIK of one person."""
    return render_template("oversight/person.html", form=LookUpForm(formdata=None), found=None)


@blueprint.post("/orang/cari")
@allow(Permission.OVERSIGHT_READ)
@limiter.limit("60 per hour", key_func=_account)
def look_up() -> ResponseReturnValue:
    """Show where the person stands, in this answer only; outside one's regions: not found."""
    form = LookUpForm()
    if not form.validate_on_submit():
        return render_template("oversight/person.html", form=form, found=None), 422
    with writing() as session:
        found = person_board.look_up(session, actor(), form.nik.data or "", at=clock.now())
    fresh = LookUpForm(formdata=None)
    if found is None:
        return render_template("oversight/person_unknown.html", form=fresh), 404
    return render_template("oversight/person.html", form=fresh, found=found)
