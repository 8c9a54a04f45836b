"""What the pages of announced angkatan and of applications show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.people.phones import whatsapp_url
from lms.regions.models import Organisation, Region
from lms.training import offers_queries, offers_rules, participant_queries, queries
from lms.training.models import Stage
from lms.training.offers_models import Offer
from lms.training.words import KIND_WORDS
from lms.web import formats
from lms.web.templating import sentence


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
    materials: list[tuple[str, int]]
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
        materials=[(each.title, each.jp) for each in materials],
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
