"""What one module holds: lessons, questions, sources. Import these names from `courses.model`."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, Protocol, TypeVar

from courses.codec import Value, digest
from courses.kinds import Level, Track


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
class Option(Value):
    """One answer to choose; `key` (a, b, …) is its place in the file and never changes."""

    key: str
    text: str
    right: bool = False


@dataclass(frozen=True)
class Choice(Value):
    """A multiple choice question with exactly one right option."""

    key: str
    objective: str
    level: Level
    stem: str
    options: tuple[Option, ...]
    explanation: str
    selfcheck: bool = False
    lesson: str | None = None
    type: Literal["choice"] = "choice"

    @property
    def right(self) -> Option:
        """Give the option that is right."""
        return next(option for option in self.options if option.right)

    def option(self, key: str | None) -> Option | None:
        """Give the option of this key, or None where there is none."""
        return next((option for option in self.options if option.key == key), None)


Question = Choice


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

    @cached_property
    def digest(self) -> str:
        """Give the SHA-256 of all that the module says, as 64 hex digits."""
        return digest(self)

    @property
    def test_pool(self) -> tuple[Question, ...]:
        """Give the questions that tests may ask: all that no self-check uses."""
        return tuple(question for question in self.questions if not question.selfcheck)

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
