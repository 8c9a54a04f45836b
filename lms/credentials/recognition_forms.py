"""Forms of papers from earlier training."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import RadioField, TextAreaField
from wtforms.validators import Optional

from lms.credentials import recognition_config
from lms.credentials.recognition_people import Finding, Whom
from lms.credentials.recognition_rules import (
    KIND_WORDS,
    Countable,
    EarlierPaper,
    PaperKind,
    problems,
)
from lms.kernel.errors import Refused
from lms.people import nik
from lms.people.forms import person_name
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
    required,
)
from lms.web.scans import ACCEPT, Scan, read_scan
from lms.web.templating import sentence

_CHOOSE = _l("Pilih berkas pindaian atau foto dokumennya.")


class ScanForm(Form):
    """A scan alone; `scan` holds it once the form is valid."""

    file = FileField(
        _l("Pindaian atau foto"), [FileRequired(_CHOOSE)], render_kw={"accept": ACCEPT}
    )
    scan: Scan | None = None

    def validate_file(self, field: FileField) -> None:
        """Open the file."""
        self.scan = _opened(field.data)


def _opened(storage: FileStorage | None) -> Scan | None:
    if storage is None or not storage.filename:
        return None
    try:
        return read_scan(storage)
    except Refused as refusal:
        raise ValidationError(sentence(refusal.reasons[0])) from refusal


class PaperForm(Form):
    """What stands on a paper; `scan` holds its scan, if one was sent and is good."""

    kind = RadioField(
        _l("Jenis dokumen"),
        choices=[SelectChoice(kind.value, KIND_WORDS[kind]) for kind in PaperKind],
        default=PaperKind.CERTIFICATE.value,
    )
    title = TextField(_l("Nama pelatihan, atau judul SK"), [filled(), at_most(200)])
    organiser = TextField(
        _l("Penyelenggara, atau pejabat yang menerbitkan SK"), [filled(), at_most(200)]
    )
    number = TextField(_l("Nomor sertifikat atau SK"), [Optional(), at_most(120)])
    dated_on = DateField(_l("Tanggal pada dokumen"), [required()])
    signatory = TextField(_l("Jabatan penanda tangan"), [Optional(), at_most(160)])
    wanted = ChoiceField(_l("Dimintakan pengakuan sebagai"), [Optional()], choices=[])
    file = FileField(_l("Pindaian atau foto dokumen"), render_kw={"accept": ACCEPT})
    scan: Scan | None = None
    needs_scan = False
    today: date

    def __init__(self, *args: Any, today: date, needs_scan: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.needs_scan = today, needs_scan
        unsure = SelectChoice("", _("Petugas yang menentukan"))
        self.wanted.choices = [unsure, *_choices(recognition_config.programmes())]

    def validate_file(self, field: FileField) -> None:
        """Open the file."""
        self.scan = _opened(field.data)
        if self.scan is None and self.needs_scan:
            raise ValidationError(str(_CHOOSE))

    def paper(self) -> EarlierPaper | None:
        """Give what was typed if it can be right; else the fields say what is wrong."""
        is_valid = self.validate_on_submit()
        if not isinstance(self.dated_on.data, date) or self.kind.errors:
            return None
        typed = EarlierPaper(
            kind=PaperKind(self.kind.data),
            title=self.title.data or "",
            organiser=self.organiser.data or "",
            number=self.number.data or "",
            dated_on=self.dated_on.data,
            signatory=self.signatory.data or "",
            wanted=self.wanted.data or None,
        )
        against = problems(typed, today=self.today)
        for name, words in against:
            self[name].errors = [*self[name].errors, sentence(words)]
        return typed if is_valid and not against else None


def _choices(programmes: tuple[Countable, ...]) -> list[SelectChoice]:
    return [SelectChoice(each.achievement, each.title) for each in programmes]


class BehalfForm(PaperForm):
    """A paper filed at the desk, and whose it is."""

    nik = TextField(_l("NIK"), [filled(), at_most(40)])
    name = TextField(_l("Nama lengkap"), [filled(), person_name])
    phone = PhoneField(_l("Nomor HP/WhatsApp"), [Optional()])
    domicile_code = DesaField(_l("Desa/Kelurahan domisili"), [required()])

    def whom(self) -> Whom | None:
        """Give the person as typed, unless a field is wrong."""
        if any((self.nik.errors, self.name.errors, self.phone.errors, self.domicile_code.errors)):
            return None
        name, digits = self.name.data or "", nik.bare(self.nik.data or "")
        return Whom(name, digits, self.phone.data, self.domicile_code.data or "")

    def put(self, finding: Finding) -> None:
        """Let the fields show why it can't be told who that is."""
        for name, words in finding.problems:
            self[name].errors = [*self[name].errors, sentence(words)]


class ConfirmForm(Form):
    """As what a paper is recognised."""

    achievement = ChoiceField(_l("Diakui sebagai"), [filled()], choices=[])

    def offer(self, programmes: tuple[Countable, ...]) -> None:
        """Set the programmes for which this paper may count."""
        self.achievement.choices = [SelectChoice("", _("Pilih …")), *_choices(programmes)]


class _ReasonForm(Form):
    reason = TextAreaField(_l("Alasan"), [filled(), at_most(500)])


class ReturnForm(_ReasonForm):
    """What is missing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="kembali-", **kwargs)


class DeclineForm(_ReasonForm):
    """Why a paper is declined."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="tolak-", **kwargs)


class SheetForm(Form):
    """A list of papers."""

    file = FileField(_l("Berkas Excel (.xlsx)"), [FileRequired(_l("Pilih berkasnya dahulu."))])
