"""Transactions under threads: nothing lost, nothing half done, no "locked"."""

import time

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from lms.kernel import audit, audit_state, clock
from lms.kernel.access import SYSTEM
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.numbers import Series
from tests.kernel.threads import together

THREADS, TIMES = 8, 50


def _begin(name: str = "uji") -> None:
    with writing() as session:
        session.add(Series(name=name, last=0))


def _last(name: str = "uji") -> int:
    with reading() as session:
        return session.get_one(Series, name).last


def _locked(session: Session) -> Series:
    return session.scalars(select(Series).where(Series.name == "uji").with_for_update()).one()


def test_eight_threads_read_change_and_write_exactly(app: Flask) -> None:
    _begin()

    def act(number: int) -> None:
        for _ in range(TIMES):
            with writing() as session:
                row = _locked(session)
                row.last = row.last + 1

    together(app, THREADS, act)
    assert _last() == THREADS * TIMES


def test_eight_threads_chain_the_trail_without_a_break(app: Flask) -> None:
    def act(number: int) -> None:
        for turn in range(TIMES // 5):
            with writing() as session:
                subject = ("uji", f"{number}-{turn}")
                audit.record(session, SYSTEM, "x.y", subject, region_code="ID", at=clock.now())

    together(app, THREADS, act)
    with reading() as session:
        assert audit_state.first_break(session) is None
        positions = list(session.scalars(select(AuditEntry.position).order_by("position")))
    assert positions == list(range(1, THREADS * (TIMES // 5) + 1))


def test_readers_and_writers_do_not_stop_each_other(app: Flask) -> None:
    _begin()

    def act(number: int) -> None:
        for _ in range(TIMES):
            if number % 2:
                _last()
                continue
            with writing() as session:
                _locked(session).last += 1

    together(app, THREADS, act)
    assert _last() == THREADS // 2 * TIMES


def test_a_reader_sees_one_state_until_its_end(app: Flask) -> None:
    _begin()
    with reading() as session:
        before = session.get_one(Series, "uji").last
        together(app, 1, lambda number: _step())
        assert session.get_one(Series, "uji", populate_existing=True).last == before
    assert _last() == before + 1


def _step() -> None:
    with writing() as session:
        _locked(session).last += 1


def test_an_error_undoes_the_change_and_its_trail(app: Flask) -> None:
    _begin()
    with pytest.raises(ZeroDivisionError), writing() as session:
        _locked(session).last = 9
        audit.record(session, SYSTEM, "x.y", ("uji", "1"), region_code="ID", at=clock.now())
        session.flush()
        _ = 1 / 0
    assert _last() == 0
    with reading() as session:
        assert session.scalars(select(AuditEntry)).all() == []
        assert audit_state.first_break(session) is None


def test_a_statement_that_writes_is_refused_while_reading(app: Flask) -> None:
    _begin()
    with pytest.raises(DBAPIError), reading() as session:
        session.execute(update(Series).values(last=5))
    assert _last() == 0


def test_a_connection_that_read_can_write_again(app: Flask) -> None:
    _begin()
    for expected in range(1, 20):
        _step()
        assert _last() == expected


def test_many_writers_wait_for_each_other_and_none_gives_up(app: Flask) -> None:
    _begin()

    def act(number: int) -> None:
        for _ in range(3):
            with writing() as session:
                _locked(session).last += 1
                time.sleep(0.02)  # as long as a slow disk takes

    together(app, 32, act)
    assert _last() == 96


def test_a_writer_that_fails_lets_the_next_one_in(app: Flask) -> None:
    _begin()
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), writing() as session:
            _locked(session).last = 1 // 0
    _step()
    assert _last() == 1
