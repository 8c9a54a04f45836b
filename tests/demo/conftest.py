"""The whole demonstration, built once for each kind of database; only one test may change it."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from lms.demo import commands
from lms.kernel import clock
from lms.kernel.access import contains
from lms.kernel.database import db, writing
from lms.regions import source
from lms.regions.models import Level
from tests import databases
from tests.demo import looking
from tests.journeys import houses

ONE_IN = {"sqlite": 1, "postgresql": 5}
"""How many of S4's people come: all of them once."""
PLACES = ("17.01", "18", "31.74", "32.16", "32.75", "33", "35.15", "35.25", "35.78")
"""Whose desa the demonstration's people live in."""


def _rows() -> list[dict[str, Any]]:
    wide = {Level.NATION, Level.PROVINCE, Level.KABUPATEN_KOTA}
    return [
        row
        for row in source.rows()
        if row["level"] in wide or any(contains(place, row["code"]) for place in PLACES)
    ]


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(kind, marks=pytest.mark.xdist_group(f"demo-{kind}"))
        for kind in databases.KINDS
    ],
)
def furnished(
    request: pytest.FixtureRequest, worker_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The application with the whole demonstration in its database."""
    home = tmp_path_factory.mktemp("demo")
    with databases.fresh(request.param, f"{worker_name}_demo") as url:
        app = houses.house(home, url)
        houses.furnish(app, _rows())
        with app.app_context():
            looking.ONE_IN[app] = ONE_IN[request.param]
            for act in commands.acts(at=clock.now(), one_in=looking.ONE_IN[app]):
                with writing() as session:
                    act(session)
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def built(furnished: Flask) -> Iterator[Flask]:
    """The demonstration with its context open."""
    with furnished.app_context():
        yield furnished
