"""The first pages."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.web.access import Visitor, allow

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@allow(Visitor.PUBLIC)
def front() -> ResponseReturnValue:
    """Say what Bekal is and where to go."""
    return render_template("home/front.html")
