"""Reads an uploaded question file of any format into rows that can be kept and judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from courses.checking import check_question
from courses.exchange import illustrating, sheet
from courses.exchange.accepting import accept
from courses.exchange.drafts import Draft, Reading, Unreadable
from courses.exchange.formats import MOST_BYTES, READERS, guess
from courses.kinds import Level
from courses.model import Question
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.workshop.import_pictures import Gallery

_KEY = "soal"
_FAULT_LETTERS = 500
_NO_OBJECTIVE = "Indikator belum diisi."  # said better when another was named
_SKIPPED = ("category",)

StoredRow = dict[str, Any]


@dataclass(frozen=True)
class Module:
    """What the questions are for: its indicators, and what one gets that names none itself."""

    indicators: Sequence[str]
    objective: str = ""
    level: Level | None = None

    def objective_of(self, question: Question) -> str:
        """Give the indicator that a question means; empty if it names another."""
        known = {_folded(each): each for each in self.indicators}
        return known.get(_folded(question.objective or self.objective), "")


def read(
    filename: str, content: bytes, into: Module, gallery: Gallery
) -> tuple[str, list[StoredRow]]:
    """Give the format of a file and its rows in order; the gallery takes its pictures.

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
                "atau .txt), Moodle XML (.xml), QTI (.zip atau .xml), atau Aiken (.txt)."
            )
        )
    try:
        reading = READERS[format_](content)
    except Unreadable as error:
        raise Refused(Sentence(str(error))) from error
    return format_, _rows(reading, into, gallery)


def _rows(reading: Reading, into: Module, gallery: Gallery) -> list[StoredRow]:
    """Give a row for each question, and for each problem that belongs to none of them."""
    of_sheet = reading if isinstance(reading, sheet.SheetReading) else sheet.SheetReading()
    faults: dict[int, list[str]] = {}
    for problem in reading.problems:
        said = problem.message.removeprefix(of_sheet.places.get(problem.line, "") + ": ")
        faults.setdefault(problem.line, []).append(said[:_FAULT_LETTERS])
    typed = {row.line: row.cells for row in of_sheet.faulty}
    rows = [
        _row(draft, faults.pop(draft.line, []), into, gallery)
        for draft in reading.drafts
        if draft.type not in _SKIPPED
    ]
    rows += [_stored(line, None, said, typed.get(line)) for line, said in faults.items()]
    ordered = sorted(rows, key=lambda row: int(row["number"]))
    notes = {problem.line for problem in of_sheet.problems} - typed.keys()
    return [
        {
            **row,
            "place": of_sheet.places.get(row["number"], ""),
            "is_note": row["question"] is None and not row["cells"] and row["number"] in notes,
        }
        for row in ordered
    ]


def _row(draft: Draft, faults: Sequence[str], into: Module, gallery: Gallery) -> StoredRow:
    draft = illustrating.unpacked(draft)
    media, refused = gallery.take(draft)
    said = (*faults, *refused)
    question, reasons = accept(draft, key=_KEY, media=media, known=gallery.known)
    if question is None:
        cells = dict(sheet.row_of(replace(draft, files=())).cells)
        return _stored(draft.line, None, (*said, *reasons), cells)
    remarks = [*said, *reasons]
    wanted, objective = question.objective, into.objective_of(question)
    if wanted and not objective:
        remarks.append(str(say("Indikator “%(text)s” tidak ada pada modul.", text=wanted[:100])))
    if not draft.level:
        question = replace(question, level=into.level or question.level)
    if not draft.level and into.level is None and question.type != "description":
        remarks.append(f"Tingkat belum ditulis; masuk sebagai {question.level.value}.")
    question = replace(question, objective=objective)
    lacking = [
        each
        for each in check_question(question)
        if objective or not wanted or each != _NO_OBJECTIVE
    ]
    return _stored(draft.line, question, (*remarks, *lacking))


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
