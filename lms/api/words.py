"""Words for what a key may be used for, and for where it stands."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.api.keys import is_living
from lms.api.models import ApiKey, Use

USE_WORDS = {
    Use.ELIGIBILITY: _l("Kelayakan pendaftaran menurut NIK"),
    Use.CERTIFICATE: _l("Keaslian sertifikat"),
    Use.COVERAGE: _l("Capaian pelatihan wajib"),
}

QUESTION_WORDS = {
    "api.eligibility": USE_WORDS[Use.ELIGIBILITY],
    "api.certificate": USE_WORDS[Use.CERTIFICATE],
    "api.coverage": USE_WORDS[Use.COVERAGE],
}


def state_of(row: ApiKey, *, on: date) -> tuple[str, str]:
    """Give the word and tone for where a key stands."""
    if is_living(row, on=on):
        return _("Berlaku"), "good"
    return (_("Diakhiri"), "danger") if row.ended_at else (_("Habis masa"), "neutral")
