"""The blueprint of the banks of questions, and what its pages share."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from courses.html import Look
from lms.training import asking
from lms.workshop.drafting import module_of
from lms.workshop.item_editor import Offer
from lms.workshop.models import Manuscript

blueprint = Blueprint("workshop_bank", __name__, url_prefix="/bengkel")


def done(words: str, endpoint: str, **values: Any) -> ResponseReturnValue:
    """Tell what was done and go to a page of the bank."""
    flash(words)
    return redirect(url_for(f"workshop_bank.{endpoint}", **values), code=303)


def offer_of(manuscript: Manuscript) -> Offer:
    """Give what a question of a manuscript may name."""
    content = manuscript.content
    return Offer(
        [(each, each) for each in content["indicators"]],
        [(each["slug"], each["title"]) for each in content["lessons"]],
        tuple(each["text"] for each in content["lessons"]),
    )


def look_of(manuscript: Manuscript) -> Look:
    """Give how the texts of a manuscript are shown, with its pictures."""
    return asking.look_of(module_of(manuscript.content).media)
