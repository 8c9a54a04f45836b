"""Starting a test, saving its answers one by one, and finishing it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.orm import Session

from courses.calling import SEALED
from courses.model import Answer, Choice, Question, TrueFalse
from lms.assessment import papers, queries, taking_queries
from lms.assessment.models import Attempt, Response
from lms.assessment.rules import Span
from lms.kernel import audit
from lms.kernel.access import SYSTEM, Actor
from lms.kernel.clock import Zone
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.training import access, opening
from lms.training.models import Stage, TestKind, TestWindow


def _upsert(table: SqliteInsert | PostgresqlInsert) -> SqliteInsert | PostgresqlInsert:
    sent = table.excluded
    latest = {name: sent[name] for name in ("answer", "saved_at", "writer", "sequence")}
    return table.on_conflict_do_update(
        index_elements=["attempt_id", "position"],
        set_={**latest, "saves_count": Response.saves_count + 1},
        where=or_(Response.writer != sent.writer, Response.sequence <= sent.sequence),
    )


_TABLE = Response.metadata.tables[Response.__tablename__]
_KEEP = {  # built once: a whole class saves at the same moment
    "sqlite": _upsert(SqliteInsert(_TABLE)),
    "postgresql": _upsert(PostgresqlInsert(_TABLE)),
}


Given = Callable[[Question, str], Answer]
"""Gives the answer to a question of an attempt with this seed, from a form or from elsewhere.

It may raise answering.BadAnswer.
"""


@dataclass(frozen=True)
class Stamp:
    """The open page that saves, and its count of saves; without scripts every save counts."""

    writer: str = ""
    sequence: int = 0


@dataclass(frozen=True)
class Kept:
    """An answer was kept; `zone` is in which its participant reads the time."""

    zone: Zone
    questions_count: int


def start(session: Session, actor: Actor, window_id: UUID, *, at: datetime) -> Attempt:
    """Give the actor's attempt in this window, begun now or earlier: there is only one.

    Raises:
        Refused: the window is closed, or the modules can't give a paper.
    """
    window = queries.open_window(session, window_id)
    participation_id = taking_queries.participation_id(session, actor, window.kelas_id)
    begun = queries.attempt_at(session, participation_id, window_id)
    if begun is not None:
        return begun
    if window.closed_at is not None or window.kelas.angkatan.stage is not Stage.RUNNING:
        raise Refused(say("Tes ini sudah ditutup. Hubungi panitia jika Anda belum mengikutinya."))
    _begin(session, participation_id, window, at=at)
    attempt = queries.attempt_at(session, participation_id, window_id)
    if attempt is None:
        raise NotFound
    return attempt


def _begin(session: Session, participation_id: UUID, window: TestWindow, *, at: datetime) -> None:
    curriculum = window.kelas.angkatan.curriculum
    wanted = papers.plan(curriculum, window.kind)
    if wanted is None:
        raise Refused(say("Kurikulum angkatan ini tidak memuat tes ini."))
    seed = SEALED + secrets.token_hex(16)
    modules = queries.module_ids(session, curriculum.id)
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = SqliteInsert if is_sqlite else PostgresqlInsert
    begun = insert(Attempt).values(
        participation_id=participation_id,
        window_id=window.id,
        kind=window.kind,
        paper=papers.drawn(session, modules, wanted, seed=seed),
        seed=seed,
        started_at=at,
        deadline_at=at + timedelta(minutes=wanted.minutes),
    )
    session.execute(begun.on_conflict_do_nothing())  # a double click: the first one counts


UNSTAMPED = Stamp()


def save(
    session: Session,
    actor: Actor,
    attempt_id: UUID,
    number: int,
    given: Given,
    *,
    at: datetime,
    stamp: Stamp = UNSTAMPED,
) -> Kept:
    """Keep the answer to the question of this number; the latest one counts.

    Raises:
        NotFound: somebody else's attempt, or no such question in its paper.
        Refused: the attempt is over, or nothing is chosen where one can't choose nothing.
        BadAnswer: the answer can't be taken, as `given` says.
    """
    own = taking_queries.own_to_answer(session, actor, attempt_id)
    _refuse_if_over(own.span, at=at)
    question = papers.question(session, own, number)
    if question is None:
        raise NotFound
    answer = given(question, own.seed)
    if not answer and isinstance(question, Choice | TrueFalse):
        raise Refused(papers.unknown_choice())
    connection = session.connection()
    connection.execute(
        _KEEP[connection.dialect.name],
        {
            "attempt_id": attempt_id,
            "position": number,
            "answer": list(answer),
            "writer": stamp.writer,
            "sequence": stamp.sequence,
            "saved_at": at,
        },
    )
    return Kept(own.zone, len(own.paper))


def _refuse_if_over(span: Span, *, at: datetime) -> None:
    reason = span.refusal(at)
    if reason is not None:
        raise Refused(reason)


def finish(session: Session, actor: Actor, attempt_id: UUID, *, at: datetime) -> Attempt:
    """Hand an attempt in and score it, unless it waits for a person's marks.

    One that is finished stays as it is.
    """
    running = queries.own_to_change(session, actor, attempt_id)
    attempt = running.attempt
    if attempt.finished_at is None:
        saved = taking_queries.saved(session, attempt_id)
        given = {number: row.answer for number, row in saved.items()}
        attempt.finished_at = min(at, running.span.ended_at)
        attempt.score_percent = queries.score_by_rule(session, attempt, given)
        note_score(session, actor, attempt, running.region_code, at=at)
    return attempt


def settle(session: Session, kelas_id: UUID, *, at: datetime) -> int:
    """Finish the attempts of a kelas that are over, with what they hold; give how many."""
    over = queries.unsettled(session, kelas_id, at=at)
    if not over:
        return 0
    region_code = access.kelas_with_angkatan(session, kelas_id).angkatan.region_code
    given = queries.answers(session, [attempt.id for attempt in over])
    for attempt in over:
        attempt.finished_at = queries.span(attempt).ended_at
        attempt.score_percent = queries.score_by_rule(session, attempt, given.get(attempt.id, {}))
        note_score(session, SYSTEM, attempt, region_code, at=at)
    return len(over)


def open_window(
    session: Session, actor: Actor, kelas_id: UUID, kind: TestKind, *, at: datetime
) -> TestWindow:
    """Open a test for a kelas after making sure that its paper can be drawn."""
    kelas = access.require_teacher(session, actor, kelas_id)
    wanted = papers.plan(kelas.angkatan.curriculum, kind)
    if wanted is not None:
        modules = queries.module_ids(session, kelas.angkatan.curriculum_id)
        papers.drawn(session, modules, wanted, seed="")
    settle(session, kelas_id, at=at)
    return opening.open_test(session, actor, kelas_id, kind, at=at)


def close_window(
    session: Session, actor: Actor, kelas_id: UUID, kind: TestKind, *, at: datetime
) -> int:
    """Close a test; attempts still running end with what they hold. Give how many these were."""
    opening.close_test(session, actor, kelas_id, kind, at=at)
    return settle(session, kelas_id, at=at)


def note_score(
    session: Session, actor: Actor, attempt: Attempt, region_code: str, *, at: datetime
) -> None:
    """Tell the trail the score that an attempt has now; None: it waits for marks."""
    score: Decimal | None = attempt.score_percent
    detail = {"window_id": attempt.window_id, "score_percent": score}
    audit.record(
        session, actor, "attempt.scored", attempt, region_code=region_code, at=at, detail=detail
    )
