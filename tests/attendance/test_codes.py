"""The rotating code."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.attendance import codes
from lms.attendance.codes import GRACE_SECONDS, STEP_SECONDS, Verdict

SECRET = "a" * 64
START = datetime(2026, 3, 9, 7, 0, 0, tzinfo=UTC)  # the first second of a step
moments = st.integers(1_700_000_000, 1_900_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))


@given(moments)
def test_the_code_shown_now_is_accepted_now(at: datetime) -> None:
    code = codes.current(SECRET, at)
    assert codes.judge(SECRET, code.digits, at)
    assert codes.judge(SECRET, code.token, at)
    assert 1 <= code.seconds_left <= STEP_SECONDS


def test_a_code_lives_for_its_step_one_more_and_the_grace() -> None:
    code = codes.current(SECRET, START)
    alive = timedelta(seconds=2 * STEP_SECONDS + GRACE_SECONDS)
    assert codes.judge(SECRET, code.token, START + alive - timedelta(seconds=1))
    assert codes.verdict(SECRET, code.token, START + alive) is Verdict.EXPIRED
    assert codes.verdict(SECRET, code.digits, START + timedelta(minutes=20)) is Verdict.EXPIRED
    assert codes.verdict(SECRET, code.token, START + timedelta(hours=2)) is Verdict.WRONG


def test_a_code_of_the_future_is_wrong() -> None:
    code = codes.current(SECRET, START + timedelta(seconds=STEP_SECONDS))
    assert codes.verdict(SECRET, code.token, START) is Verdict.WRONG


def test_the_code_of_another_session_is_wrong() -> None:
    code = codes.current("b" * 64, START)
    assert codes.verdict(SECRET, code.token, START) is Verdict.WRONG


@pytest.mark.parametrize("given", ["", "12345", "'; DROP TABLE mark; --", "١٢٣٤٥٦", "😀", "\udcff"])
def test_nonsense_is_wrong(given: str) -> None:
    assert codes.verdict(SECRET, given, START) is Verdict.WRONG


def test_digits_are_six_and_tokens_sixteen() -> None:
    shown = [codes.current(SECRET, START + timedelta(seconds=20 * n)) for n in range(200)]
    assert {len(code.digits) for code in shown} == {6}
    assert {len(code.token) for code in shown} == {16}
    assert len({code.token for code in shown}) == 200


def test_receipts_are_two_groups_of_four_letters_easy_to_read() -> None:
    receipt = codes.new_receipt()
    assert len(receipt) == 9
    assert receipt[4] == "-"
    assert not set(receipt) & set("01IO")
