"""The national view of "Pelatihan wajib" over all desa of the country, at two sizes."""

import time
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lms.app import create_app
from lms.kernel import audit, clock
from lms.kernel.access import NATION, Role
from lms.kernel.database import db, reading, writing
from lms.kernel.model import Model
from lms.kernel.settings import Settings
from lms.people.models import Account, Person
from lms.regions import operations as regions
from lms.regions import source
from lms.regions.models import Level, Region
from lms.standings import queries
from lms.standings.buckets import REGISTERED_TIER, Holding, Key, Training
from lms.standings.models import Mode, ObligedList
from lms.standings.settling import At, State, write
from tests.bench.figures import Figure
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.training import a_tier

BASIC, REGISTERED = Key("psm", "dasar"), Key("psm", REGISTERED_TIER)
ROUNDS = 20
_LINES_ABOVE = 4
_AT_ONCE = 20_000


def figures(settings: Settings, kind: str, people_most: int) -> Iterator[Figure]:
    """Give the wall time of the national page, and of its figures alone, at a tenth and at all."""
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False  # there is no page from which the form came
    with app.app_context():
        officer = _arrange()
        chance, known = Random(1), 0
        for size in (max(1, people_most // 10), people_most):
            _fill(chance, size - known)
            known = size
            mark = f"@{kind}@{_short(size)}"
            yield _timed(f"coverage-national-figures-ms{mark}", _read)
            yield _timed(f"coverage-national-ms{mark}", _page(app, officer))
            yield _exported(app, officer, mark)
        db.engine.dispose()


def _short(size: int) -> str:
    return f"{size // 1000}k" if size >= 1000 else str(size)


def _arrange() -> Account:
    Model.metadata.create_all(db.engine.execution_options(bekal_writes=True))
    with writing() as session:
        regions.load(session, source.rows())
        audit.begin(session)
        a_tier(session)
        officer = a_staff_member(session, Role.OFFICER, NATION)
        officer.person.domicile_code = None
        session.add(_list())
    return officer


def _list() -> ObligedList:
    at = clock.now()
    return ObligedList(
        family=BASIC.family,
        tier=BASIC.tier,
        region_code=NATION,
        mode=Mode.NAMES,
        source="bench",
        dated_on=clock.day_of(at),
        filename="bench.xlsx",
        rows_count=0,
        faults_count=0,
        people_count=0,
        uploaded_at=at,
        applied_at=at,
    )


def _fill(chance: Random, count: int) -> None:
    """Let so many more people stand somewhere, a third of them registered too."""
    with reading() as session:
        wanted = select(Region.code).where(Region.level == Level.DESA, Region.is_active)
        desa = session.scalars(wanted.order_by(Region.code)).all()
    for start in range(0, count, _AT_ONCE):
        with writing() as session:
            _write(session, chance, desa, min(_AT_ONCE, count - start))


def _write(session: Session, chance: Random, desa: Sequence[str], count: int) -> None:
    states: dict[At, State] = {}
    people = [_person(number, chance.choice(desa)) for number in range(count)]
    session.execute(insert(Person), people)
    for number, person in enumerate(people):
        one, code = person["id"], person["domicile_code"]
        holding = chance.choice((Holding.ISSUED, Holding.ISSUED, Holding.RECOGNISED, Holding.NONE))
        states[one, BASIC] = State(code, chance.random() < 0.8, holding, chance.choice([*Training]))
        if number % 3 == 0:
            states[one, REGISTERED] = State(code, False, Holding.ISSUED)
    write(session, {}, states)


def _person(number: int, code: str) -> dict[str, Any]:
    name = f"Orang Rekaan {number}"
    given = {"id": uuid4(), "name": name, "search_name": name.lower(), "created_at": clock.now()}
    return given | {"nik_masked": "3578********0001", "domicile_code": code}


def _read() -> None:
    with reading() as session:
        assert len(queries.by_child(session, NATION, BASIC)) >= 38


def _page(app: Flask, officer: Account) -> Callable[[], None]:
    browser = Browser(app).sign_in(officer)
    address = browser.address("oversight.region", family="psm", tier="dasar", code=NATION)

    def open_page() -> None:
        answer = browser.client.get(address)
        assert answer.status_code == 200

    return open_page


def _exported(app: Flask, officer: Account, mark: str) -> Figure:
    """Give what one person's line costs this process when everybody is exported as CSV."""
    browser = Browser(app).sign_in(officer)
    values = {"family": "psm", "tier": "dasar", "code": NATION}
    address = browser.address("oversight.people_sheet", **values)
    began = time.process_time()
    answer = browser.client.post(address)
    lines = answer.get_data().count(b"\n") - _LINES_ABOVE
    took = (time.process_time() - began) * 1000
    assert answer.status_code == 200
    name = f"completion-export-per-trainee{mark}"
    return Figure.of(name, "CPU-ms", [took / lines], n=lines)


def _timed(name: str, act: Callable[[], None]) -> Figure:
    act()
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return Figure.of(name, "ms", took, n=ROUNDS)
