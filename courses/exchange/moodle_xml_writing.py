"""Turns drafts into the elements of a Moodle XML file."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from urllib.parse import quote

from lxml import etree

from courses.exchange.drafts import Draft, DraftAnswer, DraftFile, Markup
from courses.exchange.labels import tags_of
from courses.exchange.shares import decimal_text, percent_text

NAMES = {
    Markup.HTML: "html",
    Markup.MOODLE: "moodle_auto_format",
    Markup.PLAIN: "plain_text",
    Markup.MARKDOWN: "markdown",
}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Add = Callable[["_Writer"], None]


def quiz(drafts: Iterable[Draft]) -> bytes:
    """Give a whole file with these questions in their order."""
    root = etree.Element("quiz")
    category = ""
    for draft in drafts:
        if draft.type == "category":
            category = draft.text
        elif draft.category and draft.category != category:
            category = draft.category
            root.append(_category(Draft("category", 0, text=category, markup=Markup.HTML)))
        root.append(_category(draft) if draft.type == "category" else _Writer(draft).question())
    written = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return bytes(written)


def _category(draft: Draft) -> etree._Element:
    element = etree.Element("question", type="category")
    _texted(element, "category", draft.text)
    _texted(element, "info", draft.generalfeedback, draft.markup)
    _leaf(element, "idnumber", draft.idnumber)
    return element


class _Writer:
    """Writes one question; each file goes where it is shown, else to the text."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.element = etree.Element("question", type=ELEMENT_TYPES.get(draft.type, draft.type))
        self.left: dict[DraftFile, None] = dict.fromkeys(draft.files)

    def question(self) -> etree._Element:
        draft = self.draft
        _texted(self.element, "name", draft.name)
        stem = _texted(self.element, "questiontext", draft.text, draft.markup)
        self.said(self.element, "generalfeedback", draft.generalfeedback)
        _leaf(self.element, "defaultgrade", decimal_text(draft.defaultgrade))
        _leaf(self.element, "idnumber", draft.idnumber)
        if add := BODIES.get(draft.type):
            add(self)
        self._tags()
        self._files(stem, draft.text)
        for file in self.left:
            _file(stem, file)
        return self.element

    def said(self, parent: etree._Element, name: str, text: str) -> etree._Element:
        """Add a text in the question's markup, with the files that it shows."""
        element = _texted(parent, name, text, self.draft.markup)
        self._files(element, text)
        return element

    def answer(self, answer: DraftAnswer, share: str) -> etree._Element:
        """Add an answer that earns this percentage."""
        element = _texted(self.element, "answer", answer.text, answer.markup)
        element.set("fraction", share)
        self._files(element, answer.text)
        self.said(element, "feedback", answer.feedback)
        return element

    def _files(self, element: etree._Element, text: str) -> None:
        for file in self.draft.files:
            if f"@@PLUGINFILE@@/{quote(file.name)}" in text or f"@@/{file.name}" in text:
                _file(element, file)
                self.left.pop(file, None)

    def _tags(self) -> None:
        if tags := tags_of(self.draft):
            parent = etree.SubElement(self.element, "tags")
            for tag in tags:
                _texted(parent, "tag", tag)


def _multichoice(writer: _Writer) -> None:
    _leaf(writer.element, "single", "true" if writer.draft.single else "false")
    _leaf(writer.element, "shuffleanswers", "true")
    _leaf(writer.element, "answernumbering", "abc")
    _shared(writer)


def _shared(writer: _Writer) -> None:
    for answer in writer.draft.answers:
        writer.answer(answer, percent_text(answer.fraction))


def _truefalse(writer: _Writer) -> None:
    draft = writer.draft
    for text, is_right, feedback in (
        ("true", draft.correctanswer, draft.feedbacktrue),
        ("false", not draft.correctanswer, draft.feedbackfalse),
    ):
        share = "100" if is_right else "0"
        writer.answer(DraftAnswer(text, Fraction(1), feedback), share)


def _shortanswer(writer: _Writer) -> None:
    _leaf(writer.element, "usecase", str(int(writer.draft.minds_case)))
    _shared(writer)


def _numerical(writer: _Writer) -> None:
    for answer in writer.draft.answers:
        element = writer.answer(answer, percent_text(answer.fraction))
        if answer.tolerance is not None:
            _leaf(element, "tolerance", decimal_text(answer.tolerance))
    if writer.draft.unit:
        unit = etree.SubElement(etree.SubElement(writer.element, "units"), "unit")
        _leaf(unit, "multiplier", "1")
        _leaf(unit, "unit_name", writer.draft.unit)


def _match(writer: _Writer) -> None:
    _leaf(writer.element, "shuffleanswers", "true")
    for pair in writer.draft.pairs:
        element = writer.said(writer.element, "subquestion", pair.question)
        _texted(element, "answer", pair.answer)


def _essay(writer: _Writer) -> None:
    _leaf(writer.element, "responseformat", "editor")
    _leaf(writer.element, "responserequired", "1")
    writer.said(writer.element, "graderinfo", writer.draft.graderinfo)


def _words(writer: _Writer) -> None:
    name = "selectoption" if writer.draft.type == "gapselect" else "dragbox"
    for word in writer.draft.words:
        element = _texted(writer.element, name, word.text)
        _leaf(element, "group", str(word.group))
        if word.infinite:
            etree.SubElement(element, "infinite")


def _ordering(writer: _Writer) -> None:
    for name, said in (("layouttype", "VERTICAL"), ("selecttype", "ALL"), ("selectcount", "0")):
        _leaf(writer.element, name, said)
    _leaf(writer.element, "gradingtype", "ABSOLUTE_POSITION")
    for place, answer in enumerate(writer.draft.answers, 1):
        writer.answer(answer, str(place))


ELEMENT_TYPES = {"multianswer": "cloze", "match": "matching"}
BODIES: dict[str, Add] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "match": _match,
    "essay": _essay,
    "gapselect": _words,
    "ddwtos": _words,
    "ordering": _ordering,
}


def _texted(
    parent: etree._Element, name: str, text: str, markup: Markup | None = None
) -> etree._Element:
    element = etree.SubElement(parent, name)
    if markup:
        element.set("format", NAMES[markup])
    _leaf(element, "text", text)
    return element


def _leaf(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = _NO_XML.sub("", text)


def _file(parent: etree._Element, file: DraftFile) -> None:
    element = etree.SubElement(parent, "file", name=_NO_XML.sub("", file.name), path="/")
    element.set("encoding", "base64")
    element.text = _NO_XML.sub("", file.content)
