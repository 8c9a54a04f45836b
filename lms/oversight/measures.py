"""Figures of a region as they are shown: shares, levels and the parts of a bar. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import reduce

from lms.standings.buckets import FINISHED, Bucket
from lms.standings.figures import Basis, Figures

_TENTH = Decimal("0.1")
LEVELS = (25, 50, 75)
"""Where the levels of the tile map begin after the first, which is anybody at all: percent."""


@dataclass(frozen=True)
class Part:
    """One part of a stacked bar, in percent of its length."""

    name: str
    x_percent: str
    width_percent: str


def share(figures: Figures) -> Decimal | None:
    """Give which part of the obliged is trained, 0 to 100 with one decimal, rounded down.

    Rounded down, so that only "everybody" is 100; None where nobody is known to be obliged.
    """
    count = figures.obliged_count
    if not count:
        return None
    return (Decimal(100) * figures.finished / count).quantize(_TENTH, rounding=ROUND_DOWN)


def level(figures: Figures) -> int | None:
    """Give the level of a share, 0 to 4; nobody trained is 0, the last quarter 4."""
    count = figures.obliged_count
    if not count:
        return None
    return int(figures.finished > 0) + sum(100 * figures.finished >= one * count for one in LEVELS)


def trained_beyond(figures: Figures) -> int:
    """Give how many are trained without being obliged."""
    return sum(figures.others[one] for one in FINISHED)


def finished_count(figures: Figures) -> int:
    """Give how many are trained, obliged or not."""
    return figures.finished + trained_beyond(figures)


def desa_none(figures: Figures) -> int:
    """Give how many desa have nobody trained."""
    return max(0, figures.desa - figures.desa_done)


def has_nobody_trained(figures: Figures) -> bool:
    """Tell whether nobody of the region is trained, obliged or not."""
    return finished_count(figures) == 0


def parts(figures: Figures) -> tuple[Part, ...]:
    """Give the parts of the bar of the obliged, best first; nobody obliged: none."""
    count = figures.obliged_count
    if not count:
        return ()
    found, begins = [], 0
    for one in Bucket:
        people = figures.obliged[one]
        if people and one is not Bucket.NEVER:
            found.append(Part(one.value, _percent(begins, count), _percent(people, count)))
        begins += people
    return tuple(found)


def _percent(people: int, of: int) -> str:
    return f"{100 * people / of:.3f}".rstrip("0").rstrip(".")


def total(rows: Iterable[Figures]) -> Figures:
    """Give the sum of the figures of regions that don't overlap."""
    return reduce(_add, rows, NOTHING)


def _add(one: Figures, other: Figures) -> Figures:
    bases = {one.basis, other.basis} - {Basis.NONE}
    targets = [each.target for each in (one, other) if each.target is not None]
    return Figures(
        obliged={each: one.obliged[each] + other.obliged[each] for each in Bucket},
        others={each: one.others[each] + other.others[each] for each in Bucket},
        target=sum(targets) if targets else None,
        desa=one.desa + other.desa,
        desa_done=one.desa_done + other.desa_done,
        basis=Basis.LIST if Basis.LIST in bases else next(iter(bases), Basis.NONE),
        is_partial=one.is_partial or other.is_partial,
    )


NOTHING = Figures(
    obliged=dict.fromkeys(Bucket, 0),
    others=dict.fromkeys(Bucket, 0),
    target=None,
    desa=0,
    desa_done=0,
    basis=Basis.NONE,
)
"""Nobody, nowhere."""
