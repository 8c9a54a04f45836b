"""What a teacher sees of the tests of a kelas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from courses.model import TestPlan
from lms.assessment import papers
from lms.assessment.desk_queries import Seat
from lms.assessment.models import Attempt
from lms.assessment.presenters import title
from lms.assessment.rules import Span
from lms.training.models import Kelas, TestKind, TestWindow


@dataclass(frozen=True)
class Sitting:
    """Somebody of a kelas and how far they are with a test; `best_percent` over all windows."""

    name: str
    word: str
    tone: str
    saved_count: int
    best_percent: Decimal | None


@dataclass(frozen=True)
class TestPanel:
    """A test of a kelas: its latest window, if any, and who is how far."""

    __test__ = False

    kelas: Kelas
    kind: TestKind
    window: TestWindow | None
    sittings: tuple[Sitting, ...]

    @property
    def title(self) -> str:
        """Give what people call the test."""
        return title(self.kind)

    @property
    def plan(self) -> TestPlan | None:
        """Give how the curriculum wants it; None: it has no such test."""
        return papers.plan(self.kelas.angkatan.curriculum, self.kind)

    @property
    def is_open(self) -> bool:
        """Tell whether attempts may begin."""
        return self.window is not None and self.window.closed_at is None

    @property
    def word(self) -> str:
        """Give its state in a word."""
        if self.window is None:
            return str(_("Belum dibuka"))
        return str(_("Dibuka") if self.is_open else _("Ditutup"))

    @property
    def tone(self) -> str:
        """Give the tone of its state."""
        return "good" if self.is_open else "neutral"

    @property
    def open_label(self) -> str:
        """Give the verb that opens it."""
        if self.window:
            return str(_("Buka lagi untuk susulan"))
        return str(_("Buka %(t)s", t=self.title.lower()))

    @property
    def open_style(self) -> str:
        """Give how that button looks: opening again is not the usual next step."""
        return "outline-primary" if self.window else "primary"

    @property
    def close_question(self) -> str:
        """Give what to ask before closing."""
        if not self.running_count:
            return str(_("Tutup %(t)s? Tidak ada yang sedang mengerjakan.", t=self.title))
        return str(
            _(
                "Tutup %(t)s? %(count)s peserta masih mengerjakan; jawaban mereka yang tersimpan"
                " tetap dihitung.",
                t=self.title,
                count=self.running_count,
            )
        )

    @property
    def started_count(self) -> int:
        """Give how many have begun in the latest window."""
        return sum(each.tone != "neutral" for each in self.sittings)

    @property
    def running_count(self) -> int:
        """Give how many are still at it."""
        return sum(each.tone == "info" for each in self.sittings)

    @property
    def finished_count(self) -> int:
        """Give how many are done."""
        return sum(each.tone in ("good", "attention") for each in self.sittings)

    @property
    def unmarked_count(self) -> int:
        """Give how many are done but wait for the marks of their uraian."""
        return sum(each.tone == "attention" for each in self.sittings)


def sittings(
    seats: Sequence[Seat],
    window: TestWindow | None,
    best: Mapping[UUID, Decimal],
    *,
    at: datetime,
) -> tuple[Sitting, ...]:
    """Give a line for each participant; `best` holds scores by participation."""
    lines = []
    for seat in seats:
        word, tone = _state(seat.attempt, window, at=at)
        own = seat.participation
        lines.append(Sitting(own.person.full_name, word, tone, seat.saved_count, best.get(own.id)))
    return tuple(lines)


def _state(attempt: Attempt | None, window: TestWindow | None, *, at: datetime) -> tuple[str, str]:
    if attempt is None or window is None:
        return str(_("Belum mulai")), "neutral"
    span = Span(attempt.deadline_at, window.closed_at, attempt.finished_at)
    if attempt.finished_at is not None and attempt.score_percent is None:
        return str(_("Menunggu penilaian uraian")), "attention"
    if span.is_over(at):
        return str(_("Selesai")), "good"
    return str(_("Mengerjakan")), "info"
