"""What the browser carries: the scan judged at first contact, and a mark of the device.

Both are cookies of their own: signing in empties Flask's session, and must not lose the scan.
"""

import secrets
from datetime import datetime
from uuid import UUID

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from lms.attendance.codes import Verdict
from lms.attendance.rules import CONTACT_MINUTES, Contact, contact_objection

SCAN = "bekal_pindaian"
_DEVICE = "bekal_perangkat"
_SCAN_SECONDS = 2 * CONTACT_MINUTES * 60  # so that a late one is told that it is late
_YEAR_SECONDS = 365 * 24 * 60 * 60


def remember(response: Response, session_id: UUID, verdict: Verdict, at: datetime) -> None:
    """Let the browser carry how a scan was judged; one that still counts stays as it is."""
    earlier = found(session_id)
    if earlier is not None and contact_objection(earlier, at) is None:
        return
    scan = [str(session_id), secrets.token_hex(16), at.isoformat(), verdict.value]
    _set(response, SCAN, str(_signer().dumps(scan)), _SCAN_SECONDS)


def found(session_id: UUID) -> Contact | None:
    """Give the scan of this session that the browser carries, if it is ours."""
    try:
        of_id, key, judged_at, verdict = _signer().loads(request.cookies.get(SCAN, ""))
    except BadSignature:
        return None
    if of_id != str(session_id):
        return None
    return Contact(key, datetime.fromisoformat(judged_at), Verdict(verdict))


def forget(response: Response) -> None:
    """Let the browser drop the scan: it has been used."""
    response.delete_cookie(SCAN)


def device() -> str | None:
    """Give a keyed hash of the browser's own mark; None: the browser shows none."""
    mark = request.cookies.get(_DEVICE)
    return str(current_app.extensions["bekal.cipher"].fingerprint(mark)) if mark else None


def with_device(response: Response) -> Response:
    """Give the answer with a mark for the browser, so that a shared one can be noticed."""
    if _DEVICE not in request.cookies:
        _set(response, _DEVICE, secrets.token_urlsafe(24), _YEAR_SECONDS)
    return response


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="presensi")


def _set(response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
