"""The page of an angkatan for somebody who takes part in it, and the page of scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.attendance import queries as attendance
from lms.attendance.models import Mark
from lms.attendance.words import tone as mark_tone
from lms.attendance.words import word as mark_word
from lms.completion import presenters as requirements
from lms.completion import queries as completion
from lms.home.angkatan_page import facts
from lms.home.contacts import Contact, contact
from lms.home.presenters import Link
from lms.kernel.access import Actor
from lms.kernel.clock import Zone
from lms.training import queries as training
from lms.training.models import (
    Angkatan,
    Kind,
    Participation,
    ParticipationState,
    Stage,
    TrainingSession,
)
from lms.training.words import STAGE_WORDS, STATE_WORDS
from lms.web.formats import clock_time, long_day


@dataclass(frozen=True)
class SessionLine:
    """A session in the participant's schedule."""

    title: str
    hours: str
    where: str
    jp: int
    word: str
    tone: str


@dataclass(frozen=True)
class Day:
    """A day of the schedule."""

    title: str
    sessions: tuple[SessionLine, ...]


@dataclass(frozen=True)
class ParticipantPage:
    """An angkatan as one of its participants sees it."""

    angkatan: Angkatan
    own: Participation
    stage: tuple[str, str]
    state: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    days: tuple[Day, ...]
    links: tuple[Link, ...]
    requirements: tuple[requirements.Item, ...]
    contact: Contact

    @property
    def is_invited(self) -> bool:
        """Tell whether the invitation waits for an answer."""
        return self.own.state is ParticipationState.INVITED


@dataclass(frozen=True)
class ScoreCard:
    """How somebody stands in one angkatan they are enrolled in."""

    angkatan: Angkatan
    word: str
    tone: str
    requirements: tuple[requirements.Item, ...]


def page(session: Session, actor: Actor, angkatan: Angkatan, own: Participation) -> ParticipantPage:
    """Give the page of this angkatan (with its parts) to its participant."""
    is_enrolled = own.state is ParticipationState.ENROLLED
    rows = training.sessions(session, own.kelas_id) if own.kelas_id else ()
    marks = attendance.my_marks(session, actor) if is_enrolled else {}
    word, tone = STAGE_WORDS[angkatan.stage]
    state, state_tone = STATE_WORDS[own.state]
    kelas = ((_("Kelas"), own.kelas.name),) if own.kelas else ()
    return ParticipantPage(
        angkatan=angkatan,
        own=own,
        stage=(str(word), tone),
        state=(str(state), state_tone),
        facts=(*facts(session, angkatan), *kelas),
        days=_days(rows, angkatan.zone, marks),
        links=_links(own) if is_enrolled else (),
        requirements=_requirements(session, own) if _is_judged(own) else (),
        contact=contact(angkatan),
    )


def _is_judged(own: Participation) -> bool:
    stages = (Stage.RUNNING, Stage.CLOSED)
    return own.state is ParticipationState.ENROLLED and own.angkatan.stage in stages


def _requirements(session: Session, own: Participation) -> tuple[requirements.Item, ...]:
    return requirements.items(completion.requirements_of(session, own), own.id)


def _days(
    rows: Sequence[TrainingSession], zone: Zone, marks: Mapping[UUID, Mark]
) -> tuple[Day, ...]:
    by_day = groupby(rows, key=lambda row: row.starts_at.astimezone(zone.info).date())
    return tuple(
        Day(long_day(day), tuple(_line(row, zone, marks.get(row.id)) for row in of_day))
        for day, of_day in by_day
    )


def _line(row: TrainingSession, zone: Zone, mark: Mark | None) -> SessionLine:
    is_judged = mark is not None or row.closed_at is not None
    status = mark.status if mark else None
    return SessionLine(
        title=row.title,
        hours=f"{row.starts_at.astimezone(zone.info):%H.%M}–{clock_time(row.ends_at, zone)}",
        where=row.place,
        jp=row.jp,
        word=mark_word(status) if is_judged else "",
        tone=mark_tone(status) if is_judged else "neutral",
    )


def _links(own: Participation) -> tuple[Link, ...]:
    progress = url_for("completion.progress", angkatan_id=own.angkatan_id)
    links = (
        Link(_("Materi"), url_for("learning.modules")),
        Link(_("Presensi"), url_for("attendance.show")),
        Link(_("Tes"), url_for("assessment.tests")),
        Link(_("Apa yang masih kurang?"), progress),
    )
    of_kind = {
        Kind.PEMBINAAN: (_("Evaluasi kinerja saya"), "completion.performance"),
        Kind.RAKOR: (_("Notula"), "completion.summary"),
    }
    if own.angkatan.kind not in of_kind:
        return links
    label, endpoint = of_kind[own.angkatan.kind]
    return (*links, Link(label, url_for(endpoint, angkatan_id=own.angkatan_id)))


def scores(session: Session, actor: Actor) -> tuple[ScoreCard, ...]:
    """Give how the actor stands in each angkatan that runs or has closed, the latest first."""
    own = [row for row in training.my_participations(session, actor) if _is_judged(row)]
    standings = [completion.standing_of(session, row) for row in own]
    return tuple(
        ScoreCard(
            angkatan=line.standing.participation.angkatan,
            word=line.word,
            tone=line.tone,
            requirements=line.items,
        )
        for line in requirements.lines(standings)
    )
