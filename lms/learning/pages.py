"""What all pages of the modules share: their blueprint, addresses, and who reads what."""

from uuid import UUID

from flask import Blueprint, request
from sqlalchemy.orm import Session

from lms.kernel.database import reading
from lms.learning import queries
from lms.learning.presenters import Desk
from lms.learning.texts import Manner
from lms.training.terms import terms
from lms.web.access import actor

blueprint = Blueprint("learning", __name__)

MODULE = "/angkatan/<uuid:angkatan_id>/materi/<string:module_slug>"
LESSON = f"{MODULE}/bacaan/<string:lesson_slug>"
PICTURES, ALL_PICTURES = "gambar", "semua"


def desk_here(angkatan_id: UUID, module_slug: str) -> Desk:
    """Give the module to whoever reads it in this request."""
    with reading() as session:
        return desk_of(session, angkatan_id, module_slug)


def desk_of(session: Session, angkatan_id: UUID, module_slug: str) -> Desk:
    """Give the module to whoever reads it in this request, with their answers."""
    reader = queries.reader(session, actor(), angkatan_id)
    taught = queries.module(session, reader.angkatan.curriculum_id, module_slug)
    if reader.participation is None:
        return Desk(reader, taught, {})
    key = (reader.participation.id, taught.module_id)
    found = queries.answers(session, [reader.participation.id], taught.module_id)
    return Desk(reader, taught, found.get(key, {}))


def manner(session: Session) -> Manner:
    """Give how this request wants its texts: all pictures only where it asks for them."""
    return Manner(terms(session), shows_all=pictures() == ALL_PICTURES)


def pictures() -> str | None:
    """Give what the request says about pictures, to be said again on the next page."""
    return ALL_PICTURES if request.values.get(PICTURES) == ALL_PICTURES else None
