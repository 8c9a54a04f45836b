"""The forms of the keys' desk."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from lms.api.keys import KeyFacts
from lms.api.models import Use
from lms.api.words import USE_WORDS
from lms.regions.forms import RegionField
from lms.web.forms import (
    DateField,
    Form,
    SelectChoice,
    TextField,
    at_most,
    filled,
    required,
)


class KeyForm(Form):
    """A new key."""

    label = TextField(_l("Sistem siapa"), [filled(), at_most(100)])
    purpose = TextField(_l("Untuk apa"), [filled(), at_most(500)])
    region_code = RegionField(_l("Wilayah yang dapat ditanyakan"), [required()])
    uses = SelectMultipleField(
        _l("Boleh menanyakan"),
        choices=[SelectChoice(use.value, USE_WORDS[use]) for use in Use],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    ends_on = DateField(_l("Berlaku sampai"), [required()])

    def facts(self) -> KeyFacts:
        """Give what was asked for."""
        given = self.data
        return KeyFacts(
            given["label"],
            given["purpose"],
            given["region_code"],
            tuple(Use(use) for use in given["uses"] or ()),
            given["ends_on"],
        )


class EndKeyForm(Form):
    """Why a key ends."""

    reason = TextField(_l("Alasan"), [filled(), at_most(300)])
