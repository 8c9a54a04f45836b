"""Places within the text of a QTI item: lists to choose from, words and numbers to type."""

import html
import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import TypedDict

from lxml import etree

from courses.exchange.drafts import DraftAnswer, DraftWord, Markup
from courses.exchange.embedded import Sub, written
from courses.exchange.escaping import escaped
from courses.exchange.qti_elements import (
    ONE,
    Declared,
    Texts,
    drop,
    inner_html,
    interactions,
    weight_of,
)
from courses.exchange.qti_feedback import Told
from courses.exchange.qti_package import Faulty
from courses.exchange.shares import exact_share, read_decimal

INLINE = ("inlineChoiceInteraction", "textEntryInteraction")
_PLACE = "\ue002{}\ue003"
_CODE_START = re.compile(r"\{(?=\d*:)")


class Words(TypedDict):
    """The text with [[n]] for the nth of its words, and the words."""

    text: str
    words: tuple[DraftWord, ...]


def is_alone(root: etree._Element, body: etree._Element) -> bool:
    """Tell whether something is typed in one place only, at the end of what is asked.

    Our own writer calls the place of a gap RESPONSE1, that of a short answer RESPONSE.
    """
    asked, *others = interactions(body)
    names = {each.get("identifier") for each in root.iterfind("outcomeDeclaration")}
    if others or asked.tag != "textEntryInteraction" or "RESPONSE1-SCORE" in names:
        return False
    unit = asked.getnext()
    is_unit = unit is not None and unit.get("class") == "unit"
    return is_unit or not (asked.tail or "").strip(" .:;?!\r\n\t\xa0_")


def written_answer(
    root: etree._Element, name: str, response: Declared, told: Told
) -> tuple[DraftAnswer, ...]:
    """Give what may be typed as answers: numbers with their tolerance, or texts."""
    if response.base in ("float", "integer"):
        return _numbers(root, name, response, told)
    return tuple(
        DraftAnswer(text, response.share(text), told.of(name, nth), markup=Markup.PLAIN)
        for nth, text in enumerate(response.answers, 1)
    )


def _numbers(
    root: etree._Element, name: str, response: Declared, told: Told
) -> tuple[DraftAnswer, ...]:
    """Give the numbers that the processing compares with, else those that are named as right."""
    found = [
        _compared(each, response, told.of(name, nth))
        for nth, each in enumerate(_equals(root, name), 1)
    ]
    if not found:
        found = [
            DraftAnswer(text, response.share(text), "", Fraction(0), Markup.PLAIN)
            for text in response.answers
        ]
    if not found or any(read_decimal(each.text) is None for each in found):
        raise Faulty("Angka yang benar tidak terbaca; tulis dalam correctResponse.")
    return tuple(found)


def _equals(root: etree._Element, name: str) -> list[etree._Element]:
    """Give the comparisons by which a number earns something, each once."""
    return [
        each
        for each in root.iter("equal")
        if any(found.get("identifier") == name for found in each.iter("variable"))
        and _score_of(each) is not None
    ]


def _score_of(equal: etree._Element) -> Fraction | None:
    """Give what a comparison earns; None where it sets no score."""
    branch = equal.getparent()
    while branch is not None and branch.tag not in ("responseIf", "responseElseIf"):
        branch = branch.getparent()
    for each in branch.iterfind("setOutcomeValue") if branch is not None else ():
        value = each.find("baseValue")
        if each.get("identifier", "").endswith("SCORE") and value is not None:
            return exact_share(read_decimal(value.text or "") or Fraction(0))
    return None


def _compared(equal: etree._Element, response: Declared, said: str) -> DraftAnswer:
    value = equal.find("baseValue")
    right = (value.text or "").strip() if value is not None else "".join(response.right[:1])
    bounds = equal.get("tolerance", "0").split()
    margin = read_decimal(bounds[0]) if bounds else None
    number = read_decimal(right)
    if equal.get("toleranceMode") == "relative" and number is not None:
        margin = abs(number) * (margin or Fraction(0)) / 100
    share = max(-ONE, min(ONE, _score_of(equal) or Fraction(0)))
    return DraftAnswer(right, share, said, margin or Fraction(0), Markup.PLAIN)


def with_gaps(
    root: etree._Element,
    body: etree._Element,
    responses: Mapping[str, Declared],
    texts: Texts,
    told: Told,
) -> str:
    """Give the text of the body with a code in each place."""
    codes = []
    for asked in tuple(interactions(body)):
        name = asked.get("responseIdentifier", "")
        response = responses.get(name, Declared("", is_single=True))
        codes.append(_code(root, asked, name, response, told))
        drop(asked, _PLACE.format(len(codes)))
    text = _CODE_START.sub("&#123;", texts.of(body))
    for number, code in enumerate(codes, 1):
        if _PLACE.format(number) not in text:
            raise Faulty("Ada isian di tempat yang tidak terbaca; letakkan di dalam kalimat.")
        text = text.replace(_PLACE.format(number), code)
    return text


def _code(
    root: etree._Element, asked: etree._Element, name: str, response: Declared, told: Told
) -> str:
    weight = weight_of(root, name)
    if asked.tag == "textEntryInteraction":
        is_number = response.base in ("float", "integer")
        answers = written_answer(root, name, response, told)
        kind = Sub.NUMERICAL if is_number else Sub.SHORTANSWER
        safe = [_typed(each, is_number=is_number) for each in answers]
        return written(kind, safe, weight=weight, minds_case=response.minds_case)
    listed = asked.findall("inlineChoice")
    options = [
        DraftAnswer(
            escaped(" ".join("".join(each.itertext()).split())),
            response.share(each.get("identifier", "")),
            told.of(name, nth),
        )
        for nth, each in enumerate(listed, 1)
    ]
    return written(Sub.MULTICHOICE, options, weight=weight, minds_case=False)


def _typed(answer: DraftAnswer, *, is_number: bool) -> DraftAnswer:
    if is_number:
        return answer
    text = html.escape(answer.text, quote=False)
    return DraftAnswer(text, answer.fraction, answer.feedback)


def with_words(
    body: etree._Element, asked: etree._Element, response: Declared, texts: Texts
) -> Words:
    """Give a text whose gaps are filled with words from one heap."""
    heap = asked.findall("gapText")
    names = [each.get("identifier", "") for each in heap]
    words = tuple(DraftWord(inner_html(each).strip()) for each in heap)
    if asked.find("gapImg") is not None:
        raise Faulty("Tempat kosong yang diisi gambar belum dapat dipakai; butir ini dilewati.")
    right = _word_of_each_gap(response, names)
    for gap in asked.findall(".//gap"):
        word = right.get(gap.get("identifier", ""))
        if word not in names:
            raise Faulty("Ada tempat kosong yang tidak mempunyai jawaban.")
        drop(gap, _PLACE.format(names.index(word) + 1))
    for each in heap:
        drop(each)
    asked.tag = "div"
    prompt = asked.find("prompt")
    if prompt is not None:
        prompt.tag = "div"
    text = texts.of(body)
    for number in range(1, len(words) + 1):
        text = text.replace(_PLACE.format(number), f"[[{number}]]")
    return Words(text=text, words=words)


def _word_of_each_gap(response: Declared, names: Collection[str]) -> Mapping[str, str]:
    found = {}
    for pair in response.answers:
        first, _, second = (part.strip() for part in pair.partition(" "))
        word, gap = (first, second) if first in names else (second, first)
        found[gap] = word
    return found
