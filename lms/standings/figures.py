"""What the pages and the API are given: figures of regions, and people behind them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lms.standings.buckets import FINISHED, Bucket, Holding, Key, Training


class Basis(StrEnum):
    """How it is known who must be trained in a region."""

    LIST = "daftar"
    TARGET = "target"
    NONE = "tidak ada"


@dataclass(frozen=True)
class Figures:
    """The figures of a region for one key.

    `obliged_count` is None where no list says who must be trained. Where only parts of the
    region have a list (`is_partial`), the obliged are those of the parts.
    """

    obliged: Mapping[Bucket, int]
    others: Mapping[Bucket, int]
    target: int | None
    desa: int
    desa_done: int
    basis: Basis
    is_partial: bool = False

    @property
    def obliged_count(self) -> int | None:
        """Give how many must be trained; None: nobody has said so."""
        return None if self.basis is Basis.NONE else sum(self.obliged.values())

    @property
    def finished(self) -> int:
        """Give how many of the obliged are done or recognised."""
        return sum(self.obliged[one] for one in FINISHED)

    @property
    def percent(self) -> int | None:
        """Give the share of the obliged that are done or recognised, rounded down."""
        count = self.obliged_count
        return 100 * self.finished // count if count else None

    @property
    def has_people(self) -> bool:
        """Tell whether anybody is counted here, obliged or not."""
        return any(self.obliged.values()) or any(self.others.values())

    def people(self, one: Bucket) -> int:
        """Give how many stand in a bucket, obliged or not."""
        return self.obliged[one] + self.others[one]


@dataclass(frozen=True)
class RegionFigures:
    """One region's figures; with the parent's own code: people known only to that level."""

    code: str
    name: str
    is_active: bool
    figures: Figures


@dataclass(frozen=True)
class Subject:
    """Somebody behind the figures: a person, or a listed name without an account."""

    person_id: UUID | None
    nik_fingerprint: str | None
    listed_name: str | None  # only without an account
    nik_masked: str | None  # only without an account
    region_code: str
    is_obliged: bool
    bucket: Bucket


@dataclass(frozen=True)
class People:
    """A page of the people behind the figures, and how many there are in all."""

    rows: tuple[Subject, ...]
    count: int


@dataclass(frozen=True)
class OwnStanding:
    """Where one person stands for a key."""

    key: Key
    is_obliged: bool
    bucket: Bucket
    holding: Holding
    training: Training
