"""Forms of deciding and reviewing."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lms.completion.summarising import LONGEST
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


class SummaryForm(Form):
    """What an angkatan concluded."""

    text = TextAreaField(_l("Ringkasan"), [filled(), at_most(LONGEST)])
    scan = FileField(_l("Pindaian notula yang ditandatangani"), [Optional()])
