"""Alembic bound to an app: our column types in migrations, and a connection that may write."""

from typing import Any

from alembic.autogenerate.api import AutogenContext
from flask import Flask
from flask_alembic import Alembic

from lms.kernel.database import db
from lms.kernel.model import Instant, Model


def connect(app: Flask) -> Alembic:
    """Give the app's Alembic; its commands stand under `lms db`."""
    app.config.setdefault("ALEMBIC_CONTEXT", {"render_item": _render, "compare_type": True})
    with app.app_context():
        engine = db.engine.execution_options(bekal_writes=True, bekal_migrates=True)
    made = Alembic(run_mkdir=False, metadatas=Model.metadata, engines=engine)
    made.init_app(app)
    app.extensions["bekal.alembic"] = made
    return made


def _render(kind: str, item: Any, context: AutogenContext) -> str | bool:
    if kind == "type" and isinstance(item, Instant):
        context.imports.add("from lms.kernel.model import Instant")
        return "Instant()"
    return False
