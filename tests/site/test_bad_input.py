"""Whatever is typed into whatever field: an answer in words, never a broken page."""

import html
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, got_request_exception
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Session

from lms.kernel.database import db, reading
from lms.kernel.model import Model
from tests import databases
from tests.browser import Browser
from tests.site.forms import Filled, ask, harvest, rules
from tests.site.world import World, a_world

SCRIPT = "<script>alert(1)</script>"
STRANGE = {
    "one letter": "A",
    "a hundred letters": "Ab" * 50,
    "a letter too many": "Ab" * 50 + "c",
    "an apostrophe": "Ma'ruf D’Angelo",
    "an injection": "'; DROP TABLE person; --",
    "a script": SCRIPT,
    "a template": "{{7*7}}${7*7}%(x)s%s",
    "an emoji": "Siti 😀👩‍👩‍👧",
    "a null byte": "Si\x00ti",
    "much text": "x" * 100_000,
    "right to left": "\u202eitiS\u202c \u200f\u0634",
    "a lone surrogate": "Si\\ud800ti",
    "a huge number": "9" * 40,
    "a negative number": "-1",
    "the last day": "9999-12-31",
    "the first day": "0001-01-01",
    "blanks": " \t\r\n ",
    "a formula": "=1+1",
}
AT_A_DATABASE = (
    *("a null byte", "a letter too many", "much text", "a lone surrogate"),
    *("a huge number", "a negative number", "the last day", "the first day"),
)
"""What one kind of database takes and another refuses; the rest is asked on one kind only."""
ANSWERS = {200, 303, 403, 404, 409, 413, 422, 429}
ENDS_THE_VISIT = {"people.sign_out", "people.enter", "home.demo_sign_in"}
UNDOES = {"training_desk.cancel", "completion_desk.close", "training_desk.remove_session"}


CHOICES = ("", SCRIPT, "9" * 40)


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    """A world in Lampung."""
    return a_world(app, session)


@pytest.fixture
def failures(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """What views raised that no handler expected; the page is answered all the same."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    caught: list[BaseException] = []

    def note(sender: Flask, exception: BaseException, **more: Any) -> None:
        caught.append(exception)

    got_request_exception.connect(note, app)
    yield caught
    got_request_exception.disconnect(note, app)


def _forms(app: Flask, world: World) -> list[Filled]:
    found = harvest(app, world)
    chosen = [form for name, form in found.items() if name not in ENDS_THE_VISIT]
    return sorted(chosen, key=lambda form: (form.endpoint in UNDOES, form.endpoint))


def _sendings(form: Filled, *, whole: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give what is sent: odd choices and blanks field by field, then each strange text in all."""
    for name in form.data if whole else ():
        for text in (" ",) if name in form.texts else CHOICES:
            yield f"{name}={text[:9]!r}", {**form.data, name: text}
        if name not in form.texts:
            yield f"{name} twice", {**form.data, name: ["", SCRIPT]}
    for kind in STRANGE if whole else AT_A_DATABASE:
        text = STRANGE[kind]
        yield kind, {**form.data, **dict.fromkeys(form.texts, text)}


def test_nothing_sent_by_a_form_breaks_a_page(
    app: Flask, world: World, failures: list[BaseException]
) -> None:
    wrong, whole = [], _is_last(app)
    for form in _forms(app, world):
        browser = Browser(app).sign_in(world.insiders[form.seen_by])
        for what, sent in _sendings(form, whole=whole):
            answer = ask(browser, "POST", form.path, sent)
            if answer.status_code not in ANSWERS:
                wrong.append(f"{form.endpoint}, {what}: {answer.status_code} {failures[-1:]!r}")
            assert SCRIPT not in answer.get_data(as_text=True)
    assert not wrong, "\n".join(wrong)


def test_no_address_breaks_a_page(app: Flask, world: World, failures: list[BaseException]) -> None:
    wrong = []
    browsers = [Browser(app).sign_in(world.insiders[who]) for who in ("desk", "trainee")]
    for method in ("GET", "POST"):
        for rule in rules(app, method):
            loose = [n for n, kind in rule._converters.items() if _is_loose(kind)]
            for name in loose:
                for strange in ("x" * 5000, "'; DROP", SCRIPT, "😀", "%", 10**30, 0):
                    values = world.address_of(rule.endpoint, set(rule.arguments))
                    path = _address(app, rule.endpoint, {**values, name: strange})
                    if path is None:
                        continue
                    for browser in browsers:
                        status = ask(browser, method, path, {"jawaban": "a"}).status_code
                        if status not in ANSWERS:
                            wrong.append(f"{method} {path[:90]}: {status} {failures[-1:]!r}")
    assert not wrong, "\n".join(wrong)


def _is_last(app: Flask) -> bool:
    """Tell whether it is the last kind of database that is asked for: there all is tried."""
    with app.app_context():
        return db.engine.dialect.name == databases.KINDS[-1]


def _is_loose(converter: Any) -> bool:
    return type(converter).__name__ in {"UnicodeConverter", "IntegerConverter"}


def _address(app: Flask, endpoint: str, values: dict[str, Any]) -> str | None:
    try:
        return Browser(app).address(endpoint, **values)
    except ValueError:
        return None


@pytest.mark.parametrize("app", databases.KINDS[-1:], indirect=True)
def test_what_is_stored_comes_out_as_text_on_every_page(
    app: Flask, world: World, session: Session
) -> None:
    """Put markup past all forms straight into every text column, then look at every page."""
    _poison(session)
    seen = False
    for account in world.insiders.values():
        browser = Browser(app).sign_in(account)
        for rule in rules(app, "GET"):
            values = world.address_of(rule.endpoint, set(rule.arguments))
            answer = ask(browser, "GET", browser.address(rule.endpoint, **values))
            if answer.mimetype == "text/html":
                shown = answer.get_data(as_text=True)
                assert SCRIPT not in shown, rule.endpoint
                seen |= html.escape(SCRIPT) in shown
    assert seen


def _poison(session: Session) -> None:
    for table, column in (
        ("person", "name"),
        ("person", "gelar_depan"),
        ("person", "address"),
        ("angkatan", "title"),
        ("angkatan", "place"),
        ("angkatan", "contact_name"),
        ("kelas", "name"),
        ("organisation", "name"),
        ("organisation", "contact_name"),
        ("participation", "origin"),
        ("participation", "unsur"),
        ("participation_step", "reason"),
        ("teaching", "name"),
        ("training_session", "title"),
        ("training_session", "place"),
        ("nomination_sheet", "filename"),
        ("registration", "reason"),
        ("registration", "filed_note"),
        ("registration_document", "filename"),
        ("registration_document", "number"),
        ("registration_requirement", "title"),
        ("audit_entry", "reason"),
        ("sign_in", "device"),
    ):
        of_it = Model.metadata.tables[table]
        assert isinstance(of_it.c[column].type, String | Text)
        changed = of_it.update().values({column: SCRIPT})
        session.execute(changed.where(of_it.c.name == "A") if table == "kelas" else changed)
    session.commit()
    with reading() as other:
        assert other.scalar(select(Model.metadata.tables["person"].c.name)) == SCRIPT
