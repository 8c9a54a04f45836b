"""Forms of deciding and reviewing."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from lms.web.forms import Form, at_most, filled


def _uuid(value: object) -> UUID:
    return UUID(str(value))


class DecisionForm(Form):
    """Who has passed."""

    participants = SelectMultipleField(
        _l("Yang ditetapkan"),
        coerce=_uuid,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,  # the operation judges each of them again
    )


class ReviewForm(Form):
    """What follows from changed facts."""

    conclusion = TextAreaField(_l("Kesimpulan"), [filled(), at_most(500)])
