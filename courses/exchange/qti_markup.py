"""Elements of QTI 2.1, and texts of any markup as the XHTML that it knows."""

import re
from collections.abc import Callable, Mapping

import lxml.html
from lxml import etree

from courses.exchange import illustrating
from courses.exchange.drafts import Markup
from courses.exchange.markdown import to_html, to_markdown, to_plain

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN = ("s", "del")
_KEPT = {
    "a": ("href",),
    "img": ("src", "alt"),
    "ol": (),
}


def element(
    name: str, nsmap: Mapping[str | None, str] | None = None, **said: str
) -> etree._Element:
    """Give an element with these attributes."""
    made = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=nsmap)
    for key, value in said.items():
        made.set(key, clean(value))
    return made


def sub(parent: etree._Element, name: str, text: str = "", **said: str) -> etree._Element:
    """Give a new element below another, in its namespace."""
    space = etree.QName(parent).namespace
    made = etree.SubElement(parent, f"{{{space}}}{name}")
    for key, value in said.items():
        made.set(key, clean(value))
    made.text = clean(text) or None
    return made


def clean(text: str) -> str:
    """Give a text without the signs that XML has no room for."""
    return _NO_XML.sub("", text)


def append_html(
    parent: etree._Element,
    text: str,
    markup: Markup,
    address_of: Callable[[str], str | None],
) -> None:
    """Add a text of any markup below an element; `address_of` says where a picture lies."""
    markdown = _markdown(text, markup, address_of)
    source = clean(to_html(markdown))
    if not source:
        return
    holder = lxml.html.fragment_fromstring(source, create_parent="div")
    etree.strip_tags(holder, *_UNKNOWN)
    for each in holder.iter():
        kept = {name: each.get(name, "") for name in _KEPT.get(str(each.tag), ())}
        each.attrib.clear()
        each.attrib.update(kept)
        each.tag = f"{{{NAMESPACE}}}{each.tag!s}"
    parent.text = holder.text
    for child in tuple(holder):
        parent.append(child)


def _markdown(text: str, markup: Markup, address_of: Callable[[str], str | None]) -> str:
    def inside(address: str) -> str | None:
        if not address.startswith(illustrating.INSIDE):
            return None
        return address_of(illustrating.file_name(address))

    if markup is Markup.MARKDOWN:
        return illustrating.at_addresses(text, inside)
    return illustrating.with_pictures(text, lambda clean: to_markdown(clean, markup), inside)


def plain(text: str, markup: Markup) -> str:
    """Give a text of any markup on one line, for lists."""
    return " ".join(to_plain(text, markup).split())


def append_inline(holder: etree._Element, mark: str, made: etree._Element) -> None:
    """Put an element where its mark stands in the text below another."""
    for each in holder.iter():
        for is_tail, text in ((False, each.text), (True, each.tail)):
            if text and mark in text:
                before, _, after = text.partition(mark)
                made.tail = after
                if is_tail:
                    each.tail = before
                    each.addnext(made)
                else:
                    each.text = before
                    each.insert(0, made)
                return
