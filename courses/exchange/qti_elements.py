"""What stands in the elements of a QTI item: declarations, numbers, texts as Markdown."""

import base64
import html
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from urllib.parse import quote, unquote

from lxml import etree

from courses.exchange import illustrating
from courses.exchange.drafts import DraftFile, Markup
from courses.exchange.markdown import to_inline, to_markdown
from courses.exchange.shares import exact_share, read_decimal

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Declared:
    """A response: what is right, and what each answer earns where a mapping says so."""

    base: str
    is_single: bool
    right: tuple[str, ...] = ()
    earns: Mapping[str, Fraction] = field(default_factory=dict)
    minds_case: bool = False

    def share(self, answer: str) -> Fraction:
        """Give the part of the mark for one answer: as mapped, else by what is right."""
        if self.earns:
            return self.earns.get(answer, ZERO)
        if answer not in self.right:
            return ZERO if self.is_single else Fraction(-1, max(1, len(self.right)))
        return ONE if self.is_single else Fraction(1, len(self.right))

    @property
    def answers(self) -> tuple[str, ...]:
        """Give every answer that is named."""
        return tuple(dict.fromkeys((*self.right, *self.earns)))


def declared(root: etree._Element) -> Mapping[str, Declared]:
    """Give the responses of an item by identifier."""
    return {
        each.get("identifier", ""): _declared(each) for each in root.iterfind("responseDeclaration")
    }


def _declared(element: etree._Element) -> Declared:
    is_single = element.get("cardinality", "single") == "single"
    entries = element.findall("mapping/mapEntry")
    right = tuple((each.text or "").strip() for each in element.findall("correctResponse/value"))
    values = {each.get("mapKey", "").strip(): _number(each.get("mappedValue")) for each in entries}
    return Declared(
        element.get("baseType", ""),
        is_single,
        right,
        _as_shares(values, element.find("mapping"), is_single=is_single),
        any(each.get("caseSensitive") == "true" for each in entries),
    )


def _as_shares(
    values: Mapping[str, Fraction], mapping: etree._Element | None, *, is_single: bool
) -> Mapping[str, Fraction]:
    """Give what answers earn as parts of the whole mark; nothing where none earns any."""
    gains = [value for value in values.values() if value > 0]
    if not gains or mapping is None:
        return {}
    upper = _number(mapping.get("upperBound"))
    whole = max(gains) if is_single else (upper if 0 < upper <= sum(gains) else sum(gains, ZERO))
    return {key: exact_share(max(-ONE, min(ONE, value / whole))) for key, value in values.items()}


def _number(text: str | None) -> Fraction:
    return read_decimal(text or "") or ZERO


def weight_of(root: etree._Element, response: str) -> int:
    """Give how much a response counts, as our own writer says it; else 1."""
    for each in root.iterfind("outcomeDeclaration"):
        if each.get("identifier") == f"{response}-SCORE":
            return int(_number(each.get("normalMaximum", "1")))
    return 1


def inner_html(element: etree._Element) -> str:
    """Give what an element holds as HTML."""
    parts = [html.escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts)


def drop(element: etree._Element, instead: str = "") -> None:
    """Take an element out of its parent; the text behind it stays, with other words before it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    said = instead + (element.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + said
    else:
        parent.text = (parent.text or "") + said
    element.tail = None
    parent.remove(element)


@dataclass
class Texts:
    """Turns the texts of one item into Markdown, and keeps the pictures that they show.

    `encoded` has what all items of a package show, once.
    """

    folder: str
    parts: Mapping[str, bytes]
    encoded: dict[str, str]
    files: dict[str, DraftFile] = field(default_factory=dict)

    def block(self, source: str) -> str:
        """Give HTML as Markdown."""
        text = illustrating.with_pictures(
            source, lambda clean: to_markdown(clean, Markup.HTML), self._address
        )
        return illustrating.tidy(text)

    def line(self, source: str) -> str:
        """Give HTML as one line of Markdown."""
        return illustrating.with_pictures(
            source, lambda clean: to_inline(clean, Markup.HTML), self._address
        )

    def of(self, element: etree._Element | None) -> str:
        """Give what an element holds as Markdown."""
        return "" if element is None else self.block(inner_html(element))

    def line_of(self, element: etree._Element) -> str:
        """Give what an element holds as one line of Markdown."""
        return self.line(inner_html(element))

    def _address(self, address: str) -> str | None:
        """Give the address of a picture of the package within the draft; None for others."""
        path = posixpath.normpath(posixpath.join(self.folder, unquote(address.split("?")[0])))
        content = self.parts.get(path)
        if content is None:
            return None
        if path not in self.files:
            if path not in self.encoded:
                self.encoded[path] = base64.b64encode(content).decode()
            self.files[path] = DraftFile(self._name(path), self.encoded[path])
        return illustrating.INSIDE + quote(self.files[path].name)

    def _name(self, path: str) -> str:
        taken = {file.name for file in self.files.values()}
        name = posixpath.basename(path)
        return name if name not in taken else f"{len(taken) + 1}-{name}"


def interactions(body: etree._Element) -> Iterator[etree._Element]:
    """Give the interactions of an item in their order."""
    for element in body.iter():
        if isinstance(element.tag, str) and element.tag.endswith("Interaction"):
            yield element
