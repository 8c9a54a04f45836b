"""The form of an application: its declarations."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField

from lms.registration.gate import Rule
from lms.registration.models import Demand
from lms.web.forms import Form, filled


class ApplicationForm(Form):
    """Declarations, one box each; `application_form` adds them."""

    slugs: tuple[str, ...] = ()

    def boxes(self) -> list[BooleanField]:
        """Give the boxes, in order."""
        return [self[_box(slug)] for slug in self.slugs]

    def declared(self) -> frozenset[str]:
        """Give the slugs of what was declared."""
        return frozenset(slug for slug in self.slugs if self[_box(slug)].data)


def application_form(
    rules: Iterable[Rule], declared: frozenset[str] = frozenset()
) -> ApplicationForm:
    """Give the form for these requirements: a box for each declaration, ticked where declared."""
    made: ApplicationForm = type("DeclarationsForm", (ApplicationForm,), boxes_for(rules))(
        data={_box(slug): True for slug in declared}
    )
    return made


def boxes_for(rules: Iterable[Rule]) -> dict[str, Any]:
    """Give the boxes as attributes of a form's class."""
    asked = [rule for rule in rules if rule.demand is Demand.DECLARATION]
    boxes = {_box(rule.slug): BooleanField(rule.value["text"], [filled()]) for rule in asked}
    return {**boxes, "slugs": tuple(rule.slug for rule in asked)}


def _box(slug: str) -> str:
    return f"pernyataan-{slug}"
