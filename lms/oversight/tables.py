"""A view of figures or people as it is frozen for a report: plain values, the same everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

Cell = str | int


class View(StrEnum):
    """What a report shows."""

    REGION = "wilayah"
    PEOPLE = "orang"
    EMPTY = "belum-ada"


VIEW_FILES = {
    View.REGION: "pelatihan-wajib",
    View.PEOPLE: "orang-wajib",
    View.EMPTY: "belum-ada",
}


@dataclass(frozen=True)
class Tile:
    """A province on the map of a report."""

    code: str
    text: str
    level: int | None


@dataclass(frozen=True)
class Snapshot:
    """A view at one moment: its facts in words, its table, what the columns mean."""

    view: View
    family: str
    tier: str
    region_code: str
    filters: Mapping[str, str]
    title: str
    facts: Sequence[tuple[str, str]]
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str]
    tiles: Sequence[Tile] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """Give it as plain values for a JSON column."""
        return asdict(self) | {"view": self.view.value}


def from_json(value: Mapping[str, Any]) -> Snapshot:
    """Give the snapshot that `to_json` wrote."""
    known = dict(value)
    return Snapshot(
        **known
        | {
            "view": View(known["view"]),
            "facts": [(label, words) for label, words in known["facts"]],
            "tiles": [Tile(**one) for one in known["tiles"]],
        }
    )
