"""The trainer's page of a kelas: today's sessions first, then tests, scoring, people, modules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.assessment.presenters import title as test_title
from lms.attendance import queries as attendance
from lms.home import trainer_queue
from lms.home.contacts import Contact, contact
from lms.home.trainer_steps import SessionToday
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
    style: str  # of its button: only the session that comes first has the primary one


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
    """A module to look through, with the plan of its session where there is one."""

    title: str
    url: str
    plan_url: str | None


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
    today = [row for row in rows if trainer_queue.is_today(row, zone, at=at)]
    came = attendance.present_counts(session, [row.id for row in today])
    windows = training.open_windows(session, kelas.id)
    return KelasPage(
        kelas=kelas,
        today=_cards(today, kelas, came),
        others=tuple(_other(row, kelas) for row in rows if row not in today),
        running_tests=tuple(test_title(each.kind) for each in windows),
        to_score_count=practice.waiting(session, [kelas.id]).get(kelas.id, 0),
        has_rubrics=bool(practice.rubrics_of(session, kelas)),
        people=training.participants(session, kelas.id),
        modules=tuple(_modules(session, kelas)),
        contact=contact(kelas.angkatan),
    )


def _modules(session: Session, kelas: Kelas) -> list[ModuleLink]:
    def address(endpoint: str, slug: str) -> str:
        return url_for(endpoint, angkatan_id=kelas.angkatan_id, module_slug=slug)

    return [
        ModuleLink(
            each.content.title,
            address("learning.module", each.content.slug),
            address("learning.plan", each.content.slug) if each.content.plan else None,
        )
        for each in learning.taught(session, kelas.angkatan.curriculum_id)
    ]


def _cards(
    today: Sequence[TrainingSession], kelas: Kelas, came: Mapping[UUID, int]
) -> tuple[TodayCard, ...]:
    zone = kelas.angkatan.zone
    shown = [trainer_queue.session_today(row, zone) for row in today]
    coming = [each for each in shown if not each.is_over]
    first = next((each for each in coming if each.is_open), coming[0] if coming else None)
    return tuple(
        TodayCard(
            each,
            row.place,
            came.get(row.id, 0),
            *_state(row),
            "primary" if each is first else "outline-primary",
        )
        for row, each in zip(today, shown, strict=True)
    )


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
