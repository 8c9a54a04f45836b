"""Proposing sessions: pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.clock import Zone
from lms.kernel.errors import Refused
from lms.training.schedule import DAY_JP, Slot, Topic, days, overlap, propose

MONDAY = date(2026, 3, 9)


def _hours(slots: tuple[Slot[int], ...]) -> list[str]:
    return [f"{s.starts_at:%d %H.%M}-{s.ends_at:%H.%M} {s.jp}" for s in slots]


def test_a_day_begins_at_eight_and_rests_at_noon() -> None:
    topics = [Topic(1, "A", 3), Topic(2, "B", 2), Topic(3, "C", 5)]
    slots = propose(topics, [MONDAY], zone=Zone.WIB, jp_minutes=45)
    assert _hours(slots) == ["09 08.00-10.15 3", "09 10.30-12.00 2", "09 13.00-17.00 5"]


def test_a_topic_stays_whole_where_there_is_room() -> None:
    topics = [Topic(1, "A", 3), Topic(2, "B", 3)]
    slots = propose(topics, [MONDAY], zone=Zone.WIB, jp_minutes=45)
    assert [s.title for s in slots] == ["A", "B"]


def test_a_topic_longer_than_half_a_day_is_divided() -> None:
    slots = propose([Topic(1, "A", 8)], [MONDAY], zone=Zone.WITA, jp_minutes=45)
    assert [(s.title, s.jp) for s in slots] == [("A (bagian 1)", 5), ("A (bagian 2)", 3)]


def test_too_many_jp_for_the_days_are_refused() -> None:
    with pytest.raises(Refused, match="11 JP tatap muka tidak muat dalam 1 hari"):
        propose([Topic(1, "A", 11)], [MONDAY], zone=Zone.WIB, jp_minutes=45)


def test_touching_sessions_do_not_overlap() -> None:
    slots = propose([Topic(1, "A", 2), Topic(2, "B", 1)], [MONDAY], zone=Zone.WIB, jp_minutes=45)
    first, second = ((s.starts_at, s.ends_at) for s in slots)
    assert not overlap(first, second)
    assert overlap(first, (second[0] - timedelta(minutes=1), second[1]))


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.integers(0, 3))
def test_every_jp_is_taught_once_in_order_and_no_day_is_too_long(
    jps: list[int], spare: int
) -> None:
    topics = [Topic(n, f"T{n}", jp) for n, jp in enumerate(jps)]
    needed = -(-sum(jps) // DAY_JP)
    on = days(MONDAY, MONDAY + timedelta(days=needed - 1 + spare))
    slots = propose(topics, on, zone=Zone.WIB, jp_minutes=45)
    for topic in topics:
        assert sum(s.jp for s in slots if s.key == topic.key) == topic.jp
    for one, following in zip(slots, slots[1:], strict=False):
        assert one.ends_at <= following.starts_at
        assert one.key <= following.key
    for day in on:
        assert sum(s.jp for s in slots if s.starts_at.date() == day) <= DAY_JP
    assert all(s.ends_at > s.starts_at and s.starts_at.date() in on for s in slots)
