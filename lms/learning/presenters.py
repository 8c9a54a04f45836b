"""What the pages of the modules show, worked out before they are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from courses.model import Lesson, Question
from courses.papers import arrange
from lms.learning.models import SelfCheckAnswer
from lms.learning.queries import Reader, Taught
from lms.learning.texts import kilobytes, text

Answers = Mapping[str, SelfCheckAnswer]


@dataclass(frozen=True)
class Option:
    """An answer to choose, as the component shows it."""

    key: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Check:
    """A self-check question: still open, or answered rightly once and for all."""

    key: str
    field: str
    number: int
    stem: str
    options: tuple[Option, ...]
    is_right: bool
    is_wrong: bool
    chosen: str
    explanation: str
    url: str


@dataclass(frozen=True)
class LessonLine:
    """A lesson in the module's list."""

    title: str
    url: str
    minutes: int
    kilobytes: int
    is_done: bool


@dataclass(frozen=True)
class Step:
    """The way to the lesson before or after."""

    title: str
    url: str


@dataclass(frozen=True)
class LessonPage:
    """One lesson to read, with its self-check."""

    title: str
    html: Markup
    number: int
    count: int
    minutes: int
    checks: tuple[Check, ...]
    before: Step | None
    after: Step | None


@dataclass(frozen=True)
class ModuleLine:
    """A module in the list of an angkatan, with how much of its self-check is right."""

    title: str
    summary: str
    url: str
    jp: int
    lessons_count: int
    right_count: int
    checks_count: int
    is_done: bool

    @property
    def right_percent(self) -> int:
        """Give the share of self-check questions answered rightly, 0 to 100."""
        return 100 * self.right_count // max(1, self.checks_count)

    @property
    def open_label(self) -> str:
        """Give the verb that leads to the module."""
        return str(_("Baca lagi") if self.is_done else _("Buka modul"))


@dataclass(frozen=True)
class Desk:
    """Makes presenters for one reader and one module."""

    reader: Reader
    taught: Taught
    answers: Answers

    def line(self, *, is_done: bool) -> ModuleLine:
        """Give the module as a line of the angkatan's list."""
        content = self.taught.content
        checks = [question for question in content.questions if question.selfcheck]
        return ModuleLine(
            content.title,
            content.summary,
            self._url("learning.module"),
            self.taught.jp,
            len(content.lessons),
            sum(self._is_right(question) for question in checks),
            len(checks),
            is_done,
        )

    def lessons(self) -> tuple[LessonLine, ...]:
        """Give the module's lessons; one is done when each of its questions was right once."""
        return tuple(
            LessonLine(
                lesson.title,
                self.lesson_url(lesson.slug),
                lesson.minutes,
                kilobytes(lesson.text),
                self._is_done(lesson),
            )
            for lesson in self.taught.content.lessons
        )

    def resume(self, last: str | None) -> Step:
        """Give where to go on: the lesson last opened here, else the first that is not done."""
        lessons = self.taught.content.lessons
        known = [lesson for lesson in lessons if lesson.slug == last]
        undone = [lesson for lesson in lessons if not self._is_done(lesson)]
        lesson = (known or undone or list(lessons))[0]
        return Step(lesson.title, self.lesson_url(lesson.slug))

    def page(self, slug: str) -> LessonPage:
        """Give the lesson of this slug; KeyError where there is none."""
        lessons = self.taught.content.lessons
        lesson = self.taught.content.lesson(slug)
        at = lessons.index(lesson)
        return LessonPage(
            lesson.title,
            text(lesson.text).html,
            at + 1,
            len(lessons),
            lesson.minutes,
            self.checks(slug),
            self._step(lessons[at - 1]) if at else None,
            self._step(lessons[at + 1]) if at + 1 < len(lessons) else None,
        )

    def checks(self, slug: str) -> tuple[Check, ...]:
        """Give the self-check questions of a lesson, numbered from 1."""
        questions = self.taught.content.selfcheck_of(slug)
        return tuple(self._check(slug, n, each) for n, each in enumerate(questions, start=1))

    def lesson_url(self, slug: str) -> str:
        """Give the address of a lesson."""
        return self._url("learning.lesson", lesson_slug=slug)

    def _check(self, lesson_slug: str, number: int, question: Question) -> Check:
        answer = self.answers.get(question.key)
        seed = str(self.reader.participation.id if self.reader.participation else "")
        chosen = question.option(answer.choice if answer else None)
        return Check(
            question.key,
            f"cek-{question.key}",
            number,
            question.stem,
            tuple(Option(o.key, o.text, False) for o in arrange(question, seed=seed)),
            answer is not None and answer.is_right,
            answer is not None and not answer.is_right,
            chosen.text if chosen else "",
            question.explanation,
            self._url("learning.answer", lesson_slug=lesson_slug, question_key=question.key),
        )

    def _step(self, lesson: Lesson) -> Step:
        return Step(lesson.title, self.lesson_url(lesson.slug))

    def _is_done(self, lesson: Lesson) -> bool:
        return all(map(self._is_right, self.taught.content.selfcheck_of(lesson.slug)))

    def _is_right(self, question: Question) -> bool:
        answer = self.answers.get(question.key)
        return answer is not None and answer.is_right

    def _url(self, endpoint: str, **values: Any) -> str:
        slug = self.taught.content.slug
        angkatan_id = self.reader.angkatan.id
        return url_for(endpoint, angkatan_id=angkatan_id, module_slug=slug, **values)
