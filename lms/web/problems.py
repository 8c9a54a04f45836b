"""Errors as problem+json (RFC 9457), for what lies below /api."""

import json
from collections.abc import Mapping
from typing import Any

import structlog
from flask import Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.sentence import say
from lms.web.templating import sentence

PREFIX = "/api/"
log = structlog.get_logger()

_TITLES = {
    400: say("Permintaan tidak dapat dibaca"),
    401: say("Kunci diperlukan"),
    403: say("Tidak diizinkan"),
    404: say("Tidak ditemukan"),
    405: say("Cara memanggil ini tidak ada"),
    409: say("Tidak dapat dilakukan"),
    413: say("Permintaan terlalu besar"),
    415: say("Kirim sebagai application/json"),
    422: say("Isian belum benar"),
    429: say("Terlalu sering"),
    500: say("Ada yang rusak di pihak kami"),
    503: say("Sedang tidak dapat dilayani"),
}


def wanted() -> bool:
    """Tell whether this request is another system's."""
    return request.path.startswith(PREFIX)


def answer(error: Exception) -> Response:
    """Give the answer for an error."""
    if isinstance(error, NotFound):
        return problem(404)
    if isinstance(error, Forbidden):
        return problem(403, detail=sentence(error.reason))
    if isinstance(error, Refused):
        return problem(409, detail=" ".join(sentence(each) for each in error.reasons))
    if isinstance(error, OperationalError):
        log.error("database unavailable", reason=str(error.orig))
        return problem(503)
    if isinstance(error, HTTPException):
        return _http(error)
    return problem(500)


def _http(error: HTTPException) -> Response:
    code = error.code or 500
    data: Mapping[str, Any] = getattr(error, "data", None) or {}
    more = {"errors": data["messages"]} if "messages" in data else {}
    made = problem(code, detail=data.get("message"), **more)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "WWW-Authenticate"):
            made.headers[name] = value
    return made


def problem(code: int, *, detail: str | None = None, **more: Any) -> Response:
    """Give a problem document: type, title, status, and what is known besides."""
    title = sentence(_TITLES.get(code, _TITLES[400]))
    content = {"type": "about:blank", "title": title, "status": code}
    if detail:
        content["detail"] = detail
    text = json.dumps(content | more, ensure_ascii=False)
    return Response(text, code, mimetype="application/problem+json")
