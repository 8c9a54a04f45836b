"""Applications on SQLite and PostgreSQL, emptied before each test."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, g
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Table, exists, insert, literal, select, text
from sqlalchemy.orm import Session

from lms.app import create_app
from lms.kernel import audit
from lms.kernel.database import db, writing
from lms.kernel.model import Model
from lms.kernel.settings import Settings
from lms.web.limits import limiter
from tests import databases
from tests.browser import Browser
from tests.factories.regions import REGIONS

# properties are searched without a clock: a busy machine is no reason to fail
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")

_apps: dict[str, Flask] = {}


def application(kind: str, worker_id: str) -> Flask:
    """Give this process's application on a kind of database, made once."""
    if kind not in _apps:
        home = Path(tempfile.mkdtemp(dir=os.environ["LMS_TEST_FOLDER"]))
        url = databases.create(kind, worker_id)
        settings = Settings(
            home=home,
            secret_key="a secret for tests, long enough " * 2,
            database_url=url,
            second_factor="optional",
        )
        app = create_app(settings)
        app.config.update(TESTING=True, WTF_CSRF_CHECK_DEFAULT=False)
        app.before_request(_trust_forms)
        with app.app_context():
            Model.metadata.create_all(db.engine.execution_options(bekal_writes=True))
        _apps[kind] = app
    return _apps[kind]


def _trust_forms() -> None:
    # forms carry their token, as the browser checks, but tests post without it
    g.csrf_valid = True


def empty(app: Flask) -> None:
    """Leave nothing in the application's database but regions."""
    with app.app_context(), writing() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
        for table in _filled(session):
            session.execute(table.delete())
        session.execute(insert(Model.metadata.tables["region"]), REGIONS)
        audit.begin(session)
    app.extensions["bekal.queue"].huey.flush()
    limiter.reset()


def _filled(session: Session) -> list[Table]:
    """Give the tables that hold rows, those that point at others first, by a single statement."""
    tables = list(reversed(Model.metadata.sorted_tables))
    has_rows = [exists(select(literal(1)).select_from(table)) for table in tables]
    held = session.execute(select(*has_rows)).one()
    return [table for table, is_held in zip(tables, held, strict=True) if is_held]


@pytest.fixture(scope="session")
def worker_name() -> str:
    """Name this test process."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(params=databases.KINDS)
def app(request: pytest.FixtureRequest, worker_name: str) -> Iterator[Flask]:
    """An application with regions and nothing else, its context open."""
    found = application(request.param, worker_name)
    empty(found)
    with found.app_context():
        yield found


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A writing transaction to arrange in; commit it before the browser or a job shall see it."""
    with Session(db.engine.execution_options(bekal_writes=True), expire_on_commit=False) as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser without anybody signed in, that checks every page it sees."""
    return Browser(app)
