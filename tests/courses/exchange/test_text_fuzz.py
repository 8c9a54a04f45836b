"""Readers of text files neither fall nor hang, whatever they are given."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.exchange import aiken, gift
from courses.exchange.drafts import Reading, Unreadable
from tests.courses.exchange.strategies import SIGNS

SIZE = 200_000
SECONDS = 5

Reader = Callable[[bytes], Reading]
readers = pytest.mark.parametrize("read", [gift.read, aiken.read], ids=["gift", "aiken"])
signs = st.sampled_from([*SIGNS, "[id:", "[tag:", "A) ", "ANSWER: A", "\n\n", "\\", "]", " ", "1"])
pieces = st.lists(signs | st.text(max_size=4), max_size=40).map("".join)


def reads(read: Reader, content: bytes) -> None:
    """Read, and let nothing but a refusal of the whole file out."""
    try:
        reading = read(content)
    except Unreadable as error:
        assert str(error).endswith(".")
    else:
        assert len(reading.problems) <= 501


@readers
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(read: Reader, content: bytes) -> None:
    reads(read, content)


@readers
@settings(max_examples=300)
@given(text=pieces)
def test_any_text_is_read_or_refused(read: Reader, text: str) -> None:
    reads(read, text.encode(errors="replace"))


@given(text=pieces)
def test_what_any_text_gave_is_exported_and_read_again(text: str) -> None:
    drafts = gift.read(text.encode(errors="replace").replace(b"\0", b"")).drafts
    again = gift.read(gift.write(drafts))
    assert not again.problems
    carried = [draft for draft in drafts if gift.carries(draft)]
    assert [each.type for each in again.drafts] == [each.type for each in carried]


@readers
@settings(max_examples=40, deadline=timedelta(seconds=SECONDS))
@given(head=pieces, unit=st.lists(signs, min_size=1, max_size=3).map("".join), tail=pieces)
def test_200_kb_of_one_pattern_take_no_more_than_seconds(
    read: Reader, head: str, unit: str, tail: str
) -> None:
    text = head + unit * (SIZE // len(unit)) + tail
    reads(read, text.encode(errors="replace"))


@pytest.mark.parametrize("unit", [*SIGNS, "[id:", "[tag:", ">ALL a", "A) x\n", "%5", "{}", "=->"])
@pytest.mark.parametrize(
    "frame", ["{}", "// {}", "a{{{}}}", "a{{={}}}", "a{{#{}}}", "a{{>ALL {}}}"]
)
@readers
def test_double_the_text_takes_about_double_the_time(read: Reader, frame: str, unit: str) -> None:
    """Quadratic work would take far longer than the few hundredths that the larger half needs."""
    began = time.process_time()
    reads(read, frame.format(unit * (SIZE // len(unit))).encode())
    assert time.process_time() - began < SECONDS
