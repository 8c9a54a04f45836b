"""Words for the kinds of organisations."""

from flask_babel import lazy_gettext as _l

from lms.regions.models import OrganisationKind

KIND_WORDS = {
    OrganisationKind.KEMENTERIAN: _l("Kementerian"),
    OrganisationKind.BALAI: _l("Balai (BBPPKS dan lainnya)"),
    OrganisationKind.DINAS: _l("Dinas"),
    OrganisationKind.IPSM: _l("IPSM"),
    OrganisationKind.OTHER: _l("Lainnya"),
}
