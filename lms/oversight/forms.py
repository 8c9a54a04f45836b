"""The forms of oversight."""

from typing import Any

from flask_babel import lazy_gettext as _l

from lms.people import nik
from lms.web.forms import Form, TextField, ValidationError, at_most, filled
from lms.web.templating import sentence


class LookUpForm(Form):
    """The NIK of the one person who is asked about."""

    nik = TextField(_l("NIK"), [filled(), at_most(40)])

    def validate_nik(self, field: Any) -> None:
        """Refuse what can't be a NIK, with what is wrong about it."""
        problems = nik.check(field.data).problems
        if problems:
            raise ValidationError(" ".join(sentence(problem) for problem in problems))
