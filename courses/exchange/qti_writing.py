"""Writes drafts as a content package of QTI 2.1: one file for each item, and its pictures."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from html import unescape

from lxml import etree

from courses.exchange import illustrating
from courses.exchange.drafts import Draft, DraftAnswer, Markup
from courses.exchange.embedded import Code, Sub, codes, replaced
from courses.exchange.grading import criteria_in
from courses.exchange.labels import tags_of
from courses.exchange.qti_feedback import EXPLANATION
from courses.exchange.qti_markup import (
    NAMESPACE,
    append_html,
    append_inline,
    clean,
    element,
    plain,
    sub,
)
from courses.exchange.qti_processing import Response, processing, response_of
from courses.exchange.shares import decimal_text, read_decimal

MANIFEST_NAMESPACE = "http://www.imsglobal.org/xsd/imscp_v1p1"
METADATA = "http://ltsc.ieee.org/xsd/LOM"
_TYPE = "imsqti_item_xmlv2p1"
_EPOCH = (2026, 1, 1, 0, 0, 0)
_PLACE = "\ue002{}\ue003"

Ask = Callable[["_Item"], Sequence[Response]]


def package(drafts: Sequence[Draft]) -> bytes:
    """Give a ZIP with the manifest, the items in their order and the pictures that they show."""
    items = [_Item(draft, number) for number, draft in enumerate(drafts, start=1)]
    files: dict[str, bytes] = {}
    for item in items:
        files[item.path] = item.written()
        files |= item.pictures
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {"imsmanifest.xml": _manifest(items), **files}.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return stream.getvalue()


def _manifest(items: Iterable["_Item"]) -> bytes:
    root = etree.Element(
        f"{{{MANIFEST_NAMESPACE}}}manifest",
        nsmap={None: MANIFEST_NAMESPACE, "lom": METADATA},
        identifier="BEKAL-SOAL",
    )
    about = sub(root, "metadata")
    sub(about, "schema", "QTIv2.1 Package")
    sub(about, "schemaversion", "1.0.0")
    sub(root, "organizations")
    resources = sub(root, "resources")
    for item in items:
        _resource(resources, item)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _resource(resources: etree._Element, item: "_Item") -> None:
    name = f"SOAL-{item.number}"
    resource = sub(resources, "resource", identifier=name, type=_TYPE, href=item.path)
    tags = tags_of(item.draft)
    if tags:
        lom = etree.SubElement(sub(resource, "metadata"), f"{{{METADATA}}}lom")
        general = etree.SubElement(lom, f"{{{METADATA}}}general")
        for tag in tags:
            keyword = etree.SubElement(general, f"{{{METADATA}}}keyword")
            said = etree.SubElement(keyword, f"{{{METADATA}}}string", language="id")
            said.text = clean(tag)
    for path in (item.path, *item.pictures):
        sub(resource, "file", href=path)


class _Item:
    """One item while it is written."""

    def __init__(self, draft: Draft, number: int) -> None:
        self.draft, self.number = draft, number
        self.path = f"soal/soal-{number}.xml"
        folder = f"media/soal-{number}"
        self.shown = {file.name: f"{folder}/{n}-{_bare(file.name)}"
                      for n, file in enumerate(draft.files, 1)}  # fmt: skip
        self.pictures: Mapping[str, bytes] = {
            self.shown[file.name]: illustrating.content_of(file) for file in draft.files
        }
        self.body = element("itemBody")

    def written(self) -> bytes:
        """Give the file of the item."""
        root = element("assessmentItem", nsmap={None: NAMESPACE})
        draft = self.draft
        root.set("identifier", f"SOAL-{self.number}")
        root.set("title", clean(draft.name))
        if draft.idnumber:
            root.set("label", clean(draft.idnumber))
        root.set("adaptive", "false")
        root.set("timeDependent", "false")
        responses = WRITTEN[draft.type](self)
        for each in responses:
            root.append(each.declaration())
        processing(root, self.body, responses, draft)
        self._explain(root)
        return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))

    def html(self, parent: etree._Element, text: str) -> None:
        """Add a text in the draft's markup."""
        append_html(parent, text, self.draft.markup, self._address)

    def answer(self, parent: etree._Element, answer: DraftAnswer) -> None:
        """Add the text of an answer."""
        append_html(parent, answer.text, answer.markup, self._address)

    def stem(self) -> None:
        """Add what is asked."""
        self.html(sub(self.body, "div"), self.draft.text)

    def _address(self, name: str) -> str | None:
        path = self.shown.get(name)
        return f"../{path}" if path else None

    def _explain(self, root: etree._Element) -> None:
        if self.draft.generalfeedback:
            said = sub(root, "modalFeedback", outcomeIdentifier=EXPLANATION,
                       identifier="explanation", showHide="show")  # fmt: skip
            self.html(said, self.draft.generalfeedback)
            declared = element("outcomeDeclaration", identifier=EXPLANATION)
            declared.set("cardinality", "single")
            declared.set("baseType", "identifier")
            sub(sub(declared, "defaultValue"), "value", "explanation")
            self.body.addprevious(declared)


def _bare(name: str) -> str:
    return "".join(sign if sign.isalnum() and sign.isascii() or sign in "._-" else "-"
                   for sign in name)  # fmt: skip


def _choice(item: _Item) -> Sequence[Response]:
    draft = item.draft
    item.stem()
    keys = [f"pilihan-{nth}" for nth in range(1, len(draft.answers) + 1)]
    asked = sub(item.body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true",
                maxChoices="1" if draft.single else "0")  # fmt: skip
    for key, answer in zip(keys, draft.answers, strict=True):
        item.answer(sub(asked, "simpleChoice", identifier=key), answer)
    return [response_of("RESPONSE", keys, draft.answers, is_single=draft.single)]


def _truefalse(item: _Item) -> Sequence[Response]:
    draft = item.draft
    item.stem()
    asked = sub(item.body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false",
                maxChoices="1")  # fmt: skip
    sub(asked, "simpleChoice", "Benar", identifier="true")
    sub(asked, "simpleChoice", "Salah", identifier="false")
    answers = (
        DraftAnswer("true", Fraction(draft.correctanswer is True), draft.feedbacktrue),
        DraftAnswer("false", Fraction(draft.correctanswer is False), draft.feedbackfalse),
    )
    return [response_of("RESPONSE", ["true", "false"], answers)]


def _typed(item: _Item) -> Sequence[Response]:
    draft = item.draft
    item.stem()
    place = sub(item.body, "p")
    sub(place, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="40")
    if draft.unit:
        sub(place, "span", draft.unit, **{"class": "unit"})
    if draft.type == "numerical":
        return [_measured("RESPONSE", draft.answers)]
    keys = [answer.text for answer in draft.answers]
    minds_case = draft.minds_case
    return [response_of("RESPONSE", keys, draft.answers, base="string", minds_case=minds_case)]


def _measured(name: str, answers: Iterable[DraftAnswer], weight: int = 1) -> Response:
    """Give a response of numbers; "*", any other number, has no room."""
    known = [(number, each) for each in answers if (number := read_decimal(each.text)) is not None]
    keys = [decimal_text(number) for number, _each in known]
    return response_of(name, keys, [each for _, each in known], base="float", weight=weight)


def _match(item: _Item) -> Sequence[Response]:
    item.stem()
    pairs = item.draft.pairs
    lefts = [pair for pair in pairs if pair.question]
    rights = list(dict.fromkeys(pair.answer for pair in pairs))
    asked = sub(item.body, "matchInteraction", responseIdentifier="RESPONSE", shuffle="true",
                maxAssociations=str(len(lefts)))  # fmt: skip
    for name, texts, most in (
        ("kiri", [pair.question for pair in lefts], "1"),
        ("kanan", rights, "0"),
    ):
        column = sub(asked, "simpleMatchSet")
        for nth, text in enumerate(texts, 1):
            choice = sub(
                column, "simpleAssociableChoice", identifier=f"{name}-{nth}", matchMax=most
            )
            item.html(choice, text)
    keys = [f"kiri-{n} kanan-{rights.index(pair.answer) + 1}" for n, pair in enumerate(lefts, 1)]
    answers = [DraftAnswer(key, Fraction(1, len(keys))) for key in keys]
    return [response_of("RESPONSE", keys, answers, base="directedPair", is_single=False)]


def _order(item: _Item) -> Sequence[Response]:
    item.stem()
    asked = sub(item.body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
    keys = []
    for nth, answer in enumerate(item.draft.answers, 1):
        keys.append(f"butir-{nth}")
        item.answer(sub(asked, "simpleChoice", identifier=keys[-1]), answer)
    return [Response("RESPONSE", "identifier", "ordered", tuple(keys))]


def _cloze(item: _Item) -> Sequence[Response]:
    text, found = item.draft.text, codes(item.draft.text)
    marks = (_PLACE.format(number) for number, _ in enumerate(found, 1))
    holder = sub(item.body, "div")
    item.html(holder, replaced(text, marks))
    responses = []
    for number, code in enumerate(found, 1):
        name = f"RESPONSE{number}"
        append_inline(holder, _PLACE.format(number), _gap(name, code, item.draft.markup))
        responses.append(_response(name, code))
    return responses


def _gap(name: str, code: Code, markup: Markup) -> etree._Element:
    if code.kind is not Sub.MULTICHOICE:
        return element("textEntryInteraction", responseIdentifier=name, expectedLength="20")
    asked = element("inlineChoiceInteraction", responseIdentifier=name, shuffle="true")
    for nth, answer in enumerate(code.answers, 1):
        sub(asked, "inlineChoice", plain(answer.text, markup), identifier=f"pilihan-{nth}")
    return asked


def _response(name: str, code: Code) -> Response:
    if code.kind is Sub.MULTICHOICE:
        keys = [f"pilihan-{nth}" for nth, _ in enumerate(code.answers, 1)]
        return response_of(name, keys, code.answers, weight=code.weight)
    if code.kind is Sub.NUMERICAL:
        return _measured(name, code.answers, code.weight)
    keys = [unescape(each.text) for each in code.answers]
    return response_of(
        name, keys, code.answers, base="string", minds_case=code.minds_case, weight=code.weight
    )


def _essay(item: _Item) -> Sequence[Response]:
    item.stem()
    sub(item.body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLines="10")
    if item.draft.graderinfo:
        notes, markup = item.draft.graderinfo, item.draft.markup
        markup = Markup.PLAIN if criteria_in(notes) else markup
        append_html(sub(item.body, "rubricBlock", view="scorer"), notes, markup, lambda _: None)
    return [Response("RESPONSE", "string", "single", ())]


def _description(item: _Item) -> Sequence[Response]:
    item.stem()
    return []


WRITTEN: Mapping[str, Ask] = {
    "multichoice": _choice,
    "truefalse": _truefalse,
    "shortanswer": _typed,
    "numerical": _typed,
    "match": _match,
    "ordering": _order,
    "multianswer": _cloze,
    "essay": _essay,
    "description": _description,
}
