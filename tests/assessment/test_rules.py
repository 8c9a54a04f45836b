"""When an attempt takes answers."""

from datetime import UTC, datetime, timedelta

from lms.assessment.rules import GRACE, Span

DEADLINE = datetime(2026, 3, 9, 7, 30, tzinfo=UTC)
RUNNING = Span(DEADLINE, None, None)


def test_answers_are_taken_until_the_grace_after_the_deadline_ends() -> None:
    assert RUNNING.refusal(DEADLINE) is None
    assert RUNNING.refusal(DEADLINE + GRACE) is None
    late = RUNNING.refusal(DEADLINE + GRACE + timedelta(milliseconds=1))
    assert "tersimpan sebelumnya tetap dihitung" in str(late)


def test_a_closed_window_and_a_handed_in_test_take_nothing() -> None:
    before = DEADLINE - timedelta(minutes=5)
    assert "ditutup oleh pengajar" in str(Span(DEADLINE, before, None).refusal(before))
    assert "sudah selesai" in str(Span(DEADLINE, None, before).refusal(before))


def test_it_ended_when_it_was_handed_in_else_at_closing_or_deadline() -> None:
    early, later = DEADLINE - timedelta(minutes=5), DEADLINE + timedelta(minutes=5)
    assert RUNNING.ended_at == DEADLINE
    assert Span(DEADLINE, early, None).ended_at == early
    assert Span(DEADLINE, later, None).ended_at == DEADLINE
    assert Span(DEADLINE, later, early).ended_at == early


def test_minutes_left_are_rounded_up_and_never_negative() -> None:
    assert RUNNING.minutes_left(DEADLINE - timedelta(seconds=61)) == 2
    assert RUNNING.minutes_left(DEADLINE - timedelta(seconds=60)) == 1
    assert RUNNING.minutes_left(DEADLINE - timedelta(milliseconds=400)) == 1
    assert RUNNING.minutes_left(DEADLINE + timedelta(hours=1)) == 0
