"""What one module holds: lessons, questions, sources. Import these names from `courses.model`."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from courses.codec import Value, digest
from courses.kinds import Track
from courses.questions import Description, Question


class Slugged(Protocol):
    """Anything with a slug."""

    @property
    def slug(self) -> str:
        """Give the name used in files and addresses."""
        ...


Named = TypeVar("Named", bound=Slugged)


def named(values: tuple[Named, ...], slug: str) -> Named:
    """Give the value of this slug; KeyError where there is none."""
    for value in values:
        if value.slug == slug:
            return value
    raise KeyError(slug)


@dataclass(frozen=True)
class Source(Value):
    """A law, guide or book (`title`) and where in it (`place`, such as "Pasal 33 ayat (1)")."""

    title: str
    place: str


@dataclass(frozen=True)
class Lesson(Value):
    """One thing to read: `slug` is the file's name without `.md`, `text` its Markdown."""

    slug: str
    title: str
    minutes: int
    text: str


@dataclass(frozen=True)
class Media(Value):
    """A picture or paper of a module, by the name its texts use (`media/nama.svg`).

    Its bytes are kept elsewhere under `digest` (SHA-256, 64 hex digits); `kind` is the MIME type.
    Width and height are in pixels, None for a paper.
    """

    name: str
    kind: str
    digest: str
    bytes_count: int
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class Step(Value):
    """A step of a session plan (RP): how long, what happens, how, and with what.

    `short` are its minutes where a curriculum gives the module fewer JP; without, it is left out.
    """

    minutes: int
    activity: str
    method: str
    materials: str = ""
    short: int | None = None


@dataclass(frozen=True)
class Handout(Value):
    """A case, role play, form or task for the session: `slug` is the file's name without `.md`."""

    slug: str
    title: str
    for_trainer: bool
    text: str


@dataclass(frozen=True)
class Module(Value):
    """A mata pelatihan: lessons to read, a self-check per lesson, and a pool for the tests."""

    slug: str
    code: str
    title: str
    track: Track
    jp: int
    summary: str
    outcome: str
    indicators: tuple[str, ...]
    sources: tuple[Source, ...]
    valid_on: date
    review_on: date
    lessons: tuple[Lesson, ...]
    questions: tuple[Question, ...]
    plan: tuple[Step, ...] = ()
    handouts: tuple[Handout, ...] = ()
    media: tuple[Media, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Give the SHA-256 of all that the module says, as 64 hex digits."""
        return digest(self)

    @property
    def test_pool(self) -> tuple[Question, ...]:
        """Give the questions that tests may ask: those with a mark that no self-check uses."""
        return tuple(
            question
            for question in self.questions
            if not question.selfcheck and not isinstance(question, Description)
        )

    def plan_of(self, minutes: int) -> tuple[tuple[int, Step], ...]:
        """Give the steps with their minutes: the short plan where it lasts so long, else all."""
        short = tuple((step.short, step) for step in self.plan if step.short)
        if short and sum(each for each, _ in short) == minutes:
            return short
        return tuple((step.minutes, step) for step in self.plan)

    def selfcheck_of(self, lesson: str) -> tuple[Question, ...]:
        """Give the self-check questions of the lesson with this slug, in the file's order."""
        return tuple(
            question
            for question in self.questions
            if question.selfcheck and question.lesson == lesson
        )

    def lesson(self, slug: str) -> Lesson:
        """Give the lesson of this slug; KeyError where there is none."""
        return named(self.lessons, slug)

    def question(self, key: str) -> Question:
        """Give the question of this key; KeyError where there is none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)
