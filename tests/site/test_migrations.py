"""Migrations lead to exactly the tables that the models describe, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import JSON, Column, Connection, MetaData, Table, inspect, select, text

from lms import commands
from lms.app import create_app
from lms.kernel.database import db
from lms.kernel.settings import Settings
from tests import databases


@pytest.mark.parametrize("kind", databases.KINDS)
def test_migrations_match_the_models_and_lead_back(kind: str, tmp_path: Path) -> None:
    with databases.fresh(kind, "migrasi") as url:
        app = create_app(Settings(home=tmp_path, secret_key="s" * 40, database_url=url))
        alembic = app.extensions["bekal.alembic"]
        with app.app_context():
            alembic.upgrade()
        with app.app_context():
            assert alembic.compare_metadata() == []
        with app.app_context():
            alembic.downgrade("base")
        with app.app_context():
            assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
            db.engine.dispose()


AT = datetime(2026, 11, 1, tzinfo=UTC)
METRO = "18.72.01.1001"


@pytest.mark.parametrize("kind", databases.KINDS)
def test_what_was_kept_before_the_second_migration_is_carried_over(
    kind: str, tmp_path: Path
) -> None:
    with databases.fresh(kind, "sebelum") as url:
        app = create_app(Settings(home=tmp_path, secret_key="s" * 40, database_url=url))
        with app.app_context():
            app.extensions["bekal.alembic"].upgrade("0001")
        with _changing(app) as opened:
            _keep_a_registered_person(opened)
        with app.app_context():
            app.extensions["bekal.alembic"].upgrade()
        with _changing(app) as opened:
            merits = opened.execute(text("SELECT merit FROM credential")).scalars().all()
            counts = opened.execute(text("SELECT code, desa_count FROM region")).all()
            if kind == "sqlite":
                assert opened.execute(text("PRAGMA foreign_key_check")).all() == []
        with app.app_context():
            db.engine.dispose()
    assert sorted(merits) == ["lulus", "terdaftar"]
    assert dict(counts) == {"ID": 1, "18": 1, "18.72": 1, "18.72.01": 1, METRO: 0}


@pytest.mark.parametrize("kind", databases.KINDS)
def test_answers_given_before_the_third_migration_are_carried_over(
    kind: str, tmp_path: Path
) -> None:
    with databases.fresh(kind, "jawaban") as url:
        app = create_app(Settings(home=tmp_path, secret_key="s" * 40, database_url=url))
        alembic = app.extensions["bekal.alembic"]
        with app.app_context():
            alembic.upgrade("0002")
        with _changing(app, bekal_migrates=True) as opened:
            _forget_foreign_keys(opened)
            _add(opened, "response", id=uuid4(), attempt_id=uuid4(), choice="b")
            keys = {"participation_id": uuid4(), "module_id": uuid4()}
            _add(opened, "self_check_answer", id=uuid4(), choice="c", **keys)
        with app.app_context():
            alembic.upgrade("0003")
        with _changing(app) as opened:
            answers = [
                Table(name, MetaData(), Column("answer", JSON))
                for name in ("response", "self_check_answer")
            ]
            kept = [opened.execute(select(table.c.answer)).scalar_one() for table in answers]
        with app.app_context():
            alembic.downgrade("0002")
        with _changing(app) as opened:
            back = opened.execute(text("SELECT choice FROM response")).scalar_one()
        with app.app_context():
            db.engine.dispose()
    assert kept == [["b"], ["c"]]
    assert back == "b"


def _forget_foreign_keys(opened: Connection) -> None:
    if opened.dialect.name == "postgresql":
        opened.execute(text("SET LOCAL session_replication_role = replica"))


@contextmanager
def _changing(app: Flask, **options: bool) -> Iterator[Connection]:
    changes = {"bekal_writes": True, **options}
    with app.app_context(), db.engine.execution_options(**changes).begin() as opened:
        yield opened


def _keep_a_registered_person(opened: Connection) -> None:
    levels = ("nation", "province", "kabupaten_kota", "kecamatan", "desa")
    codes: list[str | None] = [None, "ID", "18", "18.72", "18.72.01", METRO]
    for level, code, parent in zip(levels, codes[1:], codes, strict=False):
        _add(opened, "region", code=code, level=level, parent_code=parent)
    person, registration, credential = uuid4(), uuid4(), uuid4()
    _add(opened, "person", id=person, name="Sekar", domicile_code=METRO)
    for one, basis in ((uuid4(), "kelulusan"), (credential, "penetapan")):
        _add(opened, "credential", id=one, person_id=person, basis=basis, version_id=uuid4())
    sk = {"sk_number": "460/017/SK", "sk_on": date(2026, 10, 1), "sk_signatory": "Kepala Dinas"}
    _add(
        opened,
        "registration",
        id=registration,
        person_id=person,
        region_code=METRO,
        state="ditetapkan",
        decided_at=AT,
        credential_id=credential,
        **sk,
    )


def _add(opened: Connection, called: str, **values: Any) -> None:
    """Add a row to a table as it was then; what isn't named gets a plain value."""
    table = Table(called, MetaData(), autoload_with=opened)
    given = dict(values)
    for column in table.columns:
        if column.name not in given and not column.nullable:
            given[column.name] = _plain(column.type.python_type, column.name)
    is_sqlite = opened.dialect.name == "sqlite"
    bound = {
        key: value.hex if is_sqlite and isinstance(value, UUID) else value
        for key, value in given.items()
    }
    opened.execute(table.insert().values(bound))


def _plain(kind: type, name: str) -> Any:
    if name in ("source_id", "version_id"):
        return uuid4()
    return {bool: True, int: 1, datetime: AT, date: AT.date(), dict: {}}.get(kind, "x")


@pytest.mark.parametrize("kind", databases.KINDS)
@pytest.mark.parametrize("begun_at", ["0003", "heads"])
def test_init_brings_an_old_database_up_and_may_be_said_again(
    kind: str, begun_at: str, tmp_path: Path
) -> None:
    with databases.fresh(kind, f"lagi_{begun_at}") as url:
        app = create_app(Settings(home=tmp_path, secret_key="s" * 40, database_url=url))
        alembic = app.extensions["bekal.alembic"]
        with app.app_context():
            alembic.upgrade(begun_at)
        for _time in range(2):
            said = app.test_cli_runner().invoke(commands.init)
            assert (said.output, said.exit_code) == ("Basis data siap.\n", 0)
        with app.app_context():
            assert alembic.compare_metadata() == []
        with app.app_context():
            db.engine.dispose()
