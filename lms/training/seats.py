"""Seats of an angkatan: per sender, and of the angkatan as a whole. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


class Seats:
    """The seats that are left. Without any quota rows nobody counts them."""

    def __init__(self, seats: Mapping[UUID, int], taken: Mapping[UUID | None, int]) -> None:
        self._left = {quota_id: count - taken.get(quota_id, 0) for quota_id, count in seats.items()}
        self._total = sum(seats.values()) - sum(taken.values())

    @property
    def are_counted(self) -> bool:
        """Tell whether the angkatan has quota rows."""
        return bool(self._left)

    def take(self, quota_id: UUID | None) -> bool:
        """Take a seat if there is one; where none are counted there always is."""
        if not self.are_counted:
            return True
        if self._total < 1 or (quota_id is not None and self._left[quota_id] < 1):
            return False
        self._total -= 1
        if quota_id is not None:
            self._left[quota_id] -= 1
        return True


@dataclass(frozen=True)
class Waiting:
    """Somebody in the reserve, and by whose quota they come."""

    participation_id: UUID
    quota_id: UUID | None


def moving_up(free: Seats, queue: Sequence[Waiting]) -> tuple[UUID, ...]:
    """Give who of the reserve gets a seat, in the queue's order; those seats are then taken.

    Where no seats are counted the reserve is the organiser's own choice, so nobody moves up.
    """
    if not free.are_counted:
        return ()
    return tuple(each.participation_id for each in queue if free.take(each.quota_id))
