"""Who was marked how, in which session."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from lms.attendance.models import CodeKey, Mark
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound
from lms.people.models import Account, Person
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    Stage,
    TrainingSession,
)

_ENROLLED = Participation.state == ParticipationState.ENROLLED


def _is_last() -> ColumnElement[bool]:
    later = aliased(Mark)
    return ~exists().where(
        later.session_id == Mark.session_id,
        later.participation_id == Mark.participation_id,
        later.revision > Mark.revision,
    )


# asked at each check-in of a whole class, so built once: building costs as much as asking
_SESSION = (
    select(TrainingSession)
    .where(TrainingSession.id == bindparam("session_id", type_=Uuid))
    .options(joinedload(TrainingSession.kelas).joinedload(Kelas.angkatan))
    .execution_options(populate_existing=True)
)
_PARTICIPANT = (
    select(Participation)
    .where(
        Participation.id == bindparam("participation_id", type_=Uuid),
        Participation.kelas_id == bindparam("kelas_id", type_=Uuid),
        _ENROLLED,
    )
    .options(joinedload(Participation.person, innerjoin=True))
)
_PARTICIPANT_LOCKED = _PARTICIPANT.with_for_update(of=Participation)
_MY_PARTICIPATION = (
    select(Participation)
    .where(
        Participation.angkatan_id == bindparam("angkatan_id", type_=Uuid),
        Participation.person_id == bindparam("person_id", type_=Uuid),
    )
    .options(joinedload(Participation.kelas))
)
_MY_MARKS = (
    select(Mark)
    .join(Participation, Participation.id == Mark.participation_id)
    .where(Participation.person_id == bindparam("person_id", type_=Uuid), _is_last())
)
_MY_MARK = _MY_MARKS.where(Mark.session_id == bindparam("session_id", type_=Uuid))
_HISTORY = (
    select(Mark)
    .where(
        Mark.session_id == bindparam("session_id", type_=Uuid),
        Mark.participation_id == bindparam("participation_id", type_=Uuid),
    )
    .order_by(Mark.revision)
)


def training_session(session: Session, session_id: UUID) -> TrainingSession:
    """Give a session with its kelas and angkatan.

    Raises:
        NotFound: there is none.
    """
    found = session.scalars(_SESSION, {"session_id": session_id}).one_or_none()
    if found is None:
        raise NotFound
    return found


def enrolled_count(session: Session, kelas_id: UUID) -> int:
    """Give how many are enrolled in a kelas."""
    found = select(func.count()).select_from(Participation)
    return session.scalar(found.where(Participation.kelas_id == kelas_id, _ENROLLED)) or 0


def participant(
    session: Session, row: TrainingSession, participation_id: UUID, *, lock: bool = False
) -> Participation:
    """Give an enrolled participant of the session's kelas, with the person; perhaps locked.

    Raises:
        NotFound: no such participant in this kelas.
    """
    asked = {"participation_id": participation_id, "kelas_id": row.kelas_id}
    person = session.scalars(_PARTICIPANT_LOCKED if lock else _PARTICIPANT, asked).one_or_none()
    if person is None:
        raise NotFound
    return person


def my_participation(session: Session, actor: Actor, angkatan_id: UUID) -> Participation | None:
    """Give the actor's own participation in an angkatan with its kelas, whatever its state."""
    asked = {"angkatan_id": angkatan_id, "person_id": actor.person_id}
    return session.scalars(_MY_PARTICIPATION, asked).one_or_none()


def my_sessions(session: Session, actor: Actor) -> Sequence[TrainingSession]:
    """Give the sessions of the kelas in which the actor is enrolled now, in order of time."""
    place = joinedload(TrainingSession.kelas, innerjoin=True)
    found = (
        select(TrainingSession)
        .join(Participation, Participation.kelas_id == TrainingSession.kelas_id)
        .join(Angkatan, Angkatan.id == Participation.angkatan_id)
        .where(
            Participation.person_id == actor.person_id,
            _ENROLLED,
            Angkatan.stage == Stage.RUNNING,
        )
        .options(place.joinedload(Kelas.angkatan, innerjoin=True))
        .order_by(TrainingSession.starts_at, TrainingSession.id)
    )
    return session.scalars(found).all()


def my_marks(session: Session, actor: Actor) -> dict[UUID, Mark]:
    """Give the actor's current marks by session id."""
    found = session.scalars(_MY_MARKS, {"person_id": actor.person_id})
    return {mark.session_id: mark for mark in found}


def my_mark(session: Session, actor: Actor, session_id: UUID) -> Mark | None:
    """Give the actor's current mark in a session, if there is one."""
    asked = {"person_id": actor.person_id, "session_id": session_id}
    return session.scalars(_MY_MARK, asked).one_or_none()


def key_of(session: Session, session_id: UUID) -> CodeKey | None:
    """Give the secret of a session; None: presensi was never opened."""
    return session.get(CodeKey, session_id)


def other_keys(session: Session, row: TrainingSession) -> Sequence[str]:
    """Give the secrets of the open sessions of the angkatan's other kelas."""
    found = (
        select(CodeKey.secret)
        .join(TrainingSession, TrainingSession.id == CodeKey.session_id)
        .join(Kelas, Kelas.id == TrainingSession.kelas_id)
        .where(
            Kelas.angkatan_id == row.kelas.angkatan_id,
            Kelas.id != row.kelas_id,
            TrainingSession.opened_at.is_not(None),
            TrainingSession.closed_at.is_(None),
        )
    )
    return session.scalars(found).all()


def history(session: Session, session_id: UUID, participation_id: UUID) -> Sequence[Mark]:
    """Give all revisions of somebody's mark in a session, the first one first."""
    asked = {"session_id": session_id, "participation_id": participation_id}
    return session.scalars(_HISTORY, asked).all()


def names_of_accounts(session: Session, account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Give the names of the people behind these accounts."""
    found = select(Account.id, Person).join(Person, Person.id == Account.person_id)
    rows = session.execute(found.where(Account.id.in_(tuple(account_ids))))
    return {account_id: person.full_name for account_id, person in rows}


def contact_is_spent(session: Session, key: str) -> bool:
    """Tell whether a scan has made a mark already."""
    return session.scalar(select(exists().where(Mark.contact == key))) or False


def marks_of(session: Session, session_ids: Iterable[UUID]) -> Sequence[Mark]:
    """Give the current marks of these sessions."""
    found = select(Mark).where(Mark.session_id.in_(tuple(session_ids)), _is_last())
    return session.scalars(found).all()


def present_counts(session: Session, session_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Give how many enrolled people are present or late, by session; none: not in the dict."""
    found = (
        select(Mark.session_id, func.count())
        .join(Participation, Participation.id == Mark.participation_id)
        .where(
            Mark.session_id.in_(tuple(session_ids)),
            Mark.status.in_(COUNTS_AS_PRESENT),
            _ENROLLED,
            _is_last(),
        )
        .group_by(Mark.session_id)
    )
    return {session_id: number for session_id, number in session.execute(found)}


def attended(session: Session, participation_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Give the sessions attended (hadir or terlambat) by participation; nobody is left out."""
    wanted = tuple(participation_ids)
    found = select(Mark.participation_id, Mark.session_id).where(
        Mark.participation_id.in_(wanted), Mark.status.in_(COUNTS_AS_PRESENT), _is_last()
    )
    sessions: dict[UUID, set[UUID]] = {who: set() for who in wanted}
    for who, which in session.execute(found):
        sessions[who].add(which)
    return {who: frozenset(which) for who, which in sessions.items()}


def waiting(session: Session, kelas_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, int]:
    """Give how many of today's sessions are not opened yet, by kelas; none: not in the dict.

    Today is the day at the place of the angkatan.
    """
    near = timedelta(hours=24)
    found = (
        select(TrainingSession.kelas_id, TrainingSession.starts_at, Angkatan.zone)
        .join(Kelas, Kelas.id == TrainingSession.kelas_id)
        .join(Angkatan, Angkatan.id == Kelas.angkatan_id)
        .where(
            and_(
                TrainingSession.kelas_id.in_(tuple(kelas_ids)),
                TrainingSession.opened_at.is_(None),
                TrainingSession.starts_at.between(at - near, at + near),
                Angkatan.stage == Stage.RUNNING,
            )
        )
    )
    numbers: dict[UUID, int] = {}
    for kelas_id, starts_at, zone in session.execute(found):
        if starts_at.astimezone(zone.info).date() == at.astimezone(zone.info).date():
            numbers[kelas_id] = numbers.get(kelas_id, 0) + 1
    return numbers
