"""The kisi-kisi of the tests that use a module, against the items that are ready."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from courses.kinds import Form
from courses.model import Module, Question, TestPlan
from courses.papers import PaperItem, Shortage, draw, eligible, missing
from lms.kernel.errors import NotFound
from lms.kernel.sentence import Sentence, say
from lms.training.catalogue import Curriculum
from lms.training.contents import contents
from lms.training.models import TestKind
from lms.workshop import bank_queries
from lms.workshop.assembling import assemble
from lms.workshop.models import Manuscript
from lms.workshop.publishing import candidates


@dataclass(frozen=True)
class CellLine:
    """What one cell of a test wants of the module, and how many ready items fit it."""

    objective: str | None
    level: str | None
    wanted: int
    fitting: int

    @property
    def tone(self) -> str:
        """Give how it stands: good or attention."""
        return "good" if self.fitting >= self.wanted else "attention"

    @property
    def word(self) -> Sentence:
        """Say how it stands."""
        if self.fitting >= self.wanted:
            return say("Cukup")
        return say("Kurang %(count)s", count=self.wanted - self.fitting)


@dataclass(frozen=True)
class TestCells:
    """A test of a curriculum: what it wants of the module; without cells, what it still lacks."""

    __test__ = False

    kind: TestKind
    plan: TestPlan
    lines: tuple[CellLine, ...]
    shortages: tuple[str, ...]


@dataclass(frozen=True)
class CurriculumCells:
    """A curriculum that uses the module, with its tests."""

    curriculum_id: UUID
    title: str
    version: int
    tests: tuple[TestCells, ...]


@dataclass(frozen=True)
class Wanted:
    """Which sample paper is asked for; without curriculum or test, the first that there is."""

    curriculum_id: UUID | None = None
    kind: TestKind | None = None
    form: Form = Form.A


@dataclass(frozen=True)
class Sample:
    """A paper as it could be drawn now; with shortages it has no questions."""

    curriculum_id: UUID
    title: str
    kind: TestKind
    plan: TestPlan
    questions: tuple[Question, ...]
    shortages: tuple[str, ...]


def of_manuscript(session: Session, manuscript: Manuscript) -> tuple[CurriculumCells, ...]:
    """Give the curricula that use the manuscript's module, each with its tests' cells."""
    module = assemble(session, manuscript)
    return tuple(
        CurriculumCells(
            each.curriculum.id,
            each.title,
            each.curriculum.version,
            tuple(
                TestCells(kind, plan, _lines(module, plan), _lacking(module, plan))
                for kind, plan in plans(each.curriculum).items()
                if module.slug in plan.modules or any(c.module == module.slug for c in plan.cells)
            ),
        )
        for each in candidates(session, manuscript, module)
    )


def plans(curriculum: Curriculum) -> dict[TestKind, TestPlan]:
    """Give the tests of a curriculum."""
    found: Mapping[str, Mapping[str, object] | None] = curriculum.content.get("tests") or {}
    return {kind: TestPlan.from_json(plan) for kind in TestKind if (plan := found.get(kind.value))}


def _lines(module: Module, plan: TestPlan) -> tuple[CellLine, ...]:
    able = eligible(module, plan.form)
    return tuple(
        CellLine(
            cell.objective,
            cell.level.value if cell.level else None,
            cell.count,
            sum(
                cell.objective in (None, question.objective)
                and cell.level in (None, question.level)
                for question in able
            ),
        )
        for cell in plan.cells
        if cell.module == module.slug
    )


def _lacking(module: Module, plan: TestPlan) -> tuple[str, ...]:
    return tuple(str(each) for each in missing([module], _own(module, plan)))


def _own(module: Module, plan: TestPlan) -> TestPlan:
    """Give what a plan wants of this module alone; without cells, its largest share."""
    cells = tuple(cell for cell in plan.cells if cell.module == module.slug)
    count = sum(cell.count for cell in cells) or -(-plan.questions // max(len(plan.modules), 1))
    return replace(plan, modules=(module.slug,), cells=cells, questions=count)


def sample(session: Session, manuscript: Manuscript, wanted: Wanted, *, seed: str) -> Sample:
    """Give a paper of a test that uses the module, as it could be drawn with what is ready.

    Raises:
        NotFound: the curriculum doesn't use the module, or has no such test.
    """
    module = assemble(session, manuscript)
    for each in candidates(session, manuscript, module):
        found = plans(each.curriculum)
        kind = wanted.kind or next(iter(found), None)
        if wanted.curriculum_id in (None, each.curriculum.id) and kind in found:
            plan = replace(found[kind], form=wanted.form)
            pool = _pool(session, each.curriculum, module)
            questions, shortages = _drawn(pool, plan, seed)
            return Sample(each.curriculum.id, each.title, kind, plan, questions, shortages)
    raise NotFound


def _drawn(
    pool: dict[str, Module], plan: TestPlan, seed: str
) -> tuple[tuple[Question, ...], tuple[str, ...]]:
    modules = tuple(pool.values())
    try:
        items: tuple[PaperItem, ...] = draw(modules, plan, seed=seed)
    except Shortage:
        return (), tuple(str(each) for each in missing(modules, plan))
    return tuple(pool[each.module].question(each.question) for each in items), ()


def _pool(session: Session, curriculum: Curriculum, module: Module) -> dict[str, Module]:
    """Give the modules that a curriculum uses by slug, this one as it would be published."""
    ids = bank_queries.module_ids_of(session, curriculum.id)
    return {each.slug: each for each in contents(session, ids).values()} | {module.slug: module}
