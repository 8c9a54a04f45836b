"""One engine, two kinds of transaction: `reading()` and `writing()`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from lms.kernel import audit, jobs

db = SQLAlchemy()

_WRITES = {"bekal_writes": True}
_READS = {"postgresql_readonly": True}


@contextmanager
def writing() -> Iterator[Session]:
    """Open a transaction that may change rows; commits at the end, or undoes everything.

    Audit entries are chained last, so that the chain's lock is held for the shortest time;
    jobs are handed to the workers after the commit.
    """
    with Session(db.engine.execution_options(**_WRITES), expire_on_commit=False) as session:
        with session.begin():
            yield session
            audit.chain(session)
        jobs.announce(session)


@contextmanager
def reading() -> Iterator[Session]:
    """Open a transaction that sees one state and can't change any."""
    with Session(db.engine.execution_options(**_READS), expire_on_commit=False) as session:
        event.listen(session, "before_flush", _refuse_changes)
        yield session


def _refuse_changes(session: Session, context: Any, instances: Any) -> None:
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("a change inside reading(); open writing() instead")


def prepare(engine: Engine) -> None:
    """Set an engine's connections up; call once for each engine."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _sqlite_begin)


def _sqlite_pragmas(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    # pysqlite's own BEGIN is deferred: two writers that read first would fail as "locked"
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=5000",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get("bekal_writes"))
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
