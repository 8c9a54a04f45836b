"""Compares a typed text with an accepted one, where `*` stands for any letters."""

import re
import unicodedata

_STAR = re.compile(r"(?<!\\)\*")


def matches(pattern: str, text: str, *, minds_case: bool) -> bool:
    """Say whether the text is what the pattern says; runs of space count as one.

    A full stop at the end says nothing: who writes a sentence ends it so.
    """
    first, *others = (_folded(part, minds_case) for part in pieces(pattern))
    typed = _folded(text, minds_case).strip()
    if not others:
        return _without_stop(typed) == _without_stop(first.strip())
    return _in_order(typed, first.lstrip(), others[:-1], others[-1].rstrip())


def pieces(pattern: str) -> list[str]:
    r"""Give the texts between the stars of a pattern; a written `\*` is a star itself."""
    return [part.replace("\\*", "*") for part in _STAR.split(pattern)]


def _in_order(text: str, first: str, middle: list[str], last: str) -> bool:
    if not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end) if end >= at else -1
        if found < 0:
            return False
        at = found + len(part)
    return at <= end


def _without_stop(text: str) -> str:
    return text.rstrip(" .") or text


def _folded(text: str, minds_case: bool) -> str:
    folded = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    return folded if minds_case else unicodedata.normalize("NFC", folded.casefold())
