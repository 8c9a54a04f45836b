"""Forms of the application and of the registrar's decision."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField

from lms.registration.deciding import Decree
from lms.registration.gate import Rule
from lms.registration.models import Demand
from lms.web.forms import (
    DateField,
    Form,
    TextField,
    at_most,
    filled,
    required,
)


class ApplicationForm(Form):
    """Declarations, one box each; `application_form` adds them."""

    def boxes(self) -> list[BooleanField]:
        """Give the boxes, in order."""
        return [field for field in self if isinstance(field, BooleanField)]

    def declared(self) -> frozenset[str]:
        """Give the slugs of what was declared."""
        return frozenset(box.short_name for box in self.boxes() if box.data)


def application_form(rules: Iterable[Rule]) -> ApplicationForm:
    """Give the form for these requirements: a box for each declaration."""
    boxes = {
        rule.slug: BooleanField(rule.value["text"], [filled()])
        for rule in rules
        if rule.demand is Demand.DECLARATION
    }
    made: ApplicationForm = type("DeclarationsForm", (ApplicationForm,), boxes)()
    return made


class DecreeForm(Form):
    """The SK by which an applicant is registered."""

    number = TextField(_l("Nomor SK"), [filled(), at_most(80)])
    on = DateField(_l("Tanggal SK"), [required()])
    signatory = TextField(_l("Jabatan penanda tangan SK"), [filled(), at_most(160)])

    def decree(self, today: date) -> Decree | None:
        """Give what was posted if it is right on the day that it is in the region."""
        if not self.validate_on_submit() or self.on.data is None:
            return None
        if self.on.data > today:
            self.on.errors = [_("Tanggal ini belum terjadi. Tulis hari ini atau sebelumnya.")]
            return None
        return Decree(str(self.number.data), self.on.data, str(self.signatory.data))


class RefusalForm(Form):
    """Why an application is declined; shares its page with the SK, so its token has its own id."""

    reason = TextAreaField(_l("Alasan penolakan"), [filled(), at_most(1000)])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.csrf_token.id = "refusal-csrf-token"
