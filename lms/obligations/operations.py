"""Lists of the obliged: tried first with a result for every row, then put in force as a whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.cipher import Cipher
from lms.kernel.clock import day_of
from lms.kernel.errors import Forbidden, Refused
from lms.kernel.model import Model
from lms.kernel.sentence import Sentence, say
from lms.obligations import queries, rows
from lms.obligations.rows import Aimed, Fault, Judged, Named
from lms.people import homes, nik
from lms.regions import domiciles
from lms.standings import listing
from lms.standings.buckets import Key
from lms.standings.models import (
    Mode,
    Obligation,
    ObligedFault,
    ObligedList,
    ObligedTarget,
)
from lms.web import sheets

_AT_ONCE = 5000
_Judged = TypeVar("_Judged", Named, Aimed, Fault)


@dataclass(frozen=True)
class ListFacts:
    """What a list says of itself."""

    key: Key
    region_code: str
    mode: Mode
    source: str
    dated_on: date


def template(mode: Mode) -> bytes:
    """Give the XLSX to be filled in."""
    return sheets.form_workbook("Daftar wajib", rows.COLUMNS[mode], help_lines=rows.HELP)


def try_list(
    session: Session,
    actor: Actor,
    facts: ListFacts,
    stream: IO[bytes],
    *,
    filename: str,
    cipher: Cipher,
    at: datetime,
) -> ObligedList:
    """Keep an uploaded list with a result for every row; it obliges nobody yet.

    A list of the same region and tier that the actor only tried before is forgotten.

    Raises:
        Forbidden: it is not for the actor's own region, or for no tier that there is.
        Refused: the file can't be read, or the list is of the future.
    """
    _check(session, actor, facts, at=at)
    read = sheets.read(
        stream, rows.COLUMNS[facts.mode], rows_most=rows.ROWS_MOST, bytes_most=rows.BYTES_MOST
    )
    desa = domiciles.resolve(session, {row.cells["desa"] for row in read if row.cells.get("desa")})
    judged = rows.judge(facts.mode, read, desa, scope=facts.region_code, today=day_of(at))
    _forget_tries(session, actor, facts)
    made = ObligedList(
        family=facts.key.family,
        tier=facts.key.tier,
        region_code=facts.region_code,
        mode=facts.mode,
        source=facts.source,
        dated_on=facts.dated_on,
        filename=filename[:200] or "daftar-wajib.xlsx",
        rows_count=len(read),
        faults_count=len(judged.faults),
        people_count=judged.people_count,
        uploaded_at=at,
        uploaded_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    _keep(session, made, judged, cipher)
    return made


def _check(session: Session, actor: Actor, facts: ListFacts, *, at: datetime) -> None:
    offered = queries.offer(session, actor)
    is_own = facts.region_code in {code for code, _ in offered.scopes}
    if not is_own or facts.key not in {key for key, _ in offered.keys}:
        raise Forbidden
    if facts.dated_on > day_of(at):
        raise Refused(say("Tanggal daftar ini belum terjadi."))


def _forget_tries(session: Session, actor: Actor, facts: ListFacts) -> None:
    tried = select(ObligedList.id).where(
        ObligedList.family == facts.key.family,
        ObligedList.tier == facts.key.tier,
        ObligedList.region_code == facts.region_code,
        ObligedList.uploaded_by_id == actor.account_id,
        ObligedList.applied_at.is_(None),
    )
    ids = list(session.scalars(tried))
    for table in (Obligation, ObligedTarget, ObligedFault):
        session.execute(delete(table).where(table.list_id.in_(ids)))
    session.execute(delete(ObligedList).where(ObligedList.id.in_(ids)))


def _keep(session: Session, made: ObligedList, judged: Judged, cipher: Cipher) -> None:
    _insert(session, Obligation, judged.named, lambda each: _named(made.id, each, cipher))
    _insert(session, ObligedTarget, judged.aimed, lambda each: _aimed(made.id, each))
    _insert(session, ObligedFault, judged.faults, lambda each: _fault(made.id, each, cipher))


def _insert(
    session: Session,
    table: type[Model],
    judged: Sequence[_Judged],
    values: Callable[[_Judged], dict[str, Any]],
) -> None:
    for start in range(0, len(judged), _AT_ONCE):
        batch = [values(each) for each in judged[start : start + _AT_ONCE]]
        session.connection().execute(insert(table), batch)


def _aimed(list_id: UUID, each: Aimed) -> dict[str, Any]:
    return {
        "list_id": list_id,
        "region_code": each.region_code,
        "row": each.row,
        "people_count": each.people_count,
    }


def _named(list_id: UUID, each: Named, cipher: Cipher) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "list_id": list_id,
        "row": each.row,
        "nik_fingerprint": cipher.fingerprint(each.nik),
        "nik_sealed": cipher.encrypt(each.nik),
        "nik_masked": nik.mask(each.nik),
        "name": each.name,
        "region_code": each.region_code,
    }


def _fault(list_id: UUID, each: Fault, cipher: Cipher) -> dict[str, Any]:
    cells = dict(each.row.cells)
    if cells.get("nik"):
        cells["nik"] = cipher.encrypt(cells["nik"])
    problems = [[key, one.msgid, dict(one.values)] for key, one in each.problems]
    return {"list_id": list_id, "row": each.row.number, "cells": cells, "problems": problems}


def cells_of(fault: ObligedFault, cipher: Cipher) -> dict[str, str]:
    """Give a faulty row's texts by column, the NIK in clear."""
    cells = dict(fault.cells)
    if cells.get("nik"):
        cells["nik"] = cipher.decrypt(cells["nik"])
    return cells


def problems_of(fault: ObligedFault) -> tuple[tuple[str, Sentence], ...]:
    """Give what to mend in a faulty row: (column's key, sentence)."""
    return tuple((key, Sentence(msgid, values)) for key, msgid, values in fault.problems)


def fault_workbook(
    session: Session,
    actor: Actor,
    list_id: UUID,
    *,
    cipher: Cipher,
    in_words: Callable[[Sentence], str],
) -> bytes:
    """Give the rows left out as an XLSX again, with a red column that says what to mend."""
    found = queries.managed(session, actor, list_id)
    left_out = queries.faults(session, list_id)
    cells = [cells_of(each, cipher) for each in left_out]
    problems = [
        " ".join(f"{rows.TITLES[key]}: {in_words(one)}" for key, one in problems_of(each))
        for each in left_out
    ]
    columns = rows.COLUMNS[found.mode]
    return sheets.form_workbook(
        "Daftar wajib", columns, cells, help_lines=rows.HELP, problems=problems
    )


def apply_list(
    session: Session, actor: Actor, list_id: UUID, *, leave_out: bool, at: datetime
) -> ObligedList:
    """Put a tried list in force as a whole; those of the same region and tier are replaced.

    Raises:
        Refused: it has faulty rows and nobody said to leave them out, no good one, or it was
            applied already.
    """
    found = queries.managed(session, actor, list_id)
    if found.faults_count and not leave_out:
        words = "Ada %(count)s baris yang salah. Perbaiki berkasnya, atau nyatakan dilewati."
        raise Refused(say(words, count=found.faults_count))
    if found.faults_count == found.rows_count:
        raise Refused(say("Tidak ada baris yang dapat diterapkan."))
    older = listing.put_in_force(
        session, found, by_id=actor.account_id, holders=homes.holders, at=at
    )
    detail = {
        "family": found.family,
        "tier": found.tier,
        "people": found.people_count,
        "left_out": found.faults_count,
        "replaces": [each.id for each in older],
    }
    _note(session, actor, "obligations.applied", found, at=at, detail=detail)
    return found


def end_list(
    session: Session, actor: Actor, list_id: UUID, reason: str, *, at: datetime
) -> ObligedList:
    """End a list in force without another in its place; raises Refused without a reason."""
    found = queries.managed(session, actor, list_id)
    if not reason.strip():
        raise Refused(say("Tuliskan alasannya."))
    listing.take_back(session, found, holders=homes.holders, at=at)
    _note(session, actor, "obligations.ended", found, at=at, reason=reason.strip())
    return found


def _note(
    session: Session,
    actor: Actor,
    act: str,
    found: ObligedList,
    *,
    at: datetime,
    reason: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    audit.record(
        session,
        actor,
        act,
        found,
        region_code=found.region_code,
        at=at,
        reason=reason,
        detail=detail,
    )
