"""Opening and closing what a trainer leads: tests of a kelas, presensi of a session."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.training.access import require_teacher
from lms.training.models import Kelas, Stage, TestKind, TestWindow, TrainingSession

OPENS_BEFORE = timedelta(minutes=60)
"""How long before its start the presensi of a session may be opened."""


def _lead(session: Session, actor: Actor, kelas_id: UUID) -> Kelas:
    """Give the kelas, locked until the transaction ends, to a teacher of a running angkatan."""
    kelas = require_teacher(session, actor, kelas_id)
    session.execute(select(Kelas.id).where(Kelas.id == kelas_id).with_for_update(key_share=True))
    if kelas.angkatan.stage is not Stage.RUNNING:
        raise Refused(say("Angkatan ini tidak sedang berjalan."))
    return kelas


def open_test(
    session: Session, actor: Actor, kelas_id: UUID, kind: TestKind, *, at: datetime
) -> TestWindow:
    """Let attempts at a test of the kelas begin.

    Raises:
        Refused: it is open already, the curriculum has no such test, or the angkatan isn't running.
    """
    kelas = _lead(session, actor, kelas_id)
    if not (kelas.angkatan.curriculum.content.get("tests") or {}).get(kind.value):
        raise Refused(say("Kurikulum angkatan ini tidak memuat tes %(kind)s.", kind=kind.value))
    of_kind = (TestWindow.kelas_id == kelas_id, TestWindow.kind == kind)
    is_open = select(TestWindow.id).where(*of_kind, TestWindow.closed_at.is_(None))
    if session.scalar(is_open) is not None:
        raise Refused(say("Tes %(kind)s kelas ini sudah dibuka.", kind=kind.value))
    last = select(func.coalesce(func.max(TestWindow.position), 0)).where(*of_kind)
    window = TestWindow(
        kelas_id=kelas_id,
        kind=kind,
        position=session.scalars(last).one() + 1,
        opened_at=at,
        opened_by_id=actor.account_id,
    )
    session.add(window)
    session.flush()
    _note(session, actor, "test.opened", window, kelas, at=at)
    return window


def close_test(
    session: Session, actor: Actor, kelas_id: UUID, kind: TestKind, *, at: datetime
) -> TestWindow:
    """End the open window of a test; raises Refused when none is open."""
    kelas = _lead(session, actor, kelas_id)
    closed = (
        update(TestWindow)
        .where(
            TestWindow.kelas_id == kelas_id,
            TestWindow.kind == kind,
            TestWindow.closed_at.is_(None),
        )
        .values(closed_at=at, closed_by_id=actor.account_id)
        .returning(TestWindow.id)
    )
    window_id = session.execute(closed).scalar_one_or_none()
    if window_id is None:
        raise Refused(say("Tes %(kind)s kelas ini tidak sedang dibuka.", kind=kind.value))
    window = session.get_one(TestWindow, window_id, populate_existing=True)
    _note(session, actor, "test.closed", window, kelas, at=at)
    return window


def open_session(
    session: Session, actor: Actor, session_id: UUID, *, at: datetime
) -> TrainingSession:
    """Open the presensi of a session; one that is open already stays as it is.

    Raises:
        Refused: another session of the kelas is open, it is another day, or too early.
    """
    kelas = _lead(session, actor, _kelas_id(session, session_id))
    found = session.get_one(TrainingSession, session_id, populate_existing=True)
    if found.opened_at is not None and found.closed_at is None:
        return found
    _refuse_wrong_time(kelas, found, at=at)
    _refuse_second(session, found)
    found.opened_at, found.closed_at = found.opened_at or at, None
    _note(session, actor, "session.opened", found, kelas, at=at)
    return found


def close_session(
    session: Session, actor: Actor, session_id: UUID, *, at: datetime
) -> TrainingSession:
    """Close the presensi of a session; one that is closed already stays as it is."""
    kelas = _lead(session, actor, _kelas_id(session, session_id))
    found = session.get_one(TrainingSession, session_id, populate_existing=True)
    if found.opened_at is None:
        raise Refused(say("Presensi sesi ini belum dibuka."))
    if found.closed_at is None:
        found.closed_at = at
        _note(session, actor, "session.closed", found, kelas, at=at)
    return found


def _kelas_id(session: Session, session_id: UUID) -> UUID:
    of_it = select(TrainingSession.kelas_id).where(TrainingSession.id == session_id)
    kelas_id = session.scalar(of_it)
    if kelas_id is None:
        raise NotFound
    return kelas_id


def _refuse_wrong_time(kelas: Kelas, found: TrainingSession, *, at: datetime) -> None:
    zone = kelas.angkatan.zone
    starts = found.starts_at.astimezone(zone.info)
    if at.astimezone(zone.info).date() != starts.date():
        day = f"{starts:%d/%m/%Y}"
        raise Refused(say("Sesi ini dijadwalkan pada %(day)s, bukan hari ini.", day=day))
    if at < found.starts_at - OPENS_BEFORE:
        opens = (found.starts_at - OPENS_BEFORE).astimezone(zone.info)
        time = f"{opens:%H.%M} {zone.value}"
        raise Refused(say("Presensi sesi ini dapat dibuka mulai pukul %(time)s.", time=time))


def _refuse_second(session: Session, found: TrainingSession) -> None:
    other = select(TrainingSession.title).where(
        TrainingSession.kelas_id == found.kelas_id,
        TrainingSession.id != found.id,
        TrainingSession.opened_at.is_not(None),
        TrainingSession.closed_at.is_(None),
    )
    title = session.scalar(other.limit(1))
    if title is not None:
        raise Refused(say("Presensi sesi “%(title)s” masih dibuka. Tutup dahulu.", title=title))


def _note(
    session: Session,
    actor: Actor,
    act: str,
    row: TestWindow | TrainingSession,
    kelas: Kelas,
    *,
    at: datetime,
) -> None:
    detail = {"kelas_id": kelas.id, "angkatan_id": kelas.angkatan_id}
    region = kelas.angkatan.region_code
    audit.record(session, actor, act, row, region_code=region, at=at, detail=detail)
