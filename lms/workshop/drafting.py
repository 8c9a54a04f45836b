"""Changing the content of a manuscript. Pure: values in, values out.

Lessons and handouts are files named "01-peran", "02-asas", …; pages name them by what follows the
number, which stays the same when they are moved.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from courses.kinds import Track
from courses.model import Handout, Lesson, Media, Module, Source

NAME_MOST = 50
_NUMBER = re.compile(r"^[0-9]{2}-")

Part = Lesson | Handout
P = TypeVar("P", Lesson, Handout)


class PartKind(StrEnum):
    """The parts of a manuscript that are texts; the value stands in addresses."""

    LESSON = "bacaan"
    HANDOUT = "lembar"


@dataclass(frozen=True)
class Header:
    """What a module says about itself."""

    title: str
    summary: str
    outcome: str
    indicators: tuple[str, ...]
    sources: tuple[Source, ...]
    valid_on: date
    review_on: date
    jp: int


def module_of(document: Mapping[str, Any]) -> Module:
    """Give a manuscript's content as a module without questions."""
    return Module.from_json({**document, "questions": []})


def document_of(module: Module) -> dict[str, Any]:
    """Give what a manuscript keeps of a module: everything but its questions."""
    return {name: value for name, value in module.to_json().items() if name != "questions"}


def header_of(module: Module) -> Header:
    """Give the header as it stands."""
    return Header(
        module.title,
        module.summary,
        module.outcome,
        module.indicators,
        module.sources,
        module.valid_on,
        module.review_on,
        module.jp,
    )


def with_header(module: Module, header: Header) -> Module:
    """Give the module with another header."""
    return replace(module, **{name: getattr(header, name) for name in Header.__annotations__})


def empty(slug: str, code: str, header: Header) -> Module:
    """Give a module that has its header only."""
    blank = Module(
        slug=slug,
        code=code,
        title=header.title,
        track=Track(code[0]),
        jp=header.jp,
        summary="",
        outcome="",
        indicators=(),
        sources=(),
        valid_on=header.valid_on,
        review_on=header.review_on,
        lessons=(),
        questions=(),
    )
    return with_header(blank, header)


def slugged(text: str) -> str:
    """Give a text as a name for files and addresses: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:NAME_MOST].strip("-") or "bagian"


def name_of(part: Part) -> str:
    """Give the name by which pages know a lesson or handout."""
    return _NUMBER.sub("", part.slug)


def named(parts: Iterable[P], name: str) -> P:
    """Give the part of this name; KeyError where there is none."""
    for part in parts:
        if name_of(part) == name:
            return part
    raise KeyError(name)


def new_name(parts: Iterable[Part], title: str) -> str:
    """Give a name for a part with this title that none of the others has."""
    taken, base = {name_of(part) for part in parts}, slugged(title)
    numbers = iter(range(2, 1000))
    name = base
    while name in taken:
        name = f"{base}-{next(numbers)}"
    return name


def numbered(parts: Iterable[P]) -> tuple[P, ...]:
    """Give the parts with their numbers in order."""
    return tuple(
        replace(part, slug=f"{number:02}-{name_of(part)}")
        for number, part in enumerate(parts, start=1)
    )


def moved(parts: tuple[P, ...], name: str, *, by: int) -> tuple[P, ...]:
    """Give the parts with one of them moved by so many places, numbered anew."""
    at = parts.index(named(parts, name))
    rest = [part for part in parts if part is not parts[at]]
    rest.insert(max(0, at + by), parts[at])
    return numbered(rest)


def without(parts: tuple[P, ...], name: str) -> tuple[P, ...]:
    """Give the parts without one of them, numbered anew."""
    return numbered(part for part in parts if name_of(part) != name)


def put(parts: tuple[P, ...], changed: P) -> tuple[P, ...]:
    """Give the parts with the one of this name replaced."""
    return tuple(changed if name_of(part) == name_of(changed) else part for part in parts)


def renamed(before: tuple[P, ...], after: tuple[P, ...]) -> dict[str, str]:
    """Give the slugs that changed, old to new, because parts were moved or removed."""
    now = {name_of(part): part.slug for part in after}
    found = {part.slug: now.get(name_of(part), "") for part in before}
    return {old: new for old, new in found.items() if old != new}


def new_media_name(media: Iterable[Media], filename: str, suffix: str) -> str:
    """Give a name for an upload that no other has: "kartu-tanda.jpg"."""
    taken = {each.name for each in media}
    base = slugged(filename.rsplit(".", 1)[0])
    numbers = iter(range(2, 1000))
    name = f"{base}.{suffix}"
    while name in taken:
        name = f"{base}-{next(numbers)}.{suffix}"
    return name
