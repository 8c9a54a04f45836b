"""What stands in the side list and the bottom bar, by who is signed in and what they are."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.home import queries
from lms.home.queries import Belonging
from lms.kernel.access import NATION, Actor, Grant, Permission, Role
from lms.kernel.database import reading
from lms.kernel.sentence import Sentence, say
from lms.web.templating import sentence

_ADDRESSES = "bekal.addresses"
_CACHE = "bekal.belonging"
_REGIONS_SHOWN = 2


@dataclass(frozen=True)
class Item:
    """A place to go."""

    label: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class Me:
    """Who is signed in, as the header says it."""

    name: str
    roles_label: str


@dataclass(frozen=True)
class Place:
    """A page that has its place in a menu; `within`: blueprints and pages that belong to it."""

    label: Sentence
    endpoint: str
    icon: str
    within: tuple[str, ...] = ()


_LEADING = (
    "home.kelas",
    "attendance_desk",
    "practice_desk",
    "assessment_desk",
    "assessment_marking",
)
_ORGANISING = ("home.angkatan", "training_desk", "completion_desk")

HOME = Place(say("Beranda"), "home.start", "home")
TRAINEE = (
    Place(say("Materi"), "learning.modules", "book", ("learning",)),
    Place(say("Presensi"), "attendance.show", "check", ("attendance",)),
    Place(say("Nilai"), "home.scores", "chart", ("assessment", "completion", "practice")),
    Place(say("Sertifikat"), "credentials.mine", "award"),
)
TRAINEE_MORE = (
    Place(say("Jenjang saya"), "registration.levels", "list"),
    Place(
        say("Pelatihan terdahulu"),
        "credentials_recognition.mine",
        "upload",
        ("credentials_recognition",),
    ),
    Place(say("Pendaftaran PSM"), "registration.psm", "shield"),
    Place(say("Pendaftaran Pensosmas"), "registration.pensosmas", "chat"),
    Place(say("Angkatan terbuka"), "training_offers.offers", "calendar", ("training_offers",)),
)
TRAINER = (
    Place(
        say("Antrean pengajar"),
        "home.queue",
        "clock",
        _LEADING,
    ),
)
DESKS: tuple[tuple[tuple[Permission, ...], Place], ...] = (
    (
        (Permission.ANGKATAN_READ, Permission.ANGKATAN_PLAN),
        Place(say("Angkatan"), "training_desk.angkatan", "users", _ORGANISING),
    ),
    (
        (Permission.CONTENT_WRITE, Permission.CONTENT_APPROVE, Permission.CONTENT_PUBLISH),
        Place(
            say("Bengkel materi"),
            "workshop.overview",
            "file",
            ("workshop", "workshop_bank", "workshop_import"),
        ),
    ),
    (
        (Permission.NOMINATE,),
        Place(say("Usulan peserta"), "training_desk.invites", "upload"),
    ),
    (
        (Permission.NOMINATE,),
        Place(
            say("Pengajuan diri"),
            "training_offers_desk.applications",
            "user",
            ("training_offers_desk.application",),
        ),
    ),
    (
        (Permission.REGISTRATION_FILE,),
        Place(say("Loket"), "registration_filing.start", "users", ("registration_filing",)),
    ),
    (
        (Permission.REGISTRATION_DECIDE,),
        Place(say("Pendaftaran masuk"), "registration_desk.queue", "file", ("registration_desk",)),
    ),
    (
        (Permission.REGISTRATION_DECIDE,),
        Place(
            say("SK dan keanggotaan"),
            "registration_membership.members",
            "shield",
            ("registration_membership",),
        ),
    ),
    (
        (Permission.RECOGNITION_FILE, Permission.RECOGNITION_CONFIRM),
        Place(
            say("Pengakuan pelatihan"),
            "credentials_recognition_desk.papers",
            "award",
            ("credentials_recognition_desk", "credentials_recognition.scan"),
        ),
    ),
    (
        (Permission.OVERSIGHT_READ,),
        Place(say("Pelatihan wajib"), "oversight.regions", "map", ("oversight",)),
    ),
    (
        (Permission.OBLIGATION_MANAGE,),
        Place(say("Daftar wajib"), "obligations.lists", "list", ("obligations",)),
    ),
    (
        (Permission.ACCOUNT_MANAGE,),
        Place(say("Akun peserta"), "people_desk.accounts", "user", ("people_desk",)),
    ),
    (
        (Permission.ORGANISATION_MANAGE,),
        Place(say("Organisasi"), "regions_desk.organisations", "building", ("regions_desk",)),
    ),
    (
        (Permission.ROLE_GRANT,),
        Place(say("Petugas dan peran"), "people_staff.staff", "key", ("people_staff",)),
    ),
    (
        (Permission.API_KEY_MANAGE,),
        Place(say("Kunci sistem lain"), "api_keys.overview", "key", ("api_keys",)),
    ),
    (
        (Permission.AUDIT_READ,),
        Place(say("Jejak tindakan"), "home.trail", "clock", ("home.history",)),
    ),
)
OWN = (Place(say("Data saya"), "people_own.profile", "gear", ("people_own",)),)
GUARDED = (Place(say("Keamanan"), "people_security.show", "shield", ("people_security",)),)
PUBLIC = (
    Place(say("Angkatan terbuka"), "training_offers.offers", "calendar", ("training_offers",)),
    Place(say("Aktifkan akun"), "people.activation", "phone"),
    Place(say("Periksa sertifikat"), "credentials.check", "search"),
)
ROLE_WORDS = {
    Role.ADMIN: say("Admin"),
    Role.ORGANISER: say("Penyelenggara"),
    Role.AUTHOR: say("Penulis materi"),
    Role.CLERK: say("Petugas loket"),
    Role.REGISTRAR: say("Petugas pendaftaran"),
    Role.OFFICER: say("Petugas Kementerian Sosial"),
    Role.AUDITOR: say("Auditor"),
}


def context() -> dict[str, Any]:
    """Give the values that every page's layout needs."""
    if not current_user.is_authenticated:
        return {"me": None, "navigation": _items(PUBLIC), "bottom_bar": ()}
    actor: Actor = current_user.actor
    what = belonging(actor)
    return {
        "me": Me(current_user.name, roles_label(actor.grants, what)),
        "navigation": _items(places(actor, what) + (GUARDED if current_user.is_guarded else ())),
        "bottom_bar": _items((HOME, *TRAINEE)) if what.takes_part else (),
    }


def belonging(actor: Actor) -> Belonging:
    """Give what the actor is beside their roles; asked once in a request."""
    found: Belonging | None = request.environ.get(_CACHE)
    if found is None:
        with reading() as session:
            found = request.environ[_CACHE] = queries.belonging(session, actor)
    return found


def places(actor: Actor, what: Belonging) -> tuple[Place, ...]:
    """Give the side list of somebody who may be several things at once."""
    desks = tuple(
        place
        for permissions, place in DESKS
        if any(actor.may_somewhere(permission) for permission in permissions)
    )
    return (
        HOME,
        *(TRAINEE if what.takes_part else ()),
        *(TRAINEE_MORE if what.takes_part or not actor.grants else ()),
        *(TRAINER if what.teaches else ()),
        *desks,
        *OWN,
    )


def roles_label(grants: tuple[Grant, ...], what: Belonging) -> str:
    """Give "Penyelenggara, Lampung · Pengajar"."""
    words = [_role(role, grants, what.region_names) for role in Role if _codes(role, grants)]
    if what.teaches:
        words.append(_("Pengajar"))
    if what.takes_part:
        words.append(_("Peserta"))
    return " · ".join(words)


def _codes(role: Role, grants: tuple[Grant, ...]) -> list[str]:
    return sorted({grant.region_code for grant in grants if grant.role is role})


def _role(role: Role, grants: tuple[Grant, ...], names: dict[str, str]) -> str:
    word, codes = sentence(ROLE_WORDS[role]), _codes(role, grants)
    if NATION in codes:
        return word
    shown = [names.get(code, code) for code in codes[:_REGIONS_SHOWN]]
    more = len(codes) - len(shown)
    return ", ".join([word, *shown, *([f"+{more}"] if more else [])])


def _items(chosen: tuple[Place, ...]) -> tuple[Item, ...]:
    here, address_of = _current(chosen), _addresses()
    return tuple(
        Item(sentence(each.label), address_of[each.endpoint], each.icon, each is here)
        for each in chosen
    )


class _Addresses(dict[str, str]):
    """The addresses of pages without parameters, worked out once for each mounting point."""

    def __missing__(self, endpoint: str) -> str:
        self[endpoint] = url_for(endpoint)
        return self[endpoint]


def _addresses() -> _Addresses:
    known: dict[str, _Addresses] = current_app.extensions.setdefault(_ADDRESSES, {})
    return known.setdefault(request.script_root, _Addresses())


def _current(chosen: tuple[Place, ...]) -> Place | None:
    """Give the place of the present page: its own, else the first to which it belongs."""
    endpoint, blueprint = request.endpoint, request.blueprint
    found = [each for each in chosen if endpoint == each.endpoint]
    found += [each for each in chosen if blueprint in each.within or endpoint in each.within]
    return found[0] if found else None
