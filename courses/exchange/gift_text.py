"""The signs of GIFT: escapes, formats in brackets, and what comments say about a question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courses.exchange.drafts import Markup
from courses.exchange.texts import TRIM

_SHIELD = 0xDC00  # added to the code of an escaped sign: no text file can hold such a letter
_SIGNS = ":#={}~\n"
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_UNSHIELD = {_SHIELD + ord(sign): sign for sign in _SIGNS}
_WRITTEN = {**{ord(sign): f"\\{sign}" for sign in "\\:#={}~"}, ord("\n"): "\\n"}
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n"}
_MARK = re.compile(r"\[(id|tag):")
_MARK_END = re.compile(r"(?<!\\)\]")
_NOT_IN_TAG = re.compile(r"[<>`]")
_MARKUPS = {str(markup): markup for markup in Markup}


@dataclass(frozen=True)
class Marked:
    """A text and how it is written."""

    text: str
    markup: Markup


def shielded(text: str) -> str:
    """Give the text with each escaped sign as one letter that nothing else looks for."""
    return _ESCAPE.sub(_shield, text)


def _shield(found: re.Match[str]) -> str:
    sign = found[1]
    return sign if sign == "\\" else chr(_SHIELD + ord("\n" if sign == "n" else sign))


def plain(shielded_text: str) -> str:
    """Give the text that was meant, without white space around it."""
    return shielded_text.translate(_UNSHIELD).strip(TRIM)


def marked(shielded_text: str, default: Markup) -> Marked:
    """Give the text without the format in brackets before it, and that format."""
    if shielded_text.startswith("["):
        name, closed, rest = shielded_text[1:].partition("]")
        if closed and (markup := _MARKUPS.get(name)):
            return Marked(plain(rest), markup)
    return Marked(plain(shielded_text), default)


def escaped(text: str) -> str:
    """Give a text as it stands in a file: on one line, no sign of its own."""
    return cleaned(text).translate(_WRITTEN)


def cleaned(text: str) -> str:
    """Give a text as a file can hold it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)


def with_format(text: str, markup: Markup, *, default: Markup) -> str:
    """Give an escaped text that `marked` takes for this format."""
    safe = escaped(text)
    named = markup is not default or safe.lstrip(TRIM).startswith(("[", "//"))
    return f"[{markup}]{safe}" if named else safe


def comment_marks(comment: str) -> Iterator[tuple[str, str]]:
    """Give the ("id", …) and ("tag", …) of a comment line, in their order."""
    position = 0
    while start := _MARK.search(comment, position):
        end = _MARK_END.search(comment, start.end())
        if end is None:
            return
        value = comment[start.end() : end.start()].replace("\\]", "]").strip(TRIM)
        if value and not (start[1] == "tag" and _NOT_IN_TAG.search(value)):
            yield start[1], value
        position = end.end()


def comment_of(idnumber: str, tags: tuple[str, ...]) -> str:
    """Give the comment line that `comment_marks` reads; empty where there is nothing to say."""
    values = [("id", idnumber), *(("tag", _NOT_IN_TAG.sub("", tag)) for tag in tags)]
    marks = [f"[{name}:{_mark_text(value)}]" for name, value in values if _mark_text(value)]
    return f"// {' '.join(marks)}\n" if marks else ""


def _mark_text(value: str) -> str:
    one_line = cleaned(value).replace("\n", " ").replace("\t", " ").strip(TRIM)
    return one_line.rstrip("\\").rstrip(TRIM).replace("]", "\\]")
