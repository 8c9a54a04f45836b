"""The base of all forms: our messages in Indonesian, and fields that clean what they get."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField as _DateField
from wtforms import Field, SelectField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation, ValidationError

from lms.kernel import clock
from lms.kernel.clock import Zone


class _OurWords:
    """WTForms' own messages, in the words of the house."""

    _words = {
        "Not a valid choice.": _l("Pilihan ini tidak ada dalam daftar."),
        "Not a valid choice": _l("Pilihan ini tidak ada dalam daftar."),
        "Not a valid date value.": _l("Tulis tanggal seperti 09/03/2026."),
        "Not a valid integer value.": _l("Tulis bilangan bulat, misalnya 20."),
        "Not a valid decimal value.": _l("Tulis angka, misalnya 85,5."),
        "Not a valid datetime value.": _l("Tulis tanggal dan jam, misalnya 09/03/2026 08.00."),
        "Not a valid time value.": _l("Tulis jam seperti 08.00."),
        "Invalid Choice: could not coerce": _l("Pilihan ini tidak ada dalam daftar."),
        "Invalid Choice: could not coerce.": _l("Pilihan ini tidak ada dalam daftar."),
        "This field is required.": _l("Wajib diisi."),
        "File does not have an approved extension.": _l("Jenis berkas ini tidak diterima."),
        "Invalid field name '%s'.": _l("Tidak ada isian bernama “%s”."),
        "Field must be at least %(min)d character long.": _l("Paling pendek %(min)d huruf."),
        "Field cannot be longer than %(max)d character.": _l("Paling panjang %(max)d huruf."),
        "Field must be exactly %(max)d character long.": _l("Harus tepat %(max)d huruf."),
        "Field must be between %(min)d and %(max)d characters long.": _l(
            "Panjangnya %(min)d sampai %(max)d huruf."
        ),
        "Number must be at least %(min)s.": _l("Paling kecil %(min)s."),
        "Number must be at most %(max)s.": _l("Paling besar %(max)s."),
        "Number must be between %(min)s and %(max)s.": _l("Tulis %(min)s sampai %(max)s."),
    }
    _other = _l("Isian ini belum benar. Periksa lalu kirim lagi.")

    def gettext(self, string: str) -> str:
        return str(self._words.get(string, self._other))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular)


class Form(FlaskForm):
    """A form whose every message is ours; post it, then ask `validate_on_submit()`."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: FlaskForm) -> _OurWords:
            return _OurWords()


class _Required(InputRequired):
    """Wants something to be sent that is more than blanks."""

    def __call__(self, form: Any, field: Any) -> None:
        sent = field.raw_data[0] if field.raw_data else ""
        if isinstance(sent, str) and not sent.strip():
            field.errors[:] = []
            raise StopValidation(str(self.message))


def required() -> InputRequired:
    """Give the validator for "Wajib diisi"."""
    return _Required(_l("Wajib diisi."))


def filled() -> DataRequired:
    """Give the validator for a text that must hold more than blanks."""
    return DataRequired(_l("Wajib diisi."))


def at_most(characters: int) -> Length:
    """Give the validator for a text's length."""
    return Length(max=characters, message=_l("Paling panjang %(max)d huruf."))


class TextField(StringField):
    """One line of text, without blanks at its ends or doubled within."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data:
            self.data = " ".join(str(self.data).replace("\x00", "").split())


class DateField(_DateField):
    """A day: from the browser's picker or typed day first, 09/03/2026."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"], **kwargs)


class ChoiceField(SelectField):
    """A choice from a closed list; the empty one says "Pilih …"."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)


def not_in_future(form: Form, field: Field) -> None:
    """Refuse a day after today; the day begins first in Papua."""
    if isinstance(field.data, date) and field.data > clock.today(Zone.WIT):
        raise ValidationError(str(_l("Tanggal ini belum terjadi.")))


__all__ = [
    "ChoiceField",
    "DateField",
    "Form",
    "SelectChoice",
    "StopValidation",
    "TextField",
    "ValidationError",
    "at_most",
    "filled",
    "not_in_future",
    "required",
]
