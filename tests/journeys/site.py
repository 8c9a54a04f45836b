"""What journeys use: the served house, its clock, and people at their screens."""

import re
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Self

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, got_request_exception
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Error, Locator, Page, expect
from sqlalchemy import select

from lms.kernel import clock
from lms.kernel.database import writing
from lms.people.models import Account, SignIn
from lms.people.signing_in import token_hash
from tests import databases

PHONE, DESK = 360, 1280
HEIGHTS = {PHONE: 740, DESK: 800}
CHROMIUM: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
    ],
}
ONCE = pytest.mark.parametrize("site", databases.KINDS[:1], indirect=True)
"""For journeys that are walked on one of the databases only: the first that is asked for."""
BOTH_WAYS = pytest.mark.parametrize(
    ("site", "script"),
    [
        pytest.param(databases.KINDS[0], True, id=f"{databases.KINDS[0]}-javascript"),
        pytest.param(databases.KINDS[-1], False, id=f"{databases.KINDS[-1]}-plain"),
    ],
    indirect=["site"],
)
"""For journeys that are walked with JavaScript on one kind of database, without it on the other."""
Looked = set[tuple[str, int]]

_axe = Axe()
_IN_THE_LIGHT = {"resultTypes": ["violations"]}
_IN_THE_DARK = _IN_THE_LIGHT | {"runOnly": ["color-contrast"]}
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_ROWS = """() => [...document.querySelectorAll("main table tbody tr")].map(
    row => [...row.cells].map(cell => (cell.querySelector("a:not(.office)") || cell).innerText)
)"""
_CHANGING = re.compile(r"[0-9a-f-]{20,}|[A-Za-z0-9_-]{30,}|\d+")


class Site:
    """A served house."""

    def __init__(
        self,
        app: Flask,
        address: str,
        chromium: Chromium,
        traveller: time_machine.travel,
        looked: Looked,
    ) -> None:
        self.app, self.address, self.looked = app, address, looked
        self._chromium, self._traveller = chromium, traveller
        self._clock = traveller.start()
        self._visitors: list[Visitor] = []
        self.morning = datetime.now().astimezone()
        self.troubles: list[str] = []
        got_request_exception.connect(self._note, app)

    def _note(self, sender: Flask, exception: BaseException) -> None:
        self.troubles.append("".join(traceback.format_exception(exception)[-4:]))

    def later(self, **span: float) -> None:
        """Let time pass."""
        self._clock.shift(timedelta(**span))

    def on_day(self, days: int, hour: int, minute: int = 0) -> None:
        """Set the clock to a time (WIB) so many days after the first morning, which is at 07.30."""
        passed = timedelta(days=days, hours=hour - 7, minutes=minute - 30)
        self._clock.move_to(self.morning + passed)

    def now(self) -> datetime:
        """Give the house's time."""
        return clock.now()

    def work(self) -> None:
        """Let the worker do all that waits, in a thread without the browser's event loop."""
        with ThreadPoolExecutor(1) as pool:
            done, failed = pool.submit(self.app.extensions["bekal.worker"].drain).result()
        assert (done > 0, failed) == (True, 0)

    def visitor(self, width: int = PHONE, **options: Any) -> "Visitor":
        """Give somebody at a screen of this width, in a browser of their own."""
        size = {"width": width, "height": HEIGHTS[width]}
        context = self._chromium.new_context(
            viewport=size, locale="id-ID", reduced_motion="reduce", **options
        )
        looks = options.get("java_script_enabled", True)
        made = Visitor(self, context.new_page(), width, looks=looks)
        self._visitors.append(made)
        return made

    def close(self) -> None:
        """Close all screens and let the real time come back."""
        for each in self._visitors:
            each.page.context.close()
        self._traveller.stop()


class Visitor:
    """Somebody at a screen. Every page they come to is checked for accessibility, once."""

    def __init__(self, site: Site, page: Page, width: int, *, looks: bool = True) -> None:
        self.site, self.page, self.width, self._looks = site, page, width, looks
        page.set_default_timeout(15_000)

    def patient(self) -> Self:
        """Wait longer for everything."""
        self.page.set_default_timeout(60_000)
        return self

    def kill(self) -> None:
        """Let the tab's process die, as a phone without memory does it: no script runs any more."""
        with suppress(Error):
            self.page.goto("chrome://crash")
        self.page.close()

    def anew(self) -> Self:
        """Open a new tab in the same browser, instead of the one that is gone."""
        self.page = self.page.context.new_page()
        return self.patient()

    def go(self, path: str) -> Self:
        """Open a path, or a whole address of the house."""
        self.page.goto(path if path.startswith("http") else self.site.address + path)
        return self._arrived()

    def follow(self, name: str) -> Self:
        """Follow the first link of this name."""
        link = self._main().get_by_role("link", name=name).first
        return self._leave(link.click, f"no link {name!r}")

    def press(self, name: str, *, exact: bool = False, within: Locator | None = None) -> Self:
        """Press the first button of this name, and say yes where the page asks again."""
        button = (within or self._main()).get_by_role("button", name=name, exact=exact).first

        def click() -> None:
            asks = button.evaluate("node => Boolean(node.form?.dataset.confirm)")
            button.click()
            if asks and self._looks:
                self.page.locator("dialog[open] button").first.click()

        return self._leave(click, f"no button {name!r}")

    def fill(self, **answers: str) -> Self:
        """Fill fields by their form names."""
        for name, value in answers.items():
            field = self._main().locator(f"[name='{name}']").first
            try:
                if field.evaluate("node => node.tagName") == "SELECT":
                    field.select_option(value)
                else:
                    field.fill(value)
            except Error as error:
                raise AssertionError(self._here(f"cannot fill {name}: {error.message}")) from None
        return self

    def sign_in(self, name: str, password: str = "bekal-contoh") -> Self:
        """Sign in by the form, unless this browser is still signed in."""
        if self.go("/masuk").path != "/masuk":
            return self
        return self.fill(nama=name, kata_sandi=password).press("Masuk", exact=True)

    def enter(self, name: str) -> Self:
        """Be signed in by this name, without the form."""
        token = f"tanda masuk {name} {self.width} {id(self)}"
        with self.site.app.app_context(), writing() as session:
            found = session.scalars(select(Account).where(Account.login_name == name)).one()
            at = clock.now()
            session.add(
                SignIn(
                    account_id=found.id,
                    token_hash=token_hash(token),
                    device="uji",
                    created_at=at,
                    seen_at=at,
                    expires_at=at + timedelta(days=60),
                )
            )
        signer = SecureCookieSessionInterface().get_signing_serializer(self.site.app)
        assert signer is not None
        value = signer.dumps({"_user_id": token, "_fresh": True})
        cookie = {"name": "session", "value": value, "url": self.site.address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict
        return self

    def sees(self, words: str) -> Self:
        """Expect these words on the page."""
        return self._expects(expect(self._main()).to_contain_text, words, "not seen")

    def misses(self, words: str) -> Self:
        """Expect these words not on the page."""
        return self._expects(expect(self._main()).not_to_contain_text, words, "seen")

    def rows(self) -> list[tuple[str, ...]]:
        """Give what the tables on the page hold: the text of each cell, row by row."""
        found: list[list[str]] = self.page.evaluate(_ROWS)
        return [tuple(" ".join(cell.split()) for cell in row) for row in found]

    def download(self, name: str) -> bytes:
        """Give the file to which the first link of this name leads."""
        href = self._main().get_by_role("link", name=name).first.get_attribute("href") or ""
        answer = self.page.context.request.get(self.site.address + href)
        assert answer.ok, self._here(f"{name!r} gives {answer.status}")
        assert "attachment" in answer.headers.get("content-disposition", "")
        return answer.body()

    @property
    def path(self) -> str:
        """The path of the page."""
        return self.page.url.removeprefix(self.site.address)

    @property
    def text(self) -> str:
        """What the page says."""
        return re.sub(r"\s+", " ", self._main().inner_text())

    def _main(self) -> Locator:
        return self.page.locator("main")

    def _here(self, what: str) -> str:
        return f"{self.path}: {what}. The page says: {self.text[:1500]}"

    def _expects(self, check: Callable[..., None], words: str, what: str) -> Self:
        try:
            check(words)
        except AssertionError:
            raise AssertionError(self._here(f"{words!r} {what}")) from None
        return self

    def _leave(self, act: Callable[[], None], trouble: str) -> Self:
        try:
            with self.page.expect_navigation():
                act()
        except Error as error:
            raise AssertionError(self._here(f"{trouble}: {error.message[:300]}")) from None
        return self._arrived()

    def _arrived(self) -> Self:
        self.page.wait_for_load_state("load")
        assert not self.site.troubles, f"{self.path}: {self.site.troubles[0]}"
        key = (_CHANGING.sub("*", self.path.split("?")[0]), self.width)
        if self._looks and key not in self.site.looked:
            self.site.looked.add(key)
            self._look(key)
        return self

    def _look(self, key: tuple[str, int]) -> None:
        assert self.page.evaluate(_TOO_WIDE) <= 0, f"{key} is wider than the screen"
        found = _axe.run(self.page, options=_IN_THE_LIGHT)
        assert found.violations_count == 0, f"{key}: {found.generate_report()}"
        self.page.emulate_media(color_scheme="dark")
        found = _axe.run(self.page, options=_IN_THE_DARK)
        self.page.emulate_media(color_scheme="light")
        assert found.violations_count == 0, f"{key} in the dark: {found.generate_report()}"
