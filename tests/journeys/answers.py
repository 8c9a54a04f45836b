"""Answering a question of any kind on the page, rightly or wrongly."""

from playwright.sync_api import Locator

from courses import answering
from courses.html import inline_html, lesson_html
from courses.model import (
    Answer,
    Choice,
    Choices,
    Cloze,
    Essay,
    Gap,
    Matching,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)

URAIAN = "Air bersih kurang di dua RT.\n\nSaya mengajak warga bermusyawarah."
NO_WORD, NO_NUMBER = "tidak tahu", "-987654"


def words(question: Question) -> str:
    """Give the words by which a question is known on its page: up to its first gap."""
    html = lesson_html(question.stem.partition("[[")[0])
    return " ".join(html.striptags().split())


def best(question: Question) -> Answer:
    """Give the answer of somebody who learnt everything."""
    return (URAIAN,) if isinstance(question, Essay) else answering.right_answer(question)


def wrong(question: Question) -> Answer:
    """Give an answer that is not right, with every place filled in."""
    match question:
        case Choice() | Choices():
            return (next(each.key for each in question.options if not each.right),)
        case TrueFalse():
            return (str(not question.is_true).lower(),)
        case ShortAnswer():
            return (NO_WORD,)
        case Numeric():
            return (NO_NUMBER,)
        case Matching():
            right = best(question)
            return (*right[1:], right[0])
        case Ordering():
            return best(question)[::-1]
        case Cloze():
            return tuple(map(_wrong_gap, question.gaps))
        case _:
            return best(question)


def _wrong_gap(gap: Gap) -> str:
    if gap.options:
        return next(each.key for each in gap.options if not each.right)
    return NO_WORD if gap.accepted else NO_NUMBER


def give(place: Locator, question: Question, answer: Answer) -> None:
    """Put an answer into the fields of the question that stands at this place of the page."""
    for field, values in wanted(question, answer, field_name(place)).items():
        for value in values:
            _put(place, field, value)


def _put(place: Locator, field: str, value: str) -> None:
    found = place.locator(f"[name='{field}']")
    if found.first.evaluate("node => node.matches('select.gap-field')"):
        found.select_option(label=value)
    elif found.first.evaluate("node => node.tagName") == "SELECT":
        found.select_option(value)
    elif found.first.get_attribute("type") in ("radio", "checkbox"):
        labels = place.locator("label").all()
        next(each for each in labels if _line(each.inner_text()) == value).click()
    else:
        found.fill(value)


def wanted(question: Question, answer: Answer, name: str) -> dict[str, list[str]]:
    """Give what the fields hold for an answer; options by their words, as people see them."""
    held = answering.filled(question, answer, name)
    match question:
        case Choice() | Choices() | TrueFalse():
            return {name: sorted(map(_words, answering.said(question, answer)))}
        case Cloze():
            chosen = zip(question.gaps, held.items(), strict=True)
            return {field: [_in_gap(gap, each) for each in v] for gap, (field, v) in chosen}
        case _:
            return held


def _in_gap(gap: Gap, value: str) -> str:
    return next((_words(each.text) for each in gap.options if each.key == value), value)


def _words(text: str) -> str:
    return _line(inline_html(text).striptags())


def _line(text: str) -> str:
    return " ".join(text.split())


def field_name(place: Locator) -> str:
    """Give the name of the fields of the question that stands here."""
    return place.get_attribute("id") or ""


def held(place: Locator) -> dict[str, list[str]]:
    """Give what the fields of a question hold, by their names; options by their words."""
    found: dict[str, list[str]] = place.evaluate(
        """node => {
            const held = {};
            for (const field of node.querySelectorAll("input, select, textarea")) {
                if (["radio", "checkbox"].includes(field.type) && !field.checked) continue;
                const label = field.matches("[type=radio], [type=checkbox]") && field.labels[0];
                const isGap = field.value && field.matches("select.gap-field");
                const text = isGap ? field.selectedOptions[0].text : field.value;
                (held[field.name] ||= []).push(label ? label.innerText : text);
            }
            return held;
        }"""
    )
    return found
