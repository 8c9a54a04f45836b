"""Collecting what waits for a trainer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from lms.assessment import essay_queries
from lms.assessment.presenters import title as test_title
from lms.home import queries
from lms.home.trainer_steps import SessionToday, Teach
from lms.kernel.access import Actor
from lms.kernel.clock import Zone
from lms.practice import queries as practice
from lms.training import queries as training
from lms.training.models import Teaching, TestWindow, TrainingSession
from lms.web.formats import clock_time


def teaches(session: Session, actor: Actor, *, at: datetime) -> tuple[Teach, ...]:
    """Give the kelas in which the actor teaches now, each with what waits there."""
    duties = training.my_teachings(session, actor)
    kelas_ids = [each.kelas_id for each in duties]
    if not kelas_ids:
        return ()
    day = timedelta(days=1)
    near = queries.sessions_between(session, kelas_ids, at - day, at + day)
    windows = queries.running_windows(session, kelas_ids)
    to_score = practice.waiting(session, kelas_ids)
    to_mark = essay_queries.waiting(session, kelas_ids)
    teaches = (_teach(each, near, windows, at) for each in duties)
    return tuple(
        replace(
            each,
            to_score_count=to_score.get(each.kelas_id, 0),
            to_mark_count=to_mark.get(each.kelas_id, 0),
        )
        for each in teaches
    )


def _teach(
    duty: Teaching,
    near: Iterable[TrainingSession],
    windows: Iterable[TestWindow],
    at: datetime,
) -> Teach:
    angkatan = duty.kelas.angkatan
    return Teach(
        kelas_id=duty.kelas_id,
        kelas=duty.kelas.name,
        title=angkatan.title,
        sessions=tuple(
            session_today(row, angkatan.zone)
            for row in near
            if row.kelas_id == duty.kelas_id and is_today(row, angkatan.zone, at=at)
        ),
        running_tests=tuple(
            test_title(each.kind) for each in windows if each.kelas_id == duty.kelas_id
        ),
    )


def is_today(row: TrainingSession, zone: Zone, *, at: datetime) -> bool:
    """Tell whether a session is on the present day of its place."""
    return row.starts_at.astimezone(zone.info).date() == at.astimezone(zone.info).date()


def session_today(row: TrainingSession, zone: Zone) -> SessionToday:
    """Give a session as the trainer's queue shows it."""
    start = f"{row.starts_at.astimezone(zone.info):%H.%M}"
    hours = f"{start}–{clock_time(row.ends_at, zone)}"
    is_over = row.closed_at is not None
    return SessionToday(
        row.id, row.title, hours, row.opened_at is not None and not is_over, is_over
    )
