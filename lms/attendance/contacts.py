"""What the browser carries: the scan judged at first contact, and a mark of the device."""

import secrets
from datetime import datetime
from uuid import UUID

from flask import Response, current_app, request, session

from lms.attendance.codes import Verdict
from lms.attendance.rules import Contact, contact_objection

_SCAN = "presensi"
_DEVICE = "bekal_perangkat"
_YEAR_SECONDS = 365 * 24 * 60 * 60


def remember(session_id: UUID, verdict: Verdict, at: datetime) -> None:
    """Keep how a scan was judged in the signed cookie; a valid one isn't lost to a reload."""
    earlier = found(session_id)
    if earlier is not None and contact_objection(earlier, at) is None:
        return
    session[_SCAN] = {
        "session": str(session_id),
        "key": secrets.token_hex(16),
        "judged_at": at.isoformat(),
        "verdict": verdict.value,
    }


def found(session_id: UUID) -> Contact | None:
    """Give the scan of this session that the browser carries."""
    kept = session.get(_SCAN)
    if kept is None or kept["session"] != str(session_id):
        return None
    judged_at = datetime.fromisoformat(kept["judged_at"])
    return Contact(kept["key"], judged_at, Verdict(kept["verdict"]))


def forget() -> None:
    """Drop the scan: it has been used, or it was refused."""
    session.pop(_SCAN, None)


def device() -> str | None:
    """Give a keyed hash of the browser's own mark; None: the browser shows none."""
    mark = request.cookies.get(_DEVICE)
    return str(current_app.extensions["bekal.cipher"].fingerprint(mark)) if mark else None


def with_device(response: Response) -> Response:
    """Give the answer with a mark for the browser, so that a shared one can be noticed."""
    if _DEVICE not in request.cookies:
        response.set_cookie(
            _DEVICE,
            secrets.token_urlsafe(24),
            max_age=_YEAR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )
    return response
