"""Is the process alive, is it ready to serve."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from lms.kernel.database import reading
from lms.web.access import Visitor, allow

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@allow(Visitor.PUBLIC)
def alive() -> ResponseReturnValue:
    """Answer while the process lives."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@allow(Visitor.PUBLIC)
def ready() -> ResponseReturnValue:
    """Answer once the database answers."""
    with reading() as session:
        session.execute(text("SELECT 1"))
    return {"status": "ok"}
