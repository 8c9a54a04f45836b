"""The angkatan that runs today can be built at any hour."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.demo.running import timetable
from lms.kernel.clock import Zone

MOMENTS = st.integers(0, 60 * 24 * 3).map(
    lambda minutes: datetime(2026, 11, 22, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(jps=st.lists(st.integers(1, 3), min_size=9, max_size=9), at=MOMENTS)
def test_no_session_passes_midnight_and_one_is_on_now(jps: list[int], at: datetime) -> None:
    spans = timetable(jps, at=at)
    assert len(spans) == len(jps)
    today = at.astimezone(Zone.WIB.info).date()
    days = [begins.date() for begins, _ in spans]
    for jp, (begins, ends) in zip(jps, spans, strict=True):
        assert ends - begins == timedelta(minutes=45 * jp)
        assert begins.date() == ends.date()
    assert days == sorted(days)
    assert set(days) <= {today + timedelta(days=number) for number in (-1, 0, 1)}
    assert spans[4][0] <= at < spans[4][1] + timedelta(minutes=16)
    assert all(before[1] < after[0] for before, after in zip(spans, spans[1:], strict=False))
