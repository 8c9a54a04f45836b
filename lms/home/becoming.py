"""How one becomes PSM or Pensosmas, as the requirement rows say it, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from lms.credentials.models import Merit
from lms.kernel.sentence import Sentence, say
from lms.regions.models import Region
from lms.registration import queries as registration
from lms.registration.gate import Rule
from lms.registration.models import Demand
from lms.training import offers_queries
from lms.training.catalogue import Family, Programme
from lms.web.templating import sentence

_LEVEL_WORDS = {
    "kabupaten_kota": _l("kabupaten/kota"),
    "provinsi": _l("provinsi"),
    "pusat": _l("Kementerian Sosial"),
}


@dataclass(frozen=True)
class Requirement:
    """A requirement in plain words: what, how one shows it, who says so."""

    title: str
    how: str
    source: str


@dataclass(frozen=True)
class TierLine:
    """A tier with its programmes, each with who may hold it."""

    title: str
    programmes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Becoming:
    """What the page for a family shows, for the nation or a region that was chosen."""

    requirements: tuple[Requirement, ...]
    tiers: tuple[TierLine, ...]
    provinces: Sequence[Region]
    parts: Sequence[Region]
    province: Region | None
    part: Region | None

    @property
    def where(self) -> str | None:
        """Give the name of the region whose requirements are shown."""
        chosen = self.part or self.province
        return chosen.name if chosen else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Give where the requirements come from, each source once."""
        return tuple(dict.fromkeys(one.source for one in self.requirements))


def page(session: Session, family: Family, province: str, part: str) -> Becoming:
    """Give the page's values; a region that doesn't exist is as none."""
    provinces = offers_queries.provinces(session)
    chosen = next((one for one in provinces if one.code == province), None)
    parts = offers_queries.within_province(session, chosen.code) if chosen else ()
    inner = next((one for one in parts if one.code == part), None)
    region = inner or chosen
    rules = registration.rules(session, family.value, region.code if region else None)
    return Becoming(
        requirements=tuple(
            Requirement(one.title, " ".join(map(sentence, how(one))), one.source) for one in rules
        ),
        tiers=_tiers(session, family),
        provinces=provinces,
        parts=parts,
        province=chosen,
        part=inner,
    )


def how(rule: Rule) -> tuple[Sentence, ...]:
    """Say how one shows that a requirement is met."""
    match rule.demand:
        case Demand.HOLDS:
            return _holding(rule)
        case Demand.AGE:
            words = "Sekurang-kurangnya %(years)s tahun pada hari Anda mendaftar."
            return (say(words, years=rule.value["years"]),)
        case Demand.NIK:
            return (say("Anda mengisinya sekali di Data saya. NIK disimpan tersandi."),)
        case Demand.DOMICILE:
            return (say("Anda memilih desa atau kelurahan tempat tinggal di Data saya."),)
        case Demand.DECLARATION:
            return (say("Anda menyatakannya pada formulir: “%(text)s”", text=rule.value["text"]),)
        case Demand.DOCUMENT:
            return (say("Anda melampirkan foto atau pindaiannya; petugas memeriksanya."),)
        case Demand.RECOMMENDATION:
            return (say("Anda melampirkan foto atau pindaian suratnya, dengan nomor dan tanggal."),)
        case _:
            assert_never(rule.demand)


def _holding(rule: Rule) -> tuple[Sentence, ...]:
    name = rule.value["name"]
    accepts = set(rule.value.get("accepts") or [merit.value for merit in Merit])
    taking_part = (
        say("Ikuti %(name)s sampai selesai.", name=name)
        if Merit.ATTENDED.value in accepts
        else say("Ikuti %(name)s sampai dinyatakan lulus.", name=name)
    )
    if Merit.RECOGNISED.value not in accepts:
        return (taking_part,)
    paper = say("Sertifikat dari pelatihan terdahulu dapat diakui oleh Dinas Sosial.")
    return (taking_part, paper)


def _tiers(session: Session, family: Family) -> tuple[TierLine, ...]:
    programmes = offers_queries.programmes(session, family)
    return tuple(
        TierLine(tier.title, tuple(_held(one) for one in programmes if one.tier_id == tier.id))
        for tier in offers_queries.tiers(session, family)
    )


def _held(programme: Programme) -> tuple[str, str]:
    words = [str(_LEVEL_WORDS.get(level, level)) for level in programme.organiser_levels]
    return programme.title, _("Penyelenggara: %(levels)s", levels=", ".join(words))
