"""What the pages of the tests show, worked out before they are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from flask_babel import gettext as _

from courses.model import Answer, Media, Question, TestPlan
from lms.assessment import papers
from lms.assessment.models import Attempt
from lms.assessment.queries import OwnTest
from lms.assessment.reviewing import Review
from lms.assessment.rules import Span
from lms.assessment.taking_queries import Own, Saved
from lms.kernel.clock import Zone
from lms.training import asking
from lms.training.asking import Card, Layout
from lms.training.models import Angkatan, TestKind, TestWindow

FIELD = "jawaban"
"""The name of the form's fields of a question, or its beginning."""


def field_among_all(number: int) -> str:
    """Give the same where all questions stand on one page; it is the question's place there."""
    return f"soal-{number}"


def title(kind: TestKind) -> str:
    """Give what people call the test."""
    return str(_("Tes awal") if kind is TestKind.PRE else _("Tes akhir"))


@dataclass(frozen=True)
class Mark:
    """A question's place in the overview."""

    number: int
    is_answered: bool


@dataclass(frozen=True)
class Sheet:
    """A running attempt as its pages show it."""

    attempt: Own
    saved: Mapping[int, Saved]
    at: datetime

    @property
    def zone(self) -> Zone:
        """Give the zone in which its times are shown."""
        return self.attempt.zone

    @property
    def title(self) -> str:
        """Give what people call the test."""
        return title(self.attempt.kind)

    @property
    def count(self) -> int:
        """Give how many questions the paper has."""
        return len(self.attempt.paper)

    @cached_property
    def answered_count(self) -> int:
        """Give how many of them have an answer that is saved."""
        return sum(mark.is_answered for mark in self.marks)

    @property
    def answered_percent(self) -> int:
        """Give the share that has an answer, 0 to 100."""
        return 100 * self.answered_count // max(1, self.count)

    @property
    def minutes_left(self) -> int:
        """Give the minutes left on the server's clock."""
        return self.attempt.span.minutes_left(self.at)

    @property
    def is_over(self) -> bool:
        """Tell whether no answer is taken any more."""
        return self.attempt.span.is_over(self.at)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Give all questions with whether they have an answer."""
        filled = {number for number, row in self.saved.items() if any(row.answer)}
        return tuple(Mark(number, number in filled) for number in range(1, self.count + 1))

    @property
    def unanswered(self) -> tuple[int, ...]:
        """Give the numbers of the questions without an answer."""
        return tuple(mark.number for mark in self.marks if not mark.is_answered)

    @property
    def latest(self) -> Saved | None:
        """Give the answer that was saved last."""
        return max(self.saved.values(), key=lambda row: row.saved_at, default=None)

    @property
    def answers(self) -> dict[int, Answer]:
        """Give the answers that are saved, by the question's number."""
        return {number: row.answer for number, row in self.saved.items()}

    @property
    def review_opens(self) -> str:
        """Give in a sentence when the questions are explained."""
        if self.attempt.kind is TestKind.PRE:
            return str(_("Pembahasan soal muncul di sini setelah tes akhir ditutup."))
        return str(_("Pembahasan soal muncul di sini setelah pengajar menutup tes."))

    def layout(
        self, number: int, media: Sequence[Media], reason: str = "", field: str = FIELD
    ) -> Layout:
        """Give where a question stands in this attempt; `reason`: why an answer was not taken."""
        return Layout(number, field, self.attempt.seed, asking.look_of(media), reason)

    def card(
        self, number: int, question: Question, media: Sequence[Media], field: str = FIELD
    ) -> Card:
        """Give a question with its options in this attempt's order and what is saved for it."""
        saved = self.saved.get(number)
        at = self.layout(number, media, field=field)
        return at.card(question, saved.answer if saved else None)

    def cards(
        self, questions: Sequence[Question], media: Sequence[Sequence[Media]]
    ) -> tuple[tuple[Card, Saved | None], ...]:
        """Give all questions as they stand on one page, each with what is saved for it."""
        return tuple(
            (self.card(number, asked, shown, field_among_all(number)), self.saved.get(number))
            for number, (asked, shown) in enumerate(zip(questions, media, strict=True), start=1)
        )


@dataclass(frozen=True)
class Outcome:
    """The score of an attempt against the KKM; without a score it waits for a person's marks.

    `reviews` stays empty until answers may be shown.
    """

    score: Decimal | None
    plan: TestPlan | None
    reviews: tuple[Review, ...] = ()

    @property
    def pass_percent(self) -> int | None:
        """Give the KKM, where the test has one."""
        return self.plan.pass_percent if self.plan else None

    @property
    def verdict(self) -> tuple[str, str] | None:
        """Give in a word, with its tone, how the score stands; None: there is no KKM."""
        if self.score is None:
            return str(_("Menunggu penilaian uraian")), "info"
        if self.pass_percent is None:
            return None
        if self.score >= self.pass_percent:
            return str(_("Mencapai KKM")), "good"
        return str(_("Belum mencapai KKM")), "attention"


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
