"""One engine, two kinds of transaction: `reading()` and `writing()`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVarTuple

from flask import Flask, current_app, has_request_context, request
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, Row, Select, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from lms.kernel import audit, endings, jobs

db = SQLAlchemy()

_WRITES, _READS = "writing", "reading"
_TURN = "bekal.turn"
_MIGRATES = "migrating"
_OPEN = "bekal.reading"
_PATIENCE_SECONDS = 5
_Columns = TypeVarTuple("_Columns")


class ReadingSession(Session):
    """A session that refuses every flush."""


@contextmanager
def writing() -> Iterator[Session]:
    """Open a transaction that may change rows; commits at the end, or undoes everything.

    What a page has read so far in this request is forgotten: it may be about to change.

    Audit entries are chained last, so that the chain's lock is held for the shortest time;
    jobs are handed to the workers after the commit.
    """
    _end_reading()
    with Session(db.engines[_WRITES], expire_on_commit=False) as session:
        with _turn(), session.begin():
            yield session
            endings.finish(session)
            audit.chain(session)
        jobs.announce(session)


@contextmanager
def _turn() -> Iterator[None]:
    # SQLite lets waiting writers sleep and try again, and serves whoever comes first: with many
    # threads one may lose each time until its patience ends. So only one of a process asks.
    turn: Lock | None = current_app.extensions.get(_TURN)
    is_held = turn is not None and turn.acquire(timeout=_PATIENCE_SECONDS)
    try:
        yield
    finally:
        if turn is not None and is_held:
            turn.release()


@contextmanager
def reading() -> Iterator[Session]:
    """Open a transaction that sees one state and can't change any.

    Within a request there is one for all who read, until the answer is made or something is
    written: opening one costs as much as a question.
    """
    if not has_request_context():
        with _reading() as session:
            yield session
        return
    known = request.environ
    if _OPEN not in known:
        known[_OPEN] = _reading()
    try:
        yield known[_OPEN]
    except BaseException:
        _end_reading()  # what failed may have ended the transaction; the error's page reads anew
        raise


def _reading() -> ReadingSession:
    return ReadingSession(db.engines[_READS], expire_on_commit=False)


def _end_reading(error: BaseException | None = None) -> None:
    session: ReadingSession | None = None
    if has_request_context():
        session = request.environ.pop(_OPEN, None)
    if session is not None:
        session.close()


def rows(
    session: Session, asked: Select[*_Columns], values: Mapping[str, Any]
) -> Sequence[Row[*_Columns]]:
    """Give the rows of a statement that names columns only.

    For what each page asks: without what a session does for entities it costs half as much.
    What the session has not flushed is not seen.
    """
    return session.connection().execute(asked, values).all()


@event.listens_for(ReadingSession, "before_flush")
def _refuse_changes(session: Session, context: Any, instances: Any) -> None:
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("a change inside reading(); open writing() instead")


def prepare(engine: Engine) -> None:
    """Set the app's engine up, and one each for the two kinds of transaction on its connections.

    Call once for each app, in its context.
    """
    _forget_scoped_sessions(current_app)
    current_app.teardown_request(_end_reading)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _sqlite_begin)
        current_app.extensions[_TURN] = Lock()
        reads: dict[str, Any] = {}
    else:
        reads = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    db.engines[_WRITES] = engine.execution_options(bekal_writes=True)
    db.engines[_READS] = engine.execution_options(**reads)


def _forget_scoped_sessions(app: Flask) -> None:
    # the extension would start an event loop after each request, to close async sessions that
    # nobody opens: half a millisecond
    closers = app.teardown_appcontext_funcs
    closers[:] = [each for each in closers if each.__module__ != SQLAlchemy.__module__]


def _sqlite_pragmas(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    # pysqlite's own BEGIN is deferred: two writers that read first would fail as "locked"
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={_PATIENCE_SECONDS * 1000}",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    writes, migrates = bool(options.get("bekal_writes")), bool(options.get("bekal_migrates"))
    if connection.info.get(_MIGRATES, False) is not migrates:
        # a table that is made anew is dropped first, which must not delete what points to it
        connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if migrates else 'ON'}")
        connection.info[_MIGRATES] = migrates
    if connection.info.get(_WRITES) is not writes:
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.info[_WRITES] = writes
    if writes:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # waits for nobody, so it can't fail: straight to the driver, at a tenth of the cost
        connection.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]
