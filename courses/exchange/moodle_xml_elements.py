"""What stands in the elements of a Moodle question: texts with their markup, numbers, files."""

from collections.abc import Mapping
from fractions import Fraction
from urllib.parse import quote

from lxml import etree

from courses.exchange.drafts import DraftFile, Markup
from courses.exchange.markdown import rewritten
from courses.exchange.shares import read_decimal, read_share

FORMATS = {
    "html": Markup.HTML,
    "moodle_auto_format": Markup.MOODLE,
    "plain_text": Markup.PLAIN,
    "markdown": Markup.MARKDOWN,
    "1": Markup.HTML,
    "0": Markup.MOODLE,
    "2": Markup.PLAIN,
    "4": Markup.MARKDOWN,
}
MOST_FILES = 100
TRUE = {"true", "1", "yes"}


class Faulty(Exception):
    """A question that cannot be read; the text is a sentence with the remedy."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


def text_of(element: etree._Element | None) -> str:
    """Give the text that stands in an element's <text>, else in the element, trimmed."""
    if element is None:
        return ""
    inner = element.find("text")
    return _content(element if inner is None else inner).strip()


def text_in(element: etree._Element, name: str) -> str:
    """Give the text of the first child of this name, "" without one."""
    return text_of(element.find(name))


def markup_of(element: etree._Element | None, default: Markup = Markup.HTML) -> Markup:
    """Give how an element's text is written."""
    named = element.get("format", "") if element is not None else ""
    return FORMATS.get(named.strip(), default)


def text_as(element: etree._Element | None, wanted: Markup) -> str:
    """Give an element's text, rewritten in the question's own markup where it has another."""
    return rewritten(text_of(element), markup_of(element, wanted), wanted)


def share_of(answer: etree._Element) -> Fraction:
    """Give the part of the mark that an answer earns."""
    share = read_share(answer.get("fraction", "0"))
    if share is None:
        raise Faulty(
            f"Nilai “{answer.get('fraction')}” bukan persentase dari -100 sampai 100.",
            line_of(answer),
        )
    return share


def flag(element: etree._Element, name: str, *, default: bool) -> bool:
    """Give whether the child of this name says yes."""
    said = text_in(element, name).casefold()
    return said in TRUE if said else default


def number_in(element: etree._Element, name: str, *, default: Fraction) -> Fraction:
    """Give the number in the child of this name."""
    number = read_decimal(text_in(element, name))
    return default if number is None else number


def files_in(question: etree._Element) -> tuple[DraftFile, ...]:
    """Give every file inside a question once, sorted by name."""
    found = {
        DraftFile(element.get("name", "").strip(), "".join((element.text or "").split()))
        for element in question.iter("file")
        if element.get("encoding", "base64") == "base64"
    }
    return tuple(sorted(found, key=lambda file: (file.name, file.content)))


def set_apart(question: etree._Element) -> None:
    """Give a name of its own to each file; Moodle only keeps those of one text apart.

    Beyond a number that no question has, files keep their names.
    """
    known: dict[str, str] = {}
    if len(question.findall(".//file")) > MOST_FILES:
        return
    for text in question.iter():
        for file in text.findall("file"):
            name, content = file.get("name", "").strip(), file.text or ""
            if known.setdefault(name, content) == content:
                continue
            own = _free_name(name, content, known)
            known[own] = content
            file.set("name", own)
            _point_to(text, name, own)


def _free_name(name: str, content: str, known: Mapping[str, str]) -> str:
    stem, dot, ending = name.rpartition(".")
    number, own = 2, name
    while known.get(own, content) != content:
        own = f"{stem or ending}-{number}{dot}{ending if stem else ''}"
        number += 1
    return own


def _point_to(element: etree._Element, name: str, own: str) -> None:
    """Let the text beside a file show it under its new name."""
    inner = element.find("text")
    if inner is not None and inner.text:
        for spelt in {name, quote(name)}:
            address = f"@@PLUGINFILE@@/{spelt}"
            inner.text = inner.text.replace(address, f"@@PLUGINFILE@@/{quote(own)}")


def line_of(element: etree._Element) -> int:
    """Give the line on which an element begins."""
    return int(element.sourceline or 1)


def _content(element: etree._Element) -> str:
    """Give the text of an element; HTML that nobody wrapped in CDATA is kept as it is."""
    parts = [element.text or ""]
    for child in element:
        if child.tag != "file":
            parts.append(etree.tostring(child, encoding="unicode", with_tail=False))
        parts.append(child.tail or "")
    return "".join(parts)
