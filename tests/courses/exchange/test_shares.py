"""Percentages and decimals of question files are exact numbers; essays carry their criteria."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.exchange.grading import DEFAULT, criteria_in, criteria_text
from courses.exchange.shares import decimal_text, percent_text, read_decimal, read_share


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("100", Fraction(1)),
        ("33.33333", Fraction(1, 3)),
        ("33,33", Fraction(1, 3)),
        ("-16.66667", Fraction(-1, 6)),
        ("14.2857", Fraction(1, 7)),
        ("33.3", Fraction(333, 1000)),
        ("50%", Fraction(1, 2)),
        ("", Fraction(0)),
        ("100.1", None),
        ("-101", None),
        ("satu", None),
        ("1e99999", None),
        ("9" * 50, None),
    ],
)
def test_a_percentage_is_an_exact_share(text: str, share: Fraction | None) -> None:
    assert read_share(text) == share


@given(st.fractions(-1, 1, max_denominator=20))
def test_a_share_comes_back_from_its_percentage(share: Fraction) -> None:
    assert read_share(percent_text(share)) == share


@given(st.decimals(-(10**9), 10**9, places=6))
def test_a_decimal_comes_back_from_its_text(number: object) -> None:
    value = Fraction(str(number))
    assert read_decimal(decimal_text(value)) == value


@given(st.text("0123456789.,eE+-\u2212 ", max_size=60) | st.text(max_size=20))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert isinstance(read_decimal(text), Fraction | None)


def test_what_has_no_end_is_rounded() -> None:
    assert decimal_text(Fraction(-2, 3)) == "-0.6666666667"
    assert percent_text(Fraction(2, 3)) == "66.66667"


def test_criteria_come_back_from_their_text() -> None:
    assert criteria_in(criteria_text((DEFAULT, DEFAULT))) == (DEFAULT, DEFAULT)


def test_half_a_criterion_is_none() -> None:
    assert criteria_in("Kriteria [isi]: Isi\n1 = a\n2 = b") == ()
