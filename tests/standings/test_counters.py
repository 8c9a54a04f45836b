"""Counters kept with the facts equal a recount, whatever happened."""

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lms.kernel.database import db
from lms.oversight import recount
from lms.standings import queries
from lms.standings.buckets import Bucket, Key
from tests.credentials.samples import configured
from tests.factories.regions import METRO
from tests.standings import naive
from tests.standings.history import World
from tests.standings.lists import BASIC

REGISTERED = Key("psm", "terdaftar")
PLACES = ("ID", "18", "18.72", "18.72.01", METRO, "18.02.01", "35.78")


def _check(session: Session) -> None:
    found = recount.differences(session)
    assert (found.subjects, found.places) == ((), ())
    for key in (BASIC, REGISTERED):
        places = naive.by_place(session, key)
        for code in PLACES:
            figures = queries.total(session, code, key)
            assert (figures.obliged, figures.others) == naive.inside(places, code), (key, code)
            assert figures.desa_done == naive.desa_done(places, code)
            _check_children(session, code, key)


def _check_children(session: Session, code: str, key: Key) -> None:
    whole, rows = queries.total(session, code, key), queries.by_child(session, code, key)
    if not rows:
        return
    for bucket in Bucket:
        assert whole.obliged[bucket] == sum(row.figures.obliged[bucket] for row in rows)
        assert whole.others[bucket] == sum(row.figures.others[bucket] for row in rows)
    assert whole.desa_done == sum(row.figures.desa_done for row in rows)


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 10**6), acts=st.integers(5, 50), at_once=st.integers(1, 4))
def test_counters_equal_the_recount_after_any_history(
    app: Flask, seed: int, acts: int, at_once: int
) -> None:
    engine = db.engine.execution_options(bekal_writes=True)
    with (
        configured(app, base_url="https://bekal.example.go.id"),
        Session(engine, expire_on_commit=False) as session,
    ):
        world = World(session, seed)
        for number in range(acts):
            world.act()
            if number % at_once == 0:
                world.settle()
        world.settle()
        _check(session)
        session.rollback()
