"""Words for roles."""

from flask_babel import lazy_gettext as _l

from lms.kernel.access import Role

ROLE_WORDS = {
    Role.ADMIN: _l("Admin"),
    Role.ORGANISER: _l("Panitia"),
    Role.CLERK: _l("Petugas loket"),
    Role.REGISTRAR: _l("Petugas pendaftaran"),
    Role.OFFICER: _l("Petugas pemantau"),
    Role.AUDITOR: _l("Auditor"),
}
