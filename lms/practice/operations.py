"""Scoring by rubric: drafts change freely, final scores by a further revision with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.orm import Session

from courses.model import Rubric
from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.practice import queries, rules
from lms.practice.models import Score, ScoreLevel, ScoreStage
from lms.practice.queries import Scored
from lms.training import access
from lms.training import queries as training
from lms.training.catalogue import RubricVersion
from lms.training.models import Kelas, Participation


@dataclass(frozen=True)
class Entry:
    """What a page sends about one participant.

    `seen` is the score that the page showed (rules.traced); None: don't compare. Without a
    `note` the earlier one stays.
    """

    participation_id: UUID
    levels: Mapping[str, int] = field(default_factory=dict)
    seen: str | None = None
    note: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class _Desk:
    """Where and by whom is scored."""

    actor: Actor
    kelas: Kelas
    version: RubricVersion
    rubric: Rubric
    at: datetime


def save(
    session: Session,
    actor: Actor,
    kelas_id: UUID,
    rubric_id: UUID,
    entries: Sequence[Entry],
    *,
    at: datetime,
) -> int:
    """Keep what was entered; give how many people's scores changed. All or nothing.

    Raises:
        NotFound, Forbidden: not a kelas of the actor's, or nobody of it.
        Refused: somebody else changed a score meanwhile, or a final one lacks its reason.
    """
    desk = _desk(session, actor, kelas_id, rubric_id, at)
    of_whom = {entry.participation_id: entry for entry in entries}
    everybody = queries.locked_participants(session, kelas_id, of_whom)
    scored = queries.scored(session, of_whom, rubric_id)
    reasons: list[Sentence] = []
    changed = 0
    for who in everybody:
        entry, current = of_whom[who.id], scored.get(who.id)
        if _is_untouched(desk, current, entry):
            continue
        objection = _objection(desk, who, current, entry)
        if objection is not None:
            reasons.append(objection)
            continue
        _write(session, desk, who, current, entry)
        changed += 1
    if reasons:
        raise Refused(*reasons)
    session.flush()
    return changed


def finalise(
    session: Session,
    actor: Actor,
    kelas_id: UUID,
    rubric_id: UUID,
    participation_ids: Sequence[UUID],
    *,
    at: datetime,
) -> int:
    """Make the drafts of these people final; give how many became so. All or nothing.

    Raises:
        NotFound, Forbidden: not a kelas of the actor's, or nobody of it.
        Refused: somebody has a criterion that is not scored.
    """
    desk = _desk(session, actor, kelas_id, rubric_id, at)
    everybody = queries.locked_participants(session, kelas_id, participation_ids)
    scored = queries.scored(session, participation_ids, rubric_id)
    reasons: list[Sentence] = []
    changed = 0
    for who in everybody:
        current = scored.get(who.id)
        if current is not None and current.score.stage is ScoreStage.FINAL:
            continue
        objection = rules.final_objection(desk.rubric, current.levels if current else {})
        if objection is not None or current is None:
            reasons.append(_named(who, objection or say("Belum dinilai.")))
            continue
        current.score.stage, current.score.scored_at = ScoreStage.FINAL, at
        _note(session, desk, "score.finalised", current.score, current.levels)
        changed += 1
    if reasons:
        raise Refused(*reasons)
    return changed


def finalise_complete(
    session: Session, actor: Actor, kelas_id: UUID, rubric_id: UUID, *, at: datetime
) -> int:
    """Make every complete draft of the kelas final; give how many became so.

    Raises:
        NotFound, Forbidden: not a kelas of the actor's.
        Refused: no draft is complete.
    """
    desk = _desk(session, actor, kelas_id, rubric_id, at)
    everybody = training.participants(session, kelas_id)
    drafts = queries.scored(session, [who.id for who in everybody], rubric_id)
    complete = [
        who
        for who, row in drafts.items()
        if row.score.stage is ScoreStage.DRAFT
        and rules.final_objection(desk.rubric, row.levels) is None
    ]
    if not complete:
        raise Refused(say("Belum ada nilai draf yang lengkap untuk dijadikan final."))
    return finalise(session, actor, kelas_id, rubric_id, complete, at=at)


def _desk(session: Session, actor: Actor, kelas_id: UUID, rubric_id: UUID, at: datetime) -> _Desk:
    kelas = access.require_teacher(session, actor, kelas_id)
    version = queries.rubric(session, kelas, rubric_id)
    return _Desk(actor, kelas, version, queries.content(version), at)


def _is_untouched(desk: _Desk, current: Scored | None, entry: Entry) -> bool:
    levels = current.levels if current else {}
    note = current.score.note if current else ""
    if entry.note is not None and entry.note != note:
        return False
    was_seen_so = entry.seen == rules.traced(desk.rubric, entry.levels)
    return was_seen_so or dict(entry.levels) == levels


def _objection(
    desk: _Desk, who: Participation, current: Scored | None, entry: Entry
) -> Sentence | None:
    levels = current.levels if current else {}
    stage = current.score.stage if current else None
    found = rules.stray_objection(desk.rubric, entry.levels)
    if found is None and entry.seen not in (None, rules.traced(desk.rubric, levels)):
        found = say(
            "Nilainya baru saja diubah orang lain. Periksa lagi; menyimpan sekali lagi "
            "mengganti nilai itu."
        )
    found = found or rules.change_objection(stage, desk.rubric, entry.levels, reason=entry.reason)
    return _named(who, found) if found else None


def _named(who: Participation, sentence: Sentence) -> Sentence:
    return say("%(name)s: %(reason)s", name=who.person.full_name, reason=str(sentence))


def _write(
    session: Session, desk: _Desk, who: Participation, current: Scored | None, entry: Entry
) -> None:
    note = current.score.note if current else ""
    if current is not None and current.score.stage is ScoreStage.DRAFT:
        score = current.score
        session.execute(delete(ScoreLevel).where(ScoreLevel.score_id == score.id))
    else:
        score = Score(
            id=uuid4(),
            participation_id=who.id,
            rubric_id=desk.version.id,
            revision=current.score.revision + 1 if current else 1,
            stage=current.score.stage if current else ScoreStage.DRAFT,
            reason=entry.reason or None,
        )
        session.add(score)
    score.note = note if entry.note is None else entry.note
    score.scored_at, score.scored_by_id = desk.at, desk.actor.account_id
    rows = (ScoreLevel(score_id=score.id, criterion=c, level=v) for c, v in entry.levels.items())
    session.add_all(rows)
    if score.stage is ScoreStage.FINAL:
        _note(session, desk, "score.changed", score, entry.levels, was=current)


def _note(
    session: Session,
    desk: _Desk,
    act: str,
    score: Score,
    levels: Mapping[str, int],
    *,
    was: Scored | None = None,
) -> None:
    audit.record(
        session,
        desk.actor,
        act,
        score,
        region_code=desk.kelas.angkatan.region_code,
        at=desk.at,
        reason=score.reason,
        detail={
            "participation_id": score.participation_id,
            "rubric": desk.version.slug,
            "levels": dict(levels),
            "was": dict(was.levels) if was else None,
        },
    )
