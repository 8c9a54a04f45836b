"""Questions from a Word document: in a table, or as numbered paragraphs with options and a key."""

import io
from collections.abc import Iterator, Mapping, Sequence

import docx
from docx.shared import Cm
from docx.table import _Cell

from courses.exchange import illustrating, sheet, sheet_help
from courses.exchange.drafts import FileProblem, Unreadable
from courses.exchange.sheet_columns import BY_KEY, LETTERS, fold, places
from courses.exchange.sheet_rows import Row
from courses.exchange.word_blocks import Grid, Line, opened
from courses.exchange.word_lines import LineReader, Question, merged

_PICTURE = (
    "Rumus atau objek pada soal ini tidak ikut. Tambahkan sebagai gambar di penyunting soal "
    "setelah diimpor."
)
_TEMPLATE = ("kind", "stem", "A", "B", "C", "D", "key", "explanation", "level")


def read(content: bytes) -> sheet.SheetReading:
    """Give the questions of a .docx; a line counts paragraphs and rows of tables together.

    Where a question stands in words ("Tabel 1 baris 3") is said in its problems and in `places`.

    Raises:
        Unreadable: no .docx, broken, locked, too large, or without a question.
    """
    found: list[tuple[str, Row, bool]] = []
    lines: list[Line] = []
    document = opened(content)
    for block in document.blocks:
        if isinstance(block, Grid):
            found += _of_table(block)
        else:
            lines.append(block)
    asked = [each for each in LineReader().read(lines) if each.has_answers or not found]
    counted = enumerate(dict.fromkeys(line.number for line in lines), start=1)
    place = {number: f"Paragraf {nth}" for nth, number in counted}
    found += [(place[each.line], each.row(), each.has_picture) for each in asked]
    if not found:
        raise Unreadable(
            "Tidak ada soal yang dikenali. Pakai templat Word Bekal, atau tulis nomor soal, "
            "pilihan A. B. C., lalu “Kunci: B”."
        )
    return _reading(found, document.pictures)


def _reading(
    found: Sequence[tuple[str, Row, bool]], pictures: Mapping[str, bytes]
) -> sheet.SheetReading:
    if len(found) > sheet.ROWS_MOST:
        raise Unreadable(
            f"Ada {len(found)} soal; paling banyak {sheet.ROWS_MOST}. Bagi menjadi beberapa berkas."
        )
    readings = [_one(where, row, has_picture) for where, row, has_picture in found]
    return sheet.SheetReading(
        tuple(illustrating.beside(draft, pictures) for each in readings for draft in each.drafts),
        tuple(problem for each in readings for problem in each.problems),
        tuple(row for each in readings for row in each.faulty),
        {row.line: where for where, row, _has_picture in found},
    )


def _one(where: str, row: Row, has_picture: bool) -> sheet.SheetReading:
    problems = [FileProblem(row.line, f"{where}: {_PICTURE}")] if has_picture else []
    return sheet.taken([row], problems, {row.line: f"{where}: "})


def _of_table(grid: Grid) -> Iterator[tuple[str, Row, bool]]:
    """Give the rows of a table with headings, or of the form without them: number and question."""
    heading = places([_joined(cell) for cell in grid.rows[0]]) if grid.rows else None
    first = [_joined(cell) for cell in grid.rows[0]] if grid.rows else []
    words = [fold(text) for text in first]
    if heading is None and "soal" in words:
        heading = {"stem": words.index("soal")}
    at = heading or {"stem": _widest(grid.rows)}
    for number, cells in enumerate(grid.rows, start=1):
        if (heading and number == 1) or len(cells) <= at["stem"]:
            continue
        question = _question(cells, at, grid.before + number)
        row = merged(question, _others(cells, at))
        if row.cells and (heading or question.has_answers):
            yield f"Tabel {grid.number} baris {number}", row, _pictured(cells)


def _question(cells: Sequence[Sequence[Line]], at: Mapping[str, int], number: int) -> Question:
    """Give the question of a row: its cell holds the options too where they have no columns."""
    lines = cells[at["stem"]]
    if "A" not in at:
        return LineReader().one(lines, number)
    question = Question(1, number)
    if text := _joined(lines):
        question.add("stem", text)
    return question


def _others(cells: Sequence[Sequence[Line]], at: Mapping[str, int]) -> Mapping[str, str]:
    return {
        key: _joined(cells[place])
        for key, place in at.items()
        if key != "stem" and place < len(cells)
    }


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines).strip()


def _pictured(cells: Sequence[Sequence[Line]]) -> bool:
    return any(line.has_picture for cell in cells for line in cell)


def _widest(rows: Sequence[Sequence[Sequence[Line]]]) -> int:
    """Give the column with most text; in it stand the questions if no heading says."""
    sizes: dict[int, int] = {}
    for row in rows:
        for place, cell in enumerate(row):
            sizes[place] = sizes.get(place, 0) + len(_joined(cell))
    return max(sizes, key=lambda place: sizes[place], default=0)


def template() -> bytes:
    """Give a .docx to be filled in: how to write, and a table with an example row."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.5)
    document.add_heading("Soal untuk Bekal", level=1)
    document.add_paragraph(
        "Isi tabel di bawah, satu soal pada satu baris; baris contoh dilewati. Boleh juga tanpa "
        "tabel: nomor dan soal, pilihan A. B. C. D. masing-masing satu baris, lalu “Kunci: B” "
        "dan “Pembahasan: …”."
    )
    table = document.add_table(rows=1, cols=len(_TEMPLATE))
    table.style = "Table Grid"
    _fill(table.rows[0].cells, [_title(key) for key in _TEMPLATE])
    for example in sheet_help.EXAMPLES[:2]:
        cells = {**example, "kind": f"Contoh: {example['kind']}"}
        _fill(table.add_row().cells, [cells.get(key, "") for key in _TEMPLATE])
    for _ in range(8):
        table.add_row()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _title(key: str) -> str:
    return f"Pilihan {key}" if key in LETTERS else BY_KEY[key].title


def _fill(cells: Sequence[_Cell], texts: Sequence[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text
