"""The content model: frozen values that say what is taught, asked, scored and required."""

from dataclasses import dataclass
from functools import cached_property

from courses.codec import Value, digest
from courses.kinds import Family, Form, Kind, Level, Mode, OrganiserLevel, RubricKind, Tier
from courses.modules import Handout, Lesson, Media, Module, Source, Step, named
from courses.questions import (
    TOP_LEVEL,
    Accepted,
    Answer,
    Choice,
    Choices,
    Cloze,
    Criterion,
    Description,
    Essay,
    Gap,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    Span,
    TrueFalse,
)

__all__ = [
    "TOP_LEVEL",
    "Accepted",
    "Answer",
    "Cell",
    "Choice",
    "Choices",
    "Cloze",
    "Criterion",
    "Curriculum",
    "Description",
    "Essay",
    "Gap",
    "Handout",
    "Lesson",
    "Library",
    "Matching",
    "Material",
    "Media",
    "Module",
    "Numeric",
    "Option",
    "Ordering",
    "Pair",
    "Programme",
    "Question",
    "Requirements",
    "Rubric",
    "ShortAnswer",
    "Source",
    "Span",
    "Step",
    "Term",
    "TestPlan",
    "Tests",
    "TrueFalse",
]


@dataclass(frozen=True)
class Rubric(Value):
    """Criteria for scoring a practice or the attitude, and the percentage that passes.

    `task` tells the trainee in Markdown what to do.
    """

    slug: str
    title: str
    kind: RubricKind
    criteria: tuple[Criterion, ...]
    pass_percent: int
    task: str = ""

    @cached_property
    def digest(self) -> str:
        """Give the SHA-256 of all that the rubric says, as 64 hex digits."""
        return digest(self)


@dataclass(frozen=True)
class Programme(Value):
    """What people hold afterwards: `requires` names the programmes to be held before it."""

    slug: str
    title: str
    family: Family
    tier: Tier | None
    organiser_levels: tuple[OrganiserLevel, ...]
    document_title: str
    requires: tuple[str, ...]


@dataclass(frozen=True)
class Material(Value):
    """One line of the curriculum; `module` is what to read, `practice` the rubric of its task."""

    code: str
    title: str
    jp: int
    mode: Mode
    module: str | None = None
    practice: str | None = None


@dataclass(frozen=True)
class Cell(Value):
    """A cell of the kisi-kisi: so many questions of a module, of one objective, of one level.

    Without objective or level, any will do.
    """

    module: str
    count: int
    objective: str | None = None
    level: Level | None = None


@dataclass(frozen=True)
class TestPlan(Value):
    """How a paper is made: so many questions, from these modules; `pass_percent` is the KKM.

    With `cells` (the kisi-kisi) the paper is drawn cell by cell, and `questions` is their sum.
    `form` is the parallel form it asks; questions bound to the other form are left out.
    """

    __test__ = False  # so that pytest does not take the name for a test class

    questions: int
    minutes: int
    modules: tuple[str, ...]
    pass_percent: int | None = None
    form: Form | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Tests(Value):
    """The plans of tes awal and tes akhir; None where there is no such test."""

    awal: TestPlan | None = None
    akhir: TestPlan | None = None


@dataclass(frozen=True)
class Requirements(Value):
    """What a person must have done for the document: rubrics and attitude by their slugs."""

    attendance_percent: int
    tes_akhir: bool
    rubrics: tuple[str, ...]
    attitude: str | None
    name_confirmed: bool


@dataclass(frozen=True)
class Curriculum(Value):
    """One version of how a programme is taught; several curricula may lead to one programme."""

    slug: str
    title: str
    programme: Programme
    version: int
    kind: Kind
    materials: tuple[Material, ...]
    tests: Tests
    requirements: Requirements
    sources: tuple[Source, ...]
    jp_minutes: int = 45

    @cached_property
    def digest(self) -> str:
        """Give the SHA-256 of all that the curriculum says, as 64 hex digits."""
        return digest(self)

    @property
    def jp_total(self) -> int:
        """Give the JP of all materials together."""
        return sum(material.jp for material in self.materials)

    def jp_of(self, mode: Mode) -> int:
        """Give the JP taught in this mode."""
        return sum(material.jp for material in self.materials if material.mode == mode)

    @property
    def unwritten(self) -> tuple[Material, ...]:
        """Give the materials to be read alone whose module is not written yet.

        While there is one, nobody can finish its JP, so no angkatan should be planned with it.
        """
        return tuple(
            material
            for material in self.materials
            if material.mode is Mode.MANDIRI and material.module is None
        )


@dataclass(frozen=True)
class Term(Value):
    """A word that trainees may not know, and what it means in one or two sentences."""

    term: str
    meaning: str


@dataclass(frozen=True)
class Library(Value):
    """All that a content folder holds, each sorted by slug; terms by their words."""

    modules: tuple[Module, ...]
    rubrics: tuple[Rubric, ...]
    curricula: tuple[Curriculum, ...]
    terms: tuple[Term, ...] = ()

    def module(self, slug: str) -> Module:
        """Give the module of this slug; KeyError where there is none."""
        return named(self.modules, slug)

    def rubric(self, slug: str) -> Rubric:
        """Give the rubric of this slug; KeyError where there is none."""
        return named(self.rubrics, slug)

    def curriculum(self, slug: str) -> Curriculum:
        """Give the curriculum of this slug; KeyError where there is none."""
        return named(self.curricula, slug)
