"""Dates, times and numbers as Indonesia writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.clock import Zone
from lms.web import formats

AT = datetime(2026, 3, 9, 7, 5, 33, tzinfo=UTC)


def test_days() -> None:
    day = date(2026, 3, 9)
    assert formats.long_day(day) == "Senin, 9 Maret 2026"
    assert formats.plain_day(day) == "9 Maret 2026"
    assert formats.short_day(day) == "09/03/2026"
    assert formats.plain_day(date(2026, 8, 17)) == "17 Agustus 2026"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2017, 7, 26), date(2017, 7, 29), "26–29 Juli 2017"),
        (date(2026, 6, 30), date(2026, 7, 2), "30 Juni s.d. 2 Juli 2026"),
        (date(2025, 12, 31), date(2026, 1, 1), "31 Desember 2025 s.d. 1 Januari 2026"),
        (date(2026, 7, 2), date(2026, 7, 2), "2 Juli 2026"),
    ],
)
def test_ranges_of_days(first: date, last: date, words: str) -> None:
    assert formats.day_range(first, last) == words


def test_one_moment_in_three_zones_with_a_dot_and_the_zones_letters() -> None:
    assert [formats.clock_time(AT, zone) for zone in Zone] == [
        "14.05 WIB",
        "15.05 WITA",
        "16.05 WIT",
    ]
    assert formats.clock_seconds(AT, Zone.WIB) == "14.05.33 WIB"
    assert formats.moment(AT, Zone.WIB) == "9 Maret 2026 pukul 14.05 WIB"


def test_the_day_of_a_moment_is_the_day_of_its_place() -> None:
    late = datetime(2026, 3, 9, 16, 30, tzinfo=UTC)
    assert formats.moment(late, Zone.WIB) == "9 Maret 2026 pukul 23.30 WIB"
    assert formats.moment(late, Zone.WIT) == "10 Maret 2026 pukul 01.30 WIT"


@pytest.mark.parametrize(
    ("value", "words"),
    [(Decimal("1234567.89"), "1.234.567,89"), (83762, "83.762"), (Decimal("85.5"), "85,5")],
)
def test_numbers(value: Decimal | int, words: str) -> None:
    assert formats.number(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("85.5"), "85,5%"),
        (85, "85%"),
        (Decimal("66.6666"), "66,7%"),
        (Decimal("0.05"), "0,1%"),
        (100, "100%"),
        (0, "0%"),
    ],
)
def test_percent_keeps_a_decimal_and_is_never_rounded_to_a_whole(
    value: Decimal | int, words: str
) -> None:
    assert formats.percent(value) == words


@given(st.decimals(0, 100, places=4))
def test_percent_lies_at_most_a_twentieth_off(value: Decimal) -> None:
    shown = Decimal(formats.percent(value).removesuffix("%").replace(",", "."))
    assert abs(shown - value) <= Decimal("0.05")


def test_a_phone_becomes_a_whatsapp_address_without_anything_personal() -> None:
    assert formats.whatsapp_url("+62 812-0000-0001") == "https://wa.me/6281200000001"
