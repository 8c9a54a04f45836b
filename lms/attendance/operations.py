"""Opening and closing presensi, and marking it by list."""

from datetime import datetime
from uuid import UUID, uuid4

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
from lms.training.queries import participants


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


def mark_rest(
    session: Session, actor: Actor, session_id: UUID, status: Status, *, at: datetime
) -> int:
    """Mark everybody of an open session's kelas who has no mark yet; give how many these were.

    Raises:
        NotFound, Forbidden: not a session of the actor's.
        Refused: presensi is not open, or somebody was marked at the same moment.
    """
    row = queries.training_session(session, session_id)
    access.require_teacher(session, actor, row.kelas_id)
    if not rules.is_open(row):
        raise Refused(say("Presensi sesi ini tidak sedang dibuka. Tandai orangnya satu per satu."))
    known = {mark.participation_id for mark in queries.marks_of(session, [session_id])}
    rest = [who for who in participants(session, row.kelas_id) if who.id not in known]
    made = [
        Mark(
            id=uuid4(),
            session_id=session_id,
            participation_id=who.id,
            revision=1,
            status=status,
            way=Way.LIST,
            marked_at=at,
            marked_by_id=actor.account_id,
            receipt=codes.new_receipt(),
        )
        for who in rest
    ]
    _add(session, *made)
    for mark in made:
        _note(session, actor, row, mark, None, at=at)
    return len(made)


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
    _add(session, mark)
    _note(session, actor, row, mark, earlier, at=at)
    return mark


def _add(session: Session, *marks: Mark) -> None:
    session.add_all(marks)
    try:
        session.flush()
    except IntegrityError:
        raise Refused(say("Presensi ini baru saja dicatat. Muat ulang halaman.")) from None


def _note(
    session: Session,
    actor: Actor,
    row: TrainingSession,
    mark: Mark,
    earlier: Mark | None,
    *,
    at: datetime,
) -> None:
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
