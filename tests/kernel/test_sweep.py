"""Jobs that nobody was told of, failed jobs, jobs that fail always, and jobs under threads."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from lms.kernel import clock, jobs
from lms.kernel.database import reading, writing
from lms.kernel.jobs import Job
from lms.kernel.worker import Worker
from tests.kernel.threads import together


def _add(count: int = 1, kind: str = "uji") -> list[Job]:
    with writing() as session:
        return [jobs.add(session, kind, uuid4(), at=clock.now()) for _ in range(count)]


def _held(job: Job) -> Job:
    with reading() as session:
        return session.get_one(Job, job.id)


def _let_lease_run_out(job: Job) -> None:
    with writing() as session:
        session.get_one(Job, job.id).leased_until = clock.now() - timedelta(seconds=1)


def test_a_lease_lost_with_its_worker_is_handed_out_again(app: Flask) -> None:
    done: list[UUID] = []
    (job,) = _add()
    with writing() as session:
        jobs.lease(session, job.id, at=clock.now() - jobs.LEASE - timedelta(seconds=1))
    assert Worker(app, {"uji": done.append}).drain() == (1, 0)
    assert done == [job.target_id]


def test_a_lease_that_runs_is_left_alone(app: Flask) -> None:
    (job,) = _add()
    with writing() as session:
        jobs.lease(session, job.id, at=clock.now())
    worker = Worker(app, {"uji": lambda target_id: None})
    assert worker.waiting() == []
    assert worker.drain() == (0, 0)


def test_a_job_that_fails_is_tried_a_few_times_and_then_left_with_its_reason(app: Flask) -> None:
    def fail(target_id: UUID) -> None:
        raise ValueError("rusak")

    (job,) = _add()
    worker = Worker(app, {"uji": fail})
    for _ in range(jobs.ATTEMPTS_MOST + 3):
        worker.drain()
        _let_lease_run_out(job)
    held = _held(job)
    assert held.attempts_count == jobs.ATTEMPTS_MOST
    assert held.done_at is None
    assert held.failure == "ValueError: rusak"


def test_a_failure_is_forgotten_when_the_job_is_done(app: Flask) -> None:
    tries: list[UUID] = []

    def stumble(target_id: UUID) -> None:
        tries.append(target_id)
        if len(tries) == 1:
            raise ValueError("sekali")

    (job,) = _add()
    worker = Worker(app, {"uji": stumble})
    assert worker.drain() == (0, 1)
    _let_lease_run_out(job)
    assert worker.drain() == (1, 0)
    assert _held(job).failure is None


def test_a_kind_without_a_handler_is_a_failure_and_stops_no_other(app: Flask) -> None:
    done: list[UUID] = []
    (strange,) = _add(kind="asing")
    (plain,) = _add()
    assert Worker(app, {"uji": done.append}).drain() == (1, 1)
    assert done == [plain.target_id]
    assert "asing" in (_held(strange).failure or "")


def test_a_job_of_an_undone_transaction_does_not_exist(app: Flask) -> None:
    with pytest.raises(ZeroDivisionError), writing() as session:
        jobs.add(session, "uji", uuid4(), at=clock.now())
        _ = 1 / 0
    assert Worker(app, {"uji": lambda target_id: None}).waiting() == []


def test_a_job_is_announced_only_once_it_is_committed(app: Flask) -> None:
    queue = app.extensions["bekal.queue"].huey
    with writing() as session:
        jobs.add(session, "uji", uuid4(), at=clock.now())
        session.flush()
        assert queue.pending_count() == 0
    assert queue.pending_count() == 1


def test_workers_at_once_do_each_job_once(app: Flask) -> None:
    done: list[UUID] = []
    added = _add(12)
    worker = Worker(app, {"uji": done.append})
    together(app, 4, lambda number: worker.drain() and None)
    assert sorted(done) == sorted(job.target_id for job in added)


def test_jobs_that_a_job_adds_are_done_by_the_same_drain(app: Flask) -> None:
    done: list[UUID] = []

    def first(target_id: UUID) -> None:
        done.append(target_id)
        _add(kind="lanjutan")

    _add()
    assert Worker(app, {"uji": first, "lanjutan": done.append}).drain() == (2, 0)
    assert len(done) == 2


def test_a_job_for_later_is_not_handed_out_before_its_time(app: Flask) -> None:
    queue = app.extensions["bekal.queue"].huey
    done: list[UUID] = []
    with writing() as session:
        job = jobs.add(
            session, "uji", uuid4(), at=clock.now(), due_at=clock.now() + timedelta(days=7)
        )
    worker = Worker(app, {"uji": done.append})
    assert (queue.pending_count(), worker.drain(), done) == (0, (0, 0), [])
    _let_lease_run_out(job)
    assert (worker.drain(), done) == ((1, 0), [job.target_id])
