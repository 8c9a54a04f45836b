"""Signing in with a second factor, setting it up, and what stays closed without it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.database import reading, writing
from lms.people import codes, factor_queries
from lms.people.models import Account, CodePurpose, SignIn
from tests.browser import Browser, Page
from tests.credentials.samples import configured
from tests.factories.factors import a_factor, shown
from tests.factories.people import a_grant, a_staff_member, an_account, with_password

PASSWORD = "tiga ekor kancil"
GUARDED = (Role.ADMIN, Role.ORGANISER, Role.REGISTRAR)
PAGES = {
    Role.ADMIN: "people_staff.staff",
    Role.ORGANISER: "people_desk.accounts",
    Role.REGISTRAR: "registration_desk.queue",
    Role.AUDITOR: "home.trail",
    Role.OFFICER: "training_desk.angkatan",
    Role.CLERK: "home.start",
}


@pytest.fixture
def strict(app: Flask) -> Iterator[Flask]:
    """The application as a real installation is: a second factor is required."""
    with configured(app, second_factor="required"):
        yield app


def _member(session: Session, role: Role = Role.REGISTRAR) -> Account:
    account = with_password(a_staff_member(session, role, "18"), PASSWORD)
    session.commit()
    return account


def _enter(browser: Browser, account: Account, **values: Any) -> Page:
    data = {"nama": account.login_name, "kata_sandi": PASSWORD}
    return browser.post("people.enter", data, **values)


def _set_up(browser: Browser, account: Account) -> list[str]:
    """Set a second factor up by the pages; give the recovery codes."""
    assert browser.post("people_security.begin").location == "/keamanan/pasang"
    browser.get("people_security.setup")
    with reading() as session:
        row = factor_queries.waiting(session, account.id)
    assert row is not None
    code = shown(row, clock.now(), steps=-1)
    page = browser.post("people_security.confirm", {"kode": code}, expect=200)
    return [word for word in page.text.split() if len(word) == 11 and word[5] == "-"]


def _code(account: Account, *, steps: int = 0) -> str:
    with reading() as session:
        row = factor_queries.of_account(session, account.id)
    assert row is not None
    return shown(row, clock.now(), steps=steps)


class TestRequired:
    @pytest.mark.parametrize("role", GUARDED)
    def test_staff_pages_open_once_it_is_set_up(
        self, strict: Flask, session: Session, browser: Browser, role: Role
    ) -> None:
        account = _member(session, role)
        assert _enter(browser, account).location == "/keamanan"
        assert "Pasang dahulu" in browser.get("people_security.show")
        page = browser.get(PAGES[role], expect=303)
        assert page.location == "/keamanan"
        browser.get("people_own.profile")  # what any trainee may
        assert len(_set_up(browser, account)) == 10
        browser.get(PAGES[role])

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.OFFICER, Role.CLERK])
    def test_other_roles_are_not_asked(
        self, strict: Flask, session: Session, browser: Browser, role: Role
    ) -> None:
        assert _enter(browser, _member(session, role)).location == "/"
        browser.get(PAGES[role])
        browser.get("people_security.show", expect=403)
        browser.post("people_security.begin", expect=403)

    def test_without_it_no_role_counts_on_any_page(
        self, strict: Flask, session: Session, browser: Browser
    ) -> None:
        account = _member(session, Role.ORGANISER)
        browser.sign_in(account)
        browser.post("training_desk.plan", expect=303)
        assert "Panitia" not in browser.get("home.start")

    def test_a_new_admin_is_led_there_by_the_activation(
        self, strict: Flask, session: Session, browser: Browser
    ) -> None:
        account = a_staff_member(session, Role.ADMIN, "18")
        account.activated_at = None
        session.commit()
        with writing() as fresh:
            from_system = fresh.get_one(Account, account.id)
            code = _issued(fresh, from_system)
        page = browser.post("people.spend", {"kata_sandi": PASSWORD}, code=code)
        assert page.location == "/keamanan"


def _issued(session: Session, account: Account) -> str:
    session.refresh(account, ["person"])
    return codes.issue_code(session, SYSTEM, account, CodePurpose.ACTIVATE, at=clock.now())


class TestSigningIn:
    def test_the_password_alone_opens_nothing(self, session: Session, browser: Browser) -> None:
        account = _member(session)
        a_factor(session, account)
        session.commit()
        page = _enter(browser, account, lanjut="/pendaftaran-masuk")
        assert page.location == "/masuk/kode?lanjut=/pendaftaran-masuk"
        for endpoint in ("home.start", "people_own.profile", "registration_desk.queue"):
            assert browser.get(endpoint, expect=303).location.startswith("/masuk/kode")
        page = browser.post("people_own.change_profile", {"name": "X"}, expect=303)
        assert page.location.startswith("/masuk/kode")

    def test_the_code_opens_the_page_that_was_asked(
        self, session: Session, browser: Browser
    ) -> None:
        account = _member(session)
        a_factor(session, account)
        session.commit()
        _enter(browser, account)
        browser.post("people_security.check", {"kode": "000000"}, expect=422)
        data = {"kode": _code(account)}
        page = browser.post("people_security.check", data, lanjut="/perangkat")
        assert page.location == "/perangkat"
        browser.get("registration_desk.queue")

    def test_the_halfway_session_is_short_and_another_one_follows(
        self, session: Session, browser: Browser
    ) -> None:
        account = _member(session)
        a_factor(session, account)
        session.commit()
        _enter(browser, account)
        with reading() as read:
            halfway = read.scalars(select(SignIn)).one()
            assert halfway.expires_at - halfway.created_at == timedelta(minutes=10)
        browser.post("people_security.check", {"kode": _code(account)})
        with reading() as read:
            first, second = read.scalars(select(SignIn).order_by(SignIn.created_at))
            assert first.ended_at and not first.factor_at
            assert second.factor_at and first.token_hash != second.token_hash

    def test_a_watched_code_is_not_taken_again(self, session: Session, browser: Browser) -> None:
        account = _member(session)
        a_factor(session, account)
        session.commit()
        _enter(browser, account)
        seen = _code(account)
        browser.post("people_security.check", {"kode": seen})
        thief = Browser(browser.app)
        _enter(thief, account)
        page = thief.post("people_security.check", {"kode": seen}, expect=422)
        assert "tidak cocok atau sudah dipakai" in page

    def test_a_recovery_code_leads_in_once(self, session: Session, browser: Browser) -> None:
        account = _member(session)
        _, made = a_factor(session, account)
        session.commit()
        _enter(browser, account)
        page = browser.submit("people_security.check", {"kode": made[0]}, lanjut="/keamanan")
        assert "Kode cadangan itu sudah terpakai" in page
        assert "Kode cadangan yang tersisa 9" in page
        again = Browser(browser.app)
        _enter(again, account)
        again.post("people_security.check", {"kode": made[0]}, expect=422)

    def test_guessing_is_stopped(self, session: Session, browser: Browser) -> None:
        account = _member(session)
        a_factor(session, account)
        session.commit()
        _enter(browser, account)
        pages = [
            browser.client.post("/masuk/kode/periksa", data={"kode": f"{n:06d}"}) for n in range(14)
        ]
        assert "Terlalu banyak kode salah" in pages[6].get_data(as_text=True)
        assert pages[-1].status_code == 429
        blocked = Browser(browser.app)  # nor from another browser
        _enter(blocked, account)
        right = {"kode": _code(account)}
        blocked_answer = blocked.client.post("/masuk/kode/periksa", data=right)
        assert blocked_answer.status_code in {422, 429}

    def test_a_role_that_begins_later_asks_then(self, session: Session, browser: Browser) -> None:
        account = with_password(an_account(session), PASSWORD)
        a_factor(session, account)
        session.commit()
        assert _enter(browser, account).location == "/"  # no role that needs it
        a_grant(session, account, Role.REGISTRAR)
        session.commit()
        page = browser.get("registration_desk.queue", expect=303)
        assert page.location.startswith("/masuk/kode")

    def test_a_waiting_session_can_be_left(self, session: Session, browser: Browser) -> None:
        account = _member(session)
        a_factor(session, account)
        session.commit()
        _enter(browser, account)
        browser.post("people.sign_out")
        browser.get("people_security.code", expect=303)


class TestOwnPage:
    def test_codes_are_shown_once_and_renewed_with_a_code(
        self, session: Session, browser: Browser
    ) -> None:
        account = _member(session)
        browser.sign_in(account)
        first = _set_up(browser, account)
        page = browser.get("people_security.show")
        assert not [code for code in first if code in page]
        browser.post("people_security.renew", {"kode": "123456"}, expect=422)
        page = browser.post("people_security.renew", {"kode": _code(account)}, expect=200)
        assert "Kode cadangan Bekal" in page
        assert not [code for code in first if code in page]

    def test_a_wrong_first_code_changes_nothing(self, session: Session, browser: Browser) -> None:
        account = _member(session)
        browser.sign_in(account)
        browser.post("people_security.confirm", {"kode": "000000"}, expect=409)
        browser.post("people_security.begin")
        page = browser.post("people_security.confirm", {"kode": "abc"}, expect=422)
        assert "Kode tidak cocok" in page
        browser.post("people_security.confirm", {"kode": ""}, expect=422)

    def test_another_admin_removes_it_with_a_reason(
        self, session: Session, browser: Browser
    ) -> None:
        account, admin = _member(session), a_staff_member(session, Role.ADMIN, "18")
        a_factor(session, account)
        session.commit()
        browser.sign_in(admin)
        page = browser.get("people_desk.account", account_id=account.id)
        assert "Hapus verifikasi dua langkah" in page
        browser.get("people_staff.factor", account_id=account.id)
        address: dict[str, Any] = {"account_id": account.id}
        browser.post("people_staff.remove_factor", {"reason": " "}, expect=422, **address)
        browser.post("people_staff.remove_factor", {"reason": "HP hilang"}, **address)
        browser.get("people_staff.factor", expect=404, **address)
        assert "HP hilang" in browser.get("home.trail", act="factor.removed")
        assert _enter(Browser(browser.app), account).location == "/"


class TestRecentProof:
    def test_revealing_a_nik_or_granting_asks_again_after_an_hour(
        self, session: Session, browser: Browser
    ) -> None:
        account = _member(session, Role.ADMIN)
        a_factor(session, account, at=clock.now() - timedelta(hours=5))
        session.commit()
        _enter(browser, account)
        browser.post("people_security.check", {"kode": _code(account, steps=-1)})
        browser.get("people_staff.new_member")
        with writing() as fresh:
            old = clock.now() - timedelta(minutes=61)
            fresh.execute(update(SignIn).values(factor_at=old))
        browser.get("people_staff.staff")
        page = browser.get("people_staff.new_member", expect=303)
        assert page.location == "/masuk/kode?lanjut=/petugas/baru"
        data = {"kode": _code(account)}
        assert browser.submit("people_security.check", data, lanjut="/petugas/baru")
        browser.get("people_staff.new_member")
