"""What the pages of trainers and panitia show, made ready for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.attendance import boards, queries, rules
from lms.attendance.boards import Place
from lms.attendance.models import Mark
from lms.attendance.words import tone, way_word, word
from lms.kernel.clock import Zone
from lms.training import queries as training
from lms.training.models import Kelas, Participation, TrainingSession
from lms.web.formats import moment


@dataclass(frozen=True)
class SessionLine:
    """A session in the list of a kelas."""

    place: Place
    word: str
    tone: str
    present_count: int
    is_open: bool
    was_opened: bool


@dataclass(frozen=True)
class Line:
    """A participant in the list of a session."""

    participation_id: UUID
    name: str
    origin: str
    word: str
    tone: str
    detail: str
    is_flagged: bool
    takes_taps: bool


@dataclass(frozen=True)
class TapList:
    """The list of a session: everybody, and how many of them are marked."""

    place: Place
    kelas_id: UUID
    is_open: bool
    lines: tuple[Line, ...]
    present_count: int
    unmarked_count: int
    flagged_count: int


@dataclass(frozen=True)
class Revision:
    """One entry of a mark's history."""

    word: str
    tone: str
    text: str
    reason: str


@dataclass(frozen=True)
class RecapLine:
    """A participant's marks over all sessions: pairs (word, tone)."""

    name: str
    marks: tuple[tuple[str, str], ...]
    jp: str


@dataclass(frozen=True)
class Heading:
    """A session as a column: in full, and short for a small screen."""

    full: str
    short: str


@dataclass(frozen=True)
class Recap:
    """Participants by sessions, as of now."""

    headings: tuple[Heading, ...]
    lines: tuple[RecapLine, ...]


def session_lines(session: Session, kelas: Kelas) -> tuple[SessionLine, ...]:
    """Give the sessions of a kelas in order of time."""
    rows = training.sessions(session, kelas.id)
    counts = queries.present_counts(session, [row.id for row in rows])
    return tuple(_session_line(row, kelas, counts.get(row.id, 0)) for row in rows)


def _session_line(row: TrainingSession, kelas: Kelas, count: int) -> SessionLine:
    if rules.is_open(row):
        state = (_("Dibuka"), "good")
    elif row.closed_at:
        state = (_("Ditutup"), "neutral")
    else:
        state = (_("Belum dibuka"), "info")
    return SessionLine(
        place=boards.place_in(row, kelas),
        word=state[0],
        tone=state[1],
        present_count=count,
        is_open=rules.is_open(row),
        was_opened=row.opened_at is not None,
    )


def tap_list(session: Session, row: TrainingSession) -> TapList:
    """Give everybody of the session's kelas with their marks."""
    marks = {mark.participation_id: mark for mark in queries.marks_of(session, [row.id])}
    flagged = rules.shared_devices(marks.values())
    people_of = training.participants(session, row.kelas_id)
    lines = tuple(_line(row, who, marks.get(who.id), who.id in flagged) for who in people_of)
    here = [marks[who.id] for who in people_of if who.id in marks]
    return TapList(
        place=boards.place(row),
        kelas_id=row.kelas_id,
        is_open=rules.is_open(row),
        lines=lines,
        present_count=sum(mark.status in rules.COUNTS_AS_PRESENT for mark in here),
        unmarked_count=len(people_of) - len(here),
        flagged_count=sum(line.is_flagged for line in lines),
    )


def _line(row: TrainingSession, who: Participation, mark: Mark | None, is_flagged: bool) -> Line:
    zone = row.kelas.angkatan.zone
    return Line(
        participation_id=who.id,
        name=who.person.full_name,
        origin=who.origin,
        word=word(mark.status if mark else None),
        tone=tone(mark.status if mark else None),
        detail=f"{way_word(mark.way)}, {moment(mark.marked_at, zone)}" if mark else "",
        is_flagged=is_flagged,
        takes_taps=not rules.needs_reason(row, mark),
    )


def history(session: Session, row: TrainingSession, who: Participation) -> tuple[Revision, ...]:
    """Give the history of somebody's mark, the latest first."""
    marks = queries.history(session, row.id, who.id)
    markers = {mark.marked_by_id for mark in marks if mark.marked_by_id}
    names = queries.names_of_accounts(session, markers)
    return tuple(_revision(row, mark, names) for mark in reversed(marks))


def _revision(row: TrainingSession, mark: Mark, names: dict[UUID, str]) -> Revision:
    at = moment(mark.marked_at, row.kelas.angkatan.zone)
    by = names[mark.marked_by_id] if mark.marked_by_id else _("sistem")
    return Revision(
        word=word(mark.status),
        tone=tone(mark.status),
        text=_("%(way)s oleh %(by)s, %(at)s", way=way_word(mark.way), by=by, at=at),
        reason=mark.reason or "",
    )


def recap(session: Session, kelas: Kelas) -> Recap:
    """Give participants by sessions for a whole kelas."""
    rows = training.sessions(session, kelas.id)
    marks = {
        (mark.participation_id, mark.session_id): mark
        for mark in queries.marks_of(session, [row.id for row in rows])
    }
    zone = kelas.angkatan.zone
    headings = tuple(_heading(number, row, zone) for number, row in enumerate(rows, start=1))
    everybody = training.participants(session, kelas.id)
    return Recap(headings, tuple(_recap_line(who, rows, marks) for who in everybody))


def _heading(number: int, row: TrainingSession, zone: Zone) -> Heading:
    start = f"{row.starts_at.astimezone(zone.info):%d/%m %H.%M}"
    short = _("Sesi %(number)s", number=number)
    return Heading(full=f"{row.title} ({start})", short=f"{short} ({start})")


def _recap_line(
    who: Participation,
    rows: Sequence[TrainingSession],
    marks: dict[tuple[UUID, UUID], Mark],
) -> RecapLine:
    own = [marks.get((who.id, row.id)) for row in rows]
    statuses = [mark.status if mark else None for mark in own]
    jp = sum(
        row.jp
        for row, status in zip(rows, statuses, strict=True)
        if status in rules.COUNTS_AS_PRESENT
    )
    planned = sum(row.jp for row in rows)
    return RecapLine(
        name=who.person.full_name,
        marks=tuple((word(status), tone(status)) for status in statuses),
        jp=_("%(jp)s dari %(planned)s", jp=jp, planned=planned),
    )
