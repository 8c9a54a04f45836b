"""What people send about presensi."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # its types are older
from wtforms.validators import Regexp

from lms.attendance.codes import DIGITS_COUNT
from lms.attendance.models import Status
from lms.attendance.words import word
from lms.web.forms import Form, TextField, at_most, filled, required


class CodeForm(Form):
    """The digits from the projector; blanks between them don't matter."""

    code = TextField(
        _l("Enam angka di layar"),
        [
            filled(),
            Regexp(rf"^[0-9]{{{DIGITS_COUNT}}}$", message=_l("Ketik enam angka, misalnya 123456.")),
        ],
        filters=[lambda text: (text or "").replace(" ", "").replace("-", "")],
    )


class MarkForm(Form):
    """A status chosen by the trainer; the operation knows when it needs a reason."""

    status = RadioField(
        _l("Status"), [required()], choices=[SelectChoice(status.value) for status in Status]
    )
    reason = TextAreaField(
        _l("Alasan"), [at_most(500)], filters=[lambda text: (text or "").strip()]
    )

    def speak(self) -> None:
        """Label the choices in the reader's language."""
        self.status.choices = [SelectChoice(status.value, word(status)) for status in Status]

    def chosen(self) -> Status:
        """Give the status chosen; the form must have been validated."""
        return Status(self.status.data)
