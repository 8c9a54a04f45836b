"""Doing the rows of `jobs`: by Huey's workers, or at once by `lms worker --drain`."""

from dataclasses import dataclass
from pkgutil import resolve_name
from uuid import UUID

import structlog
from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.api import TaskWrapper

from lms.kernel import clock, jobs
from lms.kernel.database import reading, writing

log = structlog.get_logger()


@dataclass(frozen=True)
class Worker:
    """The app's worker: does one row, or all that wait."""

    app: Flask
    handlers: jobs.Handlers

    def work(self, job_id: UUID) -> bool:
        """Do one row; False when it was not free or failed (it will be tried again)."""
        with self.app.app_context():
            with writing() as session:
                job = jobs.lease(session, job_id, at=clock.now())
            return job is not None and self._handle(job)

    def _handle(self, job: jobs.Job) -> bool:
        try:
            self._handler(job.kind)(job.target_id)
        except Exception as error:  # a worker must outlive any job
            log.exception("job failed", job_id=str(job.id), kind=job.kind)
            with writing() as session:
                jobs.give_back(session, job.id, f"{type(error).__name__}: {error}")
            return False
        with writing() as session:
            jobs.finish(session, job.id, at=clock.now())
        return True

    def _handler(self, kind: str) -> jobs.Handler:
        named = self.handlers[kind]
        found: jobs.Handler = resolve_name(named) if isinstance(named, str) else named
        return found

    def waiting(self) -> list[UUID]:
        """Give the rows that nobody holds."""
        with self.app.app_context(), reading() as session:
            return jobs.waiting(session, at=clock.now())

    def drain(self) -> tuple[int, int]:
        """Do everything that waits, each row once; give how many were done and how many failed."""
        done = failed = 0
        seen: set[UUID] = set()
        while fresh := [job_id for job_id in self.waiting() if job_id not in seen]:
            for job_id in fresh:
                seen.add(job_id)
                if self.work(job_id):
                    done += 1
                else:
                    failed += 1
        return done, failed


@dataclass(frozen=True)
class Queue:
    """Huey with our one task; `announce` hands it a row."""

    huey: Huey
    work: TaskWrapper

    def announce(self, job_id: UUID) -> None:
        """Ask a worker process to do this row soon; the sweep does it otherwise."""
        self.work(str(job_id))


def make_huey(jobs_url: str) -> Huey:
    """Give Huey on the storage of `LMS_JOBS_URL`: `sqlite:///…` or `redis://…`."""
    if jobs_url.startswith("redis://"):
        return RedisHuey("bekal", url=jobs_url)
    return SqliteHuey("bekal", filename=jobs_url.removeprefix("sqlite:///"), fsync=True)


def connect(worker: Worker, huey: Huey) -> Queue:
    """Bind the worker to a queue: the task, and the sweep every minute and at start."""

    def work(job_id: str) -> None:
        worker.work(UUID(job_id))

    def sweep() -> None:
        for job_id in worker.waiting():
            worker.work(job_id)

    task = huey.task(name="work")(work)
    huey.periodic_task(crontab(minute="*"), name="sweep")(sweep)
    huey.on_startup(name="sweep-first")(sweep)
    return Queue(huey, task)
