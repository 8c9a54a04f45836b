"""What the pages' own forms send, filled in as a person would."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from lms.kernel import clock
from lms.web.access import Visitor, access_of
from tests.browser import Browser, forget_user
from tests.factories.training import a_list
from tests.site.world import World
from tests.workshop.import_samples import a_row, a_sheet

LIBRARIES = {"static", "bootstrap.static", "api-docs.openapi_json"}
_HTML = "{http://www.w3.org/1999/xhtml}"
_FORM = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL)
_ACTION = re.compile(r'action="([^"]*)"')
_TEXTS = {"text", "search", "email", "tel", "url", "password", "number", ""}


@dataclass
class Filled:
    """A form: where it goes, as whom it was seen, what it sends, which fields take free text."""

    endpoint: str
    path: str
    seen_by: str
    data: dict[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()


def rules(app: Flask, method: str) -> list[Rule]:
    """Give the rules of our own pages for a method, by endpoint.

    What is answered with a key only has no visitor, no form and no cookie: see tests/api.
    """
    views = app.view_functions
    found = (
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in LIBRARIES
        and Visitor.KEY not in (access_of(views[rule.endpoint]) or ())
    )
    return sorted((r for r in found if method in (r.methods or ())), key=lambda r: r.endpoint)


def ask(browser: Browser, method: str, address: str, data: Any = None) -> TestResponse:
    """Send a request and give the answer, whatever it is."""
    forget_user()
    return browser.client.open(address, method=method, data=data)


def harvest(app: Flask, world: World) -> dict[str, Filled]:
    """Give every POST form of the pages that the insiders may open, by endpoint."""
    found: dict[str, Filled] = {}
    for name, account in world.insiders.items():
        browser = Browser(app).sign_in(account)
        for rule in rules(app, "GET"):
            needs = access_of(app.view_functions[rule.endpoint]) or ()
            if name != "desk" and Visitor.SIGNED_IN not in needs:
                continue
            values = world.address_of(rule.endpoint, set(rule.arguments))
            answer = ask(browser, "GET", browser.address(rule.endpoint, **values))
            if answer.mimetype == "text/html" and answer.status_code == 200:
                _collect(app, answer.get_data(as_text=True), name, found)
    return found


def _collect(app: Flask, html: str, seen_by: str, found: dict[str, Filled]) -> None:
    adapter = app.url_map.bind("localhost")
    for form in _FORM.findall(html):
        path = re.split(r"[?#]", unescape(_ACTION.findall(form)[0]))[0]
        endpoint, _values = adapter.match(path, method="POST")
        if endpoint not in found:
            root = html5lib.parseFragment(form)
            found[endpoint] = Filled(endpoint, path, seen_by, *_filled(root))


def _filled(form: Element) -> tuple[dict[str, str], tuple[str, ...]]:
    data: dict[str, str] = {}
    texts = []
    for node in form.iter():
        name, kind = node.get("name"), node.get("type", "")
        if not name or name == "csrf_token" or kind == "file":
            continue
        value = _value(node, kind)
        if value is not None:
            data.setdefault(name, value)
        is_text = node.tag == _HTML + "textarea" or node.tag == _HTML + "input" and kind in _TEXTS
        if is_text:
            texts.append(name)
    return data, tuple(texts)


def _value(node: Element, kind: str) -> str | None:
    if node.tag == _HTML + "select":
        options = [one.get("value", "") for one in node.iter(_HTML + "option")]
        return next((one for one in options if one), "")
    if node.tag == _HTML + "textarea":
        return (node.text or "").strip() or "Alasan uji"
    if node.tag == _HTML + "button" or kind == "submit":
        return node.get("value")
    if node.tag != _HTML + "input":
        return None
    return node.get("value") or _typed(node.get("name", ""), kind)


def _typed(name: str, kind: str) -> str:
    now = clock.now()
    if kind == "date":
        return f"{now:%Y-%m-%d}"
    if kind == "datetime-local":
        return f"{now + timedelta(days=1):%Y-%m-%dT%H:%M}"
    if kind == "time":
        return "08:00"
    if kind == "number":
        return "1"
    if re.search(r"phone|whatsapp|hp", name):
        return "0812-7000-0009"
    if "email" in name:
        return "nama@contoh.id"
    if re.search(r"code|wilayah|desa", name):
        return "18.72.01.1001"
    return "Alasan uji"


def minimal() -> dict[str, Any]:
    """Give what is sent where no page shows a form."""
    return {"reason": "Alasan uji", "name": "Ketut", "login_name": "contoh-admin"}


def sheet(endpoint: str) -> dict[str, Any]:
    """Give the file that an endpoint takes, if it takes one."""
    if endpoint == "workshop_import.try_file":
        return {"file": (BytesIO(a_sheet(a_row("Apa?"))), "soal.xlsx")}
    if endpoint != "training_desk.try_list":
        return {}
    return {"file": (a_list({}), "usulan.xlsx"), "state": "usulan"}
