"""Opening and closing presensi, and marking it by list."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.attendance import codes, queries, rules
from lms.attendance.models import CodeKey, Mark, Status, Way
from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.training import access
from lms.training import operations as training
from lms.training.models import TrainingSession


def open_session(session: Session, actor: Actor, session_id: UUID, *, at: datetime) -> None:
    """Open presensi of a session with a fresh secret; open already: nothing changes.

    Raises:
        NotFound, Forbidden: not a session of the actor's.
        Refused: not its day, or another session of the kelas is open.
    """
    was_open = rules.is_open(queries.training_session(session, session_id))
    training.open_session(session, actor, session_id, at=at)
    key = queries.key_of(session, session_id)
    if key is None:
        session.add(CodeKey(session_id=session_id, secret=codes.new_secret(), created_at=at))
    elif not was_open:
        key.secret, key.created_at = codes.new_secret(), at


def close_session(session: Session, actor: Actor, session_id: UUID, *, at: datetime) -> None:
    """Close presensi of a session; no code is accepted from now on.

    Raises:
        NotFound, Forbidden: not a session of the actor's.
    """
    training.close_session(session, actor, session_id, at=at)


def set_status(
    session: Session,
    actor: Actor,
    session_id: UUID,
    participation_id: UUID,
    status: Status,
    *,
    reason: str,
    at: datetime,
) -> Mark:
    """Mark a participant by list, as a further revision; the same status again changes nothing.

    Raises:
        NotFound, Forbidden: not a session of the actor's, or nobody of its kelas.
        Refused: the session has not begun, or a reason is needed and missing.
    """
    row = queries.training_session(session, session_id)
    access.require_teacher(session, actor, row.kelas_id)
    person = queries.participant(session, row, participation_id, lock=True)
    earlier = queries.history(session, session_id, person.id)
    last = earlier[-1] if earlier else None
    if last is not None and last.status is status:
        return last
    objection = rules.list_objection(row, last, reason=reason, at=at)
    if objection is not None:
        raise Refused(objection)
    mark = Mark(
        session_id=row.id,
        participation_id=person.id,
        revision=last.revision + 1 if last else 1,
        status=status,
        way=Way.LIST,
        marked_at=at,
        marked_by_id=actor.account_id,
        receipt=codes.new_receipt(),
        reason=reason or None,
    )
    return keep(session, actor, row, mark, at=at, earlier=last)


def keep(
    session: Session,
    actor: Actor,
    row: TrainingSession,
    mark: Mark,
    *,
    at: datetime,
    earlier: Mark | None = None,
) -> Mark:
    """Add a mark and its audit entry; for the operations of this feature."""
    session.add(mark)
    try:
        session.flush()
    except IntegrityError:
        raise Refused(say("Presensi ini baru saja dicatat. Muat ulang halaman.")) from None
    audit.record(
        session,
        actor,
        "mark.set" if earlier is None else "mark.changed",
        mark,
        region_code=row.kelas.angkatan.region_code,
        at=at,
        reason=mark.reason,
        detail={
            "session_id": row.id,
            "participation_id": mark.participation_id,
            "status": mark.status,
            "was": earlier.status if earlier else None,
            "way": mark.way,
        },
    )
    return mark
