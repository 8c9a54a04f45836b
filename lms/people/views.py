"""Signing in and out."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.web.access import Visitor, allow

blueprint = Blueprint("people", __name__)


@blueprint.get("/masuk")
@allow(Visitor.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    return render_template("people/sign_in.html")
