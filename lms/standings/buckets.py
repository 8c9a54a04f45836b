"""Where somebody stands on the way to a tier, and how a desa's people fill its target. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

REGISTERED_TIER = "terdaftar"
"""Stands for a tier in the key of those who are registered."""


class Key(NamedTuple):
    """What is asked about: a family and one of its tiers, or REGISTERED_TIER."""

    family: str
    tier: str


class Holding(StrEnum):
    """What the ledger says of the tier, the best that is in force."""

    NONE = "tidak-ada"
    RECOGNISED = "diakui"
    ISSUED = "diterbitkan"


class Training(StrEnum):
    """How far somebody came in angkatan of the tier, the best of them."""

    NONE = "tidak-ada"
    INVITED = "diundang"
    ATTENDED = "pernah-ikut"
    IN_TRAINING = "dilatih"


class Bucket(StrEnum):
    """Where somebody stands, best first; everybody stands in exactly one."""

    DONE = "selesai"
    RECOGNISED = "diakui"
    IN_TRAINING = "dalam-pelatihan"
    UNFINISHED = "belum-lulus"
    ABSENT = "diundang-belum-hadir"
    NEVER = "belum-pernah"


_BY_TRAINING = {
    Training.IN_TRAINING: Bucket.IN_TRAINING,
    Training.ATTENDED: Bucket.UNFINISHED,
    Training.INVITED: Bucket.ABSENT,
    Training.NONE: Bucket.NEVER,
}
FINISHED = (Bucket.DONE, Bucket.RECOGNISED)
"""The buckets of those who need nothing more for the tier."""


def bucket(holding: Holding, training: Training) -> Bucket:
    """Give where somebody stands: issued beats recognised beats everything else."""
    if holding is Holding.ISSUED:
        return Bucket.DONE
    if holding is Holding.RECOGNISED:
        return Bucket.RECOGNISED
    return _BY_TRAINING[training]


@dataclass(frozen=True)
class Counts:
    """People in each bucket, in the order of Bucket: the obliged, and the others."""

    obliged: tuple[int, ...] = (0,) * len(Bucket)
    others: tuple[int, ...] = (0,) * len(Bucket)

    @property
    def obliged_count(self) -> int:
        """Give how many are obliged."""
        return sum(self.obliged)

    @property
    def finished(self) -> int:
        """Give how many, obliged or not, need nothing more."""
        return sum(map(sum, (self.obliged[: len(FINISHED)], self.others[: len(FINISHED)])))

    @property
    def has_people(self) -> bool:
        """Tell whether anybody is counted here."""
        return any(self.obliged) or any(self.others)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(_sum(self.obliged, other.obliged), _sum(self.others, other.others))

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(
            tuple(a - b for a, b in zip(self.obliged, other.obliged, strict=True)),
            tuple(a - b for a, b in zip(self.others, other.others, strict=True)),
        )


def _sum(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def fill(named: Counts, target: int | None) -> Counts:
    """Give the counts of a desa that must train `target` people, whoever they are.

    Those named on a list are obliged anyway. What the target asks beyond them is filled by the
    other people of the desa, the furthest first; nobody left: so many were never trained.
    """
    missing = max(0, (target or 0) - named.obliged_count)
    if not missing:
        return named
    taken = []
    for count in named.others[:-1]:
        taken.append(min(count, missing))
        missing -= taken[-1]
    from_others = (*taken, 0)
    return Counts(
        _sum(named.obliged, (*taken, missing)),
        tuple(a - b for a, b in zip(named.others, from_others, strict=True)),
    )


PLACES = {one: place for place, one in enumerate(Bucket)}
"""The place of each bucket in Counts."""
