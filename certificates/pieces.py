"""A PDF taken apart once, so that copies with other words can be put together quickly."""

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_LEFT_OUT = ("/ObjStm", "/XRef")

Filler = Callable[["Words"], bytes]


@dataclass(frozen=True)
class Words:
    """What one copy says: texts in place of the marks, streams in place of the model's."""

    texts: Mapping[str, str]  # mark → text, in every string of the document
    streams: Mapping[int, bytes]  # number of the object → its new content
    rects: Mapping[int, tuple[float, float]]  # annotation → left and right edge in points
    identifier: bytes


@dataclass(frozen=True)
class Model:
    """The objects of a PDF in order of number: bytes as they stay, or what makes them."""

    parts: tuple[bytes | Filler, ...]
    root: bytes
    info: bytes

    def copy(self, words: Words) -> bytes:
        """Give a whole PDF with these words. Equal words give equal bytes."""
        made = [part if isinstance(part, bytes) else part(words) for part in self.parts]
        places, place = [], len(_HEADER)
        for part in made:
            places.append(place)
            place += len(part)
        return b"".join([_HEADER, *made, self._ending(places, place, words.identifier, made)])

    def _ending(self, places: list[int], end: int, identifier: bytes, made: list[bytes]) -> bytes:
        present = [(place, part) for place, part in zip(places, made, strict=True)]
        rows = [b"%010d 00000 n \n" % place if part else _FREE for place, part in present]
        content = hashlib.md5(b"".join(made), usedforsecurity=False).hexdigest().encode()
        return b"".join(
            [
                b"xref\n0 %d\n0000000000 65535 f \n" % (len(rows) + 1),
                *rows,
                b"trailer\n<< /Size %d /Root %s /Info %s" % (len(rows) + 1, self.root, self.info),
                b" /ID [ <%s> <%s> ] >>\n" % (identifier.hex().encode(), content),
                b"startxref\n%d\n%%%%EOF\n" % end,
            ]
        )


_FREE = b"0000000000 65535 f \n"


def take_apart(pdf: bytes, marks: tuple[str, ...], replaced: frozenset[int]) -> Model:
    """Give the model of a PDF: strings with a mark and these streams can be replaced."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        parts = tuple(_part(each, marks, replaced) for each in opened.objects)
        trailer = opened.trailer
        return Model(parts, _reference(trailer.Root), _reference(trailer.Info))


def _reference(found: pikepdf.Object) -> bytes:
    number, generation = found.objgen
    return b"%d %d R" % (number, generation)


def _part(found: Any, marks: tuple[str, ...], replaced: frozenset[int]) -> bytes | Filler:
    number = found.objgen[0]
    if not isinstance(found, pikepdf.Stream):
        return _plain(number, found, marks)
    if found.get("/Type") in _LEFT_OUT:
        return b""
    if number in replaced:
        return _stream(number, found)
    kept = found.read_raw_bytes()
    head = found.stream_dict.unparse(resolved=True)
    return _whole(number, head + b"\nstream\n" + kept + b"\nendstream")


def _whole(number: int, content: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, content)


def _plain(number: int, found: Any, marks: tuple[str, ...]) -> bytes | Filler:
    source = found.unparse(resolved=True)
    texts = {str(each) for each in _strings(found) if any(mark in str(each) for mark in marks)}
    if not texts:
        return _whole(number, source)
    written = {pikepdf.String(text).unparse(): text for text in texts}
    split = re.split(b"(" + b"|".join(re.escape(each) for each in written) + b")", source)

    def fill(words: Words) -> bytes:
        pieces = (_said(written[each], words) if each in written else each for each in split)
        content = b"".join(pieces)
        if number in words.rects:
            content = _moved(content, *words.rects[number])
        return _whole(number, content)

    return fill


def _said(text: str, words: Words) -> bytes:
    for mark, said in words.texts.items():
        text = text.replace(mark, said)
    return bytes(pikepdf.String(text).unparse())


_RECT = re.compile(rb"/Rect \[ \S+ (\S+) \S+ (\S+) \]")


def _moved(content: bytes, left: float, right: float) -> bytes:
    edges = f"{left:.6f}".encode(), f"{right:.6f}".encode()
    return _RECT.sub(rb"/Rect [ %s \1 %s \2 ]" % edges, content)


def _strings(found: Any) -> Iterator[Any]:
    """Give the strings that stand in an object itself, not behind a reference."""
    if isinstance(found, pikepdf.String):
        yield found
    elif isinstance(found, pikepdf.Array):
        for each in found:
            yield from () if _is_elsewhere(each) else _strings(each)
    elif isinstance(found, pikepdf.Dictionary):
        for _name, each in found.items():
            yield from () if _is_elsewhere(each) else _strings(each)


def _is_elsewhere(found: Any) -> bool:
    return isinstance(found, pikepdf.Object) and found.is_indirect


def _stream(number: int, found: Any) -> Filler:
    kept = pikepdf.Dictionary(
        {
            name: value
            for name, value in found.stream_dict.items()
            if name not in ("/Length", "/Filter", "/DecodeParms")
        }
    )
    params = kept.get("/Params")
    head = kept.unparse(resolved=True)[: -len(b">>")]

    def fill(words: Words) -> bytes:
        content = words.streams[number]
        told = head if params is None else _told(head, content)
        packed = zlib.compress(content)
        length = b"/Filter /FlateDecode /Length %d >>" % len(packed)
        return _whole(number, told + length + b"\nstream\n" + packed + b"\nendstream")

    return fill


_SUM = re.compile(rb"/CheckSum (<[0-9a-f]*>|\((?:\\.|[^\\)])*\))", re.DOTALL)
_SIZE = re.compile(rb"/Size \d+")


def _told(head: bytes, content: bytes) -> bytes:
    """Give the head of an attached file with the sum and size of this content."""
    checksum = hashlib.md5(content, usedforsecurity=False).hexdigest().encode()
    with_sum = _SUM.sub(b"/CheckSum <%s>" % checksum, head)
    return _SIZE.sub(b"/Size %d" % len(content), with_sum)
