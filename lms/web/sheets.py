"""XLSX in: sheets that people filled in, checked before anything of them is believed."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from courses import packed as zips
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.web.workbooks import Cell, Column, bare, form_workbook, neutral, table_workbook

BYTES_MOST = 5 * 1024 * 1024
ROWS_MOST = 2000
_UNPACKED_MOST = 60 * 1024 * 1024
_CELLS_MOST = 4_000_000
_HEADING_WITHIN = 15
_SHEETS_LOOKED_AT = 5

_PLACE = re.compile(rb'\br="([A-Z]{0,3})([0-9]{1,7})"')
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_BROKEN = say(
    "Berkas ini bukan berkas Excel (.xlsx) atau rusak. Buka dengan Excel, lalu simpan lagi "
    "sebagai “Excel Workbook (.xlsx)”."
)

_Value = int | float | str | bool | time | date | datetime | timedelta
_Grid = Sequence[Sequence[_Value]]


@dataclass(frozen=True)
class Row:
    """A row as it was read: its number in the sheet, texts by column, which were numbers."""

    number: int
    cells: Mapping[str, str]
    numbers: frozenset[str] = field(default_factory=frozenset)


def read(
    stream: IO[bytes],
    columns: Sequence[Column],
    *,
    rows_most: int = ROWS_MOST,
    bytes_most: int = BYTES_MOST,
) -> tuple[Row, ...]:
    """Give the filled rows below the heading row, wherever that stands in the first lines.

    Raises:
        Refused: too large, no XLSX, broken, locked, without the headings, without rows, too many.
    """
    content = stream.read(bytes_most + 1)
    rows = _filled(_grids(_checked(content, bytes_most)), columns)
    if not rows:
        raise Refused(say("Tidak ada baris yang terisi di bawah judul kolom."))
    if len(rows) > rows_most:
        raise Refused(
            say(
                "Ada %(count)s baris terisi; paling banyak %(most)s. Bagi menjadi beberapa berkas.",
                count=len(rows),
                most=rows_most,
            )
        )
    return rows


def _checked(content: bytes, bytes_most: int) -> bytes:
    """Give the workbook with nothing in it but what was looked at."""
    if not content:
        raise Refused(say("Berkas ini kosong."))
    if len(content) > bytes_most:
        raise Refused(
            say(
                "Berkas ini lebih besar dari %(most)s MB. Hapus gambar di dalamnya.",
                most=bytes_most // 1024**2,
            )
        )
    stream = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(stream, "w") as plain:
            _repack(packed, plain)
    except (*zips.BROKEN, ValueError) as error:
        raise Refused(_BROKEN) from error
    return stream.getvalue()


def _repack(packed: zipfile.ZipFile, plain: zipfile.ZipFile) -> None:
    """Refuse what would fill the memory: a few bytes can claim billions of cells."""
    parts = [part for part in packed.infolist() if not part.is_dir()]
    vast = sum(part.file_size for part in parts) > _UNPACKED_MOST
    for part in parts if not vast else ():
        content = zips.content_of(packed, part)
        if part.filename.startswith("xl/worksheets/"):
            vast = vast or _cells_count(content) > _CELLS_MOST
        plain.writestr(zipfile.ZipInfo(part.filename), content)
    if vast:
        raise Refused(
            say("Lembar ini terlalu luas. Salin barisnya ke templat Bekal, lalu unggah lagi.")
        )


def _cells_count(sheet: bytes) -> int:
    rows = columns = 1
    for place in _PLACE.finditer(sheet):
        rows = max(rows, int(place[2]))
        columns = max(columns, _column_number(place[1]))
    return rows * columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _grids(content: bytes) -> list[_Grid]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names[:_SHEETS_LOOKED_AT]
        return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names]
    except PasswordError as error:
        sentence = say("Berkas ini dikunci dengan kata sandi. Simpan tanpa kata sandi.")
        raise Refused(sentence) from error
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(_BROKEN) from error


def _filled(grids: Sequence[_Grid], columns: Sequence[Column]) -> tuple[Row, ...]:
    best: dict[str, int] = {}
    required = {column.key for column in columns if column.is_required}
    for grid in grids:
        for index, line in enumerate(grid[:_HEADING_WITHIN]):
            places = _places(line, columns)
            if required <= places.keys():
                return _rows(grid, index, places)
            best = max(best, places, key=len)
    missing = [c.title for c in columns if c.is_required and c.key not in best]
    raise Refused(
        say(
            "Judul kolom ini tidak ditemukan: %(titles)s. Pakai templat Bekal dan jangan ubah "
            "baris judulnya.",
            titles=", ".join(missing),
        )
    )


def _places(line: Sequence[_Value], columns: Sequence[Column]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for place, value in enumerate(line):
        seen.setdefault(_plain(str(value)), place)
    found = {}
    for column in columns:
        names = (column.title, *column.aliases)
        found_at = next((seen[_plain(name)] for name in names if _plain(name) in seen), None)
        if found_at is not None:
            found[column.key] = found_at
    return found


def _plain(title: str) -> str:
    return _NOT_WORD.sub(" ", title.lower().split("(")[0]).strip()


def _rows(grid: _Grid, heading: int, places: Mapping[str, int]) -> tuple[Row, ...]:
    found = []
    for number, line in enumerate(grid[heading + 1 :], start=heading + 2):
        values = {key: line[place] for key, place in places.items() if place < len(line)}
        cells = {key: _text(value) for key, value in values.items()}
        if any(cells.values()):
            numbers = frozenset(k for k, v in values.items() if isinstance(v, int | float))
            found.append(Row(number, cells, numbers))
    return tuple(found)


def _text(value: _Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return bare(" ".join(str(value).replace("\x00", "").split()))


__all__ = [
    "BYTES_MOST",
    "ROWS_MOST",
    "Cell",
    "Column",
    "Row",
    "form_workbook",
    "neutral",
    "read",
    "table_workbook",
]
