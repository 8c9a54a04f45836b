"""Drawing letters, after the commit. Only workers import this: it is heavy."""

import hashlib
from uuid import UUID

from sqlalchemy import select, update

from lms.credentials import house
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.registration import letter_drawing
from lms.registration.tenure_models import DutyLetter


def draw(letter_id: UUID) -> None:
    """Make the PDF of a surat tugas, unless it exists: once drawn, its bytes never change."""
    with reading() as session:
        letter = session.get_one(DutyLetter, letter_id)
    if letter.drawn_at is None:
        _keep(letter, letter_drawing.draw(letter.content))


def _keep(letter: DutyLetter, pdf: bytes) -> None:
    """Store the bytes while the row is locked, so that of two workers only one stores."""
    key = f"letters/{letter.year}/{letter.id}.pdf"
    undrawn = (DutyLetter.id == letter.id, DutyLetter.drawn_at.is_(None))
    with writing() as session:
        if session.scalar(select(DutyLetter.id).where(*undrawn).with_for_update()) is None:
            return
        house.storage().keep(key, pdf)
        session.execute(
            update(DutyLetter)
            .where(*undrawn)
            .values(
                drawn_at=clock.now(),
                storage_key=key,
                pdf_sha256=hashlib.sha256(pdf).hexdigest(),
                pdf_bytes_count=len(pdf),
            )
        )
