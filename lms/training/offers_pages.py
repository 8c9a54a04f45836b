"""What the pages of announced angkatan and of applications show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.people import codes, names
from lms.people.models import Person
from lms.people.phones import readable, whatsapp_url
from lms.regions import queries as regions
from lms.regions.models import Organisation, Region
from lms.training import offers_queries, offers_rules, participant_queries, queries
from lms.training.models import Stage
from lms.training.offers_models import ApplicationState, Offer, SelfApplication
from lms.training.words import KIND_WORDS
from lms.web import formats
from lms.web.templating import sentence

STATE_WORDS = {
    ApplicationState.SUBMITTED: (_l("Menunggu keputusan Dinas Sosial"), "info"),
    ApplicationState.NOMINATED: (_l("Dijadikan usulan"), "good"),
    ApplicationState.DECLINED: (_l("Belum dapat diterima"), "attention"),
}


@dataclass(frozen=True)
class OfferLine:
    """An announced angkatan in a list."""

    angkatan_id: UUID
    title: str
    when: str
    place: str
    organiser: str
    senders: str
    word: str
    tone: str


@dataclass(frozen=True)
class OffersPage:
    """Announced angkatan of everywhere, a province, or a kabupaten/kota."""

    provinces: Sequence[Region]
    parts: Sequence[Region]
    province: Region | None
    part: Region | None
    lines: tuple[OfferLine, ...]
    count: int
    office: Organisation | None

    @property
    def where(self) -> str | None:
        """Give the name of the region that was chosen."""
        chosen = self.part or self.province
        return chosen.name if chosen else None


@dataclass(frozen=True)
class OfferPage:
    """An announced angkatan with all that one asks before applying."""

    offer: Offer
    facts: list[tuple[str, str]]
    materials: list[tuple[str, str]]
    requirements: list[str]
    seats: list[tuple[str, int]]
    shut: str | None
    is_off: bool
    contact_name: str
    whatsapp: str


def offers_page(session: Session, province: str, part: str, *, on: date, offset: int) -> OffersPage:
    """Give the list for the region that was chosen; an unknown one is as none."""
    provinces = offers_queries.provinces(session)
    chosen = next((one for one in provinces if one.code == province), None)
    parts = offers_queries.within_province(session, chosen.code) if chosen else ()
    inner = next((one for one in parts if one.code == part), None)
    region = inner or chosen
    within = region.code if region else None
    return OffersPage(
        provinces=provinces,
        parts=parts,
        province=chosen,
        part=inner,
        lines=offer_lines(
            session, offers_queries.coming(session, within, on=on, offset=offset), on=on
        ),
        count=offers_queries.coming_count(session, within, on=on),
        office=offers_queries.office(session, within, on=on) if within else None,
    )


def offer_lines(session: Session, found: Sequence[Offer], *, on: date) -> tuple[OfferLine, ...]:
    """Give announced angkatan as lines of a list."""
    seats = offers_queries.seats(session, [each.angkatan_id for each in found])
    return tuple(_line(each, seats[each.angkatan_id], on=on) for each in found)


def _line(offer: Offer, seats: Sequence[tuple[str, int]], *, on: date) -> OfferLine:
    row, is_open = offer.angkatan, on <= offer.closes_on
    closes = _("Ajukan diri s.d. %(day)s", day=formats.plain_day(offer.closes_on))
    return OfferLine(
        angkatan_id=row.id,
        title=row.title,
        when=formats.day_range(row.starts_on, row.ends_on),
        place=row.place,
        organiser=row.organiser.name,
        senders=", ".join(name for name, _count in seats),
        word=closes if is_open else _("Pengajuan diri ditutup"),
        tone="good" if is_open else "neutral",
    )


def offer_page(session: Session, angkatan_id: UUID, *, at: datetime) -> OfferPage:
    """Give the page of an announced angkatan; or NotFound."""
    offer = offers_queries.offer(session, angkatan_id)
    row = offer.angkatan
    door = offers_queries.door(offer, queries.quotas(session, angkatan_id))
    shut = offers_rules.closed(door, today=at.astimezone(row.zone.info).date())
    asked = participant_queries.required(session, row.programme_id)
    materials = offers_queries.materials(session, row.curriculum_id)
    question = _("Selamat siang, saya ingin bertanya tentang %(title)s.", title=row.title)
    return OfferPage(
        offer=offer,
        facts=_facts(offer),
        materials=[(each.title, _("%(jp)s JP", jp=each.jp)) for each in materials],
        requirements=_requirements([each.title for each in asked]),
        seats=offers_queries.seats(session, [angkatan_id])[angkatan_id],
        shut=sentence(shut) if shut else None,
        is_off=row.stage is Stage.CANCELLED,
        contact_name=f"{row.contact_name}, {row.organiser.name}",
        whatsapp=whatsapp_url(row.whatsapp, question),
    )


def _facts(offer: Offer) -> list[tuple[str, str]]:
    row = offer.angkatan
    tier = row.programme.tier
    jenjang = [(_("Jenjang"), tier.title)] if tier else []
    return [
        (_("Tanggal"), formats.day_range(row.starts_on, row.ends_on)),
        (_("Tempat"), row.place),
        (_("Penyelenggara"), row.organiser.name),
        (_("Jenis"), str(KIND_WORDS[row.kind])),
        *jenjang,
        (_("Lama"), _("%(jp)s JP (jam pelajaran)", jp=row.curriculum.jp_total)),
        (_("Hari terakhir mengajukan diri"), formats.plain_day(offer.closes_on)),
    ]


def _requirements(titles: Sequence[str]) -> list[str]:
    return [
        _("Tinggal di salah satu wilayah yang mendapat kuota."),
        _("Berusia sekurang-kurangnya %(years)s tahun.", years=offers_rules.ADULT_YEARS),
        *(_("Sudah memegang %(title)s.", title=title) for title in titles),
    ]


@dataclass(frozen=True)
class ApplicationLine:
    """An application, as its applicant or a Dinas sees it."""

    row: SelfApplication
    receipt: str
    when: str
    word: str
    tone: str
    marks: tuple[str, ...]

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has decided yet."""
        return self.row.state is ApplicationState.SUBMITTED

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Give what the Dinas looks at."""
        nik = self.row.nik_masked or (self.row.person.nik_masked if self.row.person else None)
        return [
            (_("Nama"), self.row.name),
            (_("Nomor HP/WhatsApp"), readable(self.row.phone) if self.row.phone else "-"),
            (_("NIK"), nik or _("Belum tercatat")),
            (_("Akun"), _("Sudah ada") if self.row.person_id else _("Belum ada")),
            (_("Diajukan"), self.when),
            (_("Tanda terima"), self.receipt),
        ]

    @property
    def happening(self) -> str:
        """Say what becomes of it now, to its applicant."""
        if self.row.angkatan.stage is Stage.CANCELLED:
            return _("Angkatan ini dibatalkan oleh penyelenggaranya.")
        return {
            ApplicationState.SUBMITTED: _(
                "Dinas Sosial di %(region)s sedang memeriksa pengajuan Anda.",
                region=self.row.sender.name,
            ),
            ApplicationState.NOMINATED: _(
                "Dinas Sosial mengusulkan Anda sebagai peserta. Tunggu undangan dan kartu "
                "aktivasi akun dari panitia."
            ),
            ApplicationState.DECLINED: _("Dinas Sosial belum dapat mengusulkan Anda."),
        }[self.row.state]


def application_lines(
    rows: Sequence[SelfApplication], marks: dict[UUID, tuple[str, ...]] | None = None
) -> tuple[ApplicationLine, ...]:
    """Give applications as lines; with marks for the Dinas only."""
    return tuple(_application(row, (marks or {}).get(row.id, ())) for row in rows)


def _application(row: SelfApplication, marks: tuple[str, ...]) -> ApplicationLine:
    word, tone = STATE_WORDS[row.state]
    zone = regions.zone_of(row.sender_code)
    return ApplicationLine(
        row,
        codes.grouped(row.receipt),
        formats.moment(row.submitted_at, zone),
        str(word),
        tone,
        marks,
    )


def desk_lines(session: Session, rows: Sequence[SelfApplication]) -> tuple[ApplicationLine, ...]:
    """Give applications for the Dinas, each with what is known of its NIK already."""
    found = {row.nik_fingerprint for row in rows if row.nik_fingerprint}
    known = offers_queries.known_by_nik(session, found)
    persons = {row.id: row.person or known.get(row.nik_fingerprint or "") for row in rows}
    others = offers_queries.asked_before(session, rows)
    seated = offers_queries.seated(session, [each.id for each in persons.values() if each])
    marks = {row.id: tuple(_marks(row, persons[row.id], others[row.id], seated)) for row in rows}
    return application_lines(rows, marks)


def _marks(
    row: SelfApplication, person: Person | None, others: int, seated: frozenset[tuple[UUID, UUID]]
) -> Iterator[str]:
    if person is not None and row.person_id is None:
        if names.alike(person.name, row.name):
            yield _("NIK ini sudah tercatat: orang yang sama")
        else:
            yield _("NIK ini sudah tercatat atas nama lain")
    is_seated = person is not None and (row.angkatan_id, person.id) in seated
    if is_seated and row.participation_id is None:
        yield _("Sudah tercatat dalam angkatan ini")
    if others:
        yield _("Mengajukan diri %(count)s kali", count=others + 1)


def desk_line(session: Session, actor: Actor, application_id: UUID) -> ApplicationLine:
    """Give one application for the Dinas; or NotFound."""
    row = offers_queries.application(session, actor, application_id)
    return desk_lines(session, [row])[0]
