"""A typed text is compared with an accepted one in which a star stands for any letters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.wildcards import matches

few = st.text("ab *", max_size=8)


def by_expression(pattern: str, text: str) -> bool:
    """Give what a regular expression says, for short texts where it is quick."""
    words = " ".join(text.split())
    parts = re.sub(r"\s+", " ", pattern).strip().split("*")
    return re.fullmatch(".*".join(map(re.escape, parts)), words) is not None


@given(few, st.text("ab ", max_size=8))
def test_a_star_means_what_it_means_everywhere(pattern: str, text: str) -> None:
    assert matches(pattern, text, minds_case=True) == by_expression(pattern, text)


@given(st.text(max_size=20))
def test_a_text_is_accepted_as_itself(text: str) -> None:
    pattern = text.replace("\\", "").replace("*", "\\*")
    assert matches(pattern, text.replace("\\", ""), minds_case=True)


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("desa*", "Desa Sukamaju", True),
        ("*desa", "di kantor desa", True),
        ("ab*ba", "aba", False),
        ("a*b*c", "a-b-c", True),
        ("a*b*c", "a-c-b", False),
        ("2 \\* 3", "2 * 3", True),
        ("2 \\* 3", "2 dan 3", False),
        ("kafe\u0301", "kafé", True),
        ("STRASSE", "straße", True),
        ("mitigasi", "Mitigasi.", True),
        ("Bhinneka Tunggal Ika.", "bhinneka tunggal ika", True),
        ("...", ".", False),
        ("a.b", "ab", False),
    ],
)
def test_what_fits_a_pattern(pattern: str, text: str, fits: bool) -> None:
    assert matches(pattern, text, minds_case=False) is fits


def test_a_pattern_of_many_stars_stays_quick() -> None:
    assert not matches("*a" * 90 + "*b", "a" * 200, minds_case=True)
