"""What every change of a manuscript or its questions leaves behind."""

from datetime import datetime

from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.workshop.models import Manuscript, ManuscriptChange, ManuscriptState

FELL = "manuscript_from"
"""Stands in the detail of an act that made a manuscript a draft again: what it was before."""


def touch(
    session: Session, actor: Actor, manuscript: Manuscript, what: str, *, at: datetime
) -> None:
    """Note that the actor changed `what` ("item:03-asas", "lesson:01-peran", "header").

    The manuscript is a draft again: what was approved or sent for review is no longer what stands.
    """
    was = note_change(session, actor, manuscript, what, at=at)
    audit.record(
        session,
        actor,
        "manuscript.changed",
        manuscript,
        region_code=manuscript.region_code,
        at=at,
        detail={"what": what[:200], "revision": manuscript.revision, **fallen(was)},
    )


def note_change(
    session: Session, actor: Actor, manuscript: Manuscript, what: str, *, at: datetime
) -> ManuscriptState:
    """Note that the actor wrote of it, for whoever records the act; give what state it was in."""
    was, manuscript.state = manuscript.state, ManuscriptState.DRAFT
    manuscript.changed_by_id, manuscript.changed_at = actor.account_id, at
    session.add(
        ManuscriptChange(
            manuscript_id=manuscript.id, what=what[:200], by_id=actor.account_id, at=at
        )
    )
    return was


def fallen(was: ManuscriptState) -> dict[str, str]:
    """Give what the trail says of a manuscript that became a draft again; nothing of a draft."""
    return {} if was is ManuscriptState.DRAFT else {FELL: was.value}
