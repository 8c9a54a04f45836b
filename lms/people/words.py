"""Words for roles and for where they stand in their time."""

from flask_babel import lazy_gettext as _l

from lms.kernel.access import Role
from lms.people.staff_queries import Phase

ROLE_WORDS = {
    Role.ADMIN: _l("Admin"),
    Role.ORGANISER: _l("Panitia"),
    Role.AUTHOR: _l("Penulis materi"),
    Role.CLERK: _l("Petugas loket"),
    Role.REGISTRAR: _l("Petugas pendaftaran"),
    Role.OFFICER: _l("Petugas pemantau"),
    Role.AUDITOR: _l("Auditor"),
}

PHASE_WORDS = {
    Phase.CURRENT: _l("Berlaku"),
    Phase.ENDING: _l("Berakhir dalam 30 hari"),
    Phase.COMING: _l("Akan mulai"),
    Phase.PAST: _l("Sudah berakhir"),
}
