"""The formats of question files by name: who reads and who writes each of them."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from pkgutil import resolve_name
from typing import Any

from courses.exchange import aiken, gift, moodle_xml
from courses.exchange.drafts import MOST_BYTES, Draft, Reading

__all__ = ["CARRIES", "MOST_BYTES", "READERS", "WITH_FILES", "WRITERS", "guess"]


def _later(name: str) -> Callable[[Any], Any]:
    """Give a function whose module is loaded when it is first called: Office readers are heavy."""

    def call(argument: Any) -> Any:
        return resolve_name(name)(argument)

    return call


READERS: Mapping[str, Callable[[bytes], Reading]] = {
    "aiken": aiken.read,
    "gift": gift.read,
    "docx": _later("courses.exchange.word:read"),
    "moodle-xml": moodle_xml.read,
    "qti": _later("courses.exchange.qti:read"),
    "xlsx": _later("courses.exchange.sheet:read"),
}

WRITERS: Mapping[str, Callable[[Iterable[Draft]], bytes]] = {
    "aiken": aiken.write,
    "gift": gift.write,
    "moodle-xml": moodle_xml.write,
    "qti": _later("courses.exchange.qti:write"),
    "xlsx": _later("courses.exchange.sheet:write"),
}

CARRIES: Mapping[str, Callable[[Draft], bool]] = {
    "aiken": aiken.carries,
    "gift": gift.carries,
    "moodle-xml": moodle_xml.carries,
    "qti": _later("courses.exchange.qti:carries"),
    "xlsx": _later("courses.exchange.sheet:carries"),
}
"""What has no room in a format is left out by its writer."""

WITH_FILES = frozenset({"moodle-xml", "qti"})
"""The formats in which pictures travel with their questions; the others only name them."""

_ENDINGS = {
    ".gift": "gift",
    ".xml": "moodle-xml",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".aiken": "aiken",
}


_ITEMS = (b"<assessmentItem", b"<qti-assessment-item", b"<questestinterop")
_OFFICE = {b"word/document.xml": "docx", b"xl/workbook.xml": "xlsx", b"imsmanifest.xml": "qti"}


def guess(filename: str, content: bytes) -> str | None:
    """Give the name of the format that a file seems to have; None where nobody can tell."""
    if content.startswith(b"PK"):
        return _packed(content)
    if any(mark in content[:4_000] for mark in _ITEMS):
        return "qti"
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:5] in (b"<?xml", b"<quiz"):
        return "moodle-xml"
    name = PurePath(filename.lower())
    if known := _ENDINGS.get(name.suffix):
        return known
    if name.suffix != ".txt":
        return None
    if "aiken" in name.name or b"\nANSWER:" in content:
        return "aiken"
    return "gift"


def _packed(content: bytes) -> str:
    """Give the format of a ZIP by the names of the files that it lists."""
    return next((name for mark, name in _OFFICE.items() if mark in content), "xlsx")
