"""Many papers by XLSX: tried first with a result for every row, then applied once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import IO, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import recognising, recognition_config, recognition_people, recognition_rows
from lms.credentials import recognition_queries as queries
from lms.credentials.recognition_models import RecognitionSheet
from lms.credentials.recognition_rows import HELP, Entry, Known, Problems
from lms.credentials.recognition_rules import paper_key
from lms.kernel import audit, clock
from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import Forbidden
from lms.kernel.sentence import Sentence, say
from lms.people.sealing import cipher
from lms.regions import domiciles
from lms.web import sheets
from lms.web.sheets import Row

ROWS_AT_ONCE = 100
"""How many rows one transaction adds."""

_TITLE = "Pelatihan terdahulu"


class Result(StrEnum):
    """What becomes of a row."""

    NEW = "orang baru"
    KNOWN = "orang dikenal"
    PROBLEM = "masalah"


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row."""

    row: Row
    result: Result
    problems: Problems = ()
    entry: Entry | None = None


def template() -> bytes:
    """Give the XLSX to be filled in, with help and drop-downs."""
    return sheets.form_workbook(_TITLE, _columns(), help_lines=HELP)


def _columns() -> tuple[sheets.Column, ...]:
    return recognition_rows.columns(recognition_config.programmes())


def try_sheet(
    session: Session, actor: Actor, stream: IO[bytes], *, filename: str, at: datetime
) -> RecognitionSheet:
    """Keep an uploaded list with a verdict for every row; nothing is filed yet.

    Raises:
        Refused: the file can't be read.
        Forbidden: the actor files for nobody.
    """
    if not actor.may_somewhere(Permission.RECOGNITION_FILE):
        raise Forbidden
    verdicts = _judge(session, actor, sheets.read(stream, _columns()))
    made = RecognitionSheet(
        filename=filename[:200] or "pelatihan-terdahulu.xlsx",
        rows=[_stored(each) for each in verdicts],
        uploaded_at=at,
        uploaded_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    return made


def _judge(session: Session, actor: Actor, rows: Sequence[Row]) -> tuple[Verdict, ...]:
    texts = {text for row in rows if (text := row.cells.get("domicile_code", ""))}
    known = Known(domiciles.resolve(session, texts), recognition_config.programmes(), clock.today())
    seen: dict[str, int] = {}
    return tuple(_verdict(session, actor, row, known, seen) for row in rows)


def _verdict(
    session: Session, actor: Actor, row: Row, known: Known, seen: dict[str, int]
) -> Verdict:
    entry = recognition_rows.read(row, known)
    if not isinstance(entry, Entry):
        return Verdict(row, Result.PROBLEM, entry)
    finding = recognition_people.find(session, actor, entry.whom)
    if finding.problems:
        return Verdict(row, Result.PROBLEM, finding.problems)
    key = paper_key(entry.paper, finding.person_id or entry.whom.nik)
    earlier = seen.setdefault(key, row.number)
    if earlier != row.number:
        words = say("Dokumen ini sama dengan baris %(row)s. Hapus salah satu.", row=earlier)
        return Verdict(row, Result.PROBLEM, (("number", words),))
    twin = queries.living_twin(session, key)
    if twin is not None:
        words = recognising.twin_words(actor, twin, finding.person_id)
        return Verdict(row, Result.PROBLEM, (("number", words),))
    return Verdict(row, Result.KNOWN if finding.person_id else Result.NEW, entry=entry)


def _stored(verdict: Verdict) -> dict[str, Any]:
    cells = dict(verdict.row.cells)
    if cells.get("nik"):
        cells["nik"] = cipher().encrypt(cells["nik"])
    return {
        "number": verdict.row.number,
        "cells": cells,
        "numbers": sorted(verdict.row.numbers),
        "result": verdict.result.value,
        "problems": [
            [key, sentence.msgid, dict(sentence.values)] for key, sentence in verdict.problems
        ],
    }


def row_of(stored: Mapping[str, Any]) -> Row:
    """Give a stored row as it was read, the NIK in clear."""
    cells = dict(stored["cells"])
    if cells.get("nik"):
        cells["nik"] = cipher().decrypt(cells["nik"])
    return Row(stored["number"], cells, frozenset(stored["numbers"]))


def problems_of(stored: Mapping[str, Any]) -> Problems:
    """Give the problems of a stored row: (column's key, sentence)."""
    return tuple((key, Sentence(msgid, values)) for key, msgid, values in stored["problems"])


def counts(found: RecognitionSheet) -> dict[Result, int]:
    """Give how many rows have which result."""
    counted = Counter(stored["result"] for stored in found.rows)
    return {result: counted[result.value] for result in Result}


def titles() -> dict[str, str]:
    """Give the columns' titles by key."""
    return {column.key: column.title for column in _columns()}


def problem_workbook(found: RecognitionSheet) -> bytes:
    """Give the list as an XLSX again, with a red column that says what to mend."""
    named = titles()
    problems = [
        " ".join(f"{named.get(key, key)}: {sentence}" for key, sentence in problems_of(stored))
        for stored in found.rows
    ]
    cells = [row_of(stored).cells for stored in found.rows]
    return sheets.form_workbook(_TITLE, _columns(), cells, help_lines=HELP, problems=problems)


def apply_sheet(
    session: Session, actor: Actor, sheet_id: UUID, *, at: datetime
) -> RecognitionSheet:
    """File the next hundred of the good rows; each then waits for its scan.

    Call it, each time in a transaction of its own, until `applied_at` is set. A row is applied
    once, however often asked, and judged anew, so what changed since the trial is seen.
    """
    held = select(RecognitionSheet.id).where(RecognitionSheet.id == sheet_id)
    session.execute(held.with_for_update())
    found = queries.sheet(session, actor, sheet_id)
    session.refresh(found)
    if found.applied_at is not None:
        return found
    stored = list(found.rows)
    waiting = [place for place, each in enumerate(stored) if _waits(each)]
    for place in waiting[:ROWS_AT_ONCE]:
        (verdict,) = _judge(session, actor, [row_of(stored[place])])
        if verdict.entry is not None:
            _file(session, actor, verdict.entry, found.id, at=at)
        stored[place] = _stored(verdict) | {"done": True}
    found.rows = stored
    if len(waiting) <= ROWS_AT_ONCE:
        found.applied_at = at
        detail = {result.name.lower(): count for result, count in counts(found).items()}
        act = "recognitions.applied"
        audit.record(session, actor, act, found, region_code=_region(actor), at=at, detail=detail)
    session.flush()
    return found


def _waits(stored: Mapping[str, Any]) -> bool:
    return stored["result"] != Result.PROBLEM and "done" not in stored


def _file(session: Session, actor: Actor, entry: Entry, sheet_id: UUID, *, at: datetime) -> None:
    person = recognition_people.person_for(session, actor, entry.whom, at=at)
    recognising.file(session, actor, person, entry.paper, None, at=at, sheet_id=sheet_id)


def _region(actor: Actor) -> str:
    codes = actor.regions(Permission.RECOGNITION_FILE)
    return codes[0] if len(codes) == 1 else NATION
