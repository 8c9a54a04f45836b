"""Looks into a packed Office file before anything reads it: sizes, parts, entities, extent."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from courses import packed as zips

MOST_BYTES = 20_000_000
_UNPACKED_MOST = 64_000_000
_XML_MOST = 24_000_000
_PARTS_MOST = 2_000
_ELEMENTS_MOST = 700_000
_DEPTH_MOST = 200
_CELLS_MOST = 2_000_000
_LETTERS_MOST = 20_000_000
_BROKEN = (*zips.BROKEN, ValueError, KeyError, IndexError)


class Unsafe(Exception):
    """The file is refused; the text is one sentence in Indonesian."""


def open_parts(content: bytes) -> Mapping[str, bytes]:
    """Give the parts of a packed Office file by name, all of them of a size to be worked with.

    Raises:
        Unsafe: empty, too large, no ZIP, broken, locked, with entities, or made to fill memory.
    """
    if not content:
        raise Unsafe("Berkas ini kosong.")
    if len(content) > MOST_BYTES:
        raise Unsafe(f"Berkas ini lebih besar dari {MOST_BYTES // 1_000_000} MB. Hapus gambarnya.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unsafe(
            "Berkas ini berformat lama (.xls/.doc) atau dikunci kata sandi. Simpan lagi sebagai "
            ".xlsx atau .docx tanpa kata sandi."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = _unpacked(packed)
    except _BROKEN as error:
        raise Unsafe(
            "Berkas ini rusak atau bukan berkas Office. Buka dengan Excel atau Word, lalu simpan "
            "lagi sebagai .xlsx atau .docx."
        ) from error
    _check_xml(parts)
    return parts


def _unpacked(packed: zipfile.ZipFile) -> dict[str, bytes]:
    listed = [each for each in packed.infolist() if not each.is_dir()]
    size = sum(each.file_size for each in listed)
    if len(listed) > _PARTS_MOST or size > _UNPACKED_MOST:
        raise Unsafe("Isi berkas ini terlalu besar bila dibuka. Salin soalnya ke templat Bekal.")
    return {each.filename: zips.content_of(packed, each) for each in listed}


def repack(parts: Mapping[str, bytes]) -> bytes:
    """Give a ZIP of exactly these parts, so that the next reader sees what was checked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _check_xml(parts: Mapping[str, bytes]) -> None:
    written = [part for name, part in parts.items() if name.lower().endswith((".xml", ".rels"))]
    if sum(map(len, written)) > _XML_MOST:
        raise Unsafe("Berkas ini terlalu panjang. Bagi soalnya menjadi beberapa berkas.")
    extent = _Extent()
    for part in written:
        extent.look_at(part)
    extent.check()


@dataclass
class _Extent:
    """Counts what a spreadsheet would unfold to: cells, and letters of texts used many times."""

    elements: int = 0
    depth: int = 0
    cells: int = 0
    shared: list[int] = field(default_factory=list)
    used: dict[int, int] = field(default_factory=dict)
    _rows: int = 0
    _columns: int = 0
    _in_row: int = 0
    _number: str | None = None
    _is_shared_cell: bool = False
    _in_shared: bool = False

    def look_at(self, part: bytes) -> None:
        """Count one part; entities and a broken part are refused."""
        self._rows = self._columns = self.depth = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_entities
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(part, True)
        except (expat.ExpatError, ValueError) as error:
            raise Unsafe("Berkas ini rusak. Buka dengan Office, lalu simpan lagi.") from error
        self.cells += self._rows * self._columns

    def _refuse_entities(self, *_arguments: object) -> None:
        raise Unsafe("Berkas ini memuat deklarasi DTD atau entitas, yang tidak diterima.")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > _ELEMENTS_MOST or self.depth > _DEPTH_MOST:
            raise Unsafe("Isi berkas ini terlalu luas. Salin soalnya ke templat Bekal.")
        match name.rpartition(" ")[2]:
            case "row":
                self._rows = max(self._rows + 1, _int(attributes.get("r", "")))
                self._in_row = 0
            case "c":
                self._cell(attributes)
            case "v" if self._is_shared_cell:
                self._number = ""
            case "si":
                self._in_shared = True
                self.shared.append(0)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        place = attributes.get("r", "")
        letters = place.rstrip("0123456789")
        self._in_row = _column(letters) if letters.isascii() and letters else self._in_row + 1
        self._columns = max(self._columns, self._in_row)
        self._rows = max(self._rows, _int(place[len(letters) :]))
        self._is_shared_cell = attributes.get("t") == "s"

    def _text(self, text: str) -> None:
        if self._number is not None:
            self._number += text
        elif self._in_shared:
            self.shared[-1] += len(text)

    def _end(self, name: str) -> None:
        self.depth -= 1
        match name.rpartition(" ")[2]:
            case "v" if self._number is not None:
                number = _int(self._number)
                self.used[number] = self.used.get(number, 0) + 1
                self._number = None
            case "c":
                self._is_shared_cell = False
            case "si":
                self._in_shared = False

    def check(self) -> None:
        """Refuse what would unfold to more than memory should hold."""
        sizes = dict(enumerate(self.shared))
        letters = sum(sizes.get(number, 0) * times for number, times in self.used.items())
        if self.cells > _CELLS_MOST or letters > _LETTERS_MOST:
            raise Unsafe("Lembar ini terlalu luas. Salin soalnya ke templat Bekal.")


def _int(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _column(letters: Iterable[str]) -> int:
    number = 0
    for letter in letters:
        number = min(number * 26 + ord(letter.upper()) - ord("A") + 1, 10**9)
    return max(number, 1)
