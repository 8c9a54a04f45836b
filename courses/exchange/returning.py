"""Turns a question of the model into a draft, ready to be written in any format."""

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from courses.exchange.drafts import Draft, DraftAnswer, DraftPair, Markup
from courses.exchange.embedded import Sub, written
from courses.exchange.grading import criteria_text
from courses.exchange.shares import decimal_text
from courses.questions import (
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
    Question,
    ShortAnswer,
    Span,
    TrueFalse,
)

_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
_CODE_START = re.compile(r"\{(?=\d*:)")


def draft_of(question: Question) -> Draft:
    """Give a question as a draft whose texts are Markdown; `accept` gives it back.

    What belongs to its place in a module does not travel: lesson, selfcheck, form.
    """
    draft = _said(_header(question), question)
    return replace(draft, defaultgrade=Fraction(draft.type != "description"))


def _header(question: Question) -> Draft:
    return Draft(
        type="",
        line=1,
        name=question.key,
        text=question.stem,
        markup=Markup.MARKDOWN,
        generalfeedback=question.explanation,
        objective=question.objective,
        level=question.level,
    )


def _said(draft: Draft, question: Question) -> Draft:
    match question:
        case Choice() | Choices():
            return _choice(draft, question)
        case TrueFalse(is_true=is_true):
            return replace(draft, type="truefalse", correctanswer=is_true)
        case ShortAnswer(accepted=accepted, minds_case=minds_case):
            answers = tuple(map(_accepted, accepted))
            return replace(draft, type="shortanswer", answers=answers, minds_case=minds_case)
        case Numeric(spans=spans, unit=unit):
            return replace(draft, type="numerical", answers=tuple(map(_span, spans)), unit=unit)
        case Matching():
            return replace(draft, type="match", pairs=_pairs(question))
        case Ordering(items=items):
            answers = tuple(_answer(item.text, Fraction(1), "") for item in items)
            return replace(draft, type="ordering", answers=answers)
        case Cloze():
            return replace(draft, type="multianswer", text=_with_codes(question))
        case Essay(criteria=criteria):
            return replace(draft, type="essay", graderinfo=criteria_text(criteria))
        case Description():
            return replace(draft, type="description")
        case _:
            assert_never(question)


def _choice(draft: Draft, question: Choice | Choices) -> Draft:
    if isinstance(question, Choice):
        right, wrong = Fraction(1), Fraction(0)
    else:
        right = Fraction(1, sum(option.right for option in question.options) or 1)
        wrong = -right
    return replace(
        draft,
        type="multichoice",
        single=isinstance(question, Choice),
        answers=tuple(_option(option, right, wrong) for option in question.options),
    )


def _option(option: Option, right: Fraction, wrong: Fraction) -> DraftAnswer:
    usual = right if option.right else wrong
    share = usual if option.share is None else option.share
    return _answer(option.text, share, option.feedback)


def _answer(text: str, share: Fraction, feedback: str) -> DraftAnswer:
    return DraftAnswer(text, share, feedback, markup=Markup.MARKDOWN)


def _accepted(accepted: Accepted) -> DraftAnswer:
    return DraftAnswer(accepted.text, accepted.share, accepted.feedback, markup=Markup.PLAIN)


def _span(span: Span) -> DraftAnswer:
    return DraftAnswer(
        text=decimal_text((span.low + span.high) / 2),
        fraction=span.share,
        feedback=span.feedback,
        tolerance=(span.high - span.low) / 2,
        markup=Markup.PLAIN,
    )


def _pairs(question: Matching) -> tuple[DraftPair, ...]:
    pairs = [DraftPair(pair.left, pair.right) for pair in question.pairs]
    return (*pairs, *(DraftPair("", other) for other in question.others))


def _with_codes(question: Cloze) -> str:
    """Give the stem with a code in each place; what only looks like a code is no code."""
    parts = _PLACE.split(question.stem)
    parts[::2] = [_CODE_START.sub("&#123;", part) for part in parts[::2]]
    parts[1::2] = [_place(question.gaps, int(number)) for number in parts[1::2]]
    return "".join(parts)


def _place(gaps: tuple[Gap, ...], number: int) -> str:
    return _code(gaps[number - 1]) if 0 < number <= len(gaps) else ""


def _code(gap: Gap) -> str:
    kind, answers = _answers(gap)
    return written(kind, answers, weight=gap.weight, minds_case=gap.minds_case)


def _answers(gap: Gap) -> tuple[Sub, Iterable[DraftAnswer]]:
    if gap.options:
        options = (_option(option, Fraction(1), Fraction(0)) for option in gap.options)
        return Sub.MULTICHOICE, options
    if gap.spans:
        return Sub.NUMERICAL, map(_span, gap.spans)
    accepted = (
        replace(_accepted(one), text=html.escape(one.text, quote=False)) for one in gap.accepted
    )
    return Sub.SHORTANSWER, accepted
