"""Sums up what was scored by rubric; the levels are stored, the sum is always derived."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from courses.marking import percent
from courses.model import TOP_LEVEL, Criterion, Rubric

_HALF = Decimal("0.5")


def missing(rubric: Rubric, levels: Mapping[str, int]) -> tuple[Criterion, ...]:
    """Give the criteria not scored yet, in the rubric's order."""
    return tuple(criterion for criterion in rubric.criteria if criterion.key not in levels)


def total_percent(rubric: Rubric, levels: Mapping[str, int]) -> Decimal:
    """Give the share of the highest sum in percent, one decimal, half rounded up.

    Raises:
        ValueError: a criterion is missing or unknown, or a level is not 1 to 4.
    """
    if absent := missing(rubric, levels):
        raise ValueError(f"not scored: {', '.join(criterion.key for criterion in absent)}")
    if strange := levels.keys() - {criterion.key for criterion in rubric.criteria}:
        raise ValueError(f"no such criterion: {', '.join(sorted(strange))}")
    if any(not 1 <= level <= TOP_LEVEL for level in levels.values()):
        raise ValueError(f"levels go from 1 to {TOP_LEVEL}")
    return percent(Fraction(sum(levels.values()), TOP_LEVEL * len(rubric.criteria)))


def nearest_level(share_percent: Decimal) -> int:
    """Give the level, 1 to 4, that a share of the highest sum stands for; half counts upwards."""
    return max(1, int(share_percent * TOP_LEVEL / 100 + _HALF))
