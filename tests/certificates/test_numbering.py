from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.numbering import EXAMPLE, PatternError, check, render, roman

ON = date(2026, 8, 5)


def rendered(pattern: str, no: int = 7, angkatan: int | str = 2) -> str:
    return render(pattern, no=no, unit="DINSOS-LPG", kode="PSM-D", angkatan=angkatan, on=ON)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (EXAMPLE, "007/BIMTEK-PSM/DINSOS-LPG/VIII/2026"),
        ("{no}", "7"),
        ("{no:05}.{bulan:02}.{bulan}.{kode}", "00007.08.8.PSM-D"),
        ("{no}/{angkatan}/{tahun}", "7/II/2026"),
    ],
)
def test_a_pattern_is_filled_with_its_tokens(pattern: str, number: str) -> None:
    assert rendered(pattern) == number


def test_a_running_number_longer_than_its_width_is_not_cut() -> None:
    assert rendered("{no:03}", no=12345) == "12345"


def test_an_angkatan_given_in_letters_stays_as_it_is() -> None:
    assert rendered("{no}/{angkatan}", angkatan="II-A") == "7/II-A"


def test_braces_in_a_value_are_not_read_as_tokens() -> None:
    assert rendered("{no}/{angkatan}", angkatan="{tahun}") == "7/{tahun}"


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_two_running_numbers_never_give_the_same_certificate_number(one: int, other: int) -> None:
    assert (rendered(EXAMPLE, no=one) == rendered(EXAMPLE, no=other)) == (one == other)


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("", "{no}"),
        ("BIMTEK/{tahun}", "{no}"),
        ("{no}/{no}", "satu kali"),
        ("{no}/{nik}", "{nik}"),
        ("{no}/{}", "{}"),
        ("{no}/{tahun", "berpasangan"),
        ("{no}}", "berpasangan"),
        ("{{no}}", "berpasangan"),
        ("{no:3}", "lebar"),
        ("{no:0x}", "lebar"),
        ("{tahun:04}/{no}", "lebar"),
        (" {no}", "spasi"),
        ("{no}\n/PSM", "dicetak"),
        ("{no}" + "A" * 130, "120"),
    ],
)
def test_a_faulty_pattern_is_refused_with_its_reason(pattern: str, word: str) -> None:
    assert any(word.lower() in problem.lower() for problem in check(pattern))
    with pytest.raises(PatternError):
        rendered(pattern)


def test_all_problems_are_told_at_once() -> None:
    assert len(check(" {nik}/{tahun:04}/{")) == 5


@given(st.text(max_size=150))
def test_any_pattern_is_either_refused_or_filled(pattern: str) -> None:
    if not check(pattern):
        assert rendered(pattern)


def test_a_running_number_starts_at_one() -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        rendered("{no}", no=0)


@pytest.mark.parametrize(
    ("n", "letters"),
    [(1, "I"), (4, "IV"), (8, "VIII"), (9, "IX"), (12, "XII"), (3999, "MMMCMXCIX")],
)
def test_roman_numerals(n: int, letters: str) -> None:
    assert roman(n) == letters


@pytest.mark.parametrize("n", [0, -1, 4000])
def test_numbers_without_a_roman_numeral_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match="Roman"):
        roman(n)
