"""The tile map of the provinces: what each square says, for the page and for the report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.oversight import tiles
from lms.oversight.tables import Tile

_PIPS = tuple(15 + 10 * number for number in range(4))
Pips = tuple[tuple[int, bool], ...]


@dataclass(frozen=True)
class Square:
    """A province's square, ready to be drawn."""

    x: int
    y: int
    short: str
    text: str
    label: str
    level: int | None
    pips: Pips
    url: str | None


@dataclass(frozen=True)
class DrawnLayout:
    """One arrangement of the squares."""

    name: str
    width: int
    height: int
    labels: Sequence[tiles.Label]
    tiles: Sequence[Square]


@dataclass(frozen=True)
class Entry:
    """A line of the legend."""

    level: int | None
    words: str
    pips: Pips


@dataclass(frozen=True)
class TileMap:
    """The whole map, as component `tile_map` draws it."""

    title: str
    desc: str
    layouts: Sequence[DrawnLayout]
    legend: Sequence[Entry]


@dataclass(frozen=True)
class Province:
    """What is said of one province."""

    tile: Tile
    label: str
    url: str | None = None


def draw(provinces: Iterable[Province], *, title: str) -> TileMap:
    """Give the map in its two arrangements; the same numbers belong in a table beside it."""
    by_code = {one.tile.code: one for one in provinces}
    desc = _(
        "Satu kotak untuk setiap provinsi, disusun seperti letaknya. Setiap kotak memuat nama "
        "singkat, bagian yang terlatih, dan nol sampai empat titik. Angka yang sama ada pada "
        "tabel di bawah."
    )
    layouts = (
        _drawn("wide", tiles.wide(by_code), by_code),
        _drawn("narrow", tiles.narrow(by_code), by_code),
    )
    return TileMap(title, str(desc), layouts, legend())


def _drawn(name: str, layout: tiles.Layout, by_code: Mapping[str, Province]) -> DrawnLayout:
    squares = [_square(spot, by_code[spot.code]) for spot in layout.spots]
    return DrawnLayout(name, layout.width, layout.height, layout.labels, squares)


def _square(spot: tiles.Spot, one: Province) -> Square:
    level = one.tile.level
    return Square(
        x=spot.x,
        y=spot.y,
        short=tiles.PLACES[spot.code].short,
        text=one.tile.text,
        label=one.label,
        level=level,
        pips=pips(level),
        url=one.url,
    )


def pips(level: int | None) -> Pips:
    """Give the marks of a level: where each of the four stands, and whether it is filled."""
    if level is None:
        return ()
    return tuple((x, number < level) for number, x in enumerate(_PIPS))


def legend() -> tuple[Entry, ...]:
    """Give what the levels mean, the best first."""
    words = {
        4: _("75% atau lebih terlatih"),
        3: _("50% sampai kurang dari 75%"),
        2: _("25% sampai kurang dari 50%"),
        1: _("lebih dari 0% sampai kurang dari 25%"),
        0: _("0%: belum seorang pun"),
        None: _("belum ditetapkan siapa yang wajib"),
    }
    return tuple(Entry(level, text, pips(level)) for level, text in words.items())
