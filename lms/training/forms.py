"""Forms of the training desk and of trainees."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, SelectMultipleField, TimeField
from wtforms.validators import NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from certificates import numbering
from lms.kernel.clock import Zone
from lms.regions.forms import DesaField, PhoneField
from lms.training.models import Duty
from lms.training.organising import Change
from lms.training.planning import Plan
from lms.training.words import DUTY_WORDS
from lms.web.forms import (
    ChoiceField,
    DateField,
    Form,
    SelectChoice,
    TextField,
    ValidationError,
    at_most,
    filled,
    required,
)

_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
Pairs = Iterable[tuple[str, Any]]


def offered(pairs: Pairs) -> list[SelectChoice]:
    """Give (value, words) as choices of a field."""
    return [SelectChoice(value, words) for value, words in pairs]


def picked(pairs: Pairs) -> list[SelectChoice]:
    """Give the choices with "Pilih …" before them."""
    return [SelectChoice("", _l("Pilih …")), *offered(pairs)]


_DUTIES = offered((duty.value, DUTY_WORDS[duty]) for duty in Duty)


_PLAN_TEXTS = (
    "title",
    "place",
    "contact_name",
    "whatsapp",
    "number_pattern",
    "issue_place",
    "signatory_office",
    "signatory_name",
    "signatory_nip",
    "back_signatory_office",
    "back_signatory_name",
    "level_reason",
)


class TicksField(SelectMultipleField):
    """Several of a list, as checkboxes; none may be ticked.

    Never with `Optional`: a blank sent first would let it pass what was never offered.
    """

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was ticked, blanks apart."""
        super().process_formdata([value for value in valuelist if value.strip()])


def _between(least: int, most: int) -> NumberRange:
    message = _l("Tulis angka %(min)s sampai %(max)s.")
    return NumberRange(min=least, max=most, message=message)


class ChangeForm(Form):
    """Place and contact of an angkatan."""

    place = TextField(_l("Tempat"), [filled(), at_most(200)])
    contact_name = TextField(_l("Nama narahubung"), [filled(), at_most(100)])
    whatsapp = PhoneField(_l("WhatsApp narahubung"), [required()])

    def change(self) -> Change:
        """Give what was written."""
        given = self.data
        return Change(given["place"], given["contact_name"], given["whatsapp"])


class PlanForm(ChangeForm):
    """A new angkatan."""

    curriculum_id = ChoiceField(_l("Program dan kurikulum"), [filled()])
    organiser_id = ChoiceField(_l("Penyelenggara"), [filled()])
    partner_ids = TicksField(_l("Bekerja sama dengan"))
    number = IntegerField(_l("Nomor angkatan"), [Optional(), _between(1, 3999)])
    title = TextField(_l("Nama angkatan"), [Optional(), at_most(200)])
    zone = ChoiceField(_l("Zona waktu"), [Optional()])
    starts_on = DateField(_l("Hari pertama"), [required()])
    ends_on = DateField(_l("Hari terakhir"), [required()])
    number_pattern = TextField(
        _l("Pola nomor sertifikat"), [filled(), at_most(120)], default=numbering.EXAMPLE
    )
    issue_place = TextField(_l("Tempat penetapan sertifikat"), [filled(), at_most(100)])
    signatory_office = TextField(_l("Jabatan penanda tangan"), [filled(), at_most(160)])
    signatory_name = TextField(_l("Nama penanda tangan"), [filled(), at_most(160)])
    signatory_nip = TextField(_l("NIP penanda tangan"), [Optional(), at_most(30)])
    back_signatory_office = TextField(
        _l("Jabatan penanda tangan halaman belakang"), [filled(), at_most(160)]
    )
    back_signatory_name = TextField(
        _l("Nama penanda tangan halaman belakang"), [filled(), at_most(160)]
    )
    level_reason = TextField(
        _l("Alasan bila tingkat penyelenggara tidak biasa"), [Optional(), at_most(300)]
    )

    def offer(self, curricula: Pairs, organisers: Pairs, partners: Pairs) -> None:
        """Set what may be chosen."""
        self.curriculum_id.choices = picked(curricula)
        own = list(organisers)
        self.organiser_id.choices = offered(own) if len(own) == 1 else picked(own)
        self.partner_ids.choices = offered(partners)
        own_zone = SelectChoice("", _l("Menurut wilayah penyelenggara"))
        self.zone.choices = [own_zone, *offered((zone.value, zone.value) for zone in Zone)]

    def validate_number_pattern(self, field: Any) -> None:
        """Refuse a pattern that can't number certificates."""
        for problem in numbering.check(field.data or ""):
            raise ValidationError(problem)

    def validate_ends_on(self, field: Any) -> None:
        """Refuse an end before the beginning."""
        if self.starts_on.data and field.data and field.data < self.starts_on.data:
            raise ValidationError(str(_l("Hari terakhir mendahului hari pertama.")))

    def plan(self) -> Plan:
        """Give what was written."""
        given = self.data
        texts = {name: given[name] or "" for name in _PLAN_TEXTS}
        return Plan(
            **texts,
            curriculum_id=UUID(given["curriculum_id"]),
            organiser_id=UUID(given["organiser_id"]),
            partner_ids=tuple(UUID(each) for each in given["partner_ids"] or ()),
            number=given["number"],
            zone=Zone(given["zone"]) if given["zone"] else None,
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        )


class KelasForm(Form):
    """A further kelas."""

    name = TextField(_l("Nama kelas"), [filled(), at_most(40)])


class QuotaForm(Form):
    """Seats for a sender."""

    sender = ChoiceField(_l("Pengirim"), [filled()])
    seats = IntegerField(_l("Jumlah kursi"), [required(), _between(1, 5000)])


class ReportForm(Form):
    """How many people a report speaks of."""

    people_count = IntegerField(_l("Jumlah orang"), [required(), _between(1, 100_000)])
    source = TextField(_l("Sumber"), [filled(), at_most(200)])


class CancelForm(Form):
    """Why an angkatan is called off."""

    reason = TextField(_l("Alasan pembatalan"), [filled(), at_most(300)])


class SessionForm(Form):
    """A session."""

    title = TextField(_l("Judul sesi"), [filled(), at_most(200)])
    material_id = ChoiceField(_l("Mata pelatihan"), [Optional()])
    jp = IntegerField(_l("JP"), [required(), _between(0, 20)])
    on = DateField(_l("Tanggal"), [required()])
    starts = TimeField(_l("Mulai pukul"), [required()], format=["%H:%M", "%H.%M"])
    ends = TimeField(_l("Selesai pukul"), [Optional()], format=["%H:%M", "%H.%M"])
    place = TextField(_l("Tempat"), [filled(), at_most(200)])
    trainers = TicksField(_l("Pengajar"))

    def offer(self, materials: Pairs, trainers: Pairs) -> None:
        """Set what may be chosen."""
        self.material_id.choices = [
            ("", _l("Tanpa mata pelatihan (misalnya pembukaan)")),
            *materials,
        ]
        self.trainers.choices = offered(trainers)

    def moment(self, name: str, zone: Zone) -> datetime:
        """Give a time of the session's day ("starts" or "ends") as an instant."""
        given = self.data
        return datetime.combine(given["on"], given[name], tzinfo=zone.info)


class TrainerForm(Form):
    """Somebody who teaches without an account."""

    name = TextField(_l("Nama dan gelar"), [filled(), at_most(160)])
    duty = ChoiceField(_l("Tugas"), [filled()], choices=_DUTIES)


class KnownTrainerForm(Form):
    """Somebody who is known here and shall teach."""

    person_id = TextField(_l("Orang"), [filled(), Regexp(_UUID, message=_l("Pilih orangnya."))])
    duty = ChoiceField(_l("Tugas"), [filled()], choices=_DUTIES)


class NewTrainerForm(Form):
    """Somebody who teaches and gets an account."""

    name = TextField(_l("Nama lengkap"), [filled(), at_most(100)])
    gelar_depan = TextField(_l("Gelar depan"), [Optional(), at_most(40)])
    gelar_belakang = TextField(_l("Gelar belakang"), [Optional(), at_most(60)])
    phone = PhoneField(_l("HP/WhatsApp"), [required()])
    domicile_code = DesaField(_l("Desa atau kelurahan tempat tinggal"), [Optional()])
    duty = ChoiceField(_l("Tugas"), [filled()], choices=_DUTIES)


class SheetForm(Form):
    """A list of nominees."""

    file = FileField(_l("Berkas Excel (.xlsx)"), [FileRequired(_l("Pilih berkasnya dahulu."))])
    state = ChoiceField(_l("Setelah diterapkan, mereka menjadi"), [filled()])


class DeclineForm(Form):
    """Why somebody can't come."""

    reason = TextField(_l("Alasan"), [filled(), at_most(300)])


class NameForm(Form):
    """The name to be printed."""

    name = TextField(_l("Nama lengkap"), [filled(), at_most(100)])
    gelar_depan = TextField(_l("Gelar depan"), [Optional(), at_most(40)])
    gelar_belakang = TextField(_l("Gelar belakang"), [Optional(), at_most(60)])
