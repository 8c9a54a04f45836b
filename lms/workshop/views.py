"""The workshop: the list of manuscripts, and the parts that put their pages on the blueprint."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms.kernel.database import reading
from lms.web.access import actor, allow
from lms.workshop import queries
from lms.workshop.desk import blueprint
from lms.workshop.queries import READERS

__all__ = ["blueprint"]


@blueprint.get("")
@allow(*READERS)
def overview() -> ResponseReturnValue:
    """List the manuscripts of the actor's regions with what waits."""
    with reading() as session:
        rows = queries.manuscripts(session, actor())
        counts = queries.items_count(session, [row.id for row in rows])
    return render_template("workshop/overview.html", rows=rows, counts=counts)
