"""Numbers are read as people type them here, exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.numbers import number_text, read_measure, read_number, read_share
from tests.courses.asked import decimals


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        ("1.250,5", "1250.5"),
        ("1250", "1250"),
        ("1.250", "1250"),
        ("1.250.000", "1250000"),
        ("1 250 000,75", "1250000.75"),
        ("0.125", "0.125"),
        ("1.25", "1.25"),
        ("1.2500", "1.25"),
        ("−2", "-2"),
        ("- 2,5", "-2.5"),
        ("+7", "7"),
        ("1,5e3", "1500"),
        ("1.5E-3", "0.0015"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("007", "7"),
        (" 12 ", "12"),
    ],
)
def test_a_number_is_read_with_comma_and_dots(typed: str, number: str) -> None:
    assert read_number(typed) == Fraction(number)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "tiga", "1.250.00", "1,250,000", "1,2.5", "3,", "--2", "1e", "1e999", "1/2", "½"]
    + ["٣", "0x10", "1_000", "nan", "inf", "3 5", "9" * 61],
)
def test_what_is_no_number_is_not_guessed(typed: str) -> None:
    assert read_number(typed) is None


@pytest.mark.parametrize("typed", ["12", "12 km", "12km", "12 KM", "km 12"])
def test_a_unit_may_stand_with_the_number(typed: str) -> None:
    assert read_measure(typed, "km") == 12


@pytest.mark.parametrize(
    ("typed", "unit"), [("12 m", "km"), ("12 km", ""), ("km", "km"), ("", "km")]
)
def test_another_unit_or_a_unit_alone_is_no_answer(typed: str, unit: str) -> None:
    assert read_measure(typed, unit) is None


def test_money_stands_behind_its_unit() -> None:
    assert read_measure("Rp 1.250.000", "Rp") == 1_250_000
    assert read_measure("Rp. 500", "Rp") == 500


@pytest.mark.parametrize(
    ("written", "share"),
    [("1/3", "1/3"), ("50%", "1/2"), ("33,3 %", "333/1000"), ("0,5", "1/2"), ("-1/4", "-1/4")],
)
def test_a_share_is_read_in_three_ways(written: str, share: str) -> None:
    assert read_share(written) == Fraction(share)


@pytest.mark.parametrize("written", ["1/0", "a/b", "%", "separuh", "1/2/3"])
def test_what_is_no_share_is_not_guessed(written: str) -> None:
    assert read_share(written) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [("1250.5", "1.250,5"), ("0", "0"), ("-2", "−2"), ("0.125", "0,125"), ("1000000", "1.000.000")],
)
def test_a_number_is_written_as_people_read_it(number: str, text: str) -> None:
    assert number_text(Fraction(number)) == text


def test_an_endless_number_is_cut() -> None:
    assert number_text(Fraction(1, 3)) == "0,333333"
    assert number_text(Fraction(-1, 10**7 * 3)) == "0,000000"


@given(decimals)
def test_what_is_written_is_read_again(number: Fraction) -> None:
    assert read_number(number_text(number)) == number


@given(st.text(max_size=80))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    assert read_number(text) is None or isinstance(read_number(text), Fraction)
    assert read_share(text) is None or isinstance(read_share(text), Fraction)
