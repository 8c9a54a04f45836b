"""Marks answers exactly, and says a score the way it is printed."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain, repeat
from math import floor
from typing import TypeVar, assert_never

from courses.model import (
    TOP_LEVEL,
    Accepted,
    Answer,
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
    Question,
    ShortAnswer,
    Span,
    TrueFalse,
)
from courses.numbers import read_measure
from courses.places import places_count, right_texts
from courses.wildcards import matches

NONE = Fraction(0)
WHOLE = Fraction(1)
Place = TypeVar("Place")


def mark(question: Question, answer: Answer | None) -> Fraction | None:
    """Give the mark of one answer, from 0 to 1; no answer or an unknown one is 0.

    None where a person has to mark it: an essay with a text.
    """
    if not answer or not any(part.strip() for part in answer):
        return NONE
    match question:
        case Choice():
            return _option_mark(question.options, answer[0])
        case Choices():
            return _ticked(question, answer)
        case TrueFalse():
            return Fraction(answer[0] == str(question.is_true).lower())
        case ShortAnswer():
            return _earned(_accepted(question.accepted, answer[0], question.minds_case))
        case Numeric():
            return _earned(_span(question.spans, answer[0], question.unit))
        case Matching() | Ordering() | Cloze():
            return _mean(place_marks(question, answer), _weights(question))
        case Essay():
            return None
        case Description():
            return NONE
        case _:
            assert_never(question)


def place_marks(question: Question, answer: Answer | None) -> tuple[Fraction, ...]:
    """Give the mark of each place: of each pair, item or gap; else the one mark, 0 if it waits."""
    match question:
        case Matching():
            texts = right_texts(question)
            return tuple(
                Fraction(texts.get(key) == pair.right)
                for pair, key in _beside(question.pairs, answer)
            )
        case Ordering():
            return tuple(Fraction(key == item.key) for item, key in _beside(question.items, answer))
        case Cloze():
            return tuple(_gap_mark(gap, text) for gap, text in _beside(question.gaps, answer))
        case _:
            return (mark(question, answer) or NONE,)


def shares(question: Choices) -> dict[str, Fraction]:
    """Give the part of the mark that each option earns: 1/R for a right one, −1/R for a wrong."""
    each = Fraction(1, max(1, sum(option.right for option in question.options)))
    return {
        option.key: (each if option.right else -each) if option.share is None else option.share
        for option in question.options
    }


def essay_mark(question: Essay, levels: Mapping[str, int]) -> Fraction:
    """Give the mark of an essay from the level, 1 to 4, of each of its criteria.

    Raises:
        ValueError: a criterion is missing or unknown, or a level is not 1 to 4.
    """
    if levels.keys() != {criterion.key for criterion in question.criteria}:
        raise ValueError("each criterion needs one level, and no other")
    if any(not 1 <= level <= TOP_LEVEL for level in levels.values()):
        raise ValueError(f"levels go from 1 to {TOP_LEVEL}")
    return Fraction(sum(levels.values()), TOP_LEVEL * len(question.criteria))


def feedback(question: Question, answer: Answer | None) -> tuple[str, ...]:
    """Give what the author says to this very answer, in the order of its places; often nothing."""
    if not answer:
        return ()
    match question:
        case Choice() | Choices():
            found = [option.feedback for option in question.options if option.key in answer]
        case ShortAnswer():
            found = [_told(_accepted(question.accepted, answer[0], question.minds_case))]
        case Numeric():
            found = [_told(_span(question.spans, answer[0], question.unit))]
        case Cloze():
            found = [_told(_gap_found(gap, text)) for gap, text in _beside(question.gaps, answer)]
        case _:
            found = []
    return tuple(filter(None, found))


def score_percent(marks: Sequence[Fraction]) -> Decimal:
    """Give the mean of the marks in percent, 0.0 to 100.0, one decimal, half rounded up.

    Raises:
        ValueError: there is no mark, so there is no score either.
    """
    if not marks:
        raise ValueError("no marks, no score")
    return percent(sum(marks, Fraction()) / len(marks))


def percent(share: Fraction) -> Decimal:
    """Give a share from 0 to 1 in percent with one decimal, half rounded up."""
    return Decimal(floor(share * 1000 + Fraction(1, 2))).scaleb(-1)


def _option_mark(options: Sequence[Option], key: str) -> Fraction:
    """Give what choosing this one option earns: its own share, else all or nothing."""
    for option in options:
        if option.key == key:
            return _within(Fraction(option.right) if option.share is None else option.share)
    return NONE


def _ticked(question: Choices, answer: Answer) -> Fraction:
    return _within(sum((share for key, share in shares(question).items() if key in answer), NONE))


def _gap_mark(gap: Gap, text: str) -> Fraction:
    if gap.options:
        return _option_mark(gap.options, text)
    found = _gap_found(gap, text)
    return NONE if found is None or isinstance(found, Option) else _earned(found)


def _gap_found(gap: Gap, text: str) -> Option | Accepted | Span | None:
    if gap.options:
        return next((option for option in gap.options if option.key == text), None)
    if gap.accepted:
        return _accepted(gap.accepted, text, gap.minds_case)
    return _span(gap.spans, text, "")


def _accepted(accepted: Sequence[Accepted], text: str, minds_case: bool) -> Accepted | None:
    """Give the accepted text that says this and earns most."""
    if not text.strip():
        return None
    fit = (each for each in accepted if matches(each.text, text, minds_case=minds_case))
    return max(fit, key=lambda each: each.share, default=None)


def _span(spans: Sequence[Span], text: str, unit: str) -> Span | None:
    """Give the span in which the typed number lies and that earns most."""
    number = read_measure(text, unit)
    fit = (each for each in spans if number is not None and each.low <= number <= each.high)
    return max(fit, key=lambda each: each.share, default=None)


def _earned(found: Accepted | Span | None) -> Fraction:
    return _within(found.share) if found else NONE


def _told(found: Option | Accepted | Span | None) -> str:
    return found.feedback if found else ""


def _weights(question: Matching | Ordering | Cloze) -> list[int]:
    if isinstance(question, Cloze):
        return [gap.weight for gap in question.gaps]
    return [1] * places_count(question)


def _mean(marks: Sequence[Fraction], weights: Sequence[int]) -> Fraction:
    weighted = (one * weight for one, weight in zip(marks, weights, strict=True))
    return sum(weighted, NONE) / max(1, sum(weights))


def _beside(places: Sequence[Place], answer: Answer | None) -> Iterator[tuple[Place, str]]:
    """Give each place with what was answered there, "" where nothing was."""
    return zip(places, chain(answer or (), repeat("")), strict=False)


def _within(share: Fraction) -> Fraction:
    return min(WHOLE, max(NONE, share))
