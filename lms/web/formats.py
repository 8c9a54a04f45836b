"""Dates, times and numbers as Indonesia writes them (reference: CLDR id, PUEBI/EYD)."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from lms.kernel.clock import Zone

_LOCALE = "id_ID"


def long_day(day: date) -> str:
    """Give "Senin, 9 Maret 2026"."""
    return format_date(day, "EEEE, d MMMM y", locale=_LOCALE)


def plain_day(day: date) -> str:
    """Give "9 Maret 2026"."""
    return format_date(day, "d MMMM y", locale=_LOCALE)


def short_day(day: date) -> str:
    """Give "09/03/2026", day first."""
    return day.strftime("%d/%m/%Y")


def day_range(first: date, last: date) -> str:
    """Give "26–29 Juli 2017", "30 Juni s.d. 2 Juli 2026", or one day."""
    if first == last:
        return plain_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{plain_day(last)}"
    start = format_date(first, "d MMMM", locale=_LOCALE)
    return f"{start if first.year == last.year else plain_day(first)} s.d. {plain_day(last)}"


def clock_time(at: datetime, zone: Zone) -> str:
    """Give "14.05 WIB"."""
    return f"{at.astimezone(zone.info):%H.%M} {zone.value}"


def clock_seconds(at: datetime, zone: Zone) -> str:
    """Give "14.05.33 WIB"."""
    return f"{at.astimezone(zone.info):%H.%M.%S} {zone.value}"


def moment(at: datetime, zone: Zone) -> str:
    """Give "9 Maret 2026 pukul 14.05 WIB"."""
    return f"{plain_day(at.astimezone(zone.info).date())} pukul {clock_time(at, zone)}"


def whatsapp_url(phone: str) -> str:
    """Give "https://wa.me/6281200000001" for "+62 812-0000-0001"."""
    return "https://wa.me/" + "".join(filter(str.isdecimal, phone))


def number(value: int | Decimal) -> str:
    """Give "1.234.567,89"."""
    if isinstance(value, int):  # hundreds on one page: Babel takes a tenth of a millisecond each
        return f"{value:,}".replace(",", ".")
    return format_decimal(value, locale=_LOCALE)


def percent(value: int | Decimal) -> str:
    """Give "85,5%" for a figure from 0 to 100, with at most one decimal."""
    rounded = Decimal(value).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return format_decimal(rounded, format="0.#", locale=_LOCALE) + "%"
