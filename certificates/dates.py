"""Dates in the words of an Indonesian document."""

from datetime import date

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def long_date(on: date) -> str:
    """Give a date such as `9 Maret 2026`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def date_span(first: date, last: date) -> str:
    """Give a period such as `tanggal 26 sampai dengan 29 Juli 2017`, naming nothing twice."""
    if first == last:
        return f"tanggal {long_date(first)}"
    if first.year != last.year:
        start = long_date(first)
    elif first.month != last.month:
        start = f"{first.day} {MONTHS[first.month - 1]}"
    else:
        start = str(first.day)
    return f"tanggal {start} sampai dengan {long_date(last)}"


def listed(words: tuple[str, ...]) -> str:
    """Give words joined as EYD does: `a`, `a dan b`, `a, b, dan c`."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
