"""Who may read which modules, and how far they are."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, and_, bindparam, exists, select
from sqlalchemy.orm import Session, contains_eager

from courses.model import Description, Question
from courses.model import Module as Content
from lms.kernel.access import Actor, Permission
from lms.kernel.database import rows
from lms.kernel.errors import NotFound
from lms.learning.models import LessonPlace, ModuleDone, SelfCheckAnswer
from lms.training.catalogue import CurriculumMaterial
from lms.training.contents import contents
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    Stage,
    Teaching,
)


@dataclass(frozen=True)
class Reader:
    """Who reads the modules of an angkatan; without a participation it is a preview."""

    angkatan: Angkatan
    participation: Participation | None

    @property
    def seed(self) -> str:
        """Give the seed of the order in which they see what is to choose from."""
        return str(self.participation.id) if self.participation else "pratinjau"


@dataclass(frozen=True)
class Taught:
    """A module within a curriculum; `jp` is the sum over the materials that use it."""

    module_id: UUID
    content: Content
    jp: int

    @cached_property
    def check_keys(self) -> tuple[str, ...]:
        """Give the keys of the questions of its self-checks."""
        return tuple(question.key for question in checks(self.content))


@dataclass(frozen=True)
class Progress:
    """How far a participation is: modules done, self-checks once right by module, where it read.

    `places` are (module, lesson), the latest first.
    """

    done: set[UUID] = field(default_factory=set)
    right: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: list[tuple[UUID, str]] = field(default_factory=list)


# asked for each page of a reader, so built once: building costs as much as asking
_OWN = Participation.person_id == bindparam("person_id", type_=Uuid)
_MINE = (
    select(Participation)
    .join(Participation.angkatan)
    .where(
        _OWN,
        Participation.state == ParticipationState.ENROLLED,
        Angkatan.stage != Stage.CANCELLED,
    )
    .order_by(Angkatan.starts_on.desc(), Angkatan.title)
    .options(contains_eager(Participation.angkatan))
)
_READER = (
    select(Angkatan, Participation)
    .outerjoin(
        Participation,
        and_(
            Participation.angkatan_id == Angkatan.id,
            _OWN,
            Participation.state == ParticipationState.ENROLLED,
        ),
    )
    .where(Angkatan.id == bindparam("angkatan_id", type_=Uuid))
)
_HOURS = (
    select(CurriculumMaterial.module_id, CurriculumMaterial.jp)
    .where(
        CurriculumMaterial.curriculum_id == bindparam("curriculum_id", type_=Uuid),
        CurriculumMaterial.module_id.is_not(None),
    )
    .order_by(CurriculumMaterial.position)
)
_OF_THESE: BindParameter[Any] = bindparam("participation_ids", expanding=True)
_ANSWERS = (
    select(SelfCheckAnswer)
    .where(SelfCheckAnswer.participation_id.in_(_OF_THESE))
    .order_by(SelfCheckAnswer.answered_at)
)
_ANSWERS_IN_MODULE = _ANSWERS.where(SelfCheckAnswer.module_id == bindparam("module_id", type_=Uuid))
_DONE = select(ModuleDone.participation_id, ModuleDone.module_id).where(
    ModuleDone.participation_id.in_(_OF_THESE)
)


_OWN_DONE = (
    select(ModuleDone.participation_id, ModuleDone.module_id)
    .join(Participation, Participation.id == ModuleDone.participation_id)
    .where(_OWN)
)
_OWN_RIGHT = (
    select(
        SelfCheckAnswer.participation_id, SelfCheckAnswer.module_id, SelfCheckAnswer.question_key
    )
    .join(Participation, Participation.id == SelfCheckAnswer.participation_id)
    .where(_OWN, SelfCheckAnswer.is_right)
)
_OWN_PLACES = (
    select(LessonPlace.participation_id, LessonPlace.module_id, LessonPlace.lesson)
    .join(Participation, Participation.id == LessonPlace.participation_id)
    .where(_OWN)
    .order_by(LessonPlace.at.desc())
)

CURRICULA_KEPT_MOST = 64
_kept: dict[UUID, tuple[Taught, ...]] = {}


def my_angkatan(session: Session, actor: Actor) -> Sequence[Participation]:
    """Give the actor's own enrolments, newest first, with their angkatan; none cancelled."""
    return session.scalars(_MINE, {"person_id": actor.person_id}).all()


def reader(session: Session, actor: Actor, angkatan_id: UUID) -> Reader:
    """Give the actor as a reader of the angkatan's modules.

    Raises:
        NotFound: neither enrolled there, nor teaching there, nor allowed to see its region.
    """
    asked = {"angkatan_id": angkatan_id, "person_id": actor.person_id}
    found = session.execute(_READER, asked).one_or_none()
    if found is None:
        raise NotFound
    angkatan, participation = found
    if participation is None and not _may_preview(session, actor, angkatan):
        raise NotFound
    return Reader(angkatan, participation)


def _may_preview(session: Session, actor: Actor, angkatan: Angkatan) -> bool:
    if actor.may(Permission.ANGKATAN_READ, within=angkatan.region_code):
        return True
    return teaches(session, actor, angkatan.id)


def teaches(session: Session, actor: Actor, angkatan_id: UUID) -> bool:
    """Tell whether the actor teaches or assists in a kelas of the angkatan."""
    found = exists().where(
        Teaching.kelas_id == Kelas.id,
        Kelas.angkatan_id == angkatan_id,
        Teaching.person_id == actor.person_id,
        Teaching.ended_at.is_(None),
    )
    return bool(session.scalar(select(found)))


def progress(session: Session, actor: Actor) -> dict[UUID, Progress]:
    """Give how far each of the actor's own participations is; a new Progress where nothing is."""
    asked, found = {"person_id": actor.person_id}, defaultdict[UUID, Progress](Progress)
    for participation_id, module_id in rows(session, _OWN_DONE, asked):
        found[participation_id].done.add(module_id)
    for participation_id, module_id, key in rows(session, _OWN_RIGHT, asked):
        found[participation_id].right[module_id].add(key)
    for participation_id, module_id, lesson in rows(session, _OWN_PLACES, asked):
        found[participation_id].places.append((module_id, lesson))
    return found


def taught(session: Session, curriculum_id: UUID) -> tuple[Taught, ...]:
    """Give the modules of a curriculum in its order, each once.

    A published curriculum never changes, so each is read once in a process.
    """
    found = _kept.get(curriculum_id) or _taught(session, curriculum_id)
    if len(_kept) >= CURRICULA_KEPT_MOST:
        _kept.clear()
    _kept[curriculum_id] = found
    return found


def _taught(session: Session, curriculum_id: UUID) -> tuple[Taught, ...]:
    jp_of: dict[UUID, int] = defaultdict(int)
    for module_id, jp in session.execute(_HOURS, {"curriculum_id": curriculum_id}):
        if module_id is not None:
            jp_of[module_id] += jp
    known = contents(session, jp_of)
    return tuple(Taught(module_id, known[module_id], jp) for module_id, jp in jp_of.items())


def module(session: Session, curriculum_id: UUID, slug: str) -> Taught:
    """Give the curriculum's module of this slug, or raise NotFound."""
    for found in taught(session, curriculum_id):
        if found.content.slug == slug:
            return found
    raise NotFound


def checks(content: Content) -> tuple[Question, ...]:
    """Give the questions of a module's self-checks; what is only to be read asks nothing."""
    return tuple(
        question
        for question in content.questions
        if question.selfcheck and not isinstance(question, Description)
    )


def answers(
    session: Session, participation_ids: Collection[UUID], module_id: UUID | None = None
) -> dict[tuple[UUID, UUID], dict[str, SelfCheckAnswer]]:
    """Give what counts by (participation, module) and question: a right try, else the last one."""
    asked: dict[str, Any] = {"participation_ids": list(participation_ids)}
    found = _ANSWERS
    if module_id is not None:
        found, asked["module_id"] = _ANSWERS_IN_MODULE, module_id
    counted: dict[tuple[UUID, UUID], dict[str, SelfCheckAnswer]] = defaultdict(dict)
    for row in session.scalars(found, asked):
        of_module = counted[row.participation_id, row.module_id]
        earlier = of_module.get(row.question_key)
        if earlier is None or not earlier.is_right:
            of_module[row.question_key] = row
    return dict(counted)


def right_keys(session: Session, participation_id: UUID, module_id: UUID) -> frozenset[str]:
    """Give the keys of the module's questions that were once answered rightly."""
    found = select(SelfCheckAnswer.question_key).where(
        SelfCheckAnswer.participation_id == participation_id,
        SelfCheckAnswer.module_id == module_id,
        SelfCheckAnswer.is_right,
    )
    return frozenset(session.scalars(found))


def modules_done(
    session: Session, participation_ids: Collection[UUID]
) -> dict[UUID, frozenset[UUID]]:
    """Give the ids of the modules that each participation has done, none left out."""
    asked = {"participation_ids": list(participation_ids)}
    done: dict[UUID, set[UUID]] = {key: set() for key in participation_ids}
    for participation_id, module_id in session.execute(_DONE, asked):
        done[participation_id].add(module_id)
    return {key: frozenset(modules) for key, modules in done.items()}
