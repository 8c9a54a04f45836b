"""Errors as pages in plain Indonesian, made in one place."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from lms.kernel.errors import Forbidden, NotFound, Refused

_PAGES = {400, 403, 404, 413, 429, 500, 503}


def register(app: Flask) -> None:
    """Answer domain errors and HTTP errors with their pages."""
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)


def _not_found(error: NotFound) -> ResponseReturnValue:
    return render_template("errors/404.html"), 404


def _forbidden(error: Forbidden) -> ResponseReturnValue:
    return render_template("errors/403.html", reason=error.reason), 403


def _refused(error: Refused) -> ResponseReturnValue:
    return render_template("errors/409.html", reasons=error.reasons), 409


def _expired(error: CSRFError) -> ResponseReturnValue:
    return render_template("errors/400.html", expired=True), 400


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code in (301, 302, 303, 307, 308):
        return error.get_response()
    page = code if code in _PAGES else (400 if code < 500 else 500)
    return render_template(f"errors/{page}.html", expired=False, reason=Forbidden().reason), code
