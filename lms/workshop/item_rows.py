"""Rows of an editor's fields: `option-1-text`, `option-2-text`, …; added, removed, moved up.

Fields are texts by their names, as a form sends them; every function gives new ones.
"""

import re
from collections.abc import Callable, Mapping

Fields = Mapping[str, str]

ROWS_MOST = 26


def cleaned(fields: Mapping[str, str]) -> dict[str, str]:
    """Give what was sent without what no text may hold; line breaks are single ones."""
    return {
        name: text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
        for name, text in fields.items()
    }


def numbers(fields: Fields, prefix: str) -> tuple[int, ...]:
    """Give the numbers of the rows that are there, in order."""
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,3}})-")
    found = {int(match[1]) for name in fields if (match := pattern.match(name))}
    return tuple(sorted(number for number in found if 0 < number <= ROWS_MOST))


def acted(fields: Fields, act: str) -> dict[str, str] | None:
    """Give the fields after a button: "add:option", "remove:option:2", "up:option:2".

    None: the button is none of these.
    """
    name, _colon, rest = act.partition(":")
    prefix, _colon, typed = rest.partition(":")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    match name:
        case "add" if prefix:
            return _added(fields, prefix)
        case "remove" if number:
            return _moved(fields, prefix, lambda n: None if n == number else n - (n > number))
        case "up" if number > 1:
            other = {number: number - 1, number - 1: number}
            return _moved(fields, prefix, lambda n: other.get(n, n))
        case _:
            return None


def _added(fields: Fields, prefix: str) -> dict[str, str]:
    last = max(numbers(fields, prefix), default=0)
    more = {f"{prefix}-{last + 1}-text": ""} if last < ROWS_MOST else {}
    return {**fields, **more}


def _moved(fields: Fields, prefix: str, place: Callable[[int], int | None]) -> dict[str, str]:
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,3}})-(.*)", re.DOTALL)
    moved = {}
    for name, text in fields.items():
        match = pattern.fullmatch(name)
        if match is None:
            moved[name] = text
            continue
        number = place(int(match[1]))
        if number is not None:
            moved[f"{prefix}-{number}-{match[2]}"] = text
    right = fields.get(f"{prefix}-right", "")
    if right.isascii() and right.isdigit() and len(right) < 4:
        number = place(int(right))
        moved[f"{prefix}-right"] = str(number) if number else ""
    return moved
