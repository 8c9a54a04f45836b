"""A name set as large as its place allows."""

from dataclasses import dataclass

from certificates.typefaces import Typeface

_SLACK = 0.985  # kerning and rounding may make a line slightly wider than its letters


@dataclass(frozen=True)
class Room:
    """The place for a name: its width, and up to which size one, two and three lines go."""

    width_pt: float
    largest_pt: int
    two_lines_from_pt: int
    three_lines_from_pt: int
    smallest_pt: int

    def lines_at(self, size: int) -> int:
        """Give how many lines of a type size have room."""
        if size <= self.three_lines_from_pt:
            return 3
        return 2 if size <= self.two_lines_from_pt else 1


@dataclass(frozen=True)
class Setting:
    """How a name is set: the type size in points and its lines."""

    size_pt: int
    lines: tuple[str, ...]


def fit(text: str, face: Typeface, room: Room) -> Setting:
    """Give the largest setting with which a text stays in its room.

    Lines break between words and are balanced; only a word wider than a whole line is cut.
    A text too long even for the smallest size gets the lines it needs at that size.
    """
    for size in range(room.largest_pt, room.smallest_pt, -1):
        width = room.width_pt * _SLACK / size
        if any(face.width(word) > width for word in text.split()):
            continue
        if len(_broken(text, face, width)) <= room.lines_at(size):
            return Setting(size, _balanced(text, face, width))
    width = room.width_pt * _SLACK / room.smallest_pt
    return Setting(room.smallest_pt, _broken(text, face, width))


def _balanced(text: str, face: Typeface, width: float) -> tuple[str, ...]:
    """Break into as few lines as `width` needs, then narrow while they stay as few."""
    lines = _broken(text, face, width)
    for share in range(98, 48, -2):
        narrower = _broken(text, face, width * share / 100)
        if len(narrower) > len(lines):
            break
        best = narrower
        if max(map(face.width, best)) <= width:
            lines = best
    return lines


def _broken(text: str, face: Typeface, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(joined) <= width:
            lines[-1] = joined
        else:
            lines.extend(_pieces(word, face, width))
    return tuple(lines)


def _pieces(word: str, face: Typeface, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and face.width(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
