"""Takes answers from forms and puts them back; says them in words (`said`, `right`)."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import assert_never

from courses.calling import called, meant
from courses.model import (
    Answer,
    Choice,
    Choices,
    Cloze,
    Description,
    Essay,
    Gap,
    Matching,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from courses.numbers import read_measure
from courses.places import (
    asked_items,
    handles,
    option,
    options,
    places_count,
    rights,
    shown_key,
)
from courses.saying import OPEN, TRUTHS, right, right_answer, said

__all__ = [
    "MOST_ESSAY",
    "MOST_SHORT",
    "OPEN",
    "TRUTHS",
    "BadAnswer",
    "asked_items",
    "called",
    "fields",
    "filled",
    "handles",
    "is_complete",
    "meant",
    "option",
    "options",
    "places_count",
    "read",
    "right",
    "right_answer",
    "rights",
    "said",
]

MOST_SHORT = 200
MOST_ESSAY = 10_000
UNKNOWN = "Pilihan itu tidak ada dalam soal ini. Muat ulang halaman, lalu pilih lagi."

Form = Callable[[str], list[str]]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class BadAnswer(Exception):
    """The answer cannot be taken; the text is a sentence that says what to do."""


def fields(question: Question, name: str) -> tuple[str, ...]:
    """Give the names of the form's fields: one, or one for each place to fill in.

    The places of an ordering are those of `asked_items`, so that no name tells where it belongs.
    """
    match question:
        case Matching() | Ordering() | Cloze():
            return tuple(f"{name}-{number}" for number in range(1, places_count(question) + 1))
        case Description():
            return ()
        case _:
            return (name,)


def filled(
    question: Question, answer: Answer | None, name: str, seed: str = ""
) -> dict[str, list[str]]:
    """Give what the form's fields hold for an answer: the way back of `read`."""
    names = fields(question, name)
    if not answer:
        return {each: [] for each in names}
    if isinstance(question, Choice | Choices | TrueFalse):
        names_of = called(question, seed)
        return {name: [names_of.get(key, key) for key in answer]}
    if isinstance(question, Ordering):
        places = {key: str(place) for place, key in enumerate(answer, 1)}
        answer = tuple(places.get(item.key, "") for item in asked_items(question))
    if isinstance(question, Matching):
        names_of = handles(question)
        answer = tuple(names_of.get(shown_key(question, key), "") for key in answer)
    if isinstance(question, Cloze):
        gaps = enumerate(answer[: len(question.gaps)], 1)
        answer = tuple(called(question, seed, gap).get(text, text) for gap, text in gaps)
    return {each: [value] for each, value in zip(names, answer, strict=False)}


def read(question: Question, form: Form, name: str, seed: str = "") -> Answer:
    """Give the answer that the form holds; an empty tuple where nothing was filled in.

    `seed` is that with which the form was laid out; without one options go by their keys.

    Raises:
        BadAnswer: an option is not there, a number cannot be read, two items stand at one place,
            or a text is too long.
    """
    if isinstance(question, Choices):
        return _several(question, form(name), seed)
    values = tuple(_one(form(each)) for each in fields(question, name))
    return _answer(question, values, seed) if any(values) else ()


def _answer(question: Question, values: Answer, seed: str) -> Answer:
    match question:
        case Choice() | TrueFalse():
            return _meant(values, meant(question, seed))
        case ShortAnswer():
            return (_short(values[0]),)
        case Numeric():
            return (_numeric(values[0], question.unit),)
        case Matching():
            return _meant(values, {handle: key for key, handle in handles(question).items()})
        case Ordering():
            return _ordered(question, values)
        case Cloze():
            return tuple(
                _gap(gap, text, meant(question, seed, number))
                for number, (gap, text) in enumerate(zip(question.gaps, values, strict=True), 1)
            )
        case Essay():
            return (_long(values[0]),)
        case Choices() | Description():
            return ()
        case _:
            assert_never(question)


def is_complete(question: Question, answer: Answer | None) -> bool:
    """Say whether every place is filled in; a description is always complete."""
    if isinstance(question, Description):
        return True
    if not answer or not all(part.strip() for part in answer):
        return False
    return isinstance(question, Choices) or len(answer) == places_count(question)


def _one(values: list[str]) -> str:
    text = values[0].replace("\r\n", "\n") if values else ""
    return _CONTROL.sub("", text).strip()


def _several(question: Choices, values: list[str], seed: str) -> Answer:
    chosen = set(_meant(tuple(filter(None, values)), meant(question, seed)))
    return tuple(each.key for each in question.options if each.key in chosen)


def _meant(values: Answer, keys: Mapping[str, str]) -> Answer:
    """Give the keys of what was chosen; "" where nothing was."""
    if set(filter(None, values)) - keys.keys():
        raise BadAnswer(UNKNOWN)
    return tuple(keys[each] if each else "" for each in values)


def _short(text: str) -> str:
    if len(text) > MOST_SHORT:
        raise BadAnswer(
            f"Jawaban Anda {len(text)} huruf; paling banyak {MOST_SHORT}. "
            "Tulis dengan beberapa kata saja."
        )
    return " ".join(text.split())


def _long(text: str) -> str:
    if len(text) > MOST_ESSAY:
        raise BadAnswer(
            f"Uraian Anda {len(text)} huruf; paling banyak {MOST_ESSAY}. Ringkas lebih dulu."
        )
    return text


def _numeric(text: str, unit: str) -> str:
    typed = _short(text)
    if typed and read_measure(typed, unit) is None:
        raise BadAnswer(f"“{typed}” bukan angka yang dapat dibaca. Tulis misalnya 3,5 atau 1.250.")
    return typed


def _gap(gap: Gap, text: str, keys: Mapping[str, str]) -> str:
    if gap.options:
        return _meant((text,), keys)[0]
    return _short(text) if gap.accepted else _numeric(text, "")


def _ordered(question: Ordering, values: Answer) -> Answer:
    """Give the items' keys by their places, where each item's value is its place from 1."""
    places = [str(number) for number in range(1, len(question.items) + 1)]
    if set(filter(None, values)) - set(places):
        raise BadAnswer(UNKNOWN)
    twice = sorted(place for place, count in Counter(filter(None, values)).items() if count > 1)
    if twice:
        raise BadAnswer(
            f"Urutan {twice[0]} dipakai lebih dari satu kali. Beri setiap butir nomor yang berbeda."
        )
    keys = {place: item.key for place, item in zip(values, asked_items(question), strict=True)}
    return tuple(keys.get(place, "") for place in places)
