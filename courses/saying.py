"""Says answers in words: what was answered, and what is right."""

from collections.abc import Sequence
from typing import assert_never

from courses.model import (
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
    Ordering,
    Question,
    ShortAnswer,
    Span,
    TrueFalse,
)
from courses.numbers import number_text
from courses.places import right_texts, shown_key
from courses.wildcards import pieces

TRUTHS = {"true": "Benar", "false": "Salah"}
OPEN = "(belum dijawab)"


def said(question: Question, answer: Answer | None) -> tuple[str, ...]:
    """Give an answer in words, a line for each place; nothing where there is no answer."""
    if not answer or not any(answer):
        return ()
    match question:
        case Choice() | Choices():
            return tuple(each.text for each in question.options if each.key in answer)
        case TrueFalse():
            return tuple(TRUTHS[part] for part in answer if part in TRUTHS)
        case Numeric():
            return (_with_unit(answer[0], question.unit),)
        case Matching():
            return _pairs_said(question, answer)
        case Ordering():
            items = {item.key: item.text for item in question.items}
            return tuple(f"{place}. {items.get(key, OPEN)}" for place, key in enumerate(answer, 1))
        case Cloze():
            return _numbered(
                [_gap_said(gap, text) for gap, text in zip(question.gaps, answer, strict=False)]
            )
        case ShortAnswer() | Essay():
            return answer[:1]
        case Description():
            return ()
        case _:
            assert_never(question)


def right(question: Question) -> tuple[str, ...]:
    """Give the right answer in words, a line for each place; nothing for an essay."""
    match question:
        case ShortAnswer():
            return _texts_said(question.accepted)
        case Numeric():
            return _numbers_said(question.spans, question.unit)
        case Cloze():
            return _numbered([_gap_right_said(gap) for gap in question.gaps])
        case _:
            return said(question, right_answer(question))


def right_answer(question: Question) -> Answer:
    """Give an answer that earns the whole mark; an essay and a description have none."""
    match question:
        case Choice():
            return (question.right.key,)
        case Choices():
            return tuple(each.key for each in question.options if each.right)
        case TrueFalse():
            return (str(question.is_true).lower(),)
        case ShortAnswer():
            return (_text(question.accepted),)
        case Numeric():
            return (_number(question.spans),)
        case Matching():
            return tuple(shown_key(question, pair.key) for pair in question.pairs)
        case Ordering():
            return tuple(item.key for item in question.items)
        case Cloze():
            return tuple(_gap_right(gap) for gap in question.gaps)
        case Essay() | Description():
            return ()
        case _:
            assert_never(question)


def _pairs_said(question: Matching, answer: Answer) -> tuple[str, ...]:
    texts = right_texts(question)
    return tuple(
        f"{pair.left} → {texts.get(key, OPEN)}"
        for pair, key in zip(question.pairs, answer, strict=False)
    )


def _gap_said(gap: Gap, text: str) -> str:
    chosen = next((each.text for each in gap.options if each.key == text), None)
    return chosen or (OPEN if gap.options else text or OPEN)


def _gap_right(gap: Gap) -> str:
    if gap.options:
        return next(each.key for each in gap.options if each.right)
    return _text(gap.accepted) if gap.accepted else _number(gap.spans)


def _gap_right_said(gap: Gap) -> str:
    if gap.options:
        return next(each.text for each in gap.options if each.right)
    return " / ".join(_texts_said(gap.accepted) or _numbers_said(gap.spans, ""))


def _text(accepted: Sequence[Accepted]) -> str:
    return next("".join(pieces(each.text)) for each in accepted if each.share == 1)


def _texts_said(accepted: Sequence[Accepted]) -> tuple[str, ...]:
    return tuple("…".join(pieces(each.text)) for each in accepted if each.share == 1)


def _number(spans: Sequence[Span]) -> str:
    return next(number_text(span.low) for span in spans if span.share == 1)


def _numbers_said(spans: Sequence[Span], unit: str) -> tuple[str, ...]:
    return tuple(_with_unit(_span_said(span), unit) for span in spans if span.share == 1)


def _span_said(span: Span) -> str:
    low, high = number_text(span.low), number_text(span.high)
    return low if low == high else f"{low} sampai {high}"


def _with_unit(text: str, unit: str) -> str:
    told = not unit or text.strip().casefold().endswith(unit.strip().casefold())
    return text if told else f"{text} {unit}"


def _numbered(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"[{number}] {text}" for number, text in enumerate(texts, 1))
