"""From a question to an editor's fields: what is shown there is what is saved again."""

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

from courses.model import (
    Accepted,
    Choice,
    Choices,
    Cloze,
    Criterion,
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
from lms.workshop.item_numbers import share_text, span_text
from lms.workshop.item_reading import CHOSEN, NUMBER, SELFCHECK, TEST, WORDS

_ON = "1"


def filled(question: Question) -> dict[str, str]:
    """Give the fields that say this question; empty ones are left out."""
    found = {
        "objective": question.objective,
        "level": question.level.value,
        "stem": question.stem,
        "explanation": question.explanation,
        "use": SELFCHECK if question.selfcheck else TEST,
        "lesson": question.lesson or "",
        "form": question.form.value if question.form else "",
        "grounds": "\n".join(question.grounds),
        **_own(question),
    }
    return {name: text for name, text in found.items() if text}


def _own(question: Question) -> dict[str, str]:
    match question:
        case Choice() | Choices():
            is_single = isinstance(question, Choice)
            return _options("option", question.options, is_single=is_single)
        case TrueFalse():
            return {"is_true": "true" if question.is_true else "false"}
        case ShortAnswer():
            return _words("", question.accepted) | _if("minds_case", question.minds_case)
        case Numeric():
            return _spans("span", question.spans) | {"unit": question.unit}
        case Matching() | Ordering() | Cloze():
            return _of_places(question)
        case Essay():
            return _criteria(question.criteria)
        case Description():
            return {}
        case _:
            assert_never(question)


def _of_places(question: Matching | Ordering | Cloze) -> dict[str, str]:
    match question:
        case Matching():
            pairs = {
                f"pair-{number}-{side}": getattr(pair, side)
                for number, pair in enumerate(question.pairs, 1)
                for side in ("left", "right")
            }
            return pairs | {"others": "\n".join(question.others)}
        case Ordering():
            return {f"item-{number}-text": each.text for number, each in _rows(question.items)}
        case Cloze():
            return _gaps(question.gaps)
        case _:
            assert_never(question)


def _rows(options: Iterable[Option]) -> Iterable[tuple[int, Option]]:
    return enumerate(options, 1)


def _if(name: str, is_on: bool) -> dict[str, str]:
    return {name: _ON} if is_on else {}


def _options(prefix: str, options: tuple[Option, ...], *, is_single: bool) -> dict[str, str]:
    found = {}
    for number, option in _rows(options):
        row = f"{prefix}-{number}"
        found[f"{row}-text"] = option.text
        found[f"{row}-share"] = "" if option.share is None else share_text(option.share)
        found[f"{row}-feedback"] = option.feedback
        if option.right:
            found |= {f"{prefix}-right": str(number)} if is_single else {f"{row}-right": _ON}
    return found


def _words(prefix: str, accepted: tuple[Accepted, ...]) -> dict[str, str]:
    whole = [each.text for each in accepted if each.share == 1 and not each.feedback]
    parts = [each for each in accepted if each.share != 1 or each.feedback]
    found = {f"{prefix}words": "\n".join(whole)}
    for number, each in enumerate(parts, 1):
        found[f"{prefix}part-{number}-text"] = each.text
        found |= _earned(f"{prefix}part-{number}", each.share, each.feedback)
    return found


def _spans(prefix: str, spans: tuple[Span, ...]) -> dict[str, str]:
    found = {}
    for number, each in enumerate(spans, 1):
        found[f"{prefix}-{number}-value"] = span_text(each.low, each.high)
        found |= _earned(f"{prefix}-{number}", each.share, each.feedback)
    return found


def _earned(row: str, share: Fraction, feedback: str) -> dict[str, str]:
    shown = "" if share == 1 else share_text(share)
    return {f"{row}-share": shown, f"{row}-feedback": feedback}


def _gaps(gaps: tuple[Gap, ...]) -> dict[str, str]:
    found = {}
    for number, gap in enumerate(gaps, 1):
        name = f"gap-{number}"
        found[f"{name}-weight"] = str(gap.weight)
        if gap.options:
            found[f"{name}-kind"] = CHOSEN
            found |= _options(f"{name}-option", gap.options, is_single=True)
        elif gap.spans:
            found[f"{name}-kind"] = NUMBER
            found |= _spans(f"{name}-span", gap.spans)
        else:
            found[f"{name}-kind"] = WORDS
            found |= _words(f"{name}-", gap.accepted)
            found |= _if(f"{name}-minds_case", gap.minds_case)
    return found


def _criteria(criteria: tuple[Criterion, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, criterion in enumerate(criteria, 1):
        row = f"criterion-{number}"
        found |= {f"{row}-key": criterion.key, f"{row}-title": criterion.title}
        for level, text in enumerate(criterion.levels, 1):
            found[f"{row}-level-{level}"] = text
    return found
