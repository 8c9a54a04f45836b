"""Reads what one kind of question has of its own; each function gives the question."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from string import ascii_lowercase
from typing import TypedDict

from courses.kinds import Form, Level
from courses.model import (
    Accepted,
    Choice,
    Choices,
    Cloze,
    Description,
    Essay,
    Gap,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    Span,
    TrueFalse,
)
from courses.nodes import Fields
from courses.read_rubrics import read_criterion


class Header(TypedDict):
    """What every question has."""

    key: str
    objective: str
    level: Level
    stem: str
    explanation: str
    selfcheck: bool
    lesson: str | None
    form: Form | None
    grounds: tuple[str, ...]


WHOLE = Fraction(1)
MOST_WEIGHT = 100


def _choice(fields: Fields, header: Header) -> Question:
    return Choice(**header, options=_options(fields))


def _choices(fields: Fields, header: Header) -> Question:
    return Choices(**header, options=_options(fields))


def _truth(fields: Fields, header: Header) -> Question:
    return TrueFalse(**header, is_true=fields.truth("answer"))


def _short_answer(fields: Fields, header: Header) -> Question:
    minds_case = fields.flag("minds_case", default=False)
    return ShortAnswer(**header, accepted=_accepted(fields), minds_case=minds_case)


def _numeric(fields: Fields, header: Header) -> Question:
    unit = fields.optional_text("unit") or ""
    return Numeric(**header, spans=_spans(fields), unit=unit)


def _matching(fields: Fields, header: Header) -> Question:
    read = fields.entries("pairs", lambda pair: (pair.text("left"), pair.text("right")))
    pairs = tuple(
        Pair(key, left, right) for key, (left, right) in zip(ascii_lowercase, read, strict=False)
    )
    others = fields.texts("others") if fields.has("others") else ()
    return Matching(**header, pairs=pairs, others=others)


def _ordering(fields: Fields, header: Header) -> Question:
    items = tuple(map(Option, ascii_lowercase, fields.texts("items")))
    return Ordering(**header, items=items)


def _cloze(fields: Fields, header: Header) -> Question:
    return Cloze(**header, gaps=fields.entries("gaps", _gap))


def _essay(fields: Fields, header: Header) -> Question:
    return Essay(**header, criteria=fields.entries("criteria", read_criterion))


def _description(_fields: Fields, header: Header) -> Question:
    return Description(**header)


KINDS: Mapping[str, Callable[[Fields, Header], Question]] = {
    "choice": _choice,
    "choices": _choices,
    "truefalse": _truth,
    "shortanswer": _short_answer,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "essay": _essay,
    "description": _description,
}
"""What reads each kind, by the word in `type`."""


def _options(fields: Fields) -> tuple[Option, ...]:
    read = fields.entries("options", _option)
    return tuple(make(key) for key, make in zip(ascii_lowercase, read, strict=False))


def _option(fields: Fields) -> Callable[[str], Option]:
    text = fields.text("text")
    right = fields.flag("right", default=False)
    share = fields.share("share")
    feedback = fields.optional_text("feedback") or ""
    return lambda key: Option(key, text, right, share, feedback)


def _accepted(fields: Fields) -> tuple[Accepted, ...]:
    return fields.mixed("accepted", Accepted, _accepted_text)


def _accepted_text(fields: Fields) -> Accepted:
    return Accepted(fields.text("text"), _share(fields), fields.optional_text("feedback") or "")


def _spans(fields: Fields) -> tuple[Span, ...]:
    """Give the numbers of `ranges`, or those around `answer` within its `tolerance`."""
    if fields.has("ranges"):
        return fields.entries("ranges", _span)
    middle = fields.amount("answer")
    around = fields.amount("tolerance") if fields.has("tolerance") else Fraction()
    if around < 0:
        fields.problem("“tolerance” tidak boleh kurang dari 0.", key="tolerance")
    return (Span(middle - abs(around), middle + abs(around)),)


def _span(fields: Fields) -> Span:
    return Span(
        fields.amount("low"),
        fields.amount("high"),
        _share(fields),
        fields.optional_text("feedback") or "",
    )


def _share(fields: Fields) -> Fraction:
    share = fields.share("share", default=WHOLE)
    return WHOLE if share is None else share


def _gap(fields: Fields) -> Gap:
    weight = fields.number("weight", least=1, most=MOST_WEIGHT) if fields.has("weight") else 1
    if fields.has("options"):
        return Gap(options=_options(fields), weight=weight)
    if fields.has("accepted"):
        minds_case = fields.flag("minds_case", default=False)
        return Gap(accepted=_accepted(fields), minds_case=minds_case, weight=weight)
    return Gap(spans=_spans(fields), weight=weight)
