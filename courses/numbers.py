"""Reads numbers as people in Indonesia type them, and writes them so, exactly."""

import re
from fractions import Fraction

MOST_LETTERS = 60
SHOWN_DECIMALS = 6

_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " "})
_GROUPED = r"[1-9][0-9]{0,2}(?:[. ][0-9]{3})+"
_NUMBER = re.compile(
    rf"(?P<sign>[+-]?) ?(?:(?P<grouped>{_GROUPED})|(?P<plain>[0-9]*))"
    r"(?:,(?P<decimals>[0-9]+))?(?:[eE](?P<power>[+-]?[0-9]{1,2}))?"
)
_DOTTED = re.compile(
    r"(?P<sign>[+-]?) ?(?P<plain>[0-9]*)\.(?P<decimals>[0-9]+)"
    r"(?:[eE](?P<power>[+-]?[0-9]{1,2}))?"
)
_PARTS = re.compile(r"(-?[0-9]{1,6})/([1-9][0-9]{0,5})")


def read_number(text: str) -> Fraction | None:
    """Give the number that was typed, or None where it is none.

    A comma is the decimal mark, dots (or spaces) between groups of three digits are thousands; a
    dot elsewhere is a decimal mark as well, so that "3.5" of a pocket calculator counts.
    """
    typed = text.translate(_MINUS).strip()
    if len(typed) > MOST_LETTERS:
        return None
    found = _NUMBER.fullmatch(typed) or _DOTTED.fullmatch(typed)
    if found is None:
        return None
    parts = found.groupdict()
    whole = re.sub("[. ]", "", parts.get("grouped") or parts["plain"] or "")
    decimals = parts["decimals"] or ""
    if not whole and not decimals:
        return None
    size = Fraction(int(whole + decimals), 10 ** len(decimals))
    size *= Fraction(10) ** int(parts["power"] or 0)
    return -size if parts["sign"] == "-" else size


def read_measure(text: str, unit: str) -> Fraction | None:
    """Give the number that was typed with or without its unit before or behind it."""
    typed = text.strip()
    measure = unit.strip().casefold()
    if measure and typed.casefold().endswith(measure):
        return read_number(typed[: len(typed) - len(measure)])
    if measure and typed.casefold().startswith(measure):
        return read_number(typed[len(measure) :].lstrip(". "))
    return read_number(typed)


def read_share(text: str) -> Fraction | None:
    """Give a part of a whole written as "1/2", "50%" or "0,5", or None where it is none."""
    typed = text.strip()
    if found := _PARTS.fullmatch(typed):
        return Fraction(int(found[1]), int(found[2]))
    if typed.endswith("%"):
        percent = read_number(typed.removesuffix("%"))
        return None if percent is None else percent / 100
    return read_number(typed)


def number_text(value: Fraction) -> str:
    """Give the number as it is written here: "1.250,5"; an endless one is cut after six places."""
    places = _places(value)
    digits = f"{round(abs(value) * 10**places):0{places + 1}}"
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    sign = "−" if value < 0 and int(digits) else ""
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "")


def _places(value: Fraction) -> int:
    """Give how many decimals the number needs, as far as they end."""
    for places in range(MOST_LETTERS):
        if (value * 10**places).denominator == 1:
            return places
    return SHOWN_DECIMALS
