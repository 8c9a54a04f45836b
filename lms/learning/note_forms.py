"""The form of a note."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from lms.learning.notes import MOST_LETTERS, cleaned
from lms.web.forms import Form, at_most


class _NoteField(TextAreaField):
    """A text as it is kept, so that its length is counted as the reader counts it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = cleaned(str(self.data or ""))


class NoteForm(Form):
    """What a reader notes beside a lesson."""

    catatan = _NoteField(_l("Catatan untuk diri sendiri"), [at_most(MOST_LETTERS)])
