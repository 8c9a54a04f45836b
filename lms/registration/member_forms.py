"""Forms of a member's page."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Optional

from lms.regions.forms import DesaField
from lms.registration.letters import Order
from lms.registration.practice import NUMBER_LETTERS_MOST
from lms.registration.tenure_models import EndKind, NoteKind
from lms.registration.words import end_words, note_words
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


class NumberForm(Form):
    """A membership number."""

    membership_number = TextField(_l("Nomor anggota"), [Optional(), at_most(NUMBER_LETTERS_MOST)])


class DutyForm(Form):
    """A duty area."""

    duty_code = DesaField(_l("Desa atau kelurahan tugas"), [required()])


class LetterForm(Form):
    """A surat tugas."""

    letter_number = TextField(_l("Nomor surat tugas"), [filled(), at_most(80)])
    letter_on = DateField(_l("Tanggal surat"), [required()])
    letter_signatory = ChoiceField(_l("Jabatan penanda tangan"), [required()])
    letter_starts_on = DateField(_l("Masa tugas mulai"), [Optional()])
    letter_ends_on = DateField(_l("Masa tugas sampai"), [Optional()])

    def offer(self, signatories: Iterable[str]) -> None:
        """Let one of these offices be chosen."""
        self.letter_signatory.choices = [SelectChoice(one, one) for one in signatories]

    def order(self) -> Order | None:
        """Give what was posted if it is right."""
        on = self.letter_on.data if self.validate_on_submit() else None
        if not isinstance(on, date):
            return None
        return Order(
            str(self.letter_number.data),
            on,
            str(self.letter_signatory.data),
            self.letter_starts_on.data,
            self.letter_ends_on.data,
        )


class MoveForm(Form):
    """Taking over a registration."""

    move_note = TextField(_l("Catatan"), [Optional(), at_most(_WORDS_MOST)])


class BasisForm(Form):
    """What is to happen after a basis was revoked."""

    basis_kind = ChoiceField(_l("Langkah"), [required()])
    basis_reason = TextAreaField(_l("Alasan"), [filled(), at_most(_WORDS_MOST)])

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.basis_kind.choices = _choices(note_words())


class EndForm(Form):
    """Why a registration ends."""

    end_kind = ChoiceField(_l("Sebab"), [required()])
    end_reason = TextAreaField(_l("Alasan dan dasarnya"), [filled(), at_most(_WORDS_MOST)])

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.end_kind.choices = _choices(end_words())


class ResignForm(Form):
    """Why somebody resigns."""

    end_reason = TextAreaField(_l("Alasan Anda"), [filled(), at_most(_WORDS_MOST)])


def _choices(words: dict[EndKind, str] | dict[NoteKind, str]) -> list[SelectChoice]:
    offered = [SelectChoice(kind.value, word) for kind, word in words.items()]
    return [SelectChoice("", _("Pilih …")), *offered]
