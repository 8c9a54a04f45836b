"""Proposing sessions from a curriculum, and telling whether two overlap. Pure.

A day begins at 08.00 and holds ten JP in two halves of five: three JP, a short break, two JP;
an hour's rest; three JP, a short break, two JP.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from lms.kernel.clock import Zone
from lms.kernel.errors import Refused
from lms.kernel.sentence import say

HALF_JP = 5
DAY_JP = 2 * HALF_JP
_DAY_BEGINS = time(8)
_BEFORE_BREAK_JP = 3
_SHORT_BREAK = timedelta(minutes=15)
_REST = timedelta(minutes=60)

Key = TypeVar("Key")


@dataclass(frozen=True)
class Topic(Generic[Key]):
    """A material to be taught face to face."""

    key: Key
    title: str
    jp: int


@dataclass(frozen=True)
class Slot(Generic[Key]):
    """A proposed session."""

    key: Key
    title: str
    jp: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class _Part(Generic[Key]):
    """Some JP of a topic within one half day, from JP number `first` (0 to 4) of it."""

    topic: Topic[Key]
    jp: int
    half: int
    first: int


def days(first: date, last: date) -> tuple[date, ...]:
    """Give every day from the first to the last."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def propose(
    topics: Sequence[Topic[Key]], on: Sequence[date], *, zone: Zone, jp_minutes: int
) -> tuple[Slot[Key], ...]:
    """Give sessions for all topics, in order, over these days.

    A topic stays whole where there is room for that; else, and when it is longer than half a
    day, it is divided at the rests.

    Raises:
        Refused: the topics need more than ten JP a day.
    """
    total, room = sum(topic.jp for topic in topics), DAY_JP * len(on)
    if total > room:
        raise Refused(
            say(
                "%(total)s JP tatap muka tidak muat dalam %(days)s hari: paling banyak "
                "%(most)s JP sehari. Tambah hari angkatan.",
                total=total,
                days=len(on),
                most=DAY_JP,
            )
        )
    parts = _pack(topics, whole=True)
    if parts and parts[-1].half >= 2 * len(on):
        parts = _pack(topics, whole=False)
    return tuple(_slot(part, parts, on, zone, jp_minutes) for part in parts)


def _pack(topics: Sequence[Topic[Key]], *, whole: bool) -> list[_Part[Key]]:
    parts: list[_Part[Key]] = []
    half = used = 0
    for topic in topics:
        left = topic.jp
        if whole and left <= HALF_JP and left > HALF_JP - used:
            half, used = half + 1, 0
        while left:
            if used == HALF_JP:
                half, used = half + 1, 0
            taken = min(left, HALF_JP - used)
            parts.append(_Part(topic, taken, half, used))
            left, used = left - taken, used + taken
    return parts


def _slot(
    part: _Part[Key], parts: Sequence[_Part[Key]], on: Sequence[date], zone: Zone, jp_minutes: int
) -> Slot[Key]:
    siblings = [each for each in parts if each.topic is part.topic]
    title = part.topic.title
    if len(siblings) > 1:
        title = f"{title} (bagian {siblings.index(part) + 1})"
    day, is_afternoon = on[part.half // 2], part.half % 2 == 1
    jp = timedelta(minutes=jp_minutes)
    begins = datetime.combine(day, _DAY_BEGINS, tzinfo=zone.info)
    if is_afternoon:
        begins += HALF_JP * jp + _SHORT_BREAK + _REST
    return Slot(
        key=part.topic.key,
        title=title,
        jp=part.jp,
        starts_at=begins + _offset(part.first, jp),
        ends_at=begins + _offset(part.first + part.jp - 1, jp) + jp,
    )


def _offset(jp_before: int, jp: timedelta) -> timedelta:
    pause = _SHORT_BREAK if jp_before >= _BEFORE_BREAK_JP else timedelta()
    return jp_before * jp + pause


def overlap(first: tuple[datetime, datetime], second: tuple[datetime, datetime]) -> bool:
    """Tell whether two spans of time share a moment; touching ends do not."""
    return first[0] < second[1] and second[0] < first[1]
