"""The forms of signing in and of one's own account."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField, TextAreaField
from wtforms.validators import Optional

from lms.kernel.sentence import Sentence
from lms.people import names, passwords
from lms.people.models import Sex
from lms.regions.forms import DesaField, PhoneField
from lms.web.forms import (
    ChoiceField,
    DateField,
    Form,
    SelectChoice,
    TextField,
    ValidationError,
    at_most,
    filled,
    not_in_future,
    required,
)
from lms.web.templating import sentence


def _refuse(problems: Iterable[Sentence]) -> None:
    words = " ".join(sentence(problem) for problem in problems)
    if words:
        raise ValidationError(words)


def person_name(form: Form, field: Any) -> None:
    """Refuse what can't be a name or title."""
    if field.data:
        _refuse(names.problems(field.data))


def email(form: Form, field: Any) -> None:
    """Refuse what can't be an e-mail address."""
    before, at, after = (field.data or "").partition("@")
    if field.data and not (before and at and "." in after.strip(".") and " " not in field.data):
        raise ValidationError(_("Tulis alamat e-mail seperti nama@contoh.id."))


class SignInForm(Form):
    """Who it is: by phone, e-mail or login name."""

    nama = TextField(_l("Nomor HP, e-mail, atau nama masuk"), [filled(), at_most(254)])
    kata_sandi = PasswordField(_l("Kata sandi"), [required(), at_most(passwords.LONGEST)])


class CodeForm(Form):
    """The code of a printed card."""

    kode = TextField(_l("Kode pada kartu Anda"), [filled(), at_most(40)])


class FirstCodeForm(Form):
    """The first code of an authenticator that is being set up."""

    kode = TextField(_l("Kode 6 angka dari aplikasi"), [filled(), at_most(20)])


class FactorCodeForm(Form):
    """A code of the authenticator, or a recovery code."""

    kode = TextField(_l("Kode verifikasi"), [filled(), at_most(20)])


class NewPasswordForm(Form):
    """A new password, typed once: it can be shown, and asked for again if it was mistyped."""

    known: tuple[str, ...] = ()
    kata_sandi = PasswordField(_l("Kata sandi baru"), [required()])

    def validate_kata_sandi(self, field: Any) -> None:
        """Refuse a password that is too easy."""
        _refuse(passwords.problems(field.data, known=self.known))


class ChangePasswordForm(NewPasswordForm):
    """A new password in place of the present one."""

    lama = PasswordField(_l("Kata sandi sekarang"), [required()])


class PersonForm(Form):
    """What is known of a person."""

    name = TextField(_l("Nama lengkap"), [filled(), person_name])
    gelar_depan = TextField(_l("Gelar depan"), [Optional(), at_most(40), person_name])
    gelar_belakang = TextField(_l("Gelar belakang"), [Optional(), at_most(60), person_name])
    sex = ChoiceField(
        _l("Jenis kelamin"),
        [Optional()],
        choices=[
            SelectChoice("", _l("Belum diisi")),
            SelectChoice(Sex.MALE.value, _l("Laki-laki")),
            SelectChoice(Sex.FEMALE.value, _l("Perempuan")),
        ],
    )
    born_on = DateField(_l("Tanggal lahir"), [Optional(), not_in_future])
    phone = PhoneField(_l("Nomor HP/WhatsApp"), [Optional()])
    email = StringField(_l("E-mail"), [Optional(), at_most(254), email])
    domicile_code = DesaField(_l("Desa/Kelurahan domisili"), [Optional()])
    address = TextAreaField(_l("Alamat"), [Optional(), at_most(500)])


class NikForm(Form):
    """One's own NIK; warnings are confirmed by a tick."""

    nik = TextField(_l("NIK"), [filled(), at_most(40)])
    tetap = BooleanField(_l("Sudah saya periksa pada KTP, tetap lanjutkan"))
