"""A real server and real Chromium; the house's clock can be set to another day."""

import shutil
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Playwright
from werkzeug.serving import make_server

from courses.reading import read
from lms.app import create_app
from lms.demo import offices
from lms.kernel import audit, clock
from lms.kernel.access import SYSTEM
from lms.kernel.clock import Zone
from lms.kernel.database import db, writing
from lms.kernel.model import Model
from lms.kernel.settings import Settings
from lms.regions import operations as regions
from lms.regions import source
from lms.registration import loading as registration
from lms.training import loading as training
from lms.web import assets
from lms.web.limits import limiter
from lms.web.templating import content_folder
from tests import databases
from tests.journeys.site import Site

_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Chromium]:
    """Debian's Chromium."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_FLAGS)
    yield browser
    browser.close()


def _settings(home: Path, url: str | None) -> Settings:
    return Settings(
        home=home, secret_key="a secret for journeys " * 3, database_url=url, demonstration=True
    )


def _furnish(app: Flask) -> None:
    """Load regions, curricula, requirements, offices and their staff."""
    with app.app_context():
        Model.metadata.create_all(db.engine.execution_options(bekal_writes=True))
        at = clock.now()
        with writing() as session:
            audit.begin(session)
            regions.load(session, source.rows())
            training.load(session, SYSTEM, read(content_folder()), at=at)
            registration.load(session, registration.shipped())
            made = offices.found_offices(session, at=at - timedelta(days=90))
            offices.hire_staff(session, made, at=at - timedelta(days=90))
            offices.trainer_person(session, "contoh-pengajar", "Yunita Maharani", at=at)
        db.engine.dispose()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite house with everything loaded; journeys copy it."""
    home = tmp_path_factory.mktemp("furnished")
    assets.build(home / "assets")
    _furnish(create_app(_settings(home, None)))
    return home


@pytest.fixture(params=databases.KINDS)
def site(
    request: pytest.FixtureRequest,
    furnished: Path,
    chromium: Chromium,
    tmp_path: Path,
    worker_name: str,
) -> Iterator[Site]:
    """A house that is served on loopback, ten days from now at 07.30 WIB."""
    home = tmp_path / "home"
    shutil.copytree(furnished, home)
    limiter.reset()
    with databases.fresh(request.param, f"{worker_name}_{request.node.name[:12]}") as url:
        app = create_app(_settings(home, url))
        if url is not None:
            _furnish(app)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        found = Site(app, f"http://127.0.0.1:{server.server_port}", chromium, _traveller())
        yield found
        found.close()
        server.shutdown()
        thread.join()
        with app.app_context():
            db.engine.dispose()


def _traveller() -> time_machine.travel:
    day = clock.now().astimezone(Zone.WIB.info) + timedelta(days=10)
    morning: datetime = day.replace(hour=7, minute=30, second=0, microsecond=0)
    return time_machine.travel(morning, tick=True)
