"""Errors as pages in plain Indonesian, made in one place; as problem documents below /api."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from flask import Flask, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.web import problems, templating

_PAGES = {400, 403, 404, 413, 429}
_RETRY_SECONDS = "30"
log = structlog.get_logger()


def register(app: Flask) -> None:
    """Answer domain errors and HTTP errors with their pages."""
    pages: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
        NotFound: _not_found,
        Forbidden: _forbidden,
        Refused: _refused,
        CSRFError: _expired,
        OperationalError: _unavailable,
        InternalServerError: _broken,
        HTTPException: _http,
    }
    for kind, page in pages.items():
        app.register_error_handler(kind, _for_everybody(page))


def _for_everybody(page: Callable[[Any], ResponseReturnValue]) -> Callable[[Any], Any]:
    @wraps(page)
    def answer(error: Exception) -> ResponseReturnValue:
        return problems.answer(error) if problems.wanted() else page(error)

    return answer


def _not_found(error: NotFound) -> ResponseReturnValue:
    return render_template("errors/404.html"), 404


def _forbidden(error: Forbidden) -> ResponseReturnValue:
    return render_template("errors/403.html", reason=error.reason), 403


def _refused(error: Refused) -> ResponseReturnValue:
    return render_template("errors/409.html", reasons=error.reasons), 409


def _expired(error: CSRFError) -> ResponseReturnValue:
    return render_template("errors/400.html", expired=True), 400


def _unavailable(error: OperationalError) -> ResponseReturnValue:
    log.error("database unavailable", reason=str(error.orig))
    return _bare(503), 503, {"Retry-After": _RETRY_SECONDS}


def _broken(error: InternalServerError) -> ResponseReturnValue:
    return _bare(500), 500


def _bare(page: int) -> str:
    # the frame of other pages asks the database who is here, which may be what is broken
    template = current_app.jinja_env.get_template(f"errors/{page}.html")
    return template.render(templating.context())


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    if code >= 500:
        return _bare(503 if code == 503 else 500), code
    page = code if code in _PAGES else 400
    return render_template(f"errors/{page}.html", expired=False, reason=Forbidden().reason), code
