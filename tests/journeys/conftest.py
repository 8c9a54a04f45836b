"""A real server and real Chromium; the house's clock can be set to another day."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import time_machine
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Playwright

from lms.kernel import clock
from lms.kernel.clock import Zone
from lms.web.limits import limiter
from tests import databases
from tests.journeys import houses
from tests.journeys.site import CHROMIUM, Looked, Site

_number = itertools.count()


class Furnished(NamedTuple):
    """A house that journeys copy: its home and, on PostgreSQL, its database."""

    home: Path
    url: str | None


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Chromium]:
    """Debian's Chromium."""
    browser = playwright.chromium.launch(**CHROMIUM)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def furnished(
    tmp_path_factory: pytest.TempPathFactory, worker_name: str
) -> Iterator[Callable[[str], Furnished]]:
    """Give the furnished house of a kind of database; each is furnished once."""
    with ExitStack() as stack:

        @cache
        def of_kind(kind: str) -> Furnished:
            home = tmp_path_factory.mktemp(f"furnished_{kind}")
            url = stack.enter_context(databases.fresh(kind, f"{worker_name}_furnished"))
            app = houses.house(home, url)
            houses.furnish(app, houses.regions_of_the_story())
            houses.staff(app)
            return Furnished(home, url)

        yield of_kind


@pytest.fixture(scope="session")
def looked() -> Looked:
    """The pages that were checked for accessibility; each is checked once at each width."""
    return set()


@pytest.fixture(params=databases.KINDS)
def site(
    request: pytest.FixtureRequest,
    furnished: Callable[[str], Furnished],
    chromium: Chromium,
    looked: Looked,
    tmp_path: Path,
    worker_name: str,
) -> Iterator[Site]:
    """A house that is served on loopback, ten days from now at 07.30 WIB."""
    model = furnished(request.param)
    home = tmp_path / "home"
    shutil.copytree(model.home, home)
    limiter.reset()
    name = f"{worker_name}_journey{next(_number)}"
    with databases.fresh(request.param, name, template=model.url) as url:
        app = houses.house(home, url)
        with houses.served(app) as address:
            found = Site(app, address, chromium, _traveller(), looked)
            yield found
            found.close()


def _traveller() -> time_machine.travel:
    day = clock.now().astimezone(Zone.WIB.info) + timedelta(days=10)
    morning: datetime = day.replace(hour=7, minute=30, second=0, microsecond=0)
    return time_machine.travel(morning, tick=True)
