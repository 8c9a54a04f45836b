"""A small application of our own parts, with views made up by a test."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask.typing import ResponseReturnValue

from lms.app import create_app
from lms.kernel.settings import Settings
from lms.web.access import Need, Visitor, allow
from tests.browser import Page


def an_app(home: Path, **settings: Any) -> Flask:
    """Give the application as it is served: CSRF checked, errors answered; no tables yet."""
    return create_app(Settings(home=home, secret_key="s" * 40, **settings))


def add_view(app: Flask, path: str, answer: Any, *needs: Need, methods: str = "GET") -> None:
    """Add a view that returns the answer, or raises it when it is an exception."""

    @allow(*(needs or (Visitor.PUBLIC,)))
    def view() -> ResponseReturnValue:
        if isinstance(answer, BaseException):
            raise answer
        found: ResponseReturnValue = answer
        return found

    app.add_url_rule(path, f"uji{path}", view, methods=[methods])


def page(app: Flask, path: str, **values: Any) -> Page:
    """Open a path and check the page that comes."""
    return Page(app.test_client().open(path, **values))
