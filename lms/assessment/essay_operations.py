"""Marking uraian; the attempt gets its score when the last one is marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from courses.model import TOP_LEVEL, Essay
from lms.assessment import essay_queries, operations, papers, queries
from lms.assessment.models import Attempt, EssayMark
from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.training import access
from lms.training.models import Kelas, Stage


@dataclass(frozen=True)
class Marking:
    """What a trainer says of one uraian; `seen` is the revision that the page showed."""

    levels: Mapping[str, int]
    note: str = ""
    seen: int = 0


def mark(
    session: Session,
    actor: Actor,
    kelas_id: UUID,
    response_id: UUID,
    marking: Marking,
    *,
    at: datetime,
) -> EssayMark:
    """Keep how an uraian was marked, as a further revision; the same again changes nothing.

    Raises:
        NotFound, Forbidden: not a kelas of the actor's, or no uraian handed in there.
        Refused: a criterion is missing, somebody else marked it meanwhile, or the angkatan is over.
    """
    kelas = access.require_teacher(session, actor, kelas_id)
    if kelas.angkatan.stage is not Stage.RUNNING:
        raise Refused(say("Angkatan ini sudah tidak berjalan; nilai uraian tidak berubah lagi."))
    attempt, question = essay_queries.to_change(session, kelas_id, response_id)
    earlier = essay_queries.latest_marks(session, [response_id]).get(response_id)
    if earlier is not None and _is_same(earlier, marking):
        return earlier
    if reasons := objections(question, marking, earlier):
        raise Refused(*reasons)
    row = EssayMark(
        response_id=response_id,
        revision=marking.seen + 1,
        levels=dict(marking.levels),
        note=marking.note,
        marked_at=at,
        marked_by_id=actor.account_id,
    )
    session.add(row)
    session.flush()
    _note(session, actor, kelas, attempt, row, was=earlier)
    _score(session, actor, kelas, attempt, at=at)
    return row


_OVERTAKEN = say(
    "Uraian ini baru saja dinilai orang lain. Periksa nilainya; menyimpan sekali lagi mengganti"
    " nilai itu."
)


def objections(
    question: Essay, marking: Marking, earlier: EssayMark | None
) -> tuple[Sentence, ...]:
    """Give why a marking can't be kept: criteria without a level from 1 to 4, or it is overtaken.

    `earlier` is the marking that counts so far.
    """
    missing = tuple(
        say("Pilih tingkat 1 sampai 4 untuk “%(title)s”.", title=each.title)
        for each in question.criteria
        if not 1 <= marking.levels.get(each.key, 0) <= TOP_LEVEL
    )
    is_overtaken = marking.seen != (earlier.revision if earlier else 0)
    return missing or ((_OVERTAKEN,) if is_overtaken else ())


def _is_same(row: EssayMark, marking: Marking) -> bool:
    return row.levels == dict(marking.levels) and row.note == marking.note


def _score(session: Session, actor: Actor, kelas: Kelas, attempt: Attempt, *, at: datetime) -> None:
    """Score the attempt if nothing waits any more; tell the trail where the score is another."""
    given = queries.answers(session, [attempt.id]).get(attempt.id, {})
    essays = queries.essay_marks(session, [attempt.id]).get(attempt.id, {})
    levels = {number: row.levels for number, row in essays.items()}
    marks = papers.marks(papers.questions(session, attempt), given, levels)
    score, before = papers.score(marks), attempt.score_percent
    if score != before:
        attempt.score_percent = score
        operations.note_score(session, actor, attempt, kelas.angkatan.region_code, at=at)


def _note(
    session: Session,
    actor: Actor,
    kelas: Kelas,
    attempt: Attempt,
    row: EssayMark,
    *,
    was: EssayMark | None,
) -> None:
    audit.record(
        session,
        actor,
        "essay.marked" if was is None else "essay.mark-changed",
        row,
        region_code=kelas.angkatan.region_code,
        at=row.marked_at,
        detail={
            "participation_id": attempt.participation_id,
            "attempt_id": attempt.id,
            "response_id": row.response_id,
            "levels": row.levels,
            "was": was.levels if was else None,
        },
    )
