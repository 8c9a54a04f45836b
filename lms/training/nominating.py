"""Nominations by XLSX: tried first with a result for every row, then applied once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.cipher import Cipher
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.people.models import Person
from lms.people.operations import PersonFacts, create_person, open_account, set_nik
from lms.training import nominees, states
from lms.training.judging import Verdict, judge
from lms.training.models import (
    NominationSheet,
    Participation,
    ParticipationState,
    Stage,
)
from lms.training.nomination_queries import Target, sheet, target
from lms.training.nominees import Nominee, Result
from lms.training.participating import begin, lock
from lms.web import sheets

ROWS_AT_ONCE = 100
"""How many rows one transaction adds."""


def template(to: Target) -> bytes:
    """Give the XLSX to be filled in, with help and drop-downs."""
    columns = nominees.columns(to.sender_names)
    return sheets.form_workbook("Usulan peserta", columns, help_lines=nominees.HELP)


def try_sheet(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    stream: IO[bytes],
    *,
    filename: str,
    state: ParticipationState,
    cipher: Cipher,
    at: datetime,
) -> NominationSheet:
    """Keep an uploaded list with a verdict for every row; nobody is added yet.

    Raises:
        Refused: the file can't be read, or the angkatan takes nobody any more.
    """
    to = target(session, actor, angkatan_id)
    _refuse_closed(to)
    if state not in states.FIRST or (state is ParticipationState.INVITED and not to.may_plan):
        raise Refused(say("Anda hanya dapat mengirim usulan; panitia yang mengundang."))
    rows = sheets.read(stream, nominees.columns(to.sender_names))
    verdicts = judge(session, to, rows, cipher=cipher)
    made = NominationSheet(
        angkatan_id=angkatan_id,
        filename=filename[:200] or "usulan.xlsx",
        rows=_stored(state, verdicts, cipher),
        uploaded_at=at,
        uploaded_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    return made


def _refuse_closed(to: Target) -> None:
    if to.angkatan.stage not in (Stage.PLANNED, Stage.RUNNING):
        raise Refused(say("Angkatan ini sudah ditutup atau dibatalkan."))


def _stored(
    state: ParticipationState, verdicts: Sequence[Verdict], cipher: Cipher
) -> dict[str, Any]:
    return {"state": state.value, "rows": [_entry(each, cipher) for each in verdicts]}


def _entry(verdict: Verdict, cipher: Cipher) -> dict[str, Any]:
    cells = dict(verdict.row.cells)
    if cells.get("nik"):
        cells["nik"] = cipher.encrypt(cells["nik"])
    return {
        "number": verdict.row.number,
        "cells": cells,
        "numbers": sorted(verdict.row.numbers),
        "result": verdict.result.value,
        "note": str(verdict.note) if verdict.note else None,
        "lacks": [each.title for each in verdict.lacks],
        "problems": [
            [each.key, each.sentence.msgid, dict(each.sentence.values)] for each in verdict.problems
        ],
    }


def rows_of(found: NominationSheet, cipher: Cipher) -> tuple[sheets.Row, ...]:
    """Give the rows as they were read, the NIK in clear."""
    return tuple(_row(entry, cipher) for entry in found.rows["rows"])


def _row(entry: Mapping[str, Any], cipher: Cipher) -> sheets.Row:
    cells = dict(entry["cells"])
    if cells.get("nik"):
        cells["nik"] = cipher.decrypt(cells["nik"])
    return sheets.Row(entry["number"], cells, frozenset(entry["numbers"]))


def problems_of(entry: Mapping[str, Any]) -> tuple[tuple[str, Sentence], ...]:
    """Give the problems of a stored row: (column's key, sentence)."""
    return tuple((key, Sentence(msgid, values)) for key, msgid, values in entry["problems"])


def counts(found: NominationSheet) -> dict[Result, int]:
    """Give how many rows have which result."""
    counted = Counter(entry["result"] for entry in found.rows["rows"])
    return {result: counted[result.value] for result in Result}


def problem_workbook(found: NominationSheet, to: Target, *, cipher: Cipher) -> bytes:
    """Give the list as an XLSX again, with a red column that says what to mend."""
    columns = nominees.columns(to.sender_names)
    titles = {column.key: column.title for column in columns}
    problems = [
        " ".join(f"{titles.get(key, key)}: {sentence}" for key, sentence in problems_of(entry))
        for entry in found.rows["rows"]
    ]
    cells = [row.cells for row in rows_of(found, cipher)]
    lines = nominees.HELP
    return sheets.form_workbook(
        "Usulan peserta", columns, cells, help_lines=lines, problems=problems
    )


def apply_sheet(
    session: Session, actor: Actor, sheet_id: UUID, *, cipher: Cipher, at: datetime
) -> NominationSheet:
    """Add the next hundred of the good rows: person, account, participation.

    Call it, each time in a transaction of its own, until `applied_at` is set: so a long list
    never keeps others from writing, and one that broke off goes on where it was. A row is
    applied once, however often asked, and judged anew, so what changed since the trial is seen.
    """
    found, to = sheet(session, actor, sheet_id)
    lock(session, to.angkatan.id)
    session.refresh(found)
    if found.applied_at is not None:
        return found
    _refuse_closed(to)
    state, entries = ParticipationState(found.rows["state"]), list(found.rows["rows"])
    waiting = [place for place, entry in enumerate(entries) if _waits(entry)]
    now = waiting[:ROWS_AT_ONCE]
    rows = [_row(entries[place], cipher) for place in now]
    for place, verdict in zip(now, judge(session, to, rows, cipher=cipher), strict=True):
        if verdict.nominee is not None and not verdict.takes_part:
            person = person_of(session, actor, verdict, verdict.nominee, at=at)
            _take_part(session, actor, to, person, verdict.nominee, state, at=at)
        entries[place] = _entry(verdict, cipher) | {"done": True}
    found.rows = {"state": state.value, "rows": entries}
    if len(waiting) <= ROWS_AT_ONCE:
        found.applied_at = at
        _note(session, actor, found, to, at=at)
    session.flush()
    return found


def _waits(entry: Mapping[str, Any]) -> bool:
    return entry["result"] != Result.PROBLEM and "done" not in entry


def person_of(
    session: Session, actor: Actor, verdict: Verdict, nominee: Nominee, *, at: datetime
) -> Person:
    """Give the nominee as a person with NIK and account, known already or new."""
    person = session.get(Person, verdict.person_id) if verdict.person_id else None
    if verdict.person_id and person is None:
        raise NotFound
    if person is None:
        person = create_person(session, actor, _facts(nominee), at=at)
    if nominee.nik and person.nik_fingerprint is None:
        set_nik(session, actor, person, nominee.nik, at=at)
    open_account(session, actor, person, at=at)
    return person


def _facts(nominee: Nominee) -> PersonFacts:
    return PersonFacts(
        name=nominee.name,
        gelar_depan=nominee.gelar_depan,
        gelar_belakang=nominee.gelar_belakang,
        sex=nominee.sex,
        phone=nominee.phone,
        email=nominee.email,
        domicile_code=nominee.domicile_code,
    )


def _take_part(
    session: Session,
    actor: Actor,
    to: Target,
    person: Person,
    nominee: Nominee,
    state: ParticipationState,
    *,
    at: datetime,
) -> None:
    made = Participation(
        angkatan_id=to.angkatan.id,
        person_id=person.id,
        quota_id=nominee.quota_id,
        origin=nominee.origin,
        unsur=nominee.unsur,
        state=state,
        created_at=at,
    )
    begin(session, actor, made, region_code=to.angkatan.region_code, at=at)


def _note(
    session: Session, actor: Actor, found: NominationSheet, to: Target, *, at: datetime
) -> None:
    detail = {result.name.lower(): count for result, count in counts(found).items()}
    region = to.angkatan.region_code
    audit.record(
        session, actor, "nominations.applied", found, region_code=region, at=at, detail=detail
    )
