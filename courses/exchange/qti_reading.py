"""Turns one QTI item into a draft of Markdown."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from lxml import etree

from courses.exchange.drafts import Draft, DraftAnswer, DraftPair, Markup
from courses.exchange.grading import criteria_in
from courses.exchange.labels import labelled
from courses.exchange.markdown import to_plain
from courses.exchange.qti_elements import (
    ONE,
    Declared,
    Texts,
    declared,
    drop,
    inner_html,
    interactions,
)
from courses.exchange.qti_feedback import Told, told
from courses.exchange.qti_gaps import INLINE, is_alone, with_gaps, with_words, written_answer
from courses.exchange.qti_package import Faulty, Item
from courses.exchange.shares import read_decimal

_TRUTHS = ({"true", "false"}, {"benar", "salah"})
_TRUE = ("true", "benar")


@dataclass(frozen=True)
class Opened:
    """An item taken apart: its responses, its texts, what is told of answers."""

    root: etree._Element
    body: etree._Element
    responses: Mapping[str, Declared]
    texts: Texts
    told: Told

    def response(self, interaction: etree._Element) -> tuple[str, Declared]:
        """Give the name and the declaration of what an interaction asks for."""
        name = interaction.get("responseIdentifier", "")
        return name, self.responses.get(name, Declared("", is_single=True))

    def stem(self) -> str:
        """Give what is asked: the body without its interactions, with their prompts."""
        for each in tuple(interactions(self.body)):
            prompt = each.find("prompt")
            if prompt is not None:
                prompt.tag = "div"
                each.addprevious(prompt)
            drop(each)
        return self.texts.of(self.body)


def read_item(
    root: etree._Element,
    line: int,
    item: Item,
    parts: Mapping[str, bytes],
    encoded: dict[str, str],
) -> Draft:
    """Give the draft of an item; pictures are looked for among the parts of its package.

    Raises:
        Faulty: it is no item, or asks in a way that is not offered.
    """
    body = root.find("itemBody")
    if root.tag != "assessmentItem" or body is None:
        raise Faulty("Ini bukan butir QTI: tidak ada itemBody.")
    texts = Texts(posixpath.dirname(item.name), parts, encoded)
    notes = _notes(body, texts)
    opened = Opened(root, body, declared(root), texts, told(root, texts))
    draft = Draft(
        type="description",
        line=line,
        name=root.get("title", ""),
        markup=Markup.MARKDOWN,
        idnumber=root.get("label", ""),
        generalfeedback=opened.told.explanation,
        tags=tuple(item.keywords),
        graderinfo=notes,
        defaultgrade=_grade(root),
    )
    made = _kind(opened)(opened, draft)
    files = sorted(texts.files.values(), key=lambda file: (file.name, file.content))
    return labelled(replace(made, files=tuple(files)))


def _notes(body: etree._Element, texts: Texts) -> str:
    """Give what only the scorer reads, and take it and other hidden parts out of the body."""
    said = []
    for each in body.findall(".//rubricBlock"):
        plain = to_plain(inner_html(each), Markup.HTML)
        said.append(plain if criteria_in(plain) else texts.of(each))
        drop(each)
    for name in ("feedbackBlock", "templateBlock", "templateInline", "printedVariable"):
        for each in body.findall(f".//{name}"):
            drop(each)
    return "\n\n".join(filter(None, said))


def _grade(root: etree._Element) -> Fraction:
    for each in root.iterfind("outcomeDeclaration"):
        if each.get("identifier") == "SCORE":
            return read_decimal(each.get("normalMaximum", "1")) or ONE
    return ONE


def _kind(opened: Opened) -> Callable[[Opened, Draft], Draft]:
    found = [str(each.tag) for each in interactions(opened.body)]
    if not found:
        return _description
    if all(tag in INLINE for tag in found):
        return _typed if is_alone(opened.root, opened.body) else _cloze
    if len(found) > 1:
        raise Faulty("Butir ini memuat beberapa pertanyaan sekaligus; pisahkan menjadi butir.")
    if found[0] not in _BLOCKS:
        raise Faulty(f"Jenis soal “{found[0]}” belum dapat dipakai; butir ini dilewati.")
    return _BLOCKS[found[0]]


def _description(opened: Opened, draft: Draft) -> Draft:
    return replace(draft, text=opened.stem(), defaultgrade=Fraction(0))


def _choice(opened: Opened, draft: Draft) -> Draft:
    (asked,) = interactions(opened.body)
    name, response = opened.response(asked)
    listed = asked.findall("simpleChoice")
    said = {each.get("identifier", ""): _choice_told(opened, name, each, nth)
            for nth, each in enumerate(listed, 1)}  # fmt: skip
    texts = {each.get("identifier", ""): opened.texts.line_of(each) for each in listed}
    if response.is_single and {text.casefold() for text in texts.values()} in _TRUTHS:
        return _truefalse(opened, draft, response, texts, said)
    answers = tuple(
        DraftAnswer(text, response.share(key), said[key], markup=Markup.MARKDOWN)
        for key, text in texts.items()
    )
    return replace(
        draft,
        type="multichoice",
        text=opened.stem(),
        answers=answers,
        single=response.is_single,
    )


def _choice_told(opened: Opened, name: str, choice: etree._Element, nth: int) -> str:
    inside = [opened.texts.line_of(each) for each in choice.findall(".//feedbackInline")]
    for each in choice.findall(".//feedbackInline"):
        drop(each)
    return " ".join(inside) or opened.told.of(name, nth, choice.get("identifier", ""))


def _truefalse(
    opened: Opened,
    draft: Draft,
    response: Declared,
    texts: Mapping[str, str],
    said: Mapping[str, str],
) -> Draft:
    right = max(texts, key=response.share)
    by_word = {text.casefold() in _TRUE: said[key] for key, text in texts.items()}
    if response.share(right) <= 0:
        raise Faulty("Tidak tertulis apakah pernyataannya benar atau salah.")
    return replace(
        draft,
        type="truefalse",
        text=opened.stem(),
        correctanswer=texts[right].casefold() in _TRUE,
        feedbacktrue=by_word[True],
        feedbackfalse=by_word[False],
    )


def _typed(opened: Opened, draft: Draft) -> Draft:
    """Give a short answer or a number: the one place where something is typed is left out."""
    (asked,) = interactions(opened.body)
    name, response = opened.response(asked)
    units = opened.body.findall(".//span[@class='unit']")
    unit = " ".join("".join(each.itertext()) for each in units).strip()
    for each in units:
        drop(each)
    answers = written_answer(opened.root, name, response, opened.told)
    is_number = response.base in ("float", "integer")
    return replace(
        draft,
        type="numerical" if is_number else "shortanswer",
        text=opened.stem(),
        answers=answers,
        minds_case=response.minds_case and not is_number,
        unit=unit if is_number else "",
    )


def _cloze(opened: Opened, draft: Draft) -> Draft:
    text = with_gaps(opened.root, opened.body, opened.responses, opened.texts, opened.told)
    return replace(draft, type="multianswer", text=text)


def _words(opened: Opened, draft: Draft) -> Draft:
    (asked,) = interactions(opened.body)
    _name, response = opened.response(asked)
    return replace(draft, type="ddwtos", **with_words(opened.body, asked, response, opened.texts))


def _essay(opened: Opened, draft: Draft) -> Draft:
    return replace(draft, type="essay", text=opened.stem())


def _order(opened: Opened, draft: Draft) -> Draft:
    (asked,) = interactions(opened.body)
    _name, response = opened.response(asked)
    texts = {each.get("identifier", ""): opened.texts.line_of(each)
             for each in asked.findall("simpleChoice")}  # fmt: skip
    if set(response.right) != set(texts):
        raise Faulty("Urutan yang benar tidak menyebut setiap butir.")
    answers = tuple(DraftAnswer(texts[key], ONE, markup=Markup.MARKDOWN) for key in response.right)
    return replace(draft, type="ordering", text=opened.stem(), answers=answers)


def _match(opened: Opened, draft: Draft) -> Draft:
    (asked,) = interactions(opened.body)
    _name, response = opened.response(asked)
    sets = [
        {each.get("identifier", ""): opened.texts.line_of(each)
         for each in one.findall("simpleAssociableChoice")}
        for one in asked.findall("simpleMatchSet")
    ]  # fmt: skip
    if len(sets) != 2:
        raise Faulty("Soal menjodohkan harus mempunyai dua kolom.")
    lefts, rights = sets
    pairs: dict[str, str] = {}
    for first, second in (_two(each) for each in response.answers):
        left, right = (first, second) if first in lefts else (second, first)
        if left in pairs or left not in lefts or right not in rights:
            raise Faulty("Setiap sisi kiri harus mempunyai tepat satu pasangan.")
        pairs[left] = right
    if set(pairs) != set(lefts):
        raise Faulty("Setiap sisi kiri harus mempunyai tepat satu pasangan.")
    spare = (text for key, text in rights.items() if key not in pairs.values())
    found = (*(DraftPair(lefts[key], rights[pairs[key]]) for key in lefts),
             *(DraftPair("", text) for text in spare))  # fmt: skip
    return replace(draft, type="match", text=opened.stem(), pairs=found)


def _two(pair: str) -> tuple[str, str]:
    first, _, second = pair.partition(" ")
    return first, second.strip()


_BLOCKS: Mapping[str, Callable[[Opened, Draft], Draft]] = {
    "choiceInteraction": _choice,
    "extendedTextInteraction": _essay,
    "gapMatchInteraction": _words,
    "matchInteraction": _match,
    "orderInteraction": _order,
}
