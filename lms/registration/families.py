"""How a family is spoken of on the pages of registration."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from lms.training.catalogue import Family


@dataclass(frozen=True)
class FamilyWords:
    """`title` and `lead` of the applicant's page, `name` in a sentence, `endpoint` of the page."""

    title: LazyString
    lead: LazyString
    name: LazyString
    endpoint: str


FAMILY_WORDS = {
    Family.PSM: FamilyWords(
        _l("Pendaftaran PSM"),
        _l("Menjadi Pekerja Sosial Masyarakat yang ditetapkan dengan SK."),
        _l("PSM"),
        "registration.psm",
    ),
    Family.PENSOSMAS: FamilyWords(
        _l("Pendaftaran Pensosmas"),
        _l("Menjadi Penyuluh Sosial Masyarakat yang ditetapkan dengan SK."),
        _l("Pensosmas"),
        "registration.pensosmas",
    ),
}
