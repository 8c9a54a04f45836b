"""Questions as XLSX: read from what people filled in, written so that it reads back the same."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from courses.exchange import sheet_book, sheet_guard, sheet_texts
from courses.exchange.drafts import Draft, FileProblem, Reading, Unreadable
from courses.exchange.sheet_columns import BY_KEY, HEADING_WITHIN, LETTERS, fold, places
from courses.exchange.sheet_rows import Row, take
from courses.exchange.sheet_writing import lost, row_of

ROWS_MOST = 2_000
_PICTURES = "Gambar dalam berkas ini tidak ikut. Tambahkan di penyunting soal setelah diimpor."
_FIRST = ("code", "kind", "stem")
_SHEETS_LOOKED_AT = 20
_OURS = {fold(sheet_book.HELP), "daftar"}

_Value = int | float | str | bool | time | date | datetime | timedelta
_Grid = Sequence[Sequence[_Value]]


@dataclass(frozen=True)
class SheetReading(Reading):
    """A reading that also keeps the rows that are to be mended, as they were typed.

    `places` says where a line stands, if its number alone does not; problems begin with it.
    """

    faulty: tuple[Row, ...] = ()
    places: Mapping[int, str] = field(default_factory=dict)


def read(content: bytes) -> SheetReading:
    """Give the questions of an XLSX, and what is wrong with every row and column.

    Raises:
        Unreadable: no XLSX, broken, locked, too large, without headings or without rows.
    """
    try:
        parts = sheet_guard.open_parts(content)
    except sheet_guard.Unsafe as error:
        raise Unreadable(str(error)) from error
    rows, problems = _rows(_grids(parts))
    if any(name.startswith("xl/media/") for name in parts):
        problems.append(FileProblem(1, _PICTURES))
    if not rows:
        raise Unreadable("Belum ada baris yang terisi di bawah judul kolom.")
    if len(rows) > ROWS_MOST:
        raise Unreadable(
            f"Ada {len(rows)} baris terisi; paling banyak {ROWS_MOST}. Bagi menjadi beberapa "
            "berkas."
        )
    return taken(rows, problems)


def taken(
    rows: Sequence[Row],
    problems: Sequence[FileProblem] = (),
    places: Mapping[int, str] | None = None,
) -> SheetReading:
    """Give what the rows hold; `places` says where a row stands if its number does not."""
    drafts, faulty, found = [], [], list(problems)
    for row in rows:
        if fold(row.cell("kind")).startswith("contoh"):
            continue
        result = take(row)
        where = (places or {}).get(row.line, "")
        found += [FileProblem(row.line, where + fault) for fault in result.faults]
        if result.draft is not None:
            drafts.append(result.draft)
        else:
            faulty.append(row)
    return SheetReading(tuple(drafts), tuple(sorted(found)), tuple(faulty))


def carries(draft: Draft) -> bool:
    """Tell whether a sheet can hold all of this draft."""
    return not lost(draft)


def write(drafts: Iterable[Draft]) -> bytes:
    """Give the questions as XLSX; without any, a template to be filled in."""
    return sheet_book.write_rows([row_of(draft) for draft in drafts])


def write_faulty(rows: Sequence[Row], problems: Sequence[str]) -> bytes:
    """Give rows that are to be mended as XLSX again, each with what is wrong in a red column."""
    return sheet_book.write_rows(rows, problems)


def titled(cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give the filled cells of a row with the titles of their columns, in their order."""
    keys = [*_FIRST, *LETTERS, *(key for key in BY_KEY if key not in _FIRST)]
    return tuple(
        (BY_KEY[key].title if key in BY_KEY else f"Pilihan {key}", cells[key])
        for key in keys
        if cells.get(key)
    )


def _grids(parts: Mapping[str, bytes]) -> Mapping[str, _Grid]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sheet_guard.repack(parts)))
        names = book.sheet_names[:_SHEETS_LOOKED_AT]
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names
        }
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable(
            "Berkas ini bukan berkas Excel (.xlsx) atau rusak. Buka dengan Excel, lalu simpan lagi "
            "sebagai “Excel Workbook (.xlsx)”."
        ) from error


def _rows(grids: Mapping[str, _Grid]) -> tuple[list[Row], list[FileProblem]]:
    """Give the rows of the sheet "Soal", else of the first with headings; others are named."""
    fitting = {
        name: head
        for name, grid in grids.items()
        if fold(name) not in _OURS and (head := _heading(grid)) is not None
    }
    if not fitting:
        raise Unreadable(
            "Judul kolom tidak ditemukan. Baris pertama lembar “Soal” harus memuat judul Soal, "
            "Pilihan A, Pilihan B, Kunci; paling mudah pakai templat Bekal."
        )
    chosen = next((name for name in fitting if fold(name) == "soal"), next(iter(fitting)))
    rows = list(_filled(grids[chosen], *fitting[chosen]))
    others = [
        FileProblem(1, f"Lembar “{name}” tidak dibaca. Pindahkan soalnya ke lembar “{chosen}”.")
        for name, head in fitting.items()
        if name != chosen and any(_filled(grids[name], *head))
    ]
    return rows, others


def _heading(grid: _Grid) -> tuple[int, Mapping[str, int]] | None:
    for index, line in enumerate(grid[:HEADING_WITHIN]):
        found = places([str(value) for value in line])
        if found:
            return index, found
    return None


def _filled(grid: _Grid, heading: int, at: Mapping[str, int]) -> Iterator[Row]:
    for number, line in enumerate(grid[heading + 1 :], start=heading + 2):
        cells = {key: _text(line[place]) for key, place in at.items() if place < len(line)}
        filled = {key: text for key, text in cells.items() if text}
        if filled:
            yield Row(number, filled)


def _text(value: _Value) -> str:
    match value:
        case bool():
            return "Benar" if value else "Salah"
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return repr(value).replace(".", ",")
        case datetime() | date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H.%M}"
        case _:
            return sheet_texts.bare(sheet_texts.clean(str(value)))


__all__ = [
    "Row",
    "SheetReading",
    "carries",
    "lost",
    "titled",
    "read",
    "row_of",
    "taken",
    "write",
    "write_faulty",
]
