"""Deleting the pictures of question files that were tried and left."""

from uuid import UUID

from lms.kernel.database import reading
from lms.training.media_views import storage
from lms.workshop import import_pictures
from lms.workshop.models import QuestionImport


def forget(import_id: UUID) -> None:
    """Delete the pictures of a trial; those that were put into a manuscript lie there."""
    with reading() as session:
        found = session.get(QuestionImport, import_id)
    if found is not None:
        import_pictures.forget(storage(), found)
