"""The formats of question files by name: who reads and who writes each of them."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

from courses.exchange import aiken, gift, moodle_xml
from courses.exchange.drafts import Draft, Reading
from courses.exchange.texts import MOST_BYTES

__all__ = ["CARRIES", "MOST_BYTES", "READERS", "WRITERS", "guess"]

READERS: Mapping[str, Callable[[bytes], Reading]] = {
    "aiken": aiken.read,
    "gift": gift.read,
    "moodle-xml": moodle_xml.read,
}

WRITERS: Mapping[str, Callable[[Iterable[Draft]], bytes]] = {
    "aiken": aiken.write,
    "gift": gift.write,
    "moodle-xml": moodle_xml.write,
}

CARRIES: Mapping[str, Callable[[Draft], bool]] = {
    "aiken": aiken.carries,
    "gift": gift.carries,
    "moodle-xml": moodle_xml.carries,
}
"""What has no room in a format is left out by its writer."""

_ENDINGS = {
    ".gift": "gift",
    ".xml": "moodle-xml",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".aiken": "aiken",
}


def guess(filename: str, content: bytes) -> str | None:
    """Give the name of the format that a file seems to have; None where nobody can tell."""
    name = PurePath(filename.lower())
    if known := _ENDINGS.get(name.suffix):
        return known
    if name.suffix != ".txt":
        return None
    if "aiken" in name.name or b"\nANSWER:" in content:
        return "aiken"
    return "gift"
