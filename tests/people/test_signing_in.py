"""Signing in by phone, e-mail or login name, and out."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.access import Role
from lms.kernel.database import reading
from lms.people.models import Account, SignIn
from tests.browser import Browser, Page
from tests.factories.people import a_grant, a_person, an_account, with_password

PASSWORD = "tiga ekor kancil"


def _sign_in(browser: Browser, name: str, password: str = PASSWORD, *, expect: int = 303) -> Page:
    return browser.post("people.enter", {"nama": name, "kata_sandi": password}, expect=expect)


def _budi(session: Session) -> Account:
    account = with_password(an_account(session), PASSWORD)
    account.person.phone, account.person.email = "+6281234567890", "budi@contoh.id"
    account.login_name = "budi4821"
    session.commit()
    return account


@pytest.mark.parametrize(
    "name",
    [
        "0812-3456-7890",
        "081234567890",
        "6281234567890",
        "+62 812 3456 7890",
        "(0812) 3456.7890",
        "Budi@Contoh.id",
        "budi4821",
        "BUDI4821 ",
    ],
)
def test_every_spelling_of_phone_email_and_login_name_leads_in(
    session: Session, browser: Browser, name: str
) -> None:
    _budi(session)
    assert _sign_in(browser, name).location == "/"
    assert "Perangkat ini" in browser.get("people_own.devices")


@pytest.mark.parametrize(
    "name", ["0812-3456-7891", "orang lain", "budi4821", "'; DROP TABLE", "😀"]
)
def test_a_wrong_name_or_password_gets_the_same_sentence(
    session: Session, browser: Browser, name: str
) -> None:
    _budi(session)
    page = _sign_in(browser, name, "bukan sandinya", expect=422)
    assert "Nama masuk atau kata sandi tidak cocok" in page


def test_empty_fields_are_named(app: Flask, browser: Browser) -> None:
    page = _sign_in(browser, "", "", expect=422)
    assert "Kata sandi: Wajib diisi." in page


def test_a_family_shares_a_phone_and_each_enters_with_the_own_password(
    session: Session, browser: Browser
) -> None:
    mother, child = a_person(session, "Siti"), a_person(session, "Ayu")
    mother.phone = child.phone = "+6281300000001"
    with_password(an_account(session, mother), "sandi milik ibu")
    with_password(an_account(session, child), "sandi milik anak")
    session.commit()
    _sign_in(browser, "081300000001", "sandi milik anak")
    assert 'value="Ayu"' in browser.get("people_own.profile").html


def test_the_same_password_on_a_shared_phone_asks_for_the_login_name(
    session: Session, browser: Browser
) -> None:
    accounts = [with_password(an_account(session), PASSWORD) for _ in range(2)]
    for account in accounts:
        account.person.phone = "+6281300000001"
    session.commit()
    assert "Masuklah dengan nama masuk" in _sign_in(browser, "081300000001", expect=422)
    _sign_in(browser, accounts[1].login_name)


def test_an_account_that_waits_for_activation_or_is_closed_does_not_open(
    session: Session, browser: Browser
) -> None:
    waiting = an_account(session)
    waiting.password_hash = None
    closed = with_password(an_account(session), PASSWORD)
    closed.closed_at = closed.created_at
    session.commit()
    for account in (waiting, closed):
        _sign_in(browser, account.login_name, expect=422)


def test_trainees_stay_for_weeks_and_staff_for_hours(session: Session, browser: Browser) -> None:
    trainee = with_password(an_account(session), PASSWORD)
    officer = with_password(an_account(session), PASSWORD)
    a_grant(session, officer, Role.OFFICER)
    session.commit()
    for account in (trainee, officer):
        Browser(browser.app).post(
            "people.enter", {"nama": account.login_name, "kata_sandi": PASSWORD}
        )
    with reading() as read:
        rows = {row.account_id: row for row in read.scalars(select(SignIn))}
    lasts = {key: row.expires_at - row.created_at for key, row in rows.items()}
    assert lasts[trainee.id].days == 30
    assert lasts[officer.id].total_seconds() == 12 * 3600


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/data-saya?a=1", "/data-saya?a=1"),
        ("https://jahat.example/", "/"),
        ("//jahat.example/", "/"),
        ("/\\jahat.example", "/"),
        ("/\t/jahat.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_back_to_own_pages_only(
    session: Session, browser: Browser, wanted: str, led_to: str
) -> None:
    account = _budi(session)
    data = {"nama": account.login_name, "kata_sandi": PASSWORD}
    assert browser.post("people.enter", data, lanjut=wanted).location == led_to


def test_the_way_back_goes_through_the_page(app: Flask, browser: Browser) -> None:
    page = browser.open(browser.get("people_own.devices", expect=303).location)
    assert "lanjut=/perangkat" in page.html.replace("%2F", "/")


def test_signing_out_ends_the_session_for_good(session: Session, browser: Browser) -> None:
    account = _budi(session)
    _sign_in(browser, account.login_name)
    with browser.client.session_transaction() as cookie:
        kept = cookie["_user_id"]
    browser.post("people.sign_out")
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = kept
    browser.get("people_own.devices", expect=303)


def test_a_hash_with_older_costs_is_renewed(session: Session, browser: Browser) -> None:
    account = with_password(an_account(session), PASSWORD, time_cost=1)
    session.commit()
    _sign_in(browser, account.login_name)
    with reading() as read:
        kept = read.get_one(Account, account.id).password_hash or ""
    assert "m=19456,t=2,p=1" in kept
    _sign_in(Browser(browser.app), account.login_name)
