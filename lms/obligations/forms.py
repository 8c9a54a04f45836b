"""Forms of the lists of the obliged."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField

from lms.obligations.operations import ListFacts
from lms.standings.buckets import Key
from lms.standings.models import Mode
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

MODE_WORDS = {
    Mode.NAMES: _l("Nama-nama orang, dengan NIK"),
    Mode.TARGETS: _l("Jumlah orang per desa"),
}
_SEPARATOR = "/"


def key_value(key: Key) -> str:
    """Give a key as the form sends it."""
    return _SEPARATOR.join(key)


class ListForm(Form):
    """A list to be tried."""

    key = ChoiceField(_l("Wajib mengikuti"), [filled()])
    region_code = ChoiceField(_l("Wilayah daftar"), [filled()])
    mode = RadioField(
        _l("Isi daftar"),
        [filled()],
        choices=[SelectChoice(mode.value, words) for mode, words in MODE_WORDS.items()],
        default=Mode.NAMES.value,
    )
    source = TextField(_l("Sumber"), [filled(), at_most(300)])
    dated_on = DateField(_l("Tanggal sumber"), [required(), not_in_future])
    file = FileField(_l("Berkas Excel (.xlsx)"), [FileRequired(_l("Pilih berkasnya dahulu."))])

    @property
    def facts(self) -> ListFacts:
        """Give what was written; only after it was found right."""
        assert self.dated_on.data is not None
        return ListFacts(
            key=Key(*str(self.key.data).split(_SEPARATOR, 1)),
            region_code=self.region_code.data,
            mode=Mode(self.mode.data),
            source=self.source.data or "",
            dated_on=self.dated_on.data,
        )


class ApplyForm(Form):
    """Putting a tried list in force."""

    leave_out = BooleanField(_l("Lewati baris yang salah"))


class EndForm(Form):
    """Why a list ends without another."""

    reason = TextField(_l("Alasan"), [filled(), at_most(300)])
