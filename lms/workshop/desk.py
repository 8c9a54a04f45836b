"""The blueprint of the workshop, and what its pages share."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.kernel.errors import Refused
from lms.web.forms import Form
from lms.web.templating import sentence

blueprint = Blueprint("workshop", __name__, url_prefix="/bengkel")


def done(words: str, endpoint: str, **values: Any) -> ResponseReturnValue:
    """Tell what was done and go to a page of the workshop."""
    flash(words)
    return redirect(url_for(f"workshop.{endpoint}", **values), code=303)


def put_refusal(form: Form, refusal: Refused) -> None:
    """Let the form show why the domain refused what was written in it."""
    form.form_errors = [*form.form_errors, *(sentence(reason) for reason in refusal.reasons)]
