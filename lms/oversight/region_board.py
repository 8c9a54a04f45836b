"""A region's figures by its children, put together once for page, map and report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import NotFound
from lms.oversight import maps, measures, offices, tiers
from lms.oversight.maps import Province, TileMap
from lms.oversight.shown import Shown, shown
from lms.oversight.tables import Tile
from lms.oversight.tiers import Offered
from lms.regions import queries as regions
from lms.regions.models import Level, Organisation, Region
from lms.standings import queries as standings
from lms.standings.figures import Figures, RegionFigures
from lms.web import formats

EMPTY_ONLY = "belum-ada"
"""The value of the parameter `tampil` that leaves out who has somebody trained."""
ONLY_HERE = "tanpa-desa"
"""The value of the parameter `tempat` that leaves out the people of smaller regions."""


@dataclass(frozen=True)
class Row:
    """A region in the table."""

    code: str
    name: str
    shown: Shown
    url: str
    office: Organisation | None


@dataclass(frozen=True)
class Tab:
    """A choice above the figures."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Named:
    """A region by its code and full name, "Metro Pusat, Kota Metro, Lampung"."""

    code: str
    name: str

    @property
    def short_name(self) -> str:
        """Give "Metro Pusat"."""
        return self.name.partition(", ")[0]

    def lead(self, words: str) -> str:
        """Give where the region lies, then these words."""
        around = self.name.partition(", ")[2]
        return f"{around}. {words}" if around else words


@dataclass(frozen=True)
class Board(Named):
    """A region's figures by its children."""

    tier: Offered
    tabs: Sequence[Tab]
    filters: Sequence[Tab]
    only_empty: bool
    rows: Sequence[Row]
    total: Shown
    map: TileMap | None
    as_of: str
    back_url: str | None
    back_name: str | None
    is_desa: bool
    office: Organisation | None

    @property
    def report_filters(self) -> list[tuple[str, str]]:
        """Give what a report of this view must be told."""
        return [("tampil", EMPTY_ONLY)] if self.only_empty else []


def read_region(session: Session, actor: Actor, code: str) -> Region:
    """Give a region of which the actor may see the figures; or NotFound."""
    if not actor.may(Permission.OVERSIGHT_READ, within=code):
        raise NotFound
    found = session.get(Region, code)
    if found is None:
        raise NotFound
    return found


def board(
    session: Session, actor: Actor, tier: Offered, code: str, *, only_empty: bool, at: datetime
) -> Board:
    """Give the board of a region of the actor's that has children; or NotFound."""
    here = read_region(session, actor, code)
    if here.level is Level.DESA:
        raise NotFound
    on = at.astimezone(regions.zone_of(code).info).date()
    rows = _rows(session, tier, here, on=on)
    outer = outer_region(session, actor, code)
    return Board(
        code=code,
        name=name_of(session, here),
        tier=tier,
        tabs=tabs(session, tier, code, "oversight.region"),
        filters=_filters(tier, code, only_empty=only_empty),
        only_empty=only_empty,
        rows=[row for row in rows if row.shown.has_nobody] if only_empty else rows,
        total=_total(rows, _("Jumlah %(name)s", name=here.name)),
        map=_map(rows, tier) if code == NATION else None,
        as_of=formats.moment(at, regions.zone_of(code)),
        back_url=url_for("oversight.region", **tier.at(outer.code)) if outer else None,
        back_name=outer.name if outer else None,
        is_desa=here.level is Level.KECAMATAN,
        office=offices.nearest(session, [code], on=on).get(code),
    )


def name_of(session: Session, here: Region) -> str:
    """Give a region's full name, "Metro Pusat, Kota Metro, Lampung"."""
    return here.name if here.code == NATION else regions.full_name(session, here.code)


def outer_region(session: Session, actor: Actor, code: str) -> Region | None:
    """Give the region around this one, if the actor may see its figures."""
    outer = code.rpartition(".")[0] or NATION
    if code == NATION or not actor.may(Permission.OVERSIGHT_READ, within=outer):
        return None
    return session.get(Region, outer)


def tabs(session: Session, tier: Offered, code: str, endpoint: str) -> list[Tab]:
    """Give the tiers to choose from, each with the address of this region's view of it."""
    return [
        Tab(
            f"{one.family_words} {one.tier_words}",
            url_for(endpoint, **one.at(code)),
            one.key == tier.key,
        )
        for one in tiers.offered(session)
    ]


def _filters(tier: Offered, code: str, *, only_empty: bool) -> list[Tab]:
    all_url = url_for("oversight.region", **tier.at(code))
    empty_url = url_for("oversight.region", **tier.at(code), tampil=EMPTY_ONLY)
    return [
        Tab(_("Semua"), all_url, not only_empty),
        Tab(_("Hanya yang belum ada"), empty_url, only_empty),
    ]


def _rows(session: Session, tier: Offered, here: Region, *, on: date) -> list[Row]:
    found = standings.by_child(session, here.code, tier.key)
    enrolled = standings.by_child(session, here.code, tier.registered)
    registered = {one.code: measures.finished_count(one.figures) for one in enrolled}
    known = {one.code for one in found}
    only_enrolled = (
        replace(one, figures=measures.NOTHING) for one in enrolled if one.code not in known
    )
    listed = sorted((*found, *only_enrolled), key=lambda one: (one.code == here.code, one.code))
    own = offices.own(session, [one.code for one in listed if one.code != here.code], on=on)
    return [_row(one, here, tier, registered, own) for one in listed]


def _row(
    one: RegionFigures,
    here: Region,
    tier: Offered,
    registered: Mapping[str, int],
    own: Mapping[str, Organisation],
) -> Row:
    to_people = here.level is Level.KECAMATAN or one.code == here.code
    values = tier.at(one.code) | ({"tempat": ONLY_HERE} if one.code == here.code else {})
    url = url_for("oversight.people" if to_people else "oversight.region", **values)
    name = _row_name(one, here.code)
    return Row(
        code=one.code,
        name=name,
        shown=shown(one.figures, registered.get(one.code, 0), name=name),
        url=url,
        office=own.get(one.code),
    )


def _row_name(one: RegionFigures, parent: str) -> str:
    if one.code == NATION:
        return str(_("Domisili belum tercatat"))
    if one.code == parent:
        return str(_("%(name)s, tanpa wilayah yang lebih rinci", name=one.name))
    return one.name if one.is_active else str(_("%(name)s (kode lama)", name=one.name))


def _total(rows: Sequence[Row], name: str) -> Shown:
    figures: Figures = measures.total(row.shown.figures for row in rows)
    return shown(figures, sum(row.shown.registered for row in rows), name=name)


def _map(rows: Sequence[Row], tier: Offered) -> TileMap:
    provinces = [
        Province(tile(row), f"{row.name}: {row.shown.in_words}", row.url)
        for row in rows
        if row.code != NATION
    ]
    return maps.draw(provinces, title=_("Terlatih per provinsi, %(tier)s", tier=tier.words))


def tile(row: Row) -> Tile:
    """Give what a province's square says."""
    unset = row.shown.share_percent is None
    return Tile(row.code, _("belum") if unset else row.shown.share, row.shown.level)
