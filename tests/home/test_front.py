"""The public page, and signing in by one click in the demonstration."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.home.demo_accounts import DEMO_ACCOUNTS
from lms.kernel.settings import Settings
from lms.people.models import Account, SignIn
from tests.browser import Browser
from tests.factories.people import a_person, an_account


@pytest.fixture
def demonstration(app: Flask) -> Iterator[Settings]:
    """The application as a demonstration, for one test."""
    usual: Settings = app.extensions["bekal.settings"]
    changed = usual.model_copy(update={"demonstration": True})
    app.extensions["bekal.settings"] = changed
    yield changed
    app.extensions["bekal.settings"] = usual


@pytest.fixture
def trainer(session: Session) -> Account:
    """One of the demonstration's accounts."""
    account = an_account(session, a_person(session, "Yunita Maharani"))
    account.login_name = "contoh-pengajar"
    session.commit()
    return account


def _signed_in_count(session: Session) -> int:
    session.expire_all()
    return session.scalars(select(func.count()).select_from(SignIn)).one()


class TestFrontPage:
    def test_says_what_it_is_and_where_to_go(self, browser: Browser) -> None:
        page = browser.get("home.front")
        for words in ("Pelatihan berjenjang", "Masuk", "Aktifkan akun", "Periksa sertifikat"):
            assert words in page
        assert "Cara menjadi PSM" in page

    def test_leads_the_signed_in_to_their_own_page(
        self, session: Session, browser: Browser
    ) -> None:
        account = an_account(session)
        session.commit()
        page = browser.sign_in(account).get("home.front", expect=303)
        assert page.location == browser.address("home.start")

    def test_offers_no_one_click_outside_the_demonstration(
        self, trainer: Account, browser: Browser
    ) -> None:
        assert "contoh-" not in browser.get("home.front").html


class TestOneClick:
    def test_offers_the_accounts_that_exist(
        self, demonstration: Settings, trainer: Account, browser: Browser
    ) -> None:
        page = browser.get("home.front")
        assert "Masuk sebagai Pengajar" in page
        assert "contoh-admin" not in page.html

    def test_signs_in(self, demonstration: Settings, trainer: Account, browser: Browser) -> None:
        page = browser.submit("home.demo_sign_in", {"login_name": "contoh-pengajar"})
        assert "Selamat datang, Yunita Maharani." in page

    def test_is_refused_without_a_demonstration(
        self, session: Session, trainer: Account, browser: Browser
    ) -> None:
        browser.post("home.demo_sign_in", {"login_name": "contoh-pengajar"}, expect=404)
        assert _signed_in_count(session) == 0

    @pytest.mark.parametrize(
        "came_from",
        [
            {"REMOTE_ADDR": "203.0.113.7"},
            {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
            {"HTTP_FORWARDED": "for=127.0.0.1"},
        ],
        ids=["elsewhere", "proxy", "proxy-by-the-standard"],
    )
    def test_is_refused_to_everybody_who_is_not_on_this_machine(
        self,
        demonstration: Settings,
        session: Session,
        trainer: Account,
        browser: Browser,
        came_from: dict[str, str],
    ) -> None:
        browser.client.environ_base.update(came_from)
        assert "Masuk sebagai" not in browser.get("home.front")
        browser.post("home.demo_sign_in", {"login_name": "contoh-pengajar"}, expect=404)
        assert _signed_in_count(session) == 0

    @pytest.mark.parametrize("login_name", ["", "orang-lain", "contoh-admin"])
    def test_is_refused_for_accounts_that_are_no_example(
        self, demonstration: Settings, session: Session, browser: Browser, login_name: str
    ) -> None:
        other = an_account(session)
        other.login_name = "orang-lain"
        session.commit()
        browser.post("home.demo_sign_in", {"login_name": login_name}, expect=404)
        assert _signed_in_count(session) == 0


def test_each_example_account_is_named_once() -> None:
    names = [each.login_name for each in DEMO_ACCOUNTS]
    assert len(names) == len(set(names))
    assert all(name.startswith("contoh-") for name in names)
