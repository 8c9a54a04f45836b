"""Surat tugas: its facts are frozen when it is made; a worker draws it once."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from certificates.dates import long_date
from lms.credentials import house
from lms.kernel import jobs
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.regions import queries as regions
from lms.registration import deciding, decrees, inserting, queries, tenure_queries
from lms.registration.models import Registration, RegistrationState
from lms.registration.tenure_models import Appointment, DutyLetter

DRAW = "registration.draw-letter"
TITLES = {"psm": "Pekerja Sosial Masyarakat", "pensosmas": "Penyuluh Sosial Masyarakat"}
_CITY_KINDS = ("Kabupaten ", "Kota ")


@dataclass(frozen=True)
class Order:
    """A surat tugas as somebody types it; without days of its own it holds for the term."""

    number: str
    on: date
    signatory: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Content:
    """Everything that the letter says, in the words to be printed."""

    number: str
    office: str
    office_address: str
    signatory: str
    place: str
    signed_on: str
    name: str
    nik_masked: str
    membership_number: str
    home: str
    title: str
    duty_area: str
    period: str
    decree: str
    is_specimen: bool


def make(
    session: Session, actor: Actor, registration_id: UUID, order: Order, *, at: datetime
) -> DutyLetter:
    """Make a surat tugas for somebody who is registered; its PDF follows in a moment.

    Raises:
        NotFound: nobody who is registered in the actor's regions.
        Refused: everything that is wrong with it, or its number is taken.
    """
    row = tenure_queries.registration(session, actor, registration_id, lock=True)
    if not actor.may(Permission.REGISTRATION_DECIDE, within=row.region_code):
        raise NotFound
    term = tenure_queries.current(session, row.id)
    reasons = _problems(row, term, order, queries.today(row.region_code, at=at))
    if reasons:
        raise Refused(*reasons)
    code = decrees.region_of([row.region_code])
    number = " ".join(order.number.split())
    letter_id = inserting.once(
        session,
        DutyLetter,
        ("region_code", "year", "number_key"),
        appointment_id=term.id,
        region_code=code,
        number=number,
        number_key=tenure_queries.number_key(number),
        year=order.on.year,
        content=asdict(_content(session, row, term, order, code, at=at)),
        made_at=at,
        made_by_id=actor.account_id,
    )
    if letter_id is None:
        raise Refused(say("Surat nomor %(number)s sudah tercatat tahun ini.", number=number))
    jobs.add(session, DRAW, letter_id, at=at)
    detail = {"letter": letter_id, "number": number, "on": order.on}
    deciding.note(session, actor, "duty-letter.made", row, at=at, detail=detail)
    return session.get_one(DutyLetter, letter_id)


def _problems(
    row: Registration, term: Appointment, order: Order, today: date
) -> tuple[Sentence, ...]:
    found = []
    if row.state is not RegistrationState.APPROVED:
        found.append(say("Keanggotaan ini sudah berakhir. Muat ulang halamannya."))
    if not order.number.strip() or not order.signatory.strip():
        found.append(say("Nomor surat dan jabatan penanda tangan wajib diisi."))
    if order.on > today:
        found.append(say("Tanggal surat belum terjadi. Tulis tanggal hari ini atau sebelumnya."))
    if order.on < term.decree.signed_on:
        found.append(
            say(
                "Surat tugas tidak boleh bertanggal sebelum SK (%(on)s).",
                on=long_date(term.decree.signed_on),
            )
        )
    first, last = period(term, order)
    if last is not None and last < first:
        found.append(say("Masa tugas berakhir sebelum dimulai. Periksa kedua tanggalnya."))
    if first < term.valid_from or _outlives(last, term.valid_until):
        found.append(say("Masa tugas harus berada dalam masa berlaku keanggotaan."))
    return tuple(found)


def _outlives(last: date | None, term_ends: date | None) -> bool:
    return term_ends is not None and (last is None or last > term_ends)


def period(term: Appointment, order: Order) -> tuple[date, date | None]:
    """Give the first and last day of the task."""
    first = order.starts_on or max(order.on, term.valid_from)
    return first, order.ends_on or term.valid_until


def _content(
    session: Session,
    row: Registration,
    term: Appointment,
    order: Order,
    code: str,
    *,
    at: datetime,
) -> Content:
    offices = queries.offices(session, row.region_code, on=queries.today(code, at=at))
    first, last = period(term, order)
    person, home = row.person, row.person.domicile_code or row.region_code
    return Content(
        number=" ".join(order.number.split()),
        office=offices[0].name if offices else "Dinas Sosial",
        office_address=(offices[0].address or "") if offices else "",
        signatory=" ".join(order.signatory.split()),
        place=_place(regions.region(session, code).name),
        signed_on=long_date(order.on),
        name=person.full_name,
        nik_masked=person.nik_masked or "-",
        membership_number=term.membership_number or "-",
        home=regions.full_name(session, home),
        title=TITLES[row.family],
        duty_area=regions.full_name(session, term.duty_code),
        period=_span(first, last),
        decree=f"{term.decree.signatory} Nomor {term.decree.number} "
        f"tanggal {long_date(term.decree.signed_on)}",
        is_specimen=house.settings().demonstration,
    )


def _place(name: str) -> str:
    for kind in _CITY_KINDS:
        name = name.removeprefix(kind)
    return name


def _span(first: date, last: date | None) -> str:
    if last is None:
        return f"sejak {long_date(first)}"
    return f"{long_date(first)} sampai dengan {long_date(last)}"


def readable(session: Session, actor: Actor, letter_id: UUID) -> DutyLetter:
    """Give a letter to the person it is for, or to a registrar of their region; or NotFound."""
    row = session.get(DutyLetter, letter_id)
    if row is None:
        raise NotFound
    owner = tenure_queries.owner(session, row)
    is_own = actor.person_id is not None and owner.person_id == actor.person_id
    if is_own or actor.may(Permission.REGISTRATION_DECIDE, within=owner.region_code):
        return row
    raise NotFound
