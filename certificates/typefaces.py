"""The typefaces that ship with Bekal: where they lie, what they can print, how wide words are."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from fontTools.ttLib import TTFont

UNPRINTABLE = "?"

_SERIF = Path(font_source_serif_pro.font_directory)
_SANS = Path(font_source_sans_pro.font_directory)

FILES = {
    "serif": _SERIF / "SourceSerifPro-Regular.otf",
    "serif-semibold": _SERIF / "SourceSerifPro-Semibold.otf",
    "sans": _SANS / "SourceSansPro-Regular.otf",
    "sans-semibold": _SANS / "SourceSansPro-Semibold.otf",
}


@dataclass(frozen=True)
class Typeface:
    """Which characters one font has, and their widths in parts of the type size."""

    widths: dict[int, float]
    middle: float  # how far the baseline lies below the middle of a line, in parts of the size

    def width(self, text: str) -> float:
        """Give the width of a text in parts of the type size, kerning not counted."""
        return sum(self.widths.get(ord(letter), 1.0) for letter in text)


@cache
def typeface(name: str) -> Typeface:
    """Give a typeface of `FILES` by name; read once, then kept."""
    with TTFont(FILES[name], lazy=True) as font:
        em = font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        middle = (font["hhea"].ascent + font["hhea"].descent) / 2 / em
        widths = {code: advances[glyph][0] / em for code, glyph in font.getBestCmap().items()}
    return Typeface(widths, middle)


def missing(text: str) -> tuple[str, ...]:
    """Give the characters of a text that a certificate cannot print, each once, in order.

    An organiser should hear of them before issuing: a letter among them is printed as `?`, a
    symbol such as an emoji is left out.
    """
    lost = (letter for letter in unicodedata.normalize("NFC", text) if _printed(letter) != letter)
    return tuple(dict.fromkeys(lost))


def printable(text: str) -> str:
    """Give a text with only what the typefaces have; never empty unless `text` is blank.

    Compatibility forms become plain letters, letters of other scripts `?`; emoji, control and
    direction characters are left out; runs of white space become one space.
    """
    shown = "".join(_printed(letter) for letter in unicodedata.normalize("NFC", text))
    shown = " ".join(shown.split())
    return shown or (UNPRINTABLE if text.strip() else "")


@cache
def _printable_codes() -> frozenset[int]:
    return frozenset.intersection(*(frozenset(typeface(name).widths) for name in FILES))


def _printed(letter: str) -> str:
    if letter.isspace():
        return " "
    if ord(letter) in _printable_codes():
        return letter
    plain = unicodedata.normalize("NFKD", letter)
    plain = "".join(part for part in plain if not unicodedata.combining(part))
    if plain and all(ord(part) in _printable_codes() for part in plain):
        return plain
    return UNPRINTABLE if unicodedata.category(letter)[0] in "LN" else ""
