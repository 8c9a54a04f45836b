"""XLSX out: tables for people to keep, and sheets for them to fill in."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
_PHONE = re.compile(r"\+[0-9][0-9 .-]*")
_LISTS = "Daftar"
_ROWS_OFFERED = 2000

Cell = str | int | float | Decimal | date | datetime | None


@dataclass(frozen=True)
class Column:
    """A column of a sheet that people fill in; `options` become a drop-down."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    width: int = 20
    is_required: bool = False
    is_text: bool = False
    options: tuple[str, ...] = ()
    help: str = ""


def neutral(text: str) -> str:
    """Give the text so that no spreadsheet takes it for a formula, also after saving as CSV."""
    if text.startswith(_FORMULA_MARKS) and not _PHONE.fullmatch(text):
        return "'" + text
    return text


def bare(text: str) -> str:
    """Give back what `neutral` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA_MARKS) else text


def table_workbook(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]], notes: Sequence[str]
) -> bytes:
    """Give an XLSX with one sheet: title, notes (as-of time, definitions), headings, rows."""
    book, stream = _book()
    sheet = book.add_worksheet(_sheet_name(title))
    bold = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, neutral(title), bold)
    for line, note in enumerate(notes, start=1):
        sheet.write_string(line, 0, neutral(note))
    top = len(notes) + 2
    head = book.add_format({"bold": True, "bg_color": "#E3EDEA", "border": 1, "text_wrap": True})
    formats = {"day": book.add_format({"num_format": "dd/mm/yyyy"})}
    for place, heading in enumerate(headings):
        sheet.write_string(top, place, neutral(heading), head)
        texts = (len(str(row[place])) for row in rows[:200] if place < len(row))
        sheet.set_column(place, place, min(max([len(heading), *texts]) + 3, 60))
    for line, row in enumerate(rows, start=top + 1):
        for place, value in enumerate(row):
            _write(sheet, line, place, value, formats)
    sheet.freeze_panes(top + 1, 1)
    if headings:
        sheet.autofilter(top, 0, top + max(len(rows), 1), len(headings) - 1)
    book.close()
    return stream.getvalue()


def _book() -> tuple[Any, io.BytesIO]:
    stream = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(stream, safe), stream


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "Lembar"


def _write(sheet: Any, line: int, place: int, value: Cell, formats: Mapping[str, Any]) -> None:
    match value:
        case None:
            sheet.write_blank(line, place, None)
        case datetime():
            sheet.write_string(line, place, f"{value:%d/%m/%Y %H.%M}")
        case date():
            sheet.write_datetime(line, place, value, formats["day"])
        case bool() | int() | float() | Decimal():
            sheet.write_number(line, place, value)
        case _:
            sheet.write_string(line, place, neutral(value))


def form_workbook(
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, str]] = (),
    *,
    help_lines: Sequence[str] = (),
    problems: Sequence[str] = (),
) -> bytes:
    """Give an XLSX to be filled in: headings, text columns, drop-downs, and a help sheet.

    With `problems` (one text for each row, perhaps empty) a red column "Masalah" comes last.
    """
    book, stream = _book()
    sheet = book.add_worksheet(_sheet_name(title))
    text = book.add_format({"num_format": "@"})
    head = book.add_format({"bold": True, "bg_color": "#E3EDEA", "border": 1, "text_wrap": True})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, text if column.is_text else None)
        sheet.write_string(0, place, column.title + (" *" if column.is_required else ""), head)
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            kind = text if column.is_text else None
            sheet.write_string(line, place, neutral(row.get(column.key, "")), kind)
    if problems:
        _write_problems(book, sheet, len(columns), problems)
    sheet.freeze_panes(1, 1)
    _write_help(book, columns, help_lines)
    _offer_options(book, sheet, columns)
    book.close()
    return stream.getvalue()


def _write_problems(book: Any, sheet: Any, place: int, problems: Sequence[str]) -> None:
    red = {"bold": True, "font_color": "#A3271B", "bg_color": "#FBE9E7", "text_wrap": True}
    style = book.add_format(red)
    sheet.set_column(place, place, 70)
    sheet.write_string(0, place, "Masalah", style)
    for line, problem in enumerate(problems, start=1):
        if problem:
            sheet.write_string(line, place, neutral(problem), style)


def _write_help(book: Any, columns: Sequence[Column], lines: Sequence[str]) -> None:
    sheet = book.add_worksheet("Petunjuk")
    wrap, bold = (
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"bold": True}),
    )
    sheet.set_column(0, 0, 26, wrap)
    sheet.set_column(1, 1, 90, wrap)
    for line, words in enumerate(lines):
        sheet.write_string(line, 1, neutral(words), wrap)
    top = len(lines) + 1
    sheet.write_row(top, 0, ("Kolom", "Cara mengisi"), bold)
    for line, column in enumerate(columns, start=top + 1):
        sheet.write_string(line, 0, column.title, wrap)
        need = "Wajib. " if column.is_required else "Boleh kosong. "
        sheet.write_string(line, 1, need + column.help, wrap)


def _offer_options(book: Any, sheet: Any, columns: Sequence[Column]) -> None:
    offering = [(place, column) for place, column in enumerate(columns) if column.options]
    if not offering:
        return
    lists = book.add_worksheet(_LISTS)
    for number, (place, column) in enumerate(offering):
        lists.write_string(0, number, column.title)
        for line, option in enumerate(column.options, start=1):
            lists.write_string(line, number, neutral(option))
        letter = chr(ord("A") + number)
        source = f"={_LISTS}!${letter}$2:${letter}${len(column.options) + 1}"
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        sheet.data_validation(1, place, _ROWS_OFFERED, place, rule)
    lists.hide()
