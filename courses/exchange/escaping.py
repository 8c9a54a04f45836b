"""Escapes plain text for Markdown, and only where Markdown would read a sign otherwise."""

import re

_PLACE = re.compile(r"(\[\[\d+\]\])")
_ALWAYS = re.compile(r"([\\`\[\]])")
_RUN = re.compile(r"(?<![*_~])([*_]+|~~+)(?![*_~])|([*_~]{2,})")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_BULLET = re.compile(r"^(\s*)([-+=#>:|~*_])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_BLANKS = re.compile(r"\n(?:[ \t]*\n)+")


def escaped(text: str, *, strip: bool = True, at_start: bool = True) -> str:
    """Give Markdown that shows exactly this plain text; places like [[1]] stay as they are.

    Single line breaks stay line breaks. `at_start` says that the text begins a line; without
    `strip`, white space at its ends is kept.
    """
    lines = [line.strip() if strip else line for line in text.replace("\xa0", " ").splitlines()]
    joined = _BLANKS.sub("\n\n", "\n".join(lines))
    if strip:
        joined = joined.strip()
    parts = _PLACE.split(joined)
    parts[::2] = [_signs(part) for part in parts[::2]]
    marked = _line_starts("".join(parts), at_start=at_start)
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "  \n", marked)


def _signs(text: str) -> str:
    text = _ALWAYS.sub(r"\\\1", text)
    text = _RUN.sub(_run, text)
    return _ENTITY.sub(r"\\&", _TAG_START.sub(r"\\<", text))


def _run(found: re.Match[str]) -> str:
    """Give stars or underscores as they are where white space on both sides makes them signs."""
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    if (not before or before.isspace()) and (not after or after.isspace()):
        return found[0]
    return "".join(f"\\{sign}" for sign in found[0])


def _line_starts(text: str, *, at_start: bool) -> str:
    head, mark, rest = ("", "", text) if at_start else text.partition("\n")
    rest = _NUMBERED.sub(r"\1\\\2", _BULLET.sub(r"\1\\\2", rest))
    return head + mark + rest
