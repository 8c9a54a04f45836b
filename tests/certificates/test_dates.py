from datetime import date

import pytest

from certificates.dates import date_span, listed, long_date


def test_a_long_date_has_no_leading_zero() -> None:
    assert long_date(date(2026, 3, 9)) == "9 Maret 2026"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2017, 8, 10), date(2017, 8, 10), "tanggal 10 Agustus 2017"),
        (date(2017, 7, 26), date(2017, 7, 29), "tanggal 26 sampai dengan 29 Juli 2017"),
        (date(2026, 6, 30), date(2026, 7, 2), "tanggal 30 Juni sampai dengan 2 Juli 2026"),
        (
            date(2025, 12, 30),
            date(2026, 1, 2),
            "tanggal 30 Desember 2025 sampai dengan 2 Januari 2026",
        ),
    ],
)
def test_a_span_names_nothing_twice(first: date, last: date, words: str) -> None:
    assert date_span(first, last) == words


@pytest.mark.parametrize(
    ("words", "text"),
    [((), ""), (("a",), "a"), (("a", "b"), "a dan b"), (("a", "b", "c"), "a, b, dan c")],
)
def test_words_are_listed_as_eyd_does(words: tuple[str, ...], text: str) -> None:
    assert listed(words) == text
