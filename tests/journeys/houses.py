"""Houses with everything that stands before the story begins, and how they are served."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from courses.reading import read
from lms.app import create_app
from lms.demo import offices
from lms.kernel import audit, clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import db, writing
from lms.kernel.model import Model
from lms.kernel.settings import Settings
from lms.regions import operations as regions
from lms.regions import source
from lms.regions.queries import OFFICE_LEVELS
from lms.registration import loading as registration
from lms.training import loading as training
from lms.training import media, media_views
from lms.web import assets
from lms.web.templating import content_folder

LAMPUNG = "18"


def house(home: Path, url: str | None) -> Flask:
    """Give the application of a demonstration with its home here and its database there."""
    settings = Settings(
        home=home, secret_key="a secret for journeys " * 3, database_url=url, demonstration=True
    )
    return create_app(settings)


def furnish(app: Flask, rows: list[dict[str, Any]]) -> None:
    """Build tables and files, load these regions, curricula and requirements."""
    assets.build(app.extensions["bekal.settings"].home / "assets")
    with app.app_context():
        Model.metadata.create_all(db.engine.execution_options(bekal_writes=True))
        at, library = clock.now(), read(content_folder())
        media.keep_all(media_views.storage(), content_folder(), library)
        with writing() as session:
            audit.begin(session)
            regions.load(session, rows)
            training.load(session, SYSTEM, library, at=at)
            registration.load(session, registration.shipped())
        db.engine.dispose()


def staff(app: Flask) -> None:
    """Found the offices of the demonstration and hire their staff, and a trainer."""
    with app.app_context():
        at = clock.now() - timedelta(days=90)
        with writing() as session:
            made = offices.found_offices(session, at=at)
            offices.hire_staff(session, made, at=at)
            offices.trainer_person(session, "contoh-pengajar", "Yunita Maharani", at=at)
        db.engine.dispose()


def regions_of_the_story() -> list[dict[str, Any]]:
    """Give Lampung down to its desa; of elsewhere only where offices are, to furnish quickly."""
    return [
        row
        for row in source.rows()
        if row["level"] in OFFICE_LEVELS or row["code"].partition(".")[0] == LAMPUNG
    ]


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve a house on loopback and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()
