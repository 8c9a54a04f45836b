"""Scores of practice and attitude, for the participant."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.kernel.database import reading
from lms.practice import results
from lms.web.access import Visitor, actor, allow

blueprint = Blueprint("practice", __name__)


@blueprint.get("/nilai-praktik")
@allow(Visitor.SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show one's own final scores."""
    with reading() as session:
        found = results.mine(session, actor())
    return render_template("practice/show.html", angkatans=found)
