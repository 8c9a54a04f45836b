"""Writes a question as its entry in questions.yaml."""

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

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
    Question,
    ShortAnswer,
    Span,
    TrueFalse,
)

Entry = dict[str, object]


def question_entry(question: Question) -> Entry:
    """Give the entry of a question, only with what it has."""
    entry: Entry = {"key": question.key, "type": question.type}
    if question.selfcheck:
        entry["selfcheck"] = True
    if question.lesson:
        entry["lesson"] = question.lesson
    if question.form:
        entry["form"] = question.form.value
    entry |= {"objective": question.objective, "level": question.level.value}
    entry |= {"stem": question.stem} | _own(question)
    if question.explanation:
        entry["explanation"] = question.explanation
    if question.grounds:
        entry["grounds"] = list(question.grounds)
    return {name: value for name, value in entry.items() if value != ""}


def amount(value: Fraction) -> str:
    """Give a number exactly, with a decimal comma, or as a fraction where it has no end."""
    for places in range(13):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = f"{abs(scaled.numerator):0{places + 1}}"
            sign = "-" if value < 0 else ""
            whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
            return f"{sign}{whole}" + (f",{decimals}" if decimals else "")
    return f"{value.numerator}/{value.denominator}"


def _own(question: Question) -> Entry:
    match question:
        case Choice() | Choices():
            return {"options": _options(question.options)}
        case TrueFalse():
            return {"answer": question.is_true}
        case ShortAnswer():
            return _accepting(question.accepted, question.minds_case)
        case Numeric():
            unit: Entry = {"unit": question.unit} if question.unit else {}
            return {"ranges": _ranges(question.spans)} | unit
        case Matching():
            others: Entry = {"others": list(question.others)} if question.others else {}
            pairs = [{"left": pair.left, "right": pair.right} for pair in question.pairs]
            return {"pairs": pairs} | others
        case Ordering():
            return {"items": [item.text for item in question.items]}
        case Cloze():
            return {"gaps": [_gap(gap) for gap in question.gaps]}
        case Essay():
            return {"criteria": [dict(each.to_json()) for each in question.criteria]}
        case Description():
            return {}
        case _:
            assert_never(question)


def _options(options: Iterable[Option]) -> list[Entry]:
    return [_option(option) for option in options]


def _option(option: Option) -> Entry:
    entry: Entry = {"text": option.text}
    if option.right:
        entry["right"] = True
    if option.share is not None:
        entry["share"] = amount(option.share)
    return entry | _feedback(option.feedback)


def _accepting(accepted: Iterable[Accepted], minds_case: bool) -> Entry:
    said = [
        each.text
        if each.share == 1 and not each.feedback
        else {"text": each.text, "share": amount(each.share)} | _feedback(each.feedback)
        for each in accepted
    ]
    minds: Entry = {"minds_case": True} if minds_case else {}
    return {"accepted": said} | minds


def _ranges(spans: Iterable[Span]) -> list[Entry]:
    return [_span(span) for span in spans]


def _span(span: Span) -> Entry:
    entry: Entry = {"low": amount(span.low), "high": amount(span.high)}
    if span.share != 1:
        entry["share"] = amount(span.share)
    return entry | _feedback(span.feedback)


def _gap(gap: Gap) -> Entry:
    entry: Entry = {}
    if gap.options:
        entry["options"] = _options(gap.options)
    elif gap.accepted:
        entry = _accepting(gap.accepted, gap.minds_case)
    else:
        entry["ranges"] = _ranges(gap.spans)
    if gap.weight != 1:
        entry["weight"] = gap.weight
    return entry


def _feedback(text: str) -> Entry:
    return {"feedback": text} if text else {}
