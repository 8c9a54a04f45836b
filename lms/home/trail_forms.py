"""The form that filters the trail."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from lms.home.trail_words import SUBJECT_WORDS
from lms.home.words import ACT_WORDS
from lms.regions.forms import RegionField
from lms.web.forms import ChoiceField, DateField, Form, SelectChoice, TextField, at_most
from lms.web.templating import sentence

_LONGEST = 100


class TrailForm(Form):
    """What the trail is limited to; the view fills the choices by `offer`."""

    who = TextField(_l("Dilakukan oleh (nama atau nama masuk)"), [Optional(), at_most(_LONGEST)])
    organisation = ChoiceField(_l("Kantor pelaku"), [Optional()], choices=[])
    region_code = RegionField(_l("Wilayah"), [Optional()])
    act = ChoiceField(_l("Tindakan"), [Optional()], choices=[])
    kind = ChoiceField(_l("Jenis data"), [Optional()], choices=[])
    about = TextField(_l("Tentang (nama orang atau kode data)"), [Optional(), at_most(_LONGEST)])
    first_on = DateField(_l("Dari tanggal"), [Optional()])
    last_on = DateField(_l("Sampai tanggal"), [Optional()])

    def offer(self, offices: list[SelectChoice]) -> None:
        """Fill the choices, in the reader's language and order."""
        acts = sorted((sentence(words), act) for act, words in ACT_WORDS.items())
        kinds = sorted((sentence(words), kind) for kind, words in SUBJECT_WORDS.items())
        self.organisation.choices = [SelectChoice("", _l("Semua kantor")), *offices]
        self.act.choices = [
            SelectChoice("", _l("Semua tindakan")),
            *(SelectChoice(act, words) for words, act in acts),
        ]
        self.kind.choices = [
            SelectChoice("", _l("Semua jenis")),
            *(SelectChoice(kind, words) for words, kind in kinds),
        ]
