"""Giving the pictures and papers of modules, once for each device."""

import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Headers

from courses.model import Media
from lms.kernel.errors import NotFound
from lms.kernel.storage import Storage
from lms.training import media
from lms.web.access import Visitor, allow

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

blueprint = Blueprint("training_media", __name__)

_YEAR_SECONDS = 365 * 24 * 60 * 60
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_PAPER = "application/pdf"


class _Kept(Response):
    """An answer that is the same for all who may have it, so a device keeps it.

    The session's cookie is renewed with each page; an answer that varied with it would be asked
    for again each time.
    """

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        headers = super().get_wsgi_headers(environ)
        headers.remove("Set-Cookie")
        headers["Vary"] = "Accept-Encoding"
        return headers


@blueprint.get("/media/<string:digest>.<string:suffix>")
@allow(Visitor.SIGNED_IN)
def show(digest: str, suffix: str) -> ResponseReturnValue:
    """Give a picture, or a paper to be saved under its name; who knows the digest may have it."""
    try:
        key = media.key_of(digest)
    except FileNotFoundError as lost:
        raise NotFound from lost
    return given(key, digest, suffix)


def given(key: str, digest: str, suffix: str) -> ResponseReturnValue:
    """Give what is kept under a key as what its address promises, to be kept by the device.

    Raises:
        NotFound: there is nothing, or something else.
    """
    try:
        content = storage().read(key)
    except FileNotFoundError as lost:
        raise NotFound from lost
    kind = media.kind_of(suffix, content)
    if kind is None:
        raise NotFound
    response = _Kept(content, mimetype=kind)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = f"private, max-age={_YEAR_SECONDS}, immutable"
    if kind == _PAPER:
        name = request.args.get("nama", "")
        filename = name if _NAME.fullmatch(name) else f"{digest[:12]}.{suffix}"
        response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.set_etag(digest)
    return response.make_conditional(request)


def storage() -> Storage:
    """Give the place where the bytes are kept."""
    found: Storage = current_app.extensions["bekal.storage"]
    return found


def address(found: Media) -> str:
    """Give the address of a medium; that of a paper says the name to save it under."""
    name = found.name.rpartition("/")[2] if found.kind == _PAPER else None
    return url_for(
        "training_media.show",
        digest=found.digest,
        suffix=media.SUFFIXES.get(found.kind, "bin"),
        nama=name,
    )
