"""Turns one question element of a Moodle XML file into a draft."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from lxml import etree

from courses.exchange.drafts import Draft, DraftAnswer, DraftFile, DraftPair, DraftWord
from courses.exchange.embedded import faults
from courses.exchange.labels import labelled
from courses.exchange.moodle_xml_elements import (
    Faulty,
    files_in,
    flag,
    line_of,
    markup_of,
    number_in,
    set_apart,
    share_of,
    text_as,
    text_in,
    text_of,
)
from courses.exchange.shares import read_decimal

Read = Callable[[etree._Element, Draft], Draft]


def read_question(element: etree._Element, *, category: str) -> Draft:
    """Give the draft of a question element that stands in this category.

    Raises:
        Faulty: its type is not offered or it cannot be read; with the line and a sentence.
    """
    kind = element.get("type", "").strip()
    if kind == "category":
        return _category(element)
    kind, read = TYPES.get(kind, (kind, None))
    if read is None:
        raise Faulty(
            f"Jenis soal “{kind}” belum dapat dipakai; soal “{text_in(element, 'name')}” dilewati.",
            line_of(element),
        )
    return read(element, replace(_common(element, kind), category=category))


def _category(element: etree._Element) -> Draft:
    info = element.find("info")
    return Draft(
        type="category",
        line=line_of(element),
        text=text_in(element, "category"),
        markup=markup_of(info),
        generalfeedback=text_of(info),
        idnumber=text_in(element, "idnumber"),
    )


def _common(element: etree._Element, kind: str) -> Draft:
    set_apart(element)
    stem = element.find("questiontext")
    markup = markup_of(stem)
    tags = (text_of(tag) for tag in element.iterfind("tags/tag"))
    draft = Draft(
        type=kind,
        line=line_of(element),
        name=text_in(element, "name"),
        text=text_of(stem),
        markup=markup,
        generalfeedback=text_as(element.find("generalfeedback"), markup),
        defaultgrade=number_in(element, "defaultgrade", default=Fraction(1)),
        idnumber=text_in(element, "idnumber"),
        tags=tuple(tag for tag in tags if tag),
        files=files_in(element),
    )
    return labelled(_with_old_image(element, draft))


def _with_old_image(element: etree._Element, draft: Draft) -> Draft:
    """Give the draft with the picture that Moodle 1.9 wrote beside the text."""
    name = text_in(element, "image").rsplit("/", 1)[-1]
    content = "".join(text_in(element, "image_base64").split())
    if not name or not content:
        return draft
    shown = f'{draft.text} <img src="@@PLUGINFILE@@/{name}" />'
    return replace(draft, text=shown, files=(*draft.files, DraftFile(name, content)))


def _answers(element: etree._Element, draft: Draft) -> tuple[DraftAnswer, ...]:
    return tuple(
        answer for child in element.iterfind("answer") if (answer := _answer(child, draft)).text
    )


def _answer(child: etree._Element, draft: Draft) -> DraftAnswer:
    return DraftAnswer(
        text=text_of(child),
        fraction=share_of(child),
        feedback=text_as(child.find("feedback"), draft.markup),
        markup=markup_of(child),
    )


def _multichoice(element: etree._Element, draft: Draft) -> Draft:
    return replace(
        draft,
        answers=_answers(element, draft),
        single=flag(element, "single", default=True),
    )


def _truefalse(element: etree._Element, draft: Draft) -> Draft:
    """Give the draft; where the answers have other names, the first is "true"."""
    children = element.findall("answer")[:2]
    names = [text_of(child).casefold() for child in children]
    if len(children) < 2:
        raise Faulty("Soal benar–salah harus mempunyai dua jawaban.", line_of(element))
    if set(names) == {"true", "false"}:
        children.sort(key=lambda child: text_of(child).casefold() != "true")
    right, wrong = children
    return replace(
        draft,
        correctanswer=share_of(right) > share_of(wrong),
        feedbacktrue=text_as(right.find("feedback"), draft.markup),
        feedbackfalse=text_as(wrong.find("feedback"), draft.markup),
    )


def _shortanswer(element: etree._Element, draft: Draft) -> Draft:
    return replace(
        draft,
        answers=_answers(element, draft),
        minds_case=flag(element, "usecase", default=False),
    )


def _numerical(element: etree._Element, draft: Draft) -> Draft:
    answers = tuple(_number(child, draft) for child in element.iterfind("answer"))
    units = (text_in(unit, "unit_name") for unit in element.iterfind("units/unit"))
    return replace(draft, answers=answers, unit=next((unit for unit in units if unit), ""))


def _number(child: etree._Element, draft: Draft) -> DraftAnswer:
    answer = _answer(child, draft)
    if not answer.text:
        answer = replace(answer, text="*")
    elif answer.text != "*" and read_decimal(answer.text) is None:
        raise Faulty(
            f"“{answer.text}” bukan bilangan; tulis misalnya 6.25.",
            line_of(child),
        )
    return replace(answer, tolerance=read_decimal(text_in(child, "tolerance")))


def _match(element: etree._Element, draft: Draft) -> Draft:
    pairs = (
        DraftPair(text_as(child, draft.markup), text_in(child, "answer"))
        for child in element.iterfind("subquestion")
    )
    return replace(draft, pairs=tuple(pair for pair in pairs if pair.question or pair.answer))


def _essay(element: etree._Element, draft: Draft) -> Draft:
    return replace(draft, graderinfo=text_as(element.find("graderinfo"), draft.markup))


def _plain(element: etree._Element, draft: Draft) -> Draft:
    return draft


def _cloze(element: etree._Element, draft: Draft) -> Draft:
    if wrong := faults(draft.text):
        raise Faulty(f"Soal “{draft.name}” dilewati: {' '.join(wrong)}", draft.line)
    return draft


def _words(element: etree._Element, draft: Draft) -> Draft:
    words = [
        DraftWord(
            text=text_of(child),
            group=int(number_in(child, "group", default=Fraction(1))),
            infinite=child.find("infinite") is not None,
        )
        for child in element.iter("dragbox", "selectoption")
    ]
    return replace(draft, words=tuple(words))


def _ordering(element: etree._Element, draft: Draft) -> Draft:
    """Give the draft; in Moodle's export the fraction of an item is only its place."""
    items = (
        DraftAnswer(text_of(child), Fraction(1), markup=markup_of(child))
        for child in element.iterfind("answer")
    )
    return replace(draft, answers=tuple(item for item in items if item.text))


TYPES: dict[str, tuple[str, Read | None]] = {
    "multichoice": ("multichoice", _multichoice),
    "truefalse": ("truefalse", _truefalse),
    "shortanswer": ("shortanswer", _shortanswer),
    "numerical": ("numerical", _numerical),
    "match": ("match", _match),
    "matching": ("match", _match),
    "essay": ("essay", _essay),
    "description": ("description", _plain),
    "multianswer": ("multianswer", _cloze),
    "cloze": ("multianswer", _cloze),
    "gapselect": ("gapselect", _words),
    "ddwtos": ("ddwtos", _words),
    "ordering": ("ordering", _ordering),
}
