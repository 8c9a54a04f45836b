"""The trainer's page of a kelas: today's sessions first, then tests, scoring, people, modules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.assessment.presenters import title as test_title
from lms.attendance import queries as attendance
from lms.home import gathering
from lms.home.contacts import Contact, contact
from lms.home.staff_steps import SessionToday
from lms.learning import queries as learning
from lms.practice import queries as practice
from lms.training import queries as training
from lms.training.models import Kelas, Participation, TrainingSession
from lms.web.formats import clock_time, plain_day


@dataclass(frozen=True)
class TodayCard:
    """A session of today with how many came."""

    session: SessionToday
    where: str
    came: int
    word: str
    tone: str


@dataclass(frozen=True)
class OtherLine:
    """A session of another day."""

    session_id: UUID
    title: str
    when: str
    word: str
    tone: str


@dataclass(frozen=True)
class ModuleLink:
    """A module to look through."""

    title: str
    url: str


@dataclass(frozen=True)
class KelasPage:
    """All that a trainer does in a kelas."""

    kelas: Kelas
    today: tuple[TodayCard, ...]
    others: tuple[OtherLine, ...]
    running_tests: tuple[str, ...]
    to_score_count: int
    has_rubrics: bool
    people: Sequence[Participation]
    modules: tuple[ModuleLink, ...]
    contact: Contact

    @property
    def people_count(self) -> int:
        """Give how many are enrolled."""
        return len(self.people)

    @property
    def to_score(self) -> str:
        """Tell how many wait for a final score."""
        if self.to_score_count:
            return str(_("%(count)s peserta belum dinilai.", count=self.to_score_count))
        return str(_("Semua peserta sudah dinilai."))


def page(session: Session, kelas: Kelas, *, at: datetime) -> KelasPage:
    """Give the page of a kelas (with angkatan and curriculum) to whoever teaches there."""
    zone = kelas.angkatan.zone
    rows = training.sessions(session, kelas.id)
    today = [row for row in rows if gathering.is_today(row, zone, at=at)]
    came = attendance.present_counts(session, [row.id for row in today])
    windows = training.open_windows(session, kelas.id)
    return KelasPage(
        kelas=kelas,
        today=tuple(_today(row, kelas, came.get(row.id, 0)) for row in today),
        others=tuple(_other(row, kelas) for row in rows if row not in today),
        running_tests=tuple(test_title(each.kind) for each in windows),
        to_score_count=practice.waiting(session, [kelas.id]).get(kelas.id, 0),
        has_rubrics=bool(practice.rubrics_of(session, kelas)),
        people=training.participants(session, kelas.id),
        modules=tuple(_modules(session, kelas)),
        contact=contact(kelas.angkatan),
    )


def _modules(session: Session, kelas: Kelas) -> list[ModuleLink]:
    angkatan_id = kelas.angkatan_id
    return [
        ModuleLink(
            each.content.title,
            url_for("learning.module", angkatan_id=angkatan_id, module_slug=each.content.slug),
        )
        for each in learning.taught(session, kelas.angkatan.curriculum_id)
    ]


def _today(row: TrainingSession, kelas: Kelas, came: int) -> TodayCard:
    word, tone = _state(row)
    shown = gathering.session_today(row, kelas.angkatan.zone)
    return TodayCard(shown, row.place, came, word, tone)


def _state(row: TrainingSession) -> tuple[str, str]:
    if row.opened_at is None:
        return _("Belum dibuka"), "neutral"
    if row.closed_at is None:
        return _("Presensi dibuka"), "good"
    return _("Selesai"), "info"


def _other(row: TrainingSession, kelas: Kelas) -> OtherLine:
    zone = kelas.angkatan.zone
    start = row.starts_at.astimezone(zone.info)
    when = f"{plain_day(start.date())}, {start:%H.%M}–{clock_time(row.ends_at, zone)}"
    word, tone = _state(row)
    return OtherLine(row.id, row.title, when, word, tone)
