"""Deleting curriculum files that nobody needs any more."""

from uuid import UUID

from lms.kernel import clock
from lms.kernel.database import writing
from lms.training.media_views import storage
from lms.workshop import carried, carried_queries
from lms.workshop.models import CarriedCurriculum


def forget(carried_id: UUID) -> None:
    """Delete a file that is decided, withdrawn or too old; one still in use stays."""
    with writing() as session:
        found = session.get(CarriedCurriculum, carried_id)
        if found is None:
            return
        row = carried_queries.lock(session, found)
        carried.expire(row, at=clock.now())
        is_open = row.state in carried_queries.OPEN
    if not is_open:
        storage().remove(carried.key_of(carried_id))
