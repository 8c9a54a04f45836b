"""Work after the commit: rows say what is to be done, workers lease them, a sweep repeats.

A worker killed at any moment loses nothing: the row's lease runs out and it is handed out
again. Handlers may therefore run twice for one row and must do no harm then.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from flask import current_app
from sqlalchemy import Index, String, Text, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.kernel.model import At, Id, Model

LEASE = timedelta(minutes=2)
ATTEMPTS_MOST = 8
Handler = Callable[[UUID], None]
Handlers = Mapping[str, Handler | str]
"""By kind; one given as "module:function" is imported by the process that first works on it."""

_ADDED = "bekal.jobs"
_EXTENSION = "bekal.announce"
log = structlog.get_logger()


class Job(Model):
    """One piece of work: `kind` names its handler, `target_id` the row it is about."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_waiting", "done_at", "leased_until"),)

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(60))
    target_id: Mapped[UUID]
    created_at: Mapped[At]
    leased_until: Mapped[At | None]
    attempts_count: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[At | None]
    failure: Mapped[str | None] = mapped_column(Text)


def add(
    session: Session, kind: str, target_id: UUID, *, at: datetime, due_at: datetime | None = None
) -> Job:
    """Write down that `kind` is to be done for `target_id` once this transaction commits.

    With `due_at` it is not handed out before then; the sweep finds it.
    """
    job = Job(kind=kind, target_id=target_id, created_at=at, leased_until=due_at)
    session.add(job)
    session.flush()
    if due_at is None:
        session.info.setdefault(_ADDED, []).append(job.id)
    return job


def announce(session: Session) -> None:
    """Tell the queue of the rows that were just committed. `writing()` calls this."""
    for job_id in session.info.pop(_ADDED, []):
        current_app.extensions[_EXTENSION](job_id)


def waiting(session: Session, *, at: datetime) -> list[UUID]:
    """Give the rows to be done that nobody holds, oldest first."""
    free = or_(Job.leased_until.is_(None), Job.leased_until < at)
    found = select(Job.id).where(Job.done_at.is_(None), free, Job.attempts_count < ATTEMPTS_MOST)
    return list(session.scalars(found.order_by(Job.created_at)))


def lease(session: Session, job_id: UUID, *, at: datetime) -> Job | None:
    """Take a row for the length of a lease; None when another has it or it is done."""
    free = or_(Job.leased_until.is_(None), Job.leased_until < at)
    taken = (
        update(Job)
        .where(Job.id == job_id, Job.done_at.is_(None), free)
        .values(leased_until=at + LEASE, attempts_count=Job.attempts_count + 1)
    )
    if session.execute(taken.returning(Job.id)).scalar_one_or_none() is None:
        return None
    return session.get(Job, job_id, populate_existing=True)


def finish(session: Session, job_id: UUID, *, at: datetime) -> None:
    """Note that the row's work is done."""
    session.execute(update(Job).where(Job.id == job_id).values(done_at=at, failure=None))


def give_back(session: Session, job_id: UUID, failure: str) -> None:
    """Note why the work failed and leave the lease to run out, so that it is tried again."""
    session.execute(update(Job).where(Job.id == job_id).values(failure=failure[:2000]))
