"""The form in which staff correct somebody's data."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from lms.people.forms import PersonForm
from lms.web.forms import TextField, at_most


class CorrectionForm(PersonForm):
    """What is known of a person; the NIK only to fill it in or to put a wrong one right."""

    nik = TextField(_l("NIK pada KTP"), [Optional(), at_most(40)])
