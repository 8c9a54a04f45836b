"""Errors as pages in plain Indonesian, made in one place."""

import structlog
from flask import Flask, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.web import templating

_PAGES = {400, 403, 404, 413, 429}
_RETRY_SECONDS = "30"
log = structlog.get_logger()


def register(app: Flask) -> None:
    """Answer domain errors and HTTP errors with their pages."""
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(OperationalError, _unavailable)
    app.register_error_handler(InternalServerError, _broken)
    app.register_error_handler(HTTPException, _http)


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
