"""Who was scored how, by which rubric."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from courses.model import Rubric
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound
from lms.practice import rules
from lms.practice.models import Score, ScoreLevel, ScoreStage
from lms.training.catalogue import CurriculumRubric, RubricVersion
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    Stage,
)

_ENROLLED = Participation.state == ParticipationState.ENROLLED
_FRESH = {"populate_existing": True}  # read again after a lock, whatever was read before it


@dataclass(frozen=True)
class Scored:
    """The current score of somebody by a rubric, with its levels by criterion."""

    score: Score
    levels: dict[str, int] = field(default_factory=dict)


def _is_last() -> ColumnElement[bool]:
    later = aliased(Score)
    return ~exists().where(
        later.participation_id == Score.participation_id,
        later.rubric_id == Score.rubric_id,
        later.revision > Score.revision,
    )


def rubrics_of(session: Session, kelas: Kelas) -> Sequence[RubricVersion]:
    """Give the rubrics that the curriculum of a kelas (with angkatan) asks for, in its order."""
    found = (
        select(RubricVersion)
        .join(CurriculumRubric, CurriculumRubric.rubric_id == RubricVersion.id)
        .where(CurriculumRubric.curriculum_id == kelas.angkatan.curriculum_id)
        .order_by(CurriculumRubric.position)
    )
    return session.scalars(found).all()


def rubric(session: Session, kelas: Kelas, rubric_id: UUID) -> RubricVersion:
    """Give a rubric that the curriculum of the kelas asks for.

    Raises:
        NotFound: it asks for no such rubric.
    """
    for found in rubrics_of(session, kelas):
        if found.id == rubric_id:
            return found
    raise NotFound


def content(version: RubricVersion) -> Rubric:
    """Give what a rubric version says."""
    return Rubric.from_json(version.content)


def locked_participants(
    session: Session, kelas_id: UUID, participation_ids: Collection[UUID]
) -> Sequence[Participation]:
    """Give enrolled participants of the kelas, with their persons, locked one after the other.

    Raises:
        NotFound: somebody is not of this kelas.
    """
    found = select(Participation).where(
        Participation.id.in_(participation_ids), Participation.kelas_id == kelas_id, _ENROLLED
    )
    loaded = found.options(joinedload(Participation.person, innerjoin=True))
    # in one order everywhere, so that two trainers wait for each other and never block
    locked = loaded.order_by(Participation.id).with_for_update(of=Participation)
    people = session.scalars(locked).all()
    if len(people) != len(set(participation_ids)):
        raise NotFound
    return people


def scored(
    session: Session, participation_ids: Iterable[UUID], rubric_id: UUID
) -> dict[UUID, Scored]:
    """Give the current scores by participation; whoever has none is not in the dict."""
    found = select(Score).where(
        Score.participation_id.in_(tuple(participation_ids)),
        Score.rubric_id == rubric_id,
        _is_last(),
    )
    rows = session.scalars(found, execution_options=_FRESH).all()
    levels = _levels(session, rows)
    return {row.participation_id: Scored(row, levels[row.id]) for row in rows}


def _levels(session: Session, scores: Sequence[Score]) -> dict[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = {score.id: {} for score in scores}
    wanted = select(ScoreLevel).where(ScoreLevel.score_id.in_(found))
    rows = session.scalars(wanted, execution_options=_FRESH)
    for row in rows:
        found[row.score_id][row.criterion] = row.level
    return found


def history(session: Session, participation_id: UUID, rubric_id: UUID) -> Sequence[Scored]:
    """Give all revisions of a score, the latest first."""
    found = select(Score).where(
        Score.participation_id == participation_id, Score.rubric_id == rubric_id
    )
    rows = session.scalars(found.order_by(Score.revision.desc())).all()
    levels = _levels(session, rows)
    return [Scored(row, levels[row.id]) for row in rows]


def _finals(session: Session, participation_ids: Iterable[UUID]) -> list[Scored]:
    found = (
        select(Score)
        .where(
            Score.participation_id.in_(tuple(participation_ids)),
            Score.stage == ScoreStage.FINAL,
            _is_last(),
        )
        .options(joinedload(Score.rubric, innerjoin=True))
    )
    rows = session.scalars(found).all()
    levels = _levels(session, rows)
    return [Scored(row, levels[row.id]) for row in rows]


def final_percents(
    session: Session, participation_ids: Iterable[UUID]
) -> dict[UUID, dict[str, Decimal]]:
    """Give final scores in percent by participation and rubric slug; nobody is left out."""
    wanted = tuple(participation_ids)
    percents: dict[UUID, dict[str, Decimal]] = {who: {} for who in wanted}
    for row in _finals(session, wanted):
        value = rules.percent(content(row.score.rubric), row.levels)
        if value is not None:
            percents[row.score.participation_id][row.score.rubric.slug] = value
    return percents


def my_kelas(session: Session, actor: Actor) -> Sequence[Participation]:
    """Give the actor's participations with a kelas in running or closed angkatan, latest first."""
    angkatan = joinedload(Participation.angkatan, innerjoin=True)
    found = (
        select(Participation)
        .join(Angkatan, Angkatan.id == Participation.angkatan_id)
        .where(
            Participation.person_id == actor.person_id,
            Participation.kelas_id.is_not(None),
            _ENROLLED,
            Angkatan.stage.in_((Stage.RUNNING, Stage.CLOSED)),
        )
        .options(angkatan, joinedload(Participation.kelas).joinedload(Kelas.angkatan))
        .order_by(Angkatan.starts_on.desc(), Angkatan.id)
    )
    return session.scalars(found).all()


def waiting(session: Session, kelas_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Give how many participants lack a final score by some rubric, by kelas.

    Somebody who lacks two counts once; a kelas where nobody waits is not in the dict.
    """
    is_final = exists().where(
        Score.participation_id == Participation.id,
        Score.rubric_id == CurriculumRubric.rubric_id,
        Score.stage == ScoreStage.FINAL,
    )
    found = (
        select(Participation.kelas_id, func.count(func.distinct(Participation.id)))
        .join(Angkatan, Angkatan.id == Participation.angkatan_id)
        .join(CurriculumRubric, CurriculumRubric.curriculum_id == Angkatan.curriculum_id)
        .where(
            Participation.kelas_id.in_(tuple(kelas_ids)),
            _ENROLLED,
            Angkatan.stage == Stage.RUNNING,
            ~is_final,
        )
        .group_by(Participation.kelas_id)
    )
    return {kelas_id: number for kelas_id, number in session.execute(found) if kelas_id}
