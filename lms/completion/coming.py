"""Who came to an angkatan, said once when it is closed."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.assessment.models import Attempt
from lms.attendance import queries as attendance
from lms.completion import queries
from lms.training.models import Angkatan, Participation, ParticipationState
from lms.training.taking_part import stage_changed


def note(session: Session, angkatan: Angkatan) -> None:
    """Write for everybody enrolled whether they came, and have them counted anew.

    Came: present in a session at least, or sat a test, or passed.
    """
    enrolled = select(Participation).where(
        Participation.angkatan_id == angkatan.id,
        Participation.state == ParticipationState.ENROLLED,
    )
    people = session.scalars(enrolled).all()
    came = _came(session, [each.id for each in people])
    for each in people:
        each.came = each.id in came
    session.flush()
    stage_changed(session, angkatan.id)


def _came(session: Session, ids: list[UUID]) -> frozenset[UUID]:
    attended = attendance.attended(session, ids)
    present = {one for one, sessions in attended.items() if sessions}
    tested = session.scalars(
        select(Attempt.participation_id).where(Attempt.participation_id.in_(ids))
    )
    passed = queries.decisions(session, ids)
    decided = {one for one, row in passed.items() if row.credential_id is not None}
    return frozenset({*present, *tested, *decided})
