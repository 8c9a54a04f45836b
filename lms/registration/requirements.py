"""Setting and ending requirements: data that page, gate, counter and API follow at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy.orm import Session

from lms.credentials.models import Merit
from lms.kernel import audit
from lms.kernel.access import NATION, Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.regions import queries as regions
from lms.registration import queries
from lms.registration.models import Demand, RegistrationRequirement
from lms.training.catalogue import Family

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LETTERS_MOST = 60
_YEARS_MOST = 120
_BEHIND = 100


@dataclass(frozen=True)
class Wanted:
    """A requirement as somebody sets it; `position` None: behind the others."""

    slug: str
    demand: Demand
    title: str
    source: str
    value: Mapping[str, Any] = field(default_factory=dict)
    position: int | None = None

    def problems(self) -> tuple[Sentence, ...]:
        """Give what is wrong with it, one sentence each."""
        found = []
        if not _SLUG.fullmatch(self.slug) or len(self.slug) > _SLUG_LETTERS_MOST:
            found.append(say("Nama pendek hanya huruf kecil, angka, dan tanda hubung."))
        if not self.title.strip():
            found.append(say("Tulis apa yang diminta."))
        if not self.source.strip():
            found.append(say("Tulis sumber persyaratan ini, atau bahwa ini konfigurasi."))
        problem = _problem(self.demand, self.value)
        return (*found, problem) if problem else tuple(found)


def _problem(demand: Demand, value: Mapping[str, Any]) -> Sentence | None:
    match demand:
        case Demand.HOLDS:
            merits = {merit.value for merit in Merit}
            if not value.get("achievements") or not value.get("name"):
                return say("Tulis pelatihan mana yang harus dipegang dan namanya.")
            if "accepts" in value and not (value["accepts"] and set(value["accepts"]) <= merits):
                return say("Yang diterima hanya: lulus, mengikuti, diakui, terdaftar.")
            return None
        case Demand.AGE:
            years = value.get("years")
            if not isinstance(years, int) or not 0 < years <= _YEARS_MOST:
                return say("Tulis usia dalam tahun, misalnya 18.")
            return None
        case Demand.DECLARATION:
            return None if value.get("text") else say("Tulis bunyi pernyataannya.")
        case Demand.NIK | Demand.DOMICILE | Demand.DOCUMENT | Demand.RECOMMENDATION:
            return None
        case _:
            assert_never(demand)


def require(
    session: Session,
    actor: Actor,
    family: Family,
    wanted: Wanted,
    *,
    region_code: str = NATION,
    at: datetime,
) -> RegistrationRequirement:
    """Set a requirement for a region: a new one, or the one of this slug as it is to be now.

    Raises:
        Refused: it says too little, or there is no such region.
    """
    problems = wanted.problems()
    if problems:
        raise Refused(*problems)
    regions.region(session, region_code)
    row = queries.requirement_rows(session, family.value, region_code).get(wanted.slug)
    if row is None:
        row = RegistrationRequirement(
            family=family.value, slug=wanted.slug, region_code=region_code, position=_BEHIND
        )
        session.add(row)
    row.demand, row.title, row.source = wanted.demand, wanted.title, wanted.source
    row.value, row.is_active = dict(wanted.value), True
    row.position = wanted.position or row.position
    session.flush()
    _note(session, actor, "requirement.set", row, at=at)
    return row


def end(
    session: Session,
    actor: Actor,
    family: Family,
    slug: str,
    *,
    region_code: str = NATION,
    at: datetime,
) -> RegistrationRequirement:
    """End a requirement of just this region; applications keep what was judged.

    Raises:
        NotFound: there is none in force.
    """
    row = queries.requirement_rows(session, family.value, region_code).get(slug)
    if row is None or not row.is_active:
        raise NotFound
    row.is_active = False
    session.flush()
    _note(session, actor, "requirement.ended", row, at=at)
    return row


def _note(
    session: Session, actor: Actor, act: str, row: RegistrationRequirement, *, at: datetime
) -> None:
    detail = {"family": row.family, "slug": row.slug, "demand": row.demand, "value": row.value}
    audit.record(session, actor, act, row, region_code=row.region_code, at=at, detail=detail)
