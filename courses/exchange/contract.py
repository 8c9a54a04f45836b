"""Readings as the JSON that `lms questions` prints and takes, and back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from fractions import Fraction

from courses.codec import Json, JsonObject, encode
from courses.exchange.drafts import (
    Draft,
    DraftAnswer,
    DraftFile,
    DraftPair,
    DraftWord,
    FileProblem,
    Markup,
    Reading,
    Unreadable,
)
from courses.exchange.embedded import numbered
from courses.exchange.shares import decimal_text, read_decimal

TYPES = (
    "multichoice",
    "truefalse",
    "shortanswer",
    "numerical",
    "match",
    "essay",
    "description",
    "multianswer",
    "gapselect",
    "ddwtos",
    "ordering",
    "category",
)
_ALWAYS = ("type", "line", "name", "text", "generalfeedback")
_TEXTS = (
    "name",
    "text",
    "generalfeedback",
    "feedbacktrue",
    "feedbackfalse",
    "graderinfo",
    "idnumber",
    "category",
    "objective",
    "level",
    "unit",
)
_FINEST = 10_000_000  # shares in files have up to seven decimals
_LARGEST = 10_000
_DEFAULTS = {spec.name: spec.default for spec in fields(Draft)}


def pieces(reading: Reading) -> Iterator[str]:
    """Give the JSON of a reading piece by piece, so that a large one is never whole in memory."""
    yield '{"questions": ['
    for place, draft in enumerate(reading.drafts):
        yield ("," if place else "") + "\n" + json.dumps(question(draft))
    yield '],\n"problems": ' + json.dumps([problem(each) for each in reading.problems]) + "}\n"


def problem(found: FileProblem) -> JsonObject:
    """Give a problem as JSON."""
    return {"line": found.line, "message": found.message}


def question(draft: Draft) -> dict[str, object]:
    """Give a draft as JSON in Moodle's words; what is as usual is left out.

    As Moodle tells it, a cloze text has {#1}, {#2}, … for its codes; `coded` has the codes.
    """
    if draft.type == "category":
        return {"type": "category", "line": draft.line, "category": draft.text}
    said: dict[str, object] = {}
    for spec in fields(Draft):
        value = getattr(draft, spec.name)
        if spec.name in _ALWAYS or value != _DEFAULTS[spec.name]:
            said[spec.name] = encode(value)
    if draft.type == "multianswer":
        said |= {"text": numbered(draft.text), "coded": draft.text}
    if draft.answers:
        said["answers"] = [_answer(answer) for answer in draft.answers]
    if draft.pairs:
        said["pairs"] = [{"q": pair.question, "a": pair.answer} for pair in draft.pairs]
    if "defaultgrade" in said:
        said["defaultgrade"] = _number(draft.defaultgrade)
    return said


def _answer(answer: DraftAnswer) -> dict[str, object]:
    said: dict[str, object] = {"text": answer.text, "fraction": _number(answer.fraction)}
    if answer.feedback:
        said["feedback"] = answer.feedback
    if answer.tolerance is not None:
        said["tolerance"] = decimal_text(answer.tolerance)
    if answer.markup is not Markup.MOODLE:
        said["markup"] = str(answer.markup)
    return said


def _number(value: Fraction) -> float:
    return value.numerator if value.denominator == 1 else float(value)


def drafts_of(text: str | bytes) -> tuple[Draft, ...]:
    """Give the drafts of a JSON that `pieces` gives, or that somebody wrote by hand.

    Raises:
        Unreadable: it is no such JSON.
    """
    try:
        data = json.loads(text)
        listed = data["questions"] if isinstance(data, dict) else data
        return tuple(_draft(_Object(each), place) for place, each in enumerate(listed, start=1))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable(
            'Berkas ini bukan JSON soal. Bentuknya {"questions": [{"type": …, "text": …}]}, '
            "seperti keluaran lms questions read."
        ) from error


class _Object:
    """A JSON object whose values are taken by their type; another type is a ValueError."""

    def __init__(self, data: object) -> None:
        if not isinstance(data, Mapping):
            raise ValueError(f"{data!r} is no object")
        self.data: Mapping[str, Json | float] = data

    def text(self, name: str) -> str:
        value = self.data.get(name, "")
        if not isinstance(value, str):
            raise ValueError(f"{name} is no text")
        return value

    def truth(self, name: str, otherwise: bool | None) -> bool | None:
        value = self.data.get(name, otherwise)
        if value is not None and not isinstance(value, bool):
            raise ValueError(f"{name} is neither true nor false")
        return value

    def whole(self, name: str, otherwise: int) -> int:
        value = self.data.get(name, otherwise)
        if type(value) is not int:
            raise ValueError(f"{name} is no whole number")
        return value

    def share(self, name: str, otherwise: int) -> Fraction:
        value = self.data.get(name, otherwise)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{name} is no number")
        if not -_LARGEST <= value <= _LARGEST:
            raise ValueError(f"{name} is too large")
        return Fraction(value).limit_denominator(_FINEST)

    def objects(self, name: str) -> "Iterable[_Object]":
        value = self.data.get(name, [])
        if not isinstance(value, list):
            raise ValueError(f"{name} is no list")
        return map(_Object, value)


def _draft(said: _Object, place: int) -> Draft:
    kind = said.text("type")
    if kind not in TYPES:
        raise ValueError(f"{kind!r} is no type")
    line = said.whole("line", place)
    if kind == "category":
        return Draft(kind, line, text=said.text("category"))
    return Draft(
        kind,
        line,
        markup=Markup(said.text("markup") or Markup.MOODLE),
        answers=tuple(map(_draft_answer, said.objects("answers"))),
        single=said.truth("single", True) is True,
        minds_case=said.truth("minds_case", False) is True,
        correctanswer=said.truth("correctanswer", None),
        pairs=tuple(DraftPair(each.text("q"), each.text("a")) for each in said.objects("pairs")),
        words=tuple(DraftWord.from_json(each.data) for each in said.objects("words")),
        files=tuple(DraftFile.from_json(each.data) for each in said.objects("files")),
        tags=_tags(said.data.get("tags", [])),
        defaultgrade=said.share("defaultgrade", 1),
        **{name: said.text(name) for name in _TEXTS} | _coded(said),
    )


def _coded(said: _Object) -> dict[str, str]:
    return {"text": said.text("coded")} if "coded" in said.data else {}


def _draft_answer(said: _Object) -> DraftAnswer:
    margin = said.data.get("tolerance")
    tolerance = None if margin in (None, "") else read_decimal(str(margin))
    if tolerance is None and margin not in (None, ""):
        raise ValueError("tolerance is no number")
    return DraftAnswer(
        said.text("text"),
        said.share("fraction", 0),
        said.text("feedback"),
        tolerance,
        Markup(said.text("markup") or Markup.MOODLE),
    )


def _tags(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise ValueError("tags is no list of texts")
    return tuple(map(str, value))
