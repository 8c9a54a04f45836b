"""Sessions that can be seen and ended, passwords that can be changed, and rate limits."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.database import reading, writing
from lms.people import operations
from lms.people.models import Account, SignIn
from lms.people.operations import RoleFacts
from tests.browser import Browser
from tests.factories.people import an_account, with_password

PASSWORD = "tiga ekor kancil"


def _with_two_devices(session: Session, browser: Browser) -> tuple[Account, Browser]:
    account = with_password(an_account(session), PASSWORD)
    session.commit()
    other = Browser(browser.app)
    data = {"nama": account.login_name, "kata_sandi": PASSWORD}
    for device in (browser, other):
        device.post("people.enter", data)
    return account, other


def test_one_device_is_ended_from_another(session: Session, browser: Browser) -> None:
    _, other = _with_two_devices(session, browser)
    with reading() as read:
        newest = read.scalars(select(SignIn).order_by(SignIn.created_at.desc())).first()
    assert newest is not None
    browser.post("people_own.end_device", sign_in_id=newest.id)
    other.get("people_own.devices", expect=303)
    browser.get("people_own.devices")


def test_all_others_are_ended_at_once(session: Session, browser: Browser) -> None:
    _, other = _with_two_devices(session, browser)
    browser.post("people_own.end_others")
    other.get("people_own.devices", expect=303)
    browser.get("people_own.devices")


def test_the_devices_of_another_are_not_found(session: Session, browser: Browser) -> None:
    _with_two_devices(session, browser)
    with reading() as read:
        row = read.scalars(select(SignIn)).first()
    assert row is not None
    stranger = an_account(session)
    session.commit()
    Browser(browser.app).sign_in(stranger).post(
        "people_own.end_device", sign_in_id=row.id, expect=404
    )
    browser.get("people_own.devices")


def test_a_new_password_ends_the_other_devices(session: Session, browser: Browser) -> None:
    account, other = _with_two_devices(session, browser)
    wrong = {"lama": "bukan ini", "kata_sandi": "empat kura-kura"}
    assert "tidak cocok" in browser.post("people_own.change_password", wrong, expect=422)
    browser.post("people_own.change_password", {"lama": PASSWORD, "kata_sandi": "x"}, expect=422)
    browser.post("people_own.change_password", wrong | {"lama": PASSWORD})
    other.get("people_own.devices", expect=303)
    browser.get("people_own.devices")
    data = {"nama": account.login_name, "kata_sandi": "empat kura-kura"}
    other.post("people.enter", data)


def test_a_session_that_is_over_leads_to_the_sign_in_page(
    session: Session, browser: Browser
) -> None:
    _with_two_devices(session, browser)
    with writing() as own:
        own.execute(update(SignIn).values(expires_at=clock.now()))
    browser.get("people_own.devices", expect=303)


def test_a_role_shortens_the_sessions_that_exist(session: Session, browser: Browser) -> None:
    account, _ = _with_two_devices(session, browser)
    with writing() as own:
        row = own.get_one(Account, account.id)
        operations.grant_role(own, SYSTEM, row, RoleFacts(Role.OFFICER, "18"), at=clock.now())
    with reading() as read:
        ends = read.scalars(select(SignIn.expires_at)).all()
    assert max(ends) <= clock.now() + timedelta(hours=12)


def test_the_last_use_is_noted_every_few_minutes_only(session: Session, browser: Browser) -> None:
    _with_two_devices(session, browser)
    for age, is_noted in ((timedelta(minutes=2), False), (timedelta(minutes=9), True)):
        before = clock.now() - age
        with writing() as own:
            own.execute(update(SignIn).values(seen_at=before))
        browser.get("people_own.devices")
        with reading() as read:
            noted = [seen != before for seen in read.scalars(select(SignIn.seen_at))]
        assert any(noted) == is_noted


def test_a_closed_account_is_out_at_once(session: Session, browser: Browser) -> None:
    account, _ = _with_two_devices(session, browser)
    with writing() as own:
        own.execute(update(Account).where(Account.id == account.id).values(closed_at=clock.now()))
    browser.get("people_own.devices", expect=303)


class TestRateLimits:
    def test_one_name_is_slowed_down_however_it_is_spelt(
        self, app: Flask, browser: Browser
    ) -> None:
        spellings = ["081234567890", "0812-3456-7890", "+62 812 3456 7890"]
        for number in range(10):
            data = {"nama": spellings[number % 3], "kata_sandi": "salah salah"}
            browser.post("people.enter", data, expect=422)
        data = {"nama": "6281234567890", "kata_sandi": "salah salah"}
        assert "Tunggu satu menit" in browser.post("people.enter", data, expect=429)
        browser.post("people.enter", data | {"nama": "orang lain"}, expect=422)

    def test_a_class_of_forty_behind_one_address_is_never_locked(
        self, session: Session, browser: Browser
    ) -> None:
        shared = with_password(an_account(session), PASSWORD).password_hash
        names = []
        for _ in range(40):
            account = an_account(session)
            account.password_hash = shared
            names.append(account.login_name)
        session.commit()
        for number, name in enumerate(names):
            own, data = Browser(browser.app), {"nama": name}
            if number % 4 == 0:
                own.post("people.enter", data | {"kata_sandi": "salah ketik"}, expect=422)
            own.post("people.enter", data | {"kata_sandi": PASSWORD})

    def test_guessing_one_code_is_slowed_down(self, app: Flask, browser: Browser) -> None:
        for _ in range(10):
            browser.post("people.find_code", {"kode": "ABCDE-FGHJK"}, expect=422)
        browser.post("people.find_code", {"kode": "abcde fghjk"}, expect=429)


@pytest.mark.parametrize("endpoint", ["people.sign_in", "people.activation", "people.privacy"])
def test_the_public_pages_stand(app: Flask, browser: Browser, endpoint: str) -> None:
    assert browser.get(endpoint).text
