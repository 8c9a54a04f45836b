"""Moving an application from one state to the next, each move kept."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.registration.models import Registration, RegistrationState, RegistrationStep


def move(
    session: Session,
    actor: Actor,
    row: Registration,
    to: RegistrationState,
    *,
    out_of: Collection[RegistrationState],
    at: datetime,
    reason: str | None = None,
    **values: Any,
) -> bool:
    """Move an application if it still is in one of these states; tell whether it was.

    The guarded UPDATE lets one of two win. The application's `reason` becomes this one.
    """
    step = (
        update(Registration)
        .where(Registration.id == row.id, Registration.state.in_(out_of))
        .values(state=to, reason=reason, **values)
    )
    if session.execute(step.returning(Registration.id)).scalar_one_or_none() is None:
        return False
    keep(session, actor, row, to, at=at, reason=reason)
    return True


def keep(
    session: Session,
    actor: Actor,
    row: Registration,
    to: RegistrationState,
    *,
    at: datetime,
    reason: str | None = None,
) -> None:
    """Keep that an application reached a state."""
    session.add(
        RegistrationStep(
            registration_id=row.id, state=to, at=at, by_id=actor.account_id, reason=reason
        )
    )
    session.flush()
