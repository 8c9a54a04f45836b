"""What the pages of the tests show, worked out before they are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from courses.model import Question, TestPlan
from lms.assessment import papers, queries
from lms.assessment.models import Attempt, Response
from lms.assessment.queries import OwnTest
from lms.assessment.rules import Span
from lms.kernel.clock import Zone
from lms.training.models import Angkatan, TestKind, TestWindow


def title(kind: TestKind) -> str:
    """Give what people call the test."""
    return str(_("Tes awal") if kind is TestKind.PRE else _("Tes akhir"))


@dataclass(frozen=True)
class Option:
    """An answer to choose, as the component shows it."""

    key: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class QuestionCard:
    """A question of a running attempt: nothing here tells which option is right."""

    number: int
    field: str
    stem: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Mark:
    """A question's place in the overview."""

    number: int
    is_answered: bool


@dataclass(frozen=True)
class Review:
    """A question after the test: what was chosen, what is right, and why."""

    number: int
    stem: str
    chosen: str
    right: str
    is_right: bool
    explanation: str


@dataclass(frozen=True)
class Sheet:
    """A running attempt as its pages show it."""

    attempt: Attempt
    saved: Mapping[int, Response]
    at: datetime

    @property
    def angkatan(self) -> Angkatan:
        """Give the angkatan that it belongs to."""
        return self.attempt.window.kelas.angkatan

    @property
    def zone(self) -> Zone:
        """Give the zone in which its times are shown."""
        return self.angkatan.zone

    @property
    def title(self) -> str:
        """Give what people call the test."""
        return title(self.attempt.kind)

    @property
    def count(self) -> int:
        """Give how many questions the paper has."""
        return len(self.attempt.paper)

    @property
    def answered_count(self) -> int:
        """Give how many of them have an answer that is saved."""
        return len(self.saved)

    @property
    def answered_percent(self) -> int:
        """Give the share that has an answer, 0 to 100."""
        return 100 * self.answered_count // max(1, self.count)

    @property
    def minutes_left(self) -> int:
        """Give the minutes left on the server's clock."""
        return queries.span(self.attempt).minutes_left(self.at)

    @property
    def is_over(self) -> bool:
        """Tell whether no answer is taken any more."""
        return queries.span(self.attempt).is_over(self.at)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Give all questions with whether they have an answer."""
        return tuple(Mark(n, n in self.saved) for n in range(1, self.count + 1))

    @property
    def unanswered(self) -> tuple[int, ...]:
        """Give the numbers of the questions without an answer."""
        return tuple(mark.number for mark in self.marks if not mark.is_answered)

    @property
    def latest(self) -> Response | None:
        """Give the answer that was saved last."""
        return max(self.saved.values(), key=lambda row: row.saved_at, default=None)

    def card(self, number: int, question: Question) -> QuestionCard:
        """Give a question with its options in this attempt's order."""
        saved = self.saved.get(number)
        chosen = saved.choice if saved else None
        shown = papers.options(self.attempt, question)
        options = tuple(Option(each.key, each.text, each.key == chosen) for each in shown)
        return QuestionCard(number, "jawaban", question.stem, options)

    def review(self, questions: tuple[Question, ...]) -> tuple[Review, ...]:
        """Give every question with its answer and explanation; only for a test that is closed."""
        return tuple(self._review(n, each) for n, each in enumerate(questions, start=1))

    def _review(self, number: int, question: Question) -> Review:
        saved = self.saved.get(number)
        chosen = question.option(saved.choice if saved else None)
        right = question.right
        return Review(
            number,
            question.stem,
            chosen.text if chosen else "",
            right.text,
            chosen == right,
            question.explanation,
        )


@dataclass(frozen=True)
class TestLine:
    """A test in the participant's list: `state` is open, running, over or missed."""

    __test__ = False

    window: TestWindow
    attempt: Attempt | None
    plan: TestPlan | None
    state: str
    angkatan: Angkatan

    @property
    def is_again(self) -> bool:
        """Tell whether the test was opened before."""
        return self.window.position > 1

    @property
    def title(self) -> str:
        """Give what people call the test, with its number where it was opened again."""
        name = title(self.window.kind)
        if not self.is_again:
            return name
        return str(_("%(name)s, kesempatan ke-%(n)s", name=name, n=self.window.position))


def test_line(test: OwnTest, *, at: datetime) -> TestLine:
    """Give a test of an own kelas as the list shows it."""
    angkatan = test.participation.angkatan
    plan = papers.plan(angkatan.curriculum, test.window.kind)
    state = _state(test.window, test.attempt, at=at)
    return TestLine(test.window, test.attempt, plan, state, angkatan)


def _state(window: TestWindow, attempt: Attempt | None, *, at: datetime) -> str:
    if attempt is None:
        return "missed" if window.closed_at else "open"
    span = Span(attempt.deadline_at, window.closed_at, attempt.finished_at)
    return "over" if span.is_over(at) else "running"
