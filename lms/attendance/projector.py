"""What the projector shows of an open session: the code, its QR, how many have come."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from certificates import qr
from lms.attendance import boards, codes, queries, rules
from lms.attendance.boards import Place
from lms.attendance.codes import Code
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.training import access


@dataclass(frozen=True)
class Screen:
    """One moment of the projector page."""

    place: Place
    kelas_id: UUID
    code: Code
    qr: Markup
    count: str


def screen(session: Session, actor: Actor, session_id: UUID, *, at: datetime) -> Screen:
    """Give what to project now.

    Raises:
        NotFound, Forbidden: not a session of the actor's.
        Refused: presensi is not open.
    """
    row = queries.training_session(session, session_id)
    access.require_teacher(session, actor, row.kelas_id)
    key = queries.key_of(session, session_id)
    if key is None or not rules.is_open(row):
        raise Refused(say("Presensi sesi ini tidak sedang dibuka, jadi tidak ada kodenya."))
    code = codes.current(key.secret, at)
    present = queries.present_counts(session, [session_id]).get(session_id, 0)
    enrolled = queries.enrolled_count(session, row.kelas_id)
    return Screen(
        place=boards.place(row),
        kelas_id=row.kelas_id,
        code=code,
        qr=qr.svg(_address(session_id, code), title=_("Kode QR presensi")),
        count=_("%(present)s dari %(enrolled)s", present=present, enrolled=enrolled),
    )


def _address(session_id: UUID, code: Code) -> str:
    # on a trial machine the phones use whatever address the projector's browser uses
    settings = current_app.extensions["bekal.settings"]
    path = url_for("attendance.scan", session_id=session_id, token=code.token)
    if settings.is_local:
        return url_for("attendance.scan", session_id=session_id, token=code.token, _external=True)
    return str(settings.base_url).rstrip("/") + path
