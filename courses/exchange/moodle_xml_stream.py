"""Cuts a Moodle XML file into its question elements, within bounds of memory and time."""

import codecs
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from lxml import etree

from courses.exchange.drafts import MOST_BYTES, Unreadable

CHUNK = 1 << 16
MOST_ELEMENTS = 600_000
MOST_IN_ONE = 20_000
MOST_SIGNS = 50_000
DEEPEST = 100

ENCODINGS = {
    *("utf-8", "ascii", "utf-16", "utf-16-le", "utf-16-be", "cp1252"),
    *("iso8859-1", "iso8859-15"),
}

_DECLARATION = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARED = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_DTD = re.compile(r"(?>\s+|<\?(?>.*?\?>)|<!--(?>.*?-->))*+<!DOCTYPE", re.DOTALL)

Event = tuple[str, etree._Element]


class Broken(Exception):
    """From a line on, the file is no XML any more."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def questions(content: bytes) -> Iterator[etree._Element]:
    """Give each question element of the file, in their order; each is emptied afterwards.

    Raises:
        Unreadable: the file is too large, no Moodle XML, or made to do harm.
        Broken: the file ends early or is no XML from some line on.
    """
    _check_size(content)
    counts = _Counts()
    for kind, element in _events(_decoded(content), counts):
        if not counts.take(kind, element) and kind == "end":
            yield element
            element.clear()
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


class _Counts:
    """Watches how much a file holds and how deep it goes."""

    def __init__(self) -> None:
        self.depth = self.elements = self.inside = self.signs = 0

    def load(self, chunk: bytes) -> None:
        """Note the next piece of the file; attributes are bounded by their equal signs."""
        self.signs += chunk.count(b"=")
        if self.signs > MOST_SIGNS:
            raise _too_much()

    def take(self, kind: str, element: etree._Element) -> bool:
        """Note an event; True unless it is the end of a question."""
        if kind == "start":
            self._open(element)
            return True
        self.depth -= 1
        if self.depth <= 1:
            self.signs = 0
        is_question = self.depth == 1 and element.tag == "question"
        if self.depth == 1 and not is_question:
            element.clear()
        return not is_question

    def _open(self, element: etree._Element) -> None:
        if not self.depth:
            _check_root(element)
        self.inside = self.inside + 1 if self.depth > 1 else 0
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.inside > MOST_IN_ONE:
            raise Unreadable(
                f"Isi berkas bertumpuk terlalu rumit di baris {element.sourceline}; "
                "ekspor ulang dari Moodle."
            )
        if self.elements > MOST_ELEMENTS:
            raise _too_much()


def _events(chunks: Iterator[bytes], counts: _Counts) -> Iterator[Event]:
    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for chunk in chunks:
        counts.load(chunk)
        broken = _line_of_error(partial(parser.feed, chunk))
        yield from cast(Iterator[Event], parser.read_events())
        if broken:
            raise Broken(broken)
    if broken := _line_of_error(parser.close):
        raise Broken(broken)


def _line_of_error(parse: Callable[[], object]) -> int:
    """Give the line where parsing fails, 0 if it does not."""
    try:
        parse()
    except etree.XMLSyntaxError as error:
        return error.lineno or 1
    return 0


def _check_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Unreadable(
            f"Berkas lebih besar dari {MOST_BYTES // 1_000_000} MB; "
            "bagi menjadi beberapa berkas atau ekspor tanpa gambar dan video."
        )
    if not content.strip():
        raise Unreadable("Berkas ini kosong.")


def _check_root(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _forbidden()
    if root.tag != "quiz":
        raise Unreadable(
            f"Berkas ini XML, tetapi bukan ekspor soal Moodle: isinya <{root.tag!s}>, bukan <quiz>."
        )


def _too_much() -> Unreadable:
    return Unreadable("Berkas memuat terlalu banyak isian; bagi menjadi beberapa berkas.")


def _forbidden() -> Unreadable:
    return Unreadable(
        "Berkas memuat DTD (<!DOCTYPE …>), yang tidak diterima demi keamanan; "
        "hapus baris itu atau ekspor ulang dari Moodle."
    )


def _decoded(content: bytes) -> Iterator[bytes]:
    """Give the file in pieces of UTF-8, whatever it was written in."""
    decoder = codecs.getincrementaldecoder(_encoding(content))()
    for place in range(0, len(content), CHUNK):
        piece = content[place : place + CHUNK]
        try:
            text = decoder.decode(piece, final=place + CHUNK >= len(content))
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, place + error.start) + 1
            raise Unreadable(
                f"Huruf di baris {line} tidak terbaca; simpan berkas sebagai UTF-8."
            ) from error
        if not place:
            text = _opened(text)
        yield text.encode()


def _opened(text: str) -> str:
    """Give the beginning of the file without what says how it was encoded.

    Raises:
        Unreadable: it has a DTD, or is no XML at all.
    """
    text = text.removeprefix("\ufeff")
    if _DTD.match(text):
        raise _forbidden()
    if not text.lstrip().startswith("<"):
        raise Unreadable("Berkas ini bukan XML Moodle; pilih format lain atau ekspor ulang.")
    declared = _DECLARED.match(text)
    if not declared:
        return text
    return "\n" * text.count("\n", 0, declared.end()) + text[declared.end() :]


def _encoding(content: bytes) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return name
    found = _DECLARATION.match(content)
    named = str(found[1], "ascii") if found else "utf-8"
    try:
        name = codecs.lookup(named).name
    except LookupError:
        name = ""
    if name not in ENCODINGS:
        raise Unreadable(
            f"Berkas memakai enkode huruf “{named}”, yang tidak dikenal; simpan sebagai UTF-8."
        )
    return name
