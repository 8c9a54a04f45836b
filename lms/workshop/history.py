"""What happened to a manuscript and its questions, as the trail has it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select, union
from sqlalchemy.orm import Session

from lms.kernel.audit import AuditAbout, AuditEntry
from lms.workshop.bank_rules import STEPS
from lms.workshop.models import Manuscript
from lms.workshop.touching import FELL

PAGE_ROWS = 50

STATUS_ACTS = (
    "manuscript.begun",
    "manuscript.sent",
    "manuscript.approved",
    "manuscript.returned",
    "module.published",
    *(step.noted for step in STEPS.values()),
)
"""The acts that change the status of a manuscript or of a question in it, whatever it was."""


def entries(
    session: Session, manuscript: Manuscript, *, status_only: bool, number: int = 1
) -> tuple[Sequence[AuditEntry], int]:
    """Give a page of what was done, latest first, and how much there is in all.

    `status_only` leaves out what was written without changing a status.
    """
    where = _about(manuscript)
    if status_only:
        fell = AuditEntry.detail[FELL].as_string().is_not(None)
        where = where & or_(AuditEntry.act.in_(STATUS_ACTS), fell)
    found = select(AuditEntry).where(where).order_by(AuditEntry.position.desc())
    rows = session.scalars(found.limit(PAGE_ROWS).offset((number - 1) * PAGE_ROWS)).all()
    count = select(func.count()).select_from(AuditEntry).where(where)
    return rows, session.scalar(count) or 0


def _about(manuscript: Manuscript) -> ColumnElement[bool]:
    """Give the condition that an act was done with the manuscript, or names it in its detail."""
    key = str(manuscript.id)
    itself = select(AuditEntry.position).where(AuditEntry.subject_id == key)
    named = select(AuditAbout.position).where(AuditAbout.about_id == key)
    return AuditEntry.position.in_(union(itself, named))
