"""Writes rows of questions as an XLSX that people fill in: lists to choose from, a help sheet."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from courses.exchange import sheet_help, sheet_texts
from courses.exchange.sheet_columns import COLUMNS, LETTERS, OFFERED_KINDS, OFFERED_LETTERS
from courses.exchange.sheet_rows import Row
from courses.exchange.sheet_writing import LETTERS_MOST

QUESTIONS = "Soal"
HELP = "Petunjuk"
_ROWS_OFFERED = 2000
_LEVELS = ("C1", "C2", "C3", "C4")
_HEAD = {"bold": True, "bg_color": "#E3EDEA", "border": 1, "text_wrap": True, "valign": "top"}
_PROBLEM = {"font_color": "#A3271B", "bg_color": "#FBE9E7", "text_wrap": True, "valign": "top"}
_EXAMPLE = ("kind", "stem", *OFFERED_LETTERS[:4], "key", "tolerance", "explanation", "level")


def write_rows(rows: Sequence[Row], problems: Sequence[str] = ()) -> bytes:
    """Give the rows as an XLSX; with `problems` (one text a row) a red column says them."""
    stream = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book: Any = xlsxwriter.Workbook(stream, safe)
    columns = _columns(rows)
    sheet = book.add_worksheet(QUESTIONS)
    _write_questions(book, sheet, columns, rows)
    if problems:
        _write_problems(book, sheet, len(columns), problems)
    _offer(sheet, [key for key, _title, _width in columns])
    _write_help(book)
    book.close()
    return stream.getvalue()


def _columns(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """Give key, title and width of what is offered always and of what these rows need besides."""
    needed = {key for row in rows for key in row.cells}
    last = max([OFFERED_LETTERS[-1], *(key for key in needed if key in LETTERS)])
    choices = [(letter, f"Pilihan {letter}", 26) for letter in LETTERS if letter <= last]
    found: list[tuple[str, str, int]] = []
    for column in COLUMNS:
        if not column.is_extra or column.key in needed:
            found.append((column.key, column.title, column.width))
        if column.key == "stem":
            found += choices
    return found


def _write_questions(
    book: Any, sheet: Any, columns: Sequence[tuple[str, str, int]], rows: Sequence[Row]
) -> None:
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    head = book.add_format(_HEAD)
    for place, (key, title, width) in enumerate(columns):
        sheet.set_column(place, place, width, text)
        sheet.write_string(0, place, title, head)
        for line, row in enumerate(rows, start=1):
            if row.cell(key):
                sheet.write_string(line, place, _cell(row.cell(key)), text)
    sheet.freeze_panes(1, 3)


def _cell(text: str) -> str:
    return sheet_texts.neutral(sheet_texts.clean(text))[:LETTERS_MOST]


def _write_problems(book: Any, sheet: Any, place: int, problems: Sequence[str]) -> None:
    style = book.add_format(_PROBLEM)
    sheet.set_column(place, place, 70)
    sheet.write_string(0, place, "Masalah", book.add_format({**_HEAD, **_PROBLEM}))
    for line, problem in enumerate(problems, start=1):
        sheet.write_string(line, place, _cell(problem), style)


def _offer(sheet: Any, keys: Sequence[str]) -> None:
    """Offer lists to choose from; what is not in them may still be typed where that makes sense."""
    lists: Mapping[str, tuple[Sequence[str], bool]] = {
        "kind": (OFFERED_KINDS, True),
        "level": (_LEVELS, True),
        "key": ((*OFFERED_LETTERS, "Benar", "Salah"), False),
    }
    for key, (source, is_strict) in lists.items():
        place = keys.index(key)
        rule = {
            "validate": "list",
            "source": list(source),
            "show_error": is_strict,
            "error_type": "warning",
        }
        sheet.data_validation(1, place, _ROWS_OFFERED, place, rule)


def _write_help(book: Any) -> None:
    sheet = book.add_worksheet(HELP)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format(_HEAD)
    sheet.set_column(0, 0, 24, wrap)
    sheet.set_column(1, 1, 80, wrap)
    sheet.set_column(2, len(_EXAMPLE), 26, wrap)
    for line, words in enumerate(sheet_help.LINES):
        sheet.write_string(line, 1, words, wrap)
    top = len(sheet_help.LINES) + 1
    sheet.write_row(top, 0, ("Kolom", "Cara mengisi"), head)
    told = [(column.title, column.help) for column in COLUMNS]
    told.insert(3, sheet_help.CHOICES)
    for line, pair in enumerate(told, start=top + 1):
        sheet.write_row(line, 0, pair, wrap)
    _write_examples(sheet, top + len(told) + 3, wrap, head)


def _write_examples(sheet: Any, top: int, wrap: Any, head: Any) -> None:
    titles = {column.key: column.title for column in COLUMNS}
    sheet.write_string(top - 1, 0, "Contoh tiap jenis", head)
    for place, key in enumerate(_EXAMPLE):
        sheet.write_string(top, place, titles.get(key, f"Pilihan {key}"), head)
        for line, example in enumerate(sheet_help.EXAMPLES, start=top + 1):
            sheet.write_string(line, place, _cell(example.get(key, "")), wrap)
