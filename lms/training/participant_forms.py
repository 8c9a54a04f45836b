"""Forms of the participants' desk."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Optional

from lms.training.forms import TicksField
from lms.web.forms import ChoiceField, Form, TextField, at_most, filled


class StepForm(Form):
    """A step for the ticked participants."""

    ids = TicksField(_l("Peserta"), [InputRequired(_l("Centang dahulu pesertanya."))])
    act = ChoiceField(_l("Yang dilakukan"), [filled()])
    reason = TextField(_l("Alasan"), [Optional(), at_most(300)])


class EnrolForm(Form):
    """Enrolling many at once; why also those who lack what the programme requires."""

    reason = TextField(_l("Alasan tetap mendaftarkan"), [at_most(300)])
