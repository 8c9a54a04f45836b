"""What the pages of an SK show, and its annex."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import NATION, Actor
from lms.regions import queries as regions
from lms.registration import (
    decrees,
    desk_queries,
    member_page,
    membership,
    practice,
    presenters,
    queries,
    tenure_queries,
    words,
)
from lms.registration.decrees import Candidate, Chosen
from lms.registration.desk_queries import Sieve
from lms.registration.practice import Manner
from lms.registration.presenters import Word
from lms.web import formats
from lms.web.templating import sentence
from lms.web.workbooks import Cell, table_workbook

_OFFERED_MOST = 100
_UNSAFE_IN_NAMES = str.maketrans({letter: "-" for letter in '/\\:*?"<>| '})


@dataclass(frozen=True)
class Line:
    """Somebody chosen, or offered, for an SK; `field` and `value` are what is sent for them."""

    registration_id: UUID
    name: str
    family: str
    region: str
    what: str
    field: str
    value: UUID
    against: list[str]


@dataclass(frozen=True)
class Preparation:
    """The page before an SK is kept."""

    ready: list[Line]
    refused: list[Line]
    signatories: list[str]
    manner: Manner
    region: str
    is_narrow: bool
    today: date


@dataclass(frozen=True)
class Person:
    """Somebody under an SK."""

    registration_id: UUID
    name: str
    family: str
    region: str
    duty: str
    number: str
    until: str
    word: Word
    added: str


@dataclass(frozen=True)
class Paper:
    """An SK with all whom it covers, and who might be added."""

    decree_id: UUID
    number: str
    facts: list[tuple[str, str]]
    people: list[Person]
    offered: list[Line]


def of_chosen(session: Session, actor: Actor, chosen: Chosen, *, at: datetime) -> Preparation:
    """Give who of those chosen can come under an SK and who can't; or NotFound."""
    found = decrees.candidates(session, actor, chosen, at=at)
    codes = [one.registration.region_code for one in found if not one.against]
    code = decrees.region_of(codes) if codes else NATION
    lines = _lines(session, found)
    return Preparation(
        ready=[line for line in lines if not line.against],
        refused=[line for line in lines if line.against],
        signatories=member_page.signatories(session, code, at=at),
        manner=practice.of_region(session, code),
        region=regions.full_name(session, code),
        is_narrow=decrees.may_sign(actor, code) or not codes,
        today=queries.today(code, at=at),
    )


def _lines(session: Session, found: tuple[Candidate, ...]) -> list[Line]:
    names = regions.full_names(session, {one.registration.region_code for one in found})
    return [
        Line(
            registration_id=one.registration.id,
            name=one.name,
            family=words.family_word(one.registration.family),
            region=names[one.registration.region_code],
            what=_("Perpanjangan") if one.renews else _("Penetapan"),
            field="perpanjang" if one.renews else "pilih",
            value=one.renews.id if one.renews else one.registration.id,
            against=[sentence(why) for why in one.against],
        )
        for one in found
    ]


def of_decree(session: Session, actor: Actor, decree_id: UUID, *, at: datetime) -> Paper:
    """Give an SK of the actor's regions with its people; or NotFound."""
    row = tenure_queries.decree(session, actor, decree_id)
    people = _people(session, decree_id, at=at)
    first, last = tenure_queries.period(session, row)
    return Paper(
        decree_id=row.id,
        number=row.number,
        facts=[
            (_("Nomor SK"), row.number),
            (_("Tanggal SK"), formats.plain_day(row.signed_on)),
            (_("Ditandatangani oleh"), row.signatory),
            (_("Wilayah"), regions.full_name(session, row.region_code)),
            (_("Masa berlaku"), member_page.span(first, last)),
            (_("Dicatat"), presenters.written(row.made_at, row.region_code)),
        ],
        people=people,
        offered=_offered(session, actor, row.region_code),
    )


def _people(session: Session, decree_id: UUID, *, at: datetime) -> list[Person]:
    terms = tenure_queries.under(session, decree_id)
    codes = {one for t in terms for one in (t.registration.region_code, t.duty_code)}
    names, on = regions.full_names(session, codes), queries.today(NATION, at=at)
    return [
        Person(
            registration_id=term.registration_id,
            name=term.registration.person.full_name,
            family=words.family_word(term.registration.family),
            region=names[term.registration.region_code],
            duty=names[term.duty_code],
            number=term.membership_number or "–",
            until=formats.plain_day(term.valid_until) if term.valid_until else "–",
            word=member_page.standing_word(membership.standing(term.registration, term, on)),
            added=term.added_reason or "",
        )
        for term in terms
    ]


def _offered(session: Session, actor: Actor, code: str) -> list[Line]:
    """Give those of the SK's region who wait, not judged, the oldest first, up to a page."""
    sieve = Sieve(region_code="" if code == NATION else code)
    rows = desk_queries.rows(session, actor, sieve, limit=_OFFERED_MOST, offset=0)
    return _lines(session, tuple(Candidate(row, None, ()) for row in rows))


def annex(session: Session, actor: Actor, decree_id: UUID, *, at: datetime) -> tuple[bytes, str]:
    """Give the list of people under an SK as XLSX, and the file's name; or NotFound."""
    row = tenure_queries.decree(session, actor, decree_id)
    terms = tenure_queries.under(session, decree_id)
    codes = {one for t in terms for one in (t.registration.region_code, t.duty_code)}
    names = regions.full_names(session, codes)
    headings = [
        _("No."),
        _("Nama"),
        _("NIK"),
        _("Urusan"),
        _("Wilayah keanggotaan"),
        _("Wilayah tugas"),
        _("Nomor anggota"),
        _("Berlaku mulai"),
        _("Berlaku sampai"),
    ]
    rows: list[list[Cell]] = [
        [
            position,
            term.registration.person.full_name,
            term.registration.person.nik_masked,
            words.family_word(term.registration.family),
            names[term.registration.region_code],
            names[term.duty_code],
            term.membership_number,
            term.valid_from,
            term.valid_until,
        ]
        for position, term in enumerate(terms, start=1)
    ]
    on = formats.plain_day(row.signed_on)
    notes = [
        _("SK Nomor %(number)s tanggal %(on)s", number=row.number, on=on) + f", {row.signatory}",
        _("Keadaan %(when)s", when=presenters.written(at, row.region_code)),
    ]
    name = f"lampiran-sk-{row.number}".translate(_UNSAFE_IN_NAMES) + ".xlsx"
    return table_workbook(_("Lampiran SK"), headings, rows, notes), name
