"""Marks are exact and scores are rounded as people do by hand."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.marking import mark, score_percent
from courses.model import Choice
from tests.courses.values import a_choice, choices


@given(choices())
def test_only_the_right_option_earns_the_mark(question: Choice) -> None:
    marks = {option.key: mark(question, option.key) for option in question.options}
    assert marks.pop(question.right.key) == 1
    assert set(marks.values()) == {Fraction(0)}


@given(choices(), st.none() | st.text().filter(lambda text: text not in set("abcde")))
def test_no_answer_or_an_unknown_one_earns_nothing(question: Choice, answer: str | None) -> None:
    assert mark(question, answer) == 0


def test_the_text_of_an_option_is_not_an_answer() -> None:
    question = a_choice()
    assert mark(question, question.right.text) == 0


@given(st.lists(st.fractions(0, 1, max_denominator=60), min_size=1, max_size=60))
def test_a_score_is_the_mean_in_percent_half_up(marks: list[Fraction]) -> None:
    exact = sum(marks, Fraction()) * 100 / len(marks)
    score = score_percent(marks)
    assert score.as_tuple().exponent == -1
    assert 0 <= score <= 100
    assert -Fraction(1, 20) < exact - Fraction(score) < Fraction(1, 20) or (
        Fraction(score) - exact == Fraction(1, 20)
    )


@given(st.integers(1, 200), st.data())
def test_a_score_agrees_with_decimal_rounding(count: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, count))
    marks = [Fraction(1)] * right + [Fraction(0)] * (count - right)
    expected = (Decimal(right) * 100 / count).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert score_percent(marks) == expected


def test_half_a_tenth_is_rounded_up() -> None:
    assert score_percent([Fraction(1, 2), *[Fraction(0)] * 999]) == Decimal("0.1")
    assert str(score_percent([Fraction(2, 3)])) == "66.7"
    assert str(score_percent([Fraction(1)])) == "100.0"


def test_a_test_without_marks_has_no_score() -> None:
    with pytest.raises(ValueError, match="no marks"):
        score_percent([])
