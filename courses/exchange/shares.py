"""Reads and writes the numbers of question files: percentages of the mark, and decimals."""

import re
from fractions import Fraction
from functools import lru_cache

LARGEST_DENOMINATOR = 20
NEAR = Fraction(1, 10_000)
PERCENT_PLACES = 5
PLACES = 10
MOST_PLACES = 40

_DECIMAL = re.compile(r"[-+]?(?=[.,]?\d)\d{0,40}(?:[.,]\d{0,40})?(?:[eE][-+]?\d{1,2})?")


@lru_cache(maxsize=512)
def read_decimal(text: str) -> Fraction | None:
    """Give the number of a text such as "6.25", "-3,5" or "1.5e3"; None if it is no number.

    Here a dot is always a decimal mark, as Moodle writes it; a comma is taken for one too.
    """
    plain = text.strip().replace("\u2212", "-")
    if not _DECIMAL.fullmatch(plain):
        return None
    return Fraction(plain.replace(",", ".", 1))


@lru_cache(maxsize=512)
def read_share(percent: str) -> Fraction | None:
    """Give the share of a percentage, "33.33333" exactly 1/3; None unless it is -100 to 100."""
    number = read_decimal(percent.strip().removesuffix("%") or "0")
    if number is None or abs(number) > 100:
        return None
    return exact_share(number / 100)


def exact_share(share: Fraction) -> Fraction:
    """Give the simple fraction that a rounded share stands for, else the share itself."""
    simple = share.limit_denominator(LARGEST_DENOMINATOR)
    return simple if abs(simple - share) <= NEAR else share


def percent_text(share: Fraction) -> str:
    """Give a share in percent as Moodle writes it: "100", "33.33333", "-50"."""
    return decimal_text(share * 100, places=PERCENT_PLACES)


def decimal_text(value: Fraction, *, places: int = PLACES) -> str:
    """Give a number with a decimal point, exact where it can be, else rounded to these places."""
    scaled, used = value, 0
    while scaled.denominator != 1 and used < MOST_PLACES:
        scaled, used = scaled * 10, used + 1
    if scaled.denominator != 1:
        scaled, used = Fraction(round(value * 10**places)), places
    digits = str(abs(scaled.numerator)).rjust(used + 1, "0")
    whole, part = digits[: len(digits) - used], digits[len(digits) - used :].rstrip("0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
