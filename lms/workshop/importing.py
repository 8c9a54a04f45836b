"""Questions from files: tried first with a verdict for every row, then put into the bank once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from courses import pictures
from courses.codec import decode
from courses.kinds import Level
from courses.model import Media, Question
from lms.kernel import audit, jobs
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.kernel.storage import Storage
from lms.workshop import bank, illustrating, import_reading, queries
from lms.workshop.bank import Known
from lms.workshop.drafting import module_of
from lms.workshop.import_pictures import KEPT_DAYS, Gallery, media_of
from lms.workshop.models import Manuscript, QuestionImport

ROWS_AT_ONCE = 200
"""How many rows one transaction puts into the bank."""

FORGET = "workshop.forget-import"
"""The job that deletes the pictures of a trial."""


class Result(StrEnum):
    """What becomes of a row."""

    ENTERS = "masuk"
    MEND = "perlu diperbaiki"
    SKIPPED = "dilewati"


@dataclass(frozen=True)
class Verdict:
    """A row of the file: what becomes of it, its question if it can be used, and every remark."""

    number: int
    place: str
    result: Result
    content: Mapping[str, Any] | None
    remarks: tuple[str, ...]
    is_done: bool

    @property
    def question(self) -> Question | None:
        """Give the question as a content value."""
        found: Question | None = decode(Question, self.content) if self.content else None
        return found


@dataclass(frozen=True)
class Trial:
    """An uploaded file that was read for a manuscript; its pictures are kept under `import_id`."""

    import_id: UUID
    filename: str
    format: str
    rows: Sequence[Mapping[str, Any]]
    media: Sequence[Media]


def look_at(
    manuscript: Manuscript,
    content: bytes,
    storage: Storage,
    *,
    filename: str,
    objective: str = "",
    level: Level | None = None,
) -> Trial:
    """Give what an uploaded file says; nothing but its pictures is kept yet.

    A question that names no objective or level gets the one given here.

    Raises:
        Refused: the file can't be read, or holds nothing.
    """
    into = import_reading.Module(manuscript.content["indicators"], objective, level)
    gallery = Gallery(storage, uuid4(), module_of(manuscript.content).media)
    format_, rows = import_reading.read(filename, content, into, gallery)
    if not rows:
        raise Refused(
            say(
                "Berkas ini tidak memuat soal. Baris yang dimulai dengan “Contoh:” dilewati; tulis "
                "soal Anda pada baris baru tanpa kata itu."
            )
        )
    return Trial(gallery.import_id, filename[:200] or "soal", format_, rows, gallery.media)


def keep(
    session: Session, actor: Actor, manuscript_id: UUID, trial: Trial, *, at: datetime
) -> QuestionImport:
    """Keep what a file said; nothing enters the bank yet.

    Raises:
        NotFound: no such manuscript in the actor's regions.
        Forbidden: the actor may not write it.
    """
    manuscript = queries.manuscript(session, actor, manuscript_id)
    actor.require(Permission.CONTENT_WRITE, within=manuscript.region_code)
    media = [each.to_json() for each in trial.media]
    made = QuestionImport(
        id=trial.import_id,
        manuscript_id=manuscript.id,
        filename=trial.filename,
        format=trial.format,
        reading={"rows": list(trial.rows), **({"media": media} if media else {})},
        made_by_id=actor.account_id,
        made_at=at,
    )
    session.add(made)
    session.flush()
    if media:
        due_at = at + timedelta(days=KEPT_DAYS)
        jobs.add(session, FORGET, made.id, at=at, due_at=due_at)
    return made


def question_import(session: Session, actor: Actor, import_id: UUID) -> QuestionImport:
    """Give an import into a manuscript that the actor may write, with its manuscript.

    Raises:
        NotFound: there is none in the actor's regions.
        Forbidden: they may only read or approve the manuscript.
    """
    wanted = select(QuestionImport).where(QuestionImport.id == import_id)
    with_region = joinedload(QuestionImport.manuscript).joinedload(Manuscript.region)
    found = session.scalars(wanted.options(with_region)).one_or_none()
    if found is None:
        raise NotFound
    manuscript = queries.manuscript(session, actor, found.manuscript_id)
    actor.require(Permission.CONTENT_WRITE, within=manuscript.region_code)
    return found


def imports(session: Session, manuscript: Manuscript) -> Sequence[QuestionImport]:
    """Give the imports into a manuscript, latest first."""
    wanted = select(QuestionImport).where(QuestionImport.manuscript_id == manuscript.id)
    return session.scalars(wanted.order_by(QuestionImport.made_at.desc()).limit(20)).all()


def judge(found: QuestionImport, there: Known) -> tuple[Verdict, ...]:
    """Give what becomes of every row, held against what the bank has now."""
    return tuple(_verdicts(found.reading["rows"], there))


def _verdicts(rows: Sequence[Mapping[str, Any]], there: Known) -> Iterator[Verdict]:
    seen: dict[str, str] = {}
    for row in rows:
        content = row["question"]
        said, is_done = tuple(row["said"]), "done" in row
        if content is None:
            result = Result.SKIPPED if row["is_note"] else Result.MEND
            yield Verdict(row["number"], place_of(row), result, None, said, is_done)
            continue
        folded = bank.folded(content["stem"])
        twin = None if is_done else _twin(folded, seen, there)
        seen.setdefault(folded, place_of(row))
        result = Result.SKIPPED if twin else Result.ENTERS
        remarks = (twin, *said) if twin else said
        yield Verdict(row["number"], place_of(row), result, content, remarks, is_done)


def _twin(folded: str, seen: Mapping[str, str], there: Known) -> str | None:
    if folded in seen:
        words = "Sama dengan soal lain dalam berkas ini: %(place)s."
        return str(say(words, place=seen[folded]))
    if folded in there.stems:
        key = there.stems[folded]
        return str(say("Soal ini sudah ada dalam bank, yaitu “%(key)s”.", key=key))
    return None


def apply_some(session: Session, actor: Actor, import_id: UUID, *, at: datetime) -> QuestionImport:
    """Put the next rows that enter into the bank as drafts.

    Call it, each time in a transaction of its own, until `applied_at` is set. A row enters once,
    however often asked; rows are judged anew, so what changed since the trial is seen. The
    pictures of what enters become media of the manuscript; their bytes lie there already.
    """
    found = question_import(session, actor, import_id)
    manuscript = queries.lock(session, found.manuscript)
    session.refresh(found, ["reading", "applied_at"])
    if found.applied_at is not None:
        return found
    there = bank.known(session, manuscript)
    rows = _illustrated(session, actor, found, manuscript, there, at=at)
    waiting = [
        (row, verdict)
        for row, verdict in zip(rows, _verdicts(rows, there), strict=True)
        if verdict.result is Result.ENTERS and not verdict.is_done
    ]
    for row, verdict in waiting[:ROWS_AT_ONCE]:
        if verdict.question is not None:
            source = f"{found.filename}, {verdict.place}"
            bank.add_item(
                session, actor, manuscript, verdict.question, source=source, at=at, there=there
            )
            row["done"] = True
    found.reading = {**found.reading, "rows": rows, "is_illustrated": True}
    if len(waiting) <= ROWS_AT_ONCE:
        found.applied_at = at
        _note(session, actor, found, manuscript, at=at)
    session.flush()
    return found


def _illustrated(
    session: Session,
    actor: Actor,
    found: QuestionImport,
    manuscript: Manuscript,
    there: Known,
    *,
    at: datetime,
) -> list[dict[str, Any]]:
    """Give the rows; at first the pictures of those that enter are put into the manuscript."""
    rows = [dict(row) for row in found.reading["rows"]]
    media = () if found.reading.get("is_illustrated") else media_of(found)
    if not media:
        return rows
    entering = [each for each in _verdicts(rows, there) if each.result is Result.ENTERS]
    shown = {name for each in entering if each.question for name in pictures.names(each.question)}
    wanted = [each for each in media if each.name in shown]
    now = illustrating.add_all(session, actor, manuscript, wanted, at=at)
    for row, verdict in zip(rows, _verdicts(rows, there), strict=True):
        if verdict.question is not None:
            row["question"] = pictures.renamed(verdict.question, now).to_json()
    return rows


def to_mend(found: QuestionImport) -> list[Mapping[str, Any]]:
    """Give the rows as they are stored that are to be mended."""
    rows = found.reading["rows"]
    return [row for row in rows if row["question"] is None and not row["is_note"]]


def place_of(row: Mapping[str, Any]) -> str:
    """Give where a row stands in its file, in words."""
    place: str = row["place"]
    return place[:1].lower() + place[1:] or f"baris {row['number']}"


def entered_count(found: QuestionImport) -> int:
    """Give how many rows entered the bank."""
    return sum("done" in row for row in found.reading["rows"])


def _note(
    session: Session,
    actor: Actor,
    found: QuestionImport,
    manuscript: Manuscript,
    *,
    at: datetime,
) -> None:
    detail = {
        "manuscript": manuscript.id,
        "entered": entered_count(found),
        "rows": len(found.reading["rows"]),
    }
    audit.record(
        session,
        actor,
        "question-import.applied",
        found,
        region_code=manuscript.region_code,
        at=at,
        detail=detail,
    )
