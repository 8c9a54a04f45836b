"""Jinja as the house uses it: strict, escaped, with our formats as filters."""

from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import flask.templating
import jinja2
from flask import Flask, current_app, has_request_context, request, url_for
from flask_babel import get_translations
from markupsafe import Markup

from certificates.numbering import roman
from lms.kernel.sentence import Sentence
from lms.web import formats

_CATALOGUE = "bekal.catalogue"
_TEXTS_KEPT = 8192
_PACKAGE = Path(__file__).resolve().parent.parent


def template_folder() -> Path:
    """Give the folder of the pages: inside the wheel, else beside the package."""
    packed = _PACKAGE / "templates"
    return packed if packed.is_dir() else _PACKAGE.parent / "templates"


def content_folder() -> Path:
    """Give the folder of the shipped curricula."""
    return _PACKAGE.parent / "courses" / "content"


def sentence(value: Sentence | str) -> str:
    """Give a domain sentence in the reader's language."""
    if isinstance(value, str):
        return value
    values = {k: sentence(v) if isinstance(v, Sentence) else v for k, v in value.values.items()}
    said = translated(value.msgid)
    return said % values if values else said


def translated(text: str) -> str:
    """Give a text of ours in the reader's language.

    Flask-Babel looks its context up anew for each text, which made a sixth of a page's cost; a
    reader's language stays for a request.
    """
    return str(_catalogue().ugettext(text))


def translated_number(one: str, many: str, number: int) -> str:
    """Give the text for this number of things in the reader's language."""
    return str(_catalogue().ungettext(one, many, number))


def text(msgid: str, **values: Any) -> Markup:
    """Give a text of a template in the reader's language, the values in it escaped.

    It stands for Jinja's own `_`, which makes four calls and new Markup for each text.
    """
    if values:
        return _said(_catalogue(), msgid) % values
    return _said_plainly(_catalogue(), msgid)


@lru_cache(_TEXTS_KEPT)
def _said(catalogue: Any, msgid: str) -> Markup:
    return Markup(catalogue.ugettext(msgid))


@lru_cache(_TEXTS_KEPT)
def _said_plainly(catalogue: Any, msgid: str) -> Markup:
    return _said(catalogue, msgid) % {}  # "%%" is a percent sign there too


def _catalogue() -> Any:
    if not has_request_context():
        return get_translations()
    known = request.environ
    found = known.get(_CATALOGUE)
    if found is None:
        found = known[_CATALOGUE] = get_translations()
    return found


def asset(name: str) -> str:
    """Give the address of one of our static files; the name carries a hash once built."""
    return str(current_app.extensions["bekal.asset"](name))


class Environment(flask.templating.Environment):
    """Jinja whose templates share one set of globals: each import of a component compares them."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give the globals of a template; none has its own."""
        return super().make_globals(d) if d else self.globals


def register(app: Flask) -> None:
    """Set Jinja up."""
    env = app.jinja_env
    env.undefined = jinja2.StrictUndefined
    env.trim_blocks = True
    env.lstrip_blocks = True
    env.filters.update(
        sentence=sentence,
        long_day=formats.long_day,
        plain_day=formats.plain_day,
        short_day=formats.short_day,
        clock_time=formats.clock_time,
        clock_seconds=formats.clock_seconds,
        moment=formats.moment,
        whatsapp_url=formats.whatsapp_url,
        number=formats.number,
        percent=formats.percent,
        roman=roman,
    )
    env.install_gettext_callables(translated, translated_number, newstyle=True)  # type: ignore[attr-defined]  # Babel's extension
    env.globals.update(_=text, day_range=formats.day_range, asset=asset)
    app.extensions.setdefault("bekal.asset", _plain_asset)
    app.context_processor(context)


def _plain_asset(name: str) -> str:
    return url_for("static", filename=name)


def context() -> dict[str, Any]:
    """Give what every layout needs and no database is asked for."""
    return {
        "bootstrap_css": current_app.extensions.get("bekal.bootstrap")
        or url_for("bootstrap.static", filename="css/bootstrap.min.css"),
        "demonstration": current_app.extensions["bekal.settings"].demonstration,
    }
