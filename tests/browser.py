"""A client that signs people in, names endpoints and checks every page it sees."""

import re
from typing import Any, Self
from uuid import UUID

import html5lib
from flask import Flask, g, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from lms.kernel import clock
from lms.kernel.database import db
from lms.people.models import Account, SignIn
from lms.people.signing_in import token_hash

_BLANKS = re.compile(r"\s+")
_HTML = "{http://www.w3.org/1999/xhtml}"
_UNLABELLED = {"hidden", "submit", "button"}


class Page:
    """What came back: `"words" in page` looks at the visible text."""

    def __init__(self, response: TestResponse) -> None:
        self.status = response.status_code
        self.html = response.get_data().decode("utf-8", "replace")
        self.location = response.headers.get("Location", "")
        self.response = response
        self.text = ""
        if response.mimetype == "text/html" and self.html and self.status != 303:
            self._check(response)

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def _check(self, response: TestResponse) -> None:
        parser = html5lib.HTMLParser(strict=True)
        root = parser.parse(self.html)
        for gone in ("script", "style"):
            for node in root.iter(_HTML + gone):
                assert not (node.text or "").strip(), f"inline {gone}"
        body = root.find(_HTML + "body")
        assert body is not None
        self.text = _BLANKS.sub(" ", " ".join(body.itertext())).strip()
        self._check_structure(root)
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]

    def _check_structure(self, root: Any) -> None:
        nodes = list(root.iter())
        assert len([n for n in nodes if n.tag == _HTML + "h1"]) == 1, "one h1 on each page"
        assert (root.find(f".//{_HTML}title").text or "").strip(), "a title on each page"
        assert root.get("lang") == "id"
        ids = [n.get("id") for n in nodes if n.get("id")]
        assert len(ids) == len(set(ids)), f"ids twice: {sorted(i for i in ids if ids.count(i) > 1)}"
        for node in nodes:
            loud = [name for name in node.attrib if name == "style" or name.startswith("on")]
            assert not loud, f"{node.tag} has {loud}"
        self._check_forms(root, nodes)

    def _check_forms(self, root: Any, nodes: list[Any]) -> None:
        labelled = {n.get("for") for n in nodes if n.tag == _HTML + "label"}
        wrapped = {c for n in nodes if n.tag == _HTML + "label" for c in n.iter()}
        for node in nodes:
            if node.tag not in {_HTML + "input", _HTML + "select", _HTML + "textarea"}:
                continue
            if node.get("type") in _UNLABELLED or node in wrapped or node.get("aria-label"):
                continue
            assert node.get("id") in labelled, f"no label: {node.get('name')}"
        for form in root.iter(_HTML + "form"):
            assert form.get("action") is not None, "a form says where it goes"
            if form.get("method", "get").lower() == "post":
                names = {n.get("name") for n in form.iter(_HTML + "input")}
                assert "csrf_token" in names, f"no CSRF token in {form.get('action')}"


class Browser:
    """A person's browser. `expect` is the status that must come back."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def sign_in(self, account: Account | UUID) -> Self:
        """Sign an account in, without its password."""
        account_id = account if isinstance(account, UUID) else account.id
        token = f"token-{account_id}-{id(self)}"
        engine = db.engine.execution_options(bekal_writes=True)
        with Session(engine) as session, session.begin():
            if session.scalar(select(SignIn).where(SignIn.token_hash == token_hash(token))) is None:
                session.add(_a_sign_in(account_id, token))
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return self

    def get(self, endpoint: str, *, expect: int = 200, **values: Any) -> Page:
        """Open an endpoint's page."""
        return self.open(self.address(endpoint, **values), expect=expect)

    def open(self, address: str, *, expect: int = 200) -> Page:
        """Open a path."""
        forget_user()
        return self._checked(self.client.get(address), expect)

    def post(
        self, endpoint: str, data: dict[str, Any] | None = None, *, expect: int = 303, **values: Any
    ) -> Page:
        """Send a form to an endpoint; data go in the body, values into the address."""
        forget_user()
        response = self.client.post(self.address(endpoint, **values), data=data or {})
        return self._checked(response, expect)

    def submit(self, endpoint: str, data: dict[str, Any] | None = None, **values: Any) -> Page:
        """Send a form and go where the answer points."""
        return self.open(self.post(endpoint, data, **values).location)

    def address(self, endpoint: str, **values: Any) -> str:
        """Give an endpoint's path."""
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    def _checked(self, response: TestResponse, expect: int) -> Page:
        page = Page(response)
        where = f"{response.request.method} {response.request.path}"
        assert page.status == expect, f"{where}: {page.status}: {page.text[:600] or page.location}"
        return page


def forget_user() -> None:
    """Let the next request find out anew who is signed in."""
    # the test's own application context outlives a request, and Flask-Login keeps its user there
    g.pop("_login_user", None)


def _a_sign_in(account_id: UUID, token: str) -> SignIn:
    at = clock.now()
    return SignIn(
        account_id=account_id,
        token_hash=token_hash(token),
        device="uji",
        created_at=at,
        seen_at=at,
        expires_at=at.replace(year=at.year + 1),
    )
