"""What journeys use: the served house, its clock, and people at their screens."""

import re
from datetime import datetime, timedelta
from typing import Any, Self

import time_machine
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page, expect

PHONE, DESK = 360, 1280
_axe = Axe()


class Site:
    """A served house."""

    def __init__(
        self, app: Flask, address: str, chromium: Chromium, traveller: time_machine.travel
    ) -> None:
        self.app, self.address, self._chromium = app, address, chromium
        self._traveller, self._clock = traveller, traveller.start()
        self._visitors: list[Visitor] = []
        self.morning = datetime.now().astimezone()
        self.seen: set[tuple[str, int]] = set()

    def later(self, **span: float) -> None:
        """Let time pass."""
        self._clock.shift(timedelta(**span))

    def on_day(self, days: int, hour: int, minute: int = 0) -> None:
        """Set the clock to a time (WIB) so many days after the first morning."""
        start = self.morning.replace(hour=0, minute=30) + timedelta(days=days)  # 07.30 WIB
        self._clock.move_to(start + timedelta(hours=hour - 7, minutes=minute - 30))

    def work(self) -> None:
        """Let the worker do all that waits."""
        assert self.app.extensions["bekal.worker"].drain()[1] == 0

    def visitor(self, width: int = PHONE, **options: Any) -> "Visitor":
        """Give somebody at a screen of this width."""
        context = self._chromium.new_context(
            viewport={"width": width, "height": 740}, locale="id-ID", **options
        )
        made = Visitor(self, context.new_page(), width)
        self._visitors.append(made)
        return made

    def close(self) -> None:
        """Close all screens and let the real time come back."""
        for each in self._visitors:
            each.page.context.close()
        self._traveller.stop()


class Visitor:
    """Somebody at a screen. Every page they come to is checked for accessibility, once."""

    def __init__(self, site: Site, page: Page, width: int) -> None:
        self.site, self.page, self.width = site, page, width
        page.set_default_timeout(15_000)

    def go(self, path: str) -> Self:
        """Open a path, or a whole address of the house."""
        self.page.goto(path if path.startswith("http") else self.site.address + path)
        return self._arrived()

    def follow(self, name: str) -> Self:
        """Follow the first link of this name."""
        self._main().get_by_role("link", name=name).first.click()
        return self._arrived()

    def press(self, name: str, *, exact: bool = False, within: Locator | None = None) -> Self:
        """Press the first button of this name, and say yes where the page asks again."""
        where = within or self._main()
        where.get_by_role("button", name=name, exact=exact).first.click()
        question = self.page.locator("dialog[open]")
        if question.count():
            question.get_by_role("button").last.click()
        return self._arrived()

    def fill(self, **answers: str) -> Self:
        """Fill fields by their form names."""
        for name, value in answers.items():
            field = self._main().locator(f"[name='{name}']").first
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def sign_in(self, name: str, password: str = "bekal-contoh") -> Self:
        """Sign in by the form."""
        return self.go("/masuk").fill(nama=name, kata_sandi=password).press("Masuk", exact=True)

    def sees(self, words: str) -> Self:
        """Expect these words on the page."""
        expect(self._main()).to_contain_text(words)
        return self

    def misses(self, words: str) -> Self:
        """Expect these words not on the page."""
        expect(self._main()).not_to_contain_text(words)
        return self

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

    def _arrived(self) -> Self:
        self.page.wait_for_load_state("load")
        key = (re.sub(r"[0-9a-f-]{20,}|\d+", "*", self.path.split("?")[0]), self.width)
        if key not in self.site.seen:
            self.site.seen.add(key)
            found = _axe.run(self.page)
            assert found.violations_count == 0, f"{key}: {found.generate_report()}"
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert self.page.evaluate(wide) <= 0, f"{key} is wider than the screen"
        return self
