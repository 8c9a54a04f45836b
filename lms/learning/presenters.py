"""What the pages of the modules show, worked out before they are drawn."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from courses.model import Description, Lesson, Question
from lms.learning.checks import Check, Tried, check, layout_of
from lms.learning.models import SelfCheckAnswer
from lms.learning.queries import Reader, Taught
from lms.learning.texts import look

Answers = Mapping[str, SelfCheckAnswer]


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


@dataclass(frozen=True)
class Desk:
    """Makes presenters for one reader and one module."""

    reader: Reader
    taught: Taught
    answers: Answers
    tried: Tried | None = None

    @property
    def right_keys(self) -> Collection[str]:
        """Give the keys of the questions that were answered rightly."""
        return {key for key, answer in self.answers.items() if answer.is_right}

    def line(self, right_keys: Collection[str], *, is_done: bool) -> ModuleLine:
        """Give the module as a line of the angkatan's list."""
        content, checks = self.taught.content, self.taught.check_keys
        return ModuleLine(
            content.title,
            content.summary,
            self.url("learning.module"),
            self.taught.jp,
            len(content.lessons),
            sum(key in right_keys for key in checks),
            len(checks),
            is_done,
        )

    def checks(self, slug: str) -> tuple[Check, ...]:
        """Give the self-check questions of a lesson, numbered from 1."""
        questions = self.taught.content.selfcheck_of(slug)
        return tuple(self._check(slug, n, each) for n, each in enumerate(questions, start=1))

    def lesson_url(self, slug: str) -> str:
        """Give the address of a lesson."""
        return self.url("learning.lesson", lesson_slug=slug)

    def _check(self, lesson_slug: str, number: int, question: Question) -> Check:
        seen = look(self.taught.content.media)
        return check(
            question,
            self.answers.get(question.key),
            layout_of(question, number, seed=self.reader.seed, look=seen),
            url=self.url("learning.answer", lesson_slug=lesson_slug, question_key=question.key),
            tried=self.tried,
        )

    def is_done(self, lesson: Lesson) -> bool:
        """Tell whether each question of the lesson was once answered rightly."""
        return all(map(self._is_right, self.taught.content.selfcheck_of(lesson.slug)))

    def _is_right(self, question: Question) -> bool:
        answer = self.answers.get(question.key)
        is_only_read = isinstance(question, Description)
        return is_only_read or (answer is not None and answer.is_right)

    def url(self, endpoint: str, **values: Any) -> str:
        """Give the address of a page of this module."""
        slug = self.taught.content.slug
        angkatan_id = self.reader.angkatan.id
        return url_for(endpoint, angkatan_id=angkatan_id, module_slug=slug, **values)
