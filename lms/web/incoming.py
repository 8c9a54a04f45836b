"""What browsers send, without the one sign that no database keeps."""

from flask import Flask, request
from flask import Request as _Request
from werkzeug.datastructures import ImmutableMultiDict

from lms.kernel.errors import NotFound

_NUL = "\x00"


class Request(_Request):
    """A request in whose form no NUL is left: PostgreSQL refuses it, keys would differ by it."""

    def _load_form_data(self) -> None:
        super()._load_form_data()
        form = self.__dict__["form"]
        if any(_NUL in value for value in form.values()):
            cleaned = [(key, value.replace(_NUL, "")) for key, value in form.items(multi=True)]
            self.__dict__["form"] = ImmutableMultiDict(cleaned)


def register(app: Flask) -> None:
    """Clean forms; answer an address with a NUL in it as one that does not exist."""
    app.request_class = Request
    app.before_request(_refuse_null_bytes)


def _refuse_null_bytes() -> None:
    texts = (request.path, *(value for _key, value in request.args.items(multi=True)))
    if any(_NUL in text for text in texts):
        raise NotFound
