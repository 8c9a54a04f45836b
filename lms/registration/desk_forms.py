"""Forms of the registrar: scans, interview, decisions, the SK, and how a region does it."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectMultipleField, TextAreaField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lms.registration.decrees import Paper
from lms.registration.practice import MONTHS_MOST, NUMBER_LETTERS_MOST, Manner
from lms.web.forms import (
    ChoiceField,
    DateField,
    Form,
    SelectChoice,
    TextField,
    at_most,
    filled,
    required,
)

_WORDS_MOST = 1000
_OFFICES_MOST = 12
_OFFICE_LETTERS_MOST = 160
_MASK_SIGNS = frozenset("0A.-/ ")


class VerdictForm(Form):
    """What was found about a scan: not as it should be, and why."""

    note = TextField(_l("Apa yang belum sesuai"), [filled(), at_most(_WORDS_MOST)])


class InterviewForm(Form):
    """What an interview showed."""

    interviewed_on = DateField(_l("Tanggal wawancara"), [required()])
    interview_note = TextAreaField(_l("Hasil wawancara"), [filled(), at_most(_WORDS_MOST)])


class ReturnForm(Form):
    """What the applicant has to complete."""

    lacking = TextAreaField(_l("Yang perlu dilengkapi"), [filled(), at_most(_WORDS_MOST)])


class RefusalForm(Form):
    """Why an application is declined."""

    reason = TextAreaField(_l("Alasan penolakan"), [filled(), at_most(_WORDS_MOST)])


class DecreeForm(Form):
    """An SK, with the term that it gives."""

    number = TextField(_l("Nomor SK"), [filled(), at_most(80)])
    on = DateField(_l("Tanggal SK"), [required()])
    signatory = ChoiceField(_l("Jabatan penanda tangan SK"), [required()])
    starts_on = DateField(_l("Mulai berlaku"), [Optional()])
    ends_on = DateField(_l("Berlaku sampai"), [Optional()])

    def offer(self, signatories: Iterable[str]) -> None:
        """Let one of these offices be chosen."""
        self.signatory.choices = [SelectChoice(office, office) for office in signatories]

    def paper(self, today: date) -> Paper | None:
        """Give what was posted if it is right on the day that it is in the region."""
        if not self.validate_on_submit() or self.on.data is None:
            return None
        if self.on.data > today:
            self.on.errors = [_("Tanggal ini belum terjadi. Tulis hari ini atau sebelumnya.")]
            return None
        if self.ends_on.data and self.ends_on.data < (self.starts_on.data or self.on.data):
            self.ends_on.errors = [_("Berakhir sebelum mulai berlaku.")]
            return None
        return Paper(
            str(self.number.data),
            self.on.data,
            str(self.signatory.data),
            self.starts_on.data,
            self.ends_on.data,
        )


class AdditionForm(Form):
    """Why further people are put under an SK."""

    reason = TextAreaField(_l("Alasan penambahan"), [filled(), at_most(_WORDS_MOST)])


class PracticeForm(Form):
    """How a region registers."""

    signatories = TextAreaField(_l("Jabatan penanda tangan"), [filled(), at_most(2000)])
    membership_mask = TextField(
        _l("Pola nomor anggota"), [Optional(), at_most(NUMBER_LETTERS_MOST)]
    )
    validity_months = IntegerField(
        _l("Masa berlaku (bulan)"),
        [Optional(), NumberRange(1, MONTHS_MOST, _l("Tulis 1 sampai %(max)s."))],
    )
    asked = SelectMultipleField(
        _l("Yang diminta di wilayah ini, di samping persyaratan umum"),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )

    def manner(self) -> Manner | None:
        """Give what was posted if it is right."""
        if not self.validate_on_submit():
            return None
        offices = [" ".join(one.split()) for one in str(self.signatories.data).splitlines()]
        offices = list(dict.fromkeys(filter(None, offices)))
        if len(offices) > _OFFICES_MOST or any(len(o) > _OFFICE_LETTERS_MOST for o in offices):
            self.signatories.errors = [
                _("Paling banyak %(most)s jabatan, masing-masing satu baris.", most=_OFFICES_MOST)
            ]
            return None
        mask = str(self.membership_mask.data or "")
        if not set(mask) <= _MASK_SIGNS or (mask and not set(mask) & {"0", "A"}):
            self.membership_mask.errors = [
                _("Pola memakai 0 untuk angka, A untuk huruf, dan tanda . - / di antaranya.")
            ]
            return None
        return Manner(tuple(offices), mask or None, self.validity_months.data)
