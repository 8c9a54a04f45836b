"""Comparing long texts stays quick, whatever they say."""

import time

from courses.comparing import Mark, lines_between, steps_between


def test_texts_that_say_the_same_thousands_of_times_are_compared_at_once() -> None:
    begun = time.process_time()
    lines = lines_between("a\n" * 6_000, "a\n" * 5_990 + "b\n")
    assert any(line.text == "b" and line.mark is Mark.ADDED for line in lines)
    assert steps_between(["a", " "] * 3_000, ["a", " "] * 2_999)
    assert time.process_time() - begun < 5


def test_a_long_text_with_one_change_shows_that_change_alone() -> None:
    old = [f"kata {number} dan lagi" for number in range(1_500)]
    new = [*old[:700], "lain", *old[701:]]
    lines = lines_between("\n".join(old), "\n".join(new))
    changed = [(line.mark, line.text) for line in lines if line.mark in (Mark.ADDED, Mark.REMOVED)]
    assert changed == [(Mark.REMOVED, "kata 700 dan lagi"), (Mark.ADDED, "lain")]
