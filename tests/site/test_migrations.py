"""Migrations lead to exactly the tables that the models describe, and back."""

from pathlib import Path

import pytest
from sqlalchemy import inspect

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
