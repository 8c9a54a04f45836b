"""Gap-free numbers and work after the commit."""

import threading
from uuid import uuid4

import pytest
from flask import Flask

from lms.kernel import clock, jobs, numbers
from lms.kernel.database import reading, writing
from lms.kernel.numbers import Series
from lms.kernel.worker import Worker


def test_parallel_numbers_have_no_gap_and_no_twin(app: Flask) -> None:
    given: list[int] = []

    def take() -> None:
        with app.app_context():
            for _ in range(10):
                with writing() as session:
                    given.append(numbers.following(session, "uji"))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 41))


def test_a_number_of_an_undone_transaction_is_given_again(app: Flask) -> None:
    with pytest.raises(ZeroDivisionError), writing() as session:
        numbers.following(session, "uji")
        _ = 1 / 0
    with writing() as session:
        assert numbers.following(session, "uji") == 1


def test_reading_can_not_change_anything(app: Flask) -> None:
    with pytest.raises(RuntimeError), reading() as session:
        session.add(Series(name="uji", last=1))
        session.flush()


def test_a_failed_job_keeps_its_row_and_is_not_lost(app: Flask) -> None:
    seen = []

    def fail(target_id: object) -> None:
        seen.append(target_id)
        raise ValueError("rusak")

    worker = Worker(app, {"uji": fail})
    with writing() as session:
        job = jobs.add(session, "uji", uuid4(), at=clock.now())
    assert worker.drain() == (0, 1)
    with reading() as session:
        kept = session.get_one(jobs.Job, job.id)
    assert seen == [job.target_id]
    assert kept.done_at is None
    assert "ValueError: rusak" in (kept.failure or "")


def test_a_job_is_done_once_and_leased_to_one(app: Flask) -> None:
    done = []
    worker = Worker(app, {"uji": done.append})
    with writing() as session:
        job = jobs.add(session, "uji", uuid4(), at=clock.now())
    with writing() as session:
        assert jobs.lease(session, job.id, at=clock.now()) is not None
    assert worker.work(job.id) is False
    with writing() as session:
        held = session.get_one(jobs.Job, job.id)
        held.leased_until = clock.now()
    assert worker.drain() == (1, 0)
    assert worker.drain() == (0, 0)
    assert done == [job.target_id]
