"""Numbers and parts of a mark, as people type them and see them again; nothing is rounded."""

import re
from fractions import Fraction

from courses.numbers import read_number

_PART = re.compile(r"([-−]?\d{1,18})\s*/\s*(\d{1,18})")
_SPAN = re.compile(r"(?:sampai|s\.?d\.?|hingga)", re.IGNORECASE)


def number_text(value: Fraction) -> str:
    """Give "3,5", "-1250", and "1/3" for what no decimal says exactly."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    return sign + whole + ("," + decimals if decimals else "")


def number(text: str) -> Fraction | None:
    """Give the number that was typed; None where it is none."""
    part = _PART.fullmatch(text.strip())
    if part:
        below = int(part[2])
        return Fraction(int(part[1].replace("−", "-")), below) if below else None
    return read_number(text)


def share_text(share: Fraction) -> str:
    """Give a part of the mark in per cent: "50", "-33,3", and "1/3" where it isn't exact."""
    hundred = number_text(share * 100)
    return number_text(share) if "/" in hundred else hundred


def share(text: str) -> Fraction | None:
    """Give the part of the mark (-1 to 1) of "50", "50%" or "1/3"; None where it is none."""
    typed = text.strip().removesuffix("%").strip()
    found = number(typed)
    if found is None:
        return None
    found = found if "/" in typed else found / 100
    return found if -1 <= found <= 1 else None


def span_text(low: Fraction, high: Fraction) -> str:
    """Give "3,5", or "3 sampai 4"."""
    if low == high:
        return number_text(low)
    return f"{number_text(low)} sampai {number_text(high)}"


def span(text: str) -> tuple[Fraction, Fraction] | None:
    """Give the two ends of "3 sampai 4" in order, of "3,5" twice the same; None: neither."""
    ends = [number(part) for part in _SPAN.split(text, maxsplit=1)]
    if any(end is None for end in ends):
        return None
    found = sorted(end for end in ends if end is not None)
    return found[0], found[-1]
