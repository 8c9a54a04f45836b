"""Collecting the facts that the evaluator judges: few queries, however many participants."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.kinds import RubricKind
from courses.model import Requirements, Rubric
from lms.assessment import queries as assessment
from lms.assessment.queries import UNTAKEN
from lms.attendance import queries as attendance
from lms.completion.progress import Facts, Plan, PlannedMaterial, PlannedSession, RubricTarget
from lms.learning import queries as learning
from lms.practice import queries as practice
from lms.training.catalogue import CurriculumMaterial, CurriculumRubric, Mode, RubricVersion
from lms.training.models import Angkatan, Participation, TestKind, TrainingSession


def facts_of(
    session: Session, angkatan: Angkatan, participations: Sequence[Participation]
) -> dict[UUID, Facts]:
    """Give the facts by participation id; `angkatan` comes with its curriculum."""
    ids = [each.id for each in participations]
    kelas_ids = {each.kelas_id for each in participations if each.kelas_id}
    plans = _plans(session, angkatan, kelas_ids)
    attended = attendance.attended(session, ids)
    done = learning.modules_done(session, ids)
    tests = assessment.results(session, ids, TestKind.POST)
    percents = practice.final_percents(session, ids)
    return {
        each.id: Facts(
            plan=plans[each.kelas_id],
            attended=attended.get(each.id, frozenset()),
            modules_done=done.get(each.id, frozenset()),
            best_score=tests.get(each.id, UNTAKEN).best,
            awaits_marks=tests.get(each.id, UNTAKEN).is_waiting,
            percents=percents.get(each.id, {}),
            name_is_confirmed=each.name_confirmed_at is not None,
        )
        for each in participations
    }


def materials(session: Session, curriculum_id: UUID) -> Sequence[CurriculumMaterial]:
    """Give the lines of a curriculum in order."""
    found = select(CurriculumMaterial).where(CurriculumMaterial.curriculum_id == curriculum_id)
    return session.scalars(found.order_by(CurriculumMaterial.position)).all()


def _plans(
    session: Session, angkatan: Angkatan, kelas_ids: Iterable[UUID]
) -> dict[UUID | None, Plan]:
    """Give the plan of each kelas, and under None that of whoever has no kelas yet."""
    content: dict[str, Any] = angkatan.curriculum.content
    asked = Requirements.from_json(content["requirements"])
    planned = tuple(
        PlannedMaterial(each.id, each.jp, each.mode is Mode.SYNCHRONOUS, each.module_id)
        for each in materials(session, angkatan.curriculum_id)
    )
    sessions = _sessions(session, kelas_ids)
    rubrics = _rubrics(session, angkatan.curriculum_id, asked)
    kkm = _kkm(content) if asked.tes_akhir else None
    return {
        kelas_id: Plan(
            kind=angkatan.kind,
            attendance_percent=asked.attendance_percent,
            materials=planned,
            sessions=tuple(sessions.get(kelas_id, ())),
            kkm_percent=kkm,
            rubrics=rubrics,
            asks_name=asked.name_confirmed,
        )
        for kelas_id in (None, *kelas_ids)
    }


def _sessions(
    session: Session, kelas_ids: Iterable[UUID]
) -> dict[UUID | None, list[PlannedSession]]:
    found = select(TrainingSession).where(
        TrainingSession.kelas_id.in_(tuple(kelas_ids)), TrainingSession.material_id.is_not(None)
    )
    by_kelas: dict[UUID | None, list[PlannedSession]] = defaultdict(list)
    for row in session.scalars(found.order_by(TrainingSession.starts_at, TrainingSession.id)):
        if row.material_id is not None:
            by_kelas[row.kelas_id].append(PlannedSession(row.id, row.material_id, row.jp))
    return by_kelas


def _rubrics(
    session: Session, curriculum_id: UUID, asked: Requirements
) -> tuple[RubricTarget, ...]:
    """Give the rubrics asked, practice first; one that the curriculum lost can't be passed."""
    found = (
        select(RubricVersion)
        .join(CurriculumRubric, CurriculumRubric.rubric_id == RubricVersion.id)
        .where(CurriculumRubric.curriculum_id == curriculum_id)
    )
    known = {row.slug: Rubric.from_json(row.content) for row in session.scalars(found)}
    targets = [_target(slug, known.get(slug), is_attitude=False) for slug in asked.rubrics]
    if asked.attitude:
        targets.append(_target(asked.attitude, known.get(asked.attitude), is_attitude=True))
    return tuple(targets)


def _target(slug: str, rubric: Rubric | None, *, is_attitude: bool) -> RubricTarget:
    title = rubric.title if rubric else slug
    pass_percent = rubric.pass_percent if rubric else 100
    is_performance = rubric is not None and rubric.kind is RubricKind.KINERJA
    return RubricTarget(slug, title, pass_percent, is_attitude, is_performance)


def _kkm(content: dict[str, Any]) -> int:
    """Give the KKM of tes akhir; a test without one is passed by taking it."""
    plan = (content.get("tests") or {}).get("akhir") or {}
    return int(Decimal(plan.get("pass_percent") or 0))
