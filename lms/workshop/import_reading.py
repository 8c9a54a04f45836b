"""Reads an uploaded question file of any format into rows that can be kept and judged."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from courses.checking import check_question
from courses.exchange import sheet
from courses.exchange.accepting import accept
from courses.exchange.drafts import Draft, Reading, Unreadable
from courses.exchange.formats import MOST_BYTES, READERS, guess
from courses.exchange.labels import labelled
from courses.model import Question
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say

_KEY = "soal"
_FAULT_LETTERS = 500
_SKIPPED = ("category",)

StoredRow = dict[str, Any]


def read(
    filename: str, content: bytes, *, indicators: Sequence[str]
) -> tuple[str, list[StoredRow]]:
    """Give the format of a file and its rows in order.

    Each has its number, where that is in words, the question or None, remarks, and what was typed.

    Raises:
        Refused: nobody knows the format, or the file can't be read.
    """
    if len(content) > MOST_BYTES:
        raise Refused(say("Berkas ini terlalu besar. Bagi soalnya menjadi beberapa berkas."))
    format_ = guess(filename, content)
    if format_ is None or format_ not in READERS:
        raise Refused(
            say(
                "Jenis berkas ini tidak dikenal. Unggah Excel (.xlsx), Word (.docx), GIFT (.gift "
                "atau .txt), Moodle XML (.xml), atau Aiken (.txt)."
            )
        )
    try:
        reading = READERS[format_](content)
    except Unreadable as error:
        raise Refused(Sentence(str(error))) from error
    return format_, _rows(reading, {_folded(each): each for each in indicators})


def _rows(reading: Reading, indicators: Mapping[str, str]) -> list[StoredRow]:
    """Give a row for each question, and for each problem that belongs to none of them."""
    of_sheet = reading if isinstance(reading, sheet.SheetReading) else sheet.SheetReading()
    faults: dict[int, list[str]] = {}
    for problem in reading.problems:
        said = problem.message.removeprefix(of_sheet.places.get(problem.line, "") + ": ")
        faults.setdefault(problem.line, []).append(said[:_FAULT_LETTERS])
    typed = {row.line: row.cells for row in of_sheet.faulty}
    rows = [
        _row(draft, faults.pop(draft.line, []), indicators)
        for draft in reading.drafts
        if draft.type not in _SKIPPED
    ]
    rows += [_stored(line, None, said, typed.get(line)) for line, said in faults.items()]
    ordered = sorted(rows, key=lambda row: int(row["number"]))
    return [{**row, "place": of_sheet.places.get(row["number"], "")} for row in ordered]


def _row(draft: Draft, said: Sequence[str], indicators: Mapping[str, str]) -> StoredRow:
    draft = labelled(draft)
    question, reasons = accept(draft, key=_KEY)
    if question is None:
        cells = dict(sheet.row_of(replace(draft, files=())).cells)
        return _stored(draft.line, None, (*said, *reasons), cells)
    remarks = [*said, *reasons]
    wanted, known = question.objective, indicators.get(_folded(question.objective), "")
    if wanted and not known:
        remarks.append(
            str(say("Indikator “%(wanted)s” tidak ada pada modul ini.", wanted=wanted[:100]))
        )
    if not draft.level:
        remarks.append(f"Level belum ditulis; masuk sebagai {question.level.value}.")
    question = replace(question, objective=known)
    return _stored(draft.line, question, (*remarks, *check_question(question)))


def _stored(
    number: int,
    question: Question | None,
    said: Sequence[str],
    cells: Mapping[str, str] | None = None,
) -> StoredRow:
    return {
        "number": number,
        "question": question.to_json() if question is not None else None,
        "said": list(dict.fromkeys(said)),
        "cells": dict(cells or {}),
    }


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
