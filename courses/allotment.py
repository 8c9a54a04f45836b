"""Gives each place what fits it, so that as many as possible are filled and nothing twice."""

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


def allot(counts: Sequence[int], fits: Sequence[Sequence[T]]) -> tuple[tuple[T, ...], ...]:
    """Give for each place up to its count of the things that fit it, each thing once.

    What comes first in `fits` is taken first. A place takes a thing from another one when that
    finds a substitute, so a place is short only where no exchange whatever can fill it.
    """
    found = _Allotment(fits)
    for place, count in enumerate(counts):
        for _ in range(count):
            if not found.add(place, set()):
                break
    return tuple(
        tuple(thing for thing in fits[place] if found.owners.get(thing) == place)
        for place in range(len(counts))
    )


class _Allotment(Generic[T]):
    """Who owns what; grows by one thing at a time."""

    def __init__(self, fits: Sequence[Sequence[T]]) -> None:
        self.fits = fits
        self.owners: dict[T, int] = {}

    def add(self, place: int, tried: set[int]) -> bool:
        """Give the place one thing more, if need be by exchange with places not tried yet."""
        tried.add(place)
        for thing in self.fits[place]:
            if thing not in self.owners:
                self.owners[thing] = place
                return True
        for thing in self.fits[place]:
            owner = self.owners[thing]
            if owner not in tried and self.add(owner, tried):
                self.owners[thing] = place
                return True
        return False
