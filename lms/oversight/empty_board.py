"""The kecamatan or desa of a region where nobody is trained, wherever they lie in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.kernel.errors import NotFound
from lms.oversight import empties, offices
from lms.oversight.region_board import Named, Tab, name_of, read_region, tabs
from lms.oversight.tiers import Offered
from lms.regions import queries as regions
from lms.regions.models import Level, Organisation, Region
from lms.web import formats
from lms.web.formats import number
from lms.web.paging import Paging


class Depth(StrEnum):
    """How deep the regions lie that are listed."""

    KECAMATAN = "kecamatan"
    DESA = "desa"

    @property
    def level(self) -> Level:
        """Give the level of these regions."""
        return Level.KECAMATAN if self is Depth.KECAMATAN else Level.DESA


PAGE_ROWS = 50


@dataclass(frozen=True)
class EmptyRow:
    """A region where nobody is trained, and whom to call about it."""

    code: str
    name: str
    around: str
    url: str
    office: Organisation | None


@dataclass(frozen=True)
class EmptyBoard(Named):
    """A page of regions where nobody is trained."""

    tier: Offered
    tabs: Sequence[Tab]
    depths: Sequence[Tab]
    depth: Depth
    level_words: str
    rows: Sequence[EmptyRow]
    page: Paging
    answer: str
    as_of: str
    back_url: str
    back_name: str


def board(
    session: Session,
    actor: Actor,
    tier: Offered,
    code: str,
    *,
    depth: Depth,
    page_number: int,
    at: datetime,
) -> EmptyBoard:
    """Give a page of the regions of this depth without anybody trained; or NotFound."""
    here = read_region(session, actor, code)
    if here.level in (Level.KECAMATAN, Level.DESA):
        raise NotFound
    on = at.astimezone(regions.zone_of(code).info).date()
    count, of = empties.counts(session, tier.key, code, depth.level)
    found = empties.page(
        session, tier.key, code, depth.level, limit=PAGE_ROWS, offset=(page_number - 1) * PAGE_ROWS
    )
    own = tier.at(code)
    words = _("Kecamatan") if depth is Depth.KECAMATAN else _("Desa atau kelurahan")
    return EmptyBoard(
        code=code,
        name=name_of(session, here),
        tier=tier,
        tabs=tabs(session, tier, code, "oversight.empty"),
        depths=_depths(own, depth),
        depth=depth,
        level_words=words,
        rows=rows(session, tier, found, on=on),
        page=Paging(page_number, count, PAGE_ROWS, "oversight.empty", own | {"tingkat": depth}),
        answer=_("%(count)s dari %(all)s", count=number(count), all=number(of)),
        as_of=formats.moment(at, regions.zone_of(code)),
        back_url=url_for("oversight.region", **own),
        back_name=here.name,
    )


def everywhere(session: Session, page: EmptyBoard, *, most: int, at: datetime) -> list[EmptyRow]:
    """Give the regions of all pages of such a page; more than `most`: one beyond, too."""
    on = at.astimezone(regions.zone_of(page.code).info).date()
    level = page.depth.level
    found = empties.page(session, page.tier.key, page.code, level, limit=most + 1, offset=0)
    return rows(session, page.tier, found, on=on)


def _depths(own: Mapping[str, Any], depth: Depth) -> list[Tab]:
    words = {Depth.KECAMATAN: _("Kecamatan"), Depth.DESA: _("Desa dan kelurahan")}
    return [
        Tab(text, url_for("oversight.empty", **own, tingkat=one.value), one is depth)
        for one, text in words.items()
    ]


def rows(session: Session, tier: Offered, found: Iterable[Region], *, on: date) -> list[EmptyRow]:
    """Give these regions with the offices to call about them."""
    them = list(found)
    names = regions.full_names(session, [one.code for one in them])
    nearest = offices.nearest(session, [one.code for one in them], on=on)
    return [
        EmptyRow(
            code=one.code,
            name=one.name,
            around=names[one.code].partition(", ")[2],
            url=_url(tier, one),
            office=nearest.get(one.code),
        )
        for one in them
    ]


def _url(tier: Offered, one: Region) -> str:
    endpoint = "oversight.people" if one.level is Level.DESA else "oversight.region"
    return url_for(endpoint, **tier.at(one.code))
