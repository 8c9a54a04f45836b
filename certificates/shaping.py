"""Words as glyphs of our typefaces, as the layout engine would shape them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import uharfbuzz

from certificates.typefaces import FILES

_EM = 1000


@dataclass(frozen=True)
class Run:
    """A shaped word or line: glyph numbers, and advances in thousandths of the type size."""

    glyphs: tuple[int, ...]
    advances: tuple[int, ...]

    @property
    def width(self) -> float:
        """Give the width in parts of the type size."""
        return sum(self.advances) / _EM


@cache
def _font(face: str) -> uharfbuzz.Font:
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(FILES[face].read_bytes())))
    font.scale = (_EM, _EM)
    return font


@lru_cache(maxsize=4096)
def shape(face: str, text: str) -> Run:
    """Give a text of one line, shaped with kerning and ligatures."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "id"
    uharfbuzz.shape(_font(face), buffer)
    return Run(
        tuple(info.codepoint for info in buffer.glyph_infos),
        tuple(position.x_advance for position in buffer.glyph_positions),
    )


@cache
def natural(face: str, glyph: int) -> int:
    """Give a glyph's advance before kerning, which a PDF reader takes from the font's widths."""
    return int(_font(face).get_glyph_h_advance(glyph))


def shown(face: str, run: Run) -> str:
    """Give the run as the operand of a PDF's TJ: glyphs, with kerning between them."""
    return "[" + "".join(_shown(face, run)) + "]"


def _shown(face: str, run: Run) -> Iterator[str]:
    yield "<"
    for glyph, advance in zip(run.glyphs, run.advances, strict=True):
        kerning = natural(face, glyph) - advance
        yield f"{glyph:04x}>{kerning}<" if kerning else f"{glyph:04x}"
    yield ">"


def broken(face: str, text: str, room: float) -> tuple[str, ...] | None:
    """Give the lines into which a text breaks in a room (in parts of the type size).

    None where this can't be told for certain: a word too wide, a break that is not at a space,
    or a line that just fits.
    """
    if shape(face, text).width < room * 0.99:
        return (text,)
    if any(sign in text for sign in "-/–—"):
        return None
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        share = shape(face, joined).width / room
        if 0.99 <= share <= 1.01:
            return None
        if lines and share < 1:
            lines[-1] = joined
        elif shape(face, word).width < room * 0.99:
            lines.append(word)
        else:
            return None
    return tuple(lines)
