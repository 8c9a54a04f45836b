"""Where each of the 38 provinces stands on the tile map: a square each, by Kemendagri code. Pure.

The wide map resembles the country, one square per province; the narrow one, for phones, sets the
same squares in rows by group of islands.
"""

from collections.abc import Iterable
from dataclasses import dataclass

SIDE, GAP = 60, 4
_STEP = SIDE + GAP
_NARROW_COLUMNS = 5
_LABEL_HEIGHT = 26


@dataclass(frozen=True)
class Place:
    """A province's short name, its row and column on the wide map, and its group of islands."""

    short: str
    row: int
    column: int
    group: int


GROUPS = (
    "Sumatra",
    "Jawa, Bali, dan Nusa Tenggara",
    "Kalimantan",
    "Sulawesi dan Maluku",
    "Papua",
)

PLACES = {
    "11": Place("Aceh", 1, 1, 0),
    "12": Place("Sumut", 2, 2, 0),
    "13": Place("Sumbar", 3, 2, 0),
    "14": Place("Riau", 2, 3, 0),
    "15": Place("Jambi", 3, 3, 0),
    "16": Place("Sumsel", 4, 3, 0),
    "17": Place("Bengkulu", 4, 2, 0),
    "18": Place("Lampung", 5, 3, 0),
    "19": Place("Babel", 4, 4, 0),
    "21": Place("Kepri", 1, 4, 0),
    "31": Place("DKI", 5, 5, 1),
    "32": Place("Jabar", 6, 5, 1),
    "33": Place("Jateng", 6, 6, 1),
    "34": Place("DIY", 6, 7, 1),
    "35": Place("Jatim", 6, 8, 1),
    "36": Place("Banten", 6, 4, 1),
    "51": Place("Bali", 6, 9, 1),
    "52": Place("NTB", 6, 10, 1),
    "53": Place("NTT", 6, 11, 1),
    "61": Place("Kalbar", 2, 5, 2),
    "62": Place("Kalteng", 2, 6, 2),
    "63": Place("Kalsel", 3, 6, 2),
    "64": Place("Kaltim", 2, 7, 2),
    "65": Place("Kaltara", 1, 7, 2),
    "71": Place("Sulut", 1, 10, 3),
    "72": Place("Sulteng", 2, 9, 3),
    "73": Place("Sulsel", 4, 8, 3),
    "74": Place("Sultra", 3, 10, 3),
    "75": Place("Gtlo", 1, 9, 3),
    "76": Place("Sulbar", 3, 8, 3),
    "81": Place("Maluku", 4, 11, 3),
    "82": Place("Malut", 2, 11, 3),
    "91": Place("Papua", 2, 13, 4),
    "92": Place("Pabar", 3, 12, 4),
    "93": Place("Pasel", 4, 13, 4),
    "94": Place("Pateng", 4, 12, 4),
    "95": Place("Papeg", 3, 13, 4),
    "96": Place("PBD", 2, 12, 4),
}


@dataclass(frozen=True)
class Spot:
    """Where a province's square begins."""

    code: str
    x: int
    y: int


@dataclass(frozen=True)
class Label:
    """The name of a group of islands, and where its base line begins."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Layout:
    """A whole map in units of its own."""

    width: int
    height: int
    spots: tuple[Spot, ...]
    labels: tuple[Label, ...] = ()


def wide(codes: Iterable[str]) -> Layout:
    """Give the map that resembles the country, with the provinces named here."""
    chosen = sorted(
        (code for code in codes if code in PLACES),
        key=lambda code: (PLACES[code].row, PLACES[code].column),
    )
    spots = tuple(
        Spot(code, (PLACES[code].column - 1) * _STEP, (PLACES[code].row - 1) * _STEP)
        for code in chosen
    )
    columns = max(place.column for place in PLACES.values())
    rows = max(place.row for place in PLACES.values())
    return Layout(columns * _STEP - GAP, rows * _STEP - GAP, spots)


def narrow(codes: Iterable[str]) -> Layout:
    """Give the same provinces in rows of five, a group of islands under its name."""
    chosen = set(codes)
    spots: list[Spot] = []
    labels: list[Label] = []
    top = 0
    for number, name in enumerate(GROUPS):
        group = [c for c, place in PLACES.items() if place.group == number and c in chosen]
        if not group:
            continue
        labels.append(Label(name, 0, top + 17))
        top += _LABEL_HEIGHT
        for index, code in enumerate(group):
            row, column = divmod(index, _NARROW_COLUMNS)
            spots.append(Spot(code, column * _STEP, top + row * _STEP))
        top += -(-len(group) // _NARROW_COLUMNS) * _STEP + GAP
    return Layout(
        _NARROW_COLUMNS * _STEP - GAP, max(top - 2 * GAP, SIDE), tuple(spots), tuple(labels)
    )
