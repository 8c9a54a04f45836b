"""What the participant's pages show, made ready for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.attendance import queries, rules
from lms.attendance.models import Mark
from lms.attendance.rules import Contact
from lms.attendance.words import tone, word
from lms.kernel.access import Actor
from lms.kernel.sentence import Sentence
from lms.training.models import Angkatan, Kelas, TrainingSession
from lms.web.formats import clock_seconds, clock_time, long_day


@dataclass(frozen=True)
class Place:
    """A session as its participants know it."""

    session_id: UUID
    title: str
    kelas: str
    angkatan: str
    day: str
    hours: str
    where: str

    @property
    def lead(self) -> str:
        """Give all of it in a line under the title."""
        return f"{self.angkatan}, {_('kelas')} {self.kelas} · {self.day}, {self.hours}"


@dataclass(frozen=True)
class Row:
    """How somebody was marked in one of their sessions."""

    place: Place
    word: str
    tone: str
    receipt: str


@dataclass(frozen=True)
class Board:
    """The participant's presensi page: what is open and unmarked, and all sessions."""

    open: tuple[Place, ...]
    rows: tuple[Row, ...]
    upcoming: Place | None
    angkatan: Angkatan | None


@dataclass(frozen=True)
class CodePage:
    """One session's page: the button after a good scan, else the field for the digits."""

    place: Place
    is_scanned: bool
    objection: Sentence | None
    angkatan: Angkatan


@dataclass(frozen=True)
class Receipt:
    """What proves that a mark stands."""

    place: Place
    number: str
    word: str
    tone: str
    marked_at: str
    text: str


def place(row: TrainingSession) -> Place:
    """Give a session (with kelas and angkatan loaded) as its participants know it."""
    return place_in(row, row.kelas)


def place_in(row: TrainingSession, kelas: Kelas) -> Place:
    """Give a session of this kelas (with angkatan loaded) as its participants know it."""
    zone = kelas.angkatan.zone
    start, end = row.starts_at.astimezone(zone.info), row.ends_at.astimezone(zone.info)
    return Place(
        session_id=row.id,
        title=row.title,
        kelas=kelas.name,
        angkatan=kelas.angkatan.title,
        day=long_day(start.date()),
        hours=f"{start:%H.%M}–{end:%H.%M} {zone.value}",
        where=row.place,
    )


def mine(session: Session, actor: Actor, *, at: datetime) -> Board:
    """Give the actor's own presensi page as of this moment."""
    rows = queries.my_sessions(session, actor)
    marks = queries.my_marks(session, actor)
    waiting = [row for row in rows if rules.is_open(row) and row.id not in marks]
    ahead = [row for row in rows if row.opened_at is None and row.ends_at > at]
    return Board(
        open=tuple(place(row) for row in waiting),
        rows=tuple(_row(row, marks.get(row.id)) for row in rows),
        upcoming=place(ahead[0]) if ahead else None,
        angkatan=_latest(rows),
    )


def code_page(row: TrainingSession, contact: Contact | None, *, at: datetime) -> CodePage:
    """Give the page of a session for somebody who came with or without a scan."""
    zone = row.kelas.angkatan.zone
    objection = rules.closed_objection(row, zone, contact.judged_at if contact else at)
    if objection is None and contact is not None:
        objection = rules.contact_objection(contact, at)
    is_scanned = contact is not None and objection is None
    return CodePage(place(row), is_scanned, objection, row.kelas.angkatan)


def receipt(row: TrainingSession, mark: Mark) -> Receipt:
    """Give the receipt of a mark."""
    zone = row.kelas.angkatan.zone
    good = _("Presensi Anda tersimpan. Tidak ada lagi yang perlu dilakukan untuk sesi ini.")
    other = _("Begitu pengajar mencatat Anda. Jika keliru, minta pengajar mengubahnya.")
    return Receipt(
        place=place(row),
        number=mark.receipt,
        word=word(mark.status),
        tone=tone(mark.status),
        marked_at=clock_seconds(mark.marked_at, zone),
        text=good if mark.status in rules.COUNTS_AS_PRESENT else other,
    )


def _row(row: TrainingSession, mark: Mark | None) -> Row:
    status = mark.status if mark else None
    zone = row.kelas.angkatan.zone
    detail = f"{mark.receipt} · {clock_time(mark.marked_at, zone)}" if mark else "–"
    return Row(place(row), word(status), tone(status), detail)


def _latest(rows: Sequence[TrainingSession]) -> Angkatan | None:
    return rows[-1].kelas.angkatan if rows else None
