"""Declared access: every view says who may come, or the app doesn't start."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Forbidden

_MARK = "bekal_access"
_LIBRARY_ENDPOINTS = frozenset({"static", "bootstrap.static", "api-docs.openapi_json"})
View = TypeVar("View", bound=Callable[..., Any])


class Visitor(Enum):
    """Who may come without any role."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    KEY = "a system with a key"  # which its blueprint asks for


Need = Permission | Visitor


def allow(*needs: Need) -> Callable[[View], View]:
    """Declare who may call a view: anybody, the signed-in, or whoever has one of these permissions.

    This is the coarse check; the operation or query checks the object and its region.
    """

    def mark(view: View) -> View:
        setattr(view, _MARK, needs)
        return view

    return mark


def access_of(view: Callable[..., Any]) -> tuple[Need, ...] | None:
    """Give what a view declared, or None."""
    needs: tuple[Need, ...] | None = getattr(view, _MARK, None)
    return needs or None


def actor() -> Actor:
    """Give who acts in this request.

    Raises:
        Forbidden: nobody is signed in.
    """
    if not current_user.is_authenticated:
        raise Forbidden
    found: Actor = current_user.actor
    return found


def guard(app: Flask) -> None:
    """Refuse to start with a silent view; check every request against its view's declaration."""
    silent = sorted(
        name
        for name, view in app.view_functions.items()
        if name not in _LIBRARY_ENDPOINTS and access_of(view) is None
    )
    if silent:
        raise RuntimeError(f"no access declared for: {', '.join(silent)}")
    app.before_request(_check)


def _check() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint in _LIBRARY_ENDPOINTS:
        return None
    return _answer(access_of(_view(endpoint)) or ())


def _view(endpoint: str) -> Callable[..., Any]:
    found: Callable[..., Any] = current_app.view_functions[endpoint]
    return found


def _answer(needs: tuple[Need, ...]) -> ResponseReturnValue | None:
    if Visitor.PUBLIC in needs or Visitor.KEY in needs:
        return None
    if not current_user.is_authenticated:
        return redirect(sign_in_url(), code=303)
    permissions = [need for need in needs if isinstance(need, Permission)]
    if Visitor.SIGNED_IN in needs or any(actor().may_somewhere(p) for p in permissions):
        return None
    raise Forbidden


def sign_in_url() -> str:
    """Give the address of the sign-in page that leads back here (only after a GET)."""
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    return url_for("people.sign_in") + ("?" + urlencode({"lanjut": back}) if back else "")
