"""Forms of attaching scans, and of the counter."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Optional

from lms.people.forms import person_name
from lms.people.models import Sex
from lms.regions.forms import DesaField, PhoneField
from lms.registration.forms import ApplicationForm, boxes_for
from lms.registration.gate import Rule
from lms.registration.models import Demand
from lms.web.forms import (
    ChoiceField,
    DateField,
    Form,
    SelectChoice,
    TextField,
    at_most,
    filled,
    not_in_future,
    required,
)
from lms.web.scans import ACCEPT

_SEXES = [
    SelectChoice("", _l("Belum diisi")),
    SelectChoice(Sex.MALE.value, _l("Laki-laki")),
    SelectChoice(Sex.FEMALE.value, _l("Perempuan")),
]


class ScanForm(Form):
    """A scan for one requirement; several of these share a page, so each has its own ids."""

    file = FileField(
        _l("Berkas PDF atau foto"),
        [FileRequired(_l("Pilih berkasnya dahulu."))],
        render_kw={"accept": ACCEPT},
    )

    def __init__(self, slug: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.slug = slug
        for field in self:
            field.id = field.label.field_id = f"{field.short_name}-{slug}"


class LetterForm(ScanForm):
    """The scan of a letter, with its number and day."""

    number = TextField(_l("Nomor surat"), [filled(), at_most(80)])
    dated_on = DateField(_l("Tanggal surat"), [required(), not_in_future])


def scan_form(rule: Rule, **kwargs: Any) -> ScanForm:
    """Give the form for what a requirement asks."""
    kind = LetterForm if rule.demand is Demand.RECOMMENDATION else ScanForm
    return kind(rule.slug, **kwargs)


class NikSearchForm(Form):
    """A person is sought by NIK; it is never part of an address."""

    nik = TextField(_l("NIK pemohon"), [filled(), at_most(40)])


class _Client(Form):
    sex = ChoiceField(_l("Jenis kelamin"), [Optional()], choices=_SEXES)
    born_on = DateField(_l("Tanggal lahir"), [Optional(), not_in_future])
    phone = PhoneField(_l("Nomor HP/WhatsApp"), [Optional()])
    address = TextAreaField(_l("Alamat"), [Optional(), at_most(500)])

    def sex_value(self) -> Sex | None:
        """Give the sex that was chosen."""
        return Sex(self.sex.data) if self.sex.data else None


class NewClientForm(_Client):
    """Somebody who is not known yet, as on their KTP."""

    name = TextField(_l("Nama lengkap"), [filled(), person_name])
    nik = TextField(_l("NIK"), [filled(), at_most(40)])
    domicile_code = DesaField(_l("Desa/Kelurahan domisili"), [required()])


class GapsForm(_Client):
    """What is not known of somebody yet; what is known is not asked again."""

    nik = TextField(_l("NIK"), [Optional(), at_most(40)])


class FilingForm(ApplicationForm):
    """Declarations made at the counter, how they were asked for, and that the person agreed."""

    note = TextAreaField(_l("Bagaimana pemohon memintanya"), [filled(), at_most(500)])
    agreed = BooleanField(_l("Pemohon hadir dan setuju"), [filled()])


def filing_form(rules: tuple[Rule, ...], **kwargs: Any) -> FilingForm:
    """Give the counter's form for these requirements."""
    made: FilingForm = type("CounterForm", (FilingForm,), boxes_for(rules))(**kwargs)
    return made
