"""Codes on cards and in links: spent once, by POST only."""

import re
import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Actor, Role
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, Refused
from lms.people import codes, operations, queries
from lms.people.models import AccessCode, Account, CodePurpose
from tests.browser import Browser
from tests.factories.people import a_person, a_staff_member, an_account, with_password
from tests.factories.regions import KARANGPILANG

PASSWORD = "tiga ekor kancil"


def _waiting(session: Session) -> Account:
    account = an_account(session)
    account.activated_at = None
    return account


def _code(session: Session, account: Account, purpose: CodePurpose = CodePurpose.ACTIVATE) -> str:
    code = operations.issue_code(session, SYSTEM, account, purpose, at=clock.now())
    session.commit()
    return code


def test_a_card_leads_in_with_a_password_of_ones_own(session: Session, browser: Browser) -> None:
    account = _waiting(session)
    code = _code(session, account)
    typed = {"kode": f" {codes.grouped(code).lower()} "}
    page = browser.submit("people.find_code", typed)
    assert "Pemberitahuan privasi" in page
    assert account.login_name in page
    browser.post("people.spend", {"kata_sandi": PASSWORD}, code=code)
    assert "Perangkat ini" in browser.get("people_own.devices")
    with reading() as read:
        kept = read.get_one(Account, account.id)
    assert kept.activated_at is not None
    assert kept.notice_version == "2026-11"


def test_looking_spends_nothing(session: Session, browser: Browser) -> None:
    code = _code(session, _waiting(session))
    for _ in range(3):
        browser.get("people.activate", code=code)
    with reading() as read:
        assert read.scalars(select(AccessCode)).one().spent_at is None


def test_only_a_keyed_hash_is_kept(session: Session) -> None:
    code = _code(session, _waiting(session))
    kept = session.scalars(select(AccessCode)).one()
    assert len(code) == 10
    assert set(code) <= set("ABCDEFGHJKMNPQRSTVWXYZ23456789")
    assert code not in kept.code_hash
    assert re.fullmatch("[0-9a-f]{64}", kept.code_hash)


def test_a_double_click_gets_a_plain_sentence(session: Session, browser: Browser) -> None:
    code = _code(session, _waiting(session))
    browser.post("people.spend", {"kata_sandi": PASSWORD}, code=code)
    again = browser.post("people.spend", {"kata_sandi": "kata lain lagi"}, code=code, expect=409)
    assert "Kode ini sudah dipakai" in again
    with reading() as read:
        account = read.scalars(select(Account)).one()
    browser.post("people.sign_out")
    browser.post("people.enter", {"nama": account.login_name, "kata_sandi": PASSWORD})


def test_of_parallel_acts_with_one_code_one_wins(app: Flask, session: Session) -> None:
    code = _code(session, _waiting(session))
    told: list[str] = []

    def spend(number: int) -> None:
        with app.app_context():
            try:
                with writing() as own:
                    codes.spend(own, code, password_hash=f"hash {number}", at=clock.now())
                told.append("won")
            except Refused as refusal:
                told.append(str(refusal))

    threads = [threading.Thread(target=spend, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("won") == 1
    assert sum("sudah dipakai" in words for words in told) == 3


@pytest.mark.parametrize("typed", ["ABCDE-FGHJK", "'; DROP TABLE", "😀", "x" * 40])
def test_an_unknown_code_is_told_so(app: Flask, browser: Browser, typed: str) -> None:
    page = browser.post("people.find_code", {"kode": typed}, expect=422)
    assert "Kode ini tidak dikenal" in page
    browser.open(f"/aktivasi/{typed.replace('/', '')}", expect=409)


def test_an_old_code_and_a_replaced_one_open_nothing(session: Session, browser: Browser) -> None:
    account = _waiting(session)
    first = _code(session, account)
    second = _code(session, account)
    assert "tidak berlaku lagi" in browser.get("people.activate", code=first, expect=409)
    past = clock.now() - timedelta(seconds=1)
    session.execute(update(AccessCode).values(expires_at=past))
    session.commit()
    assert "tidak berlaku lagi" in browser.get("people.activate", code=second, expect=409)


@pytest.mark.parametrize("password", ["pendek", "12345678", "Budi Santoso"])
def test_an_easy_password_is_refused_and_the_code_stays(
    session: Session, browser: Browser, password: str
) -> None:
    code = _code(session, _waiting(session))
    page = browser.post("people.spend", {"kata_sandi": password}, code=code, expect=422)
    assert "Kata sandi" in page
    browser.post("people.spend", {"kata_sandi": PASSWORD}, code=code)


def test_a_reset_ends_the_sessions_and_changes_nothing_else(
    session: Session, browser: Browser
) -> None:
    account = with_password(an_account(session), PASSWORD)
    session.commit()
    browser.sign_in(account)
    browser.get("people_own.devices")
    code = _code(session, account, CodePurpose.RESET)
    browser.get("people_own.devices", expect=303)
    browser.post("people.spend", {"kata_sandi": "empat kura-kura"}, code=code)
    browser.get("people_own.devices")


class TestWhoMayHelp:
    def test_an_organiser_helps_trainees_of_the_own_region_only(self, session: Session) -> None:
        organiser = _actor(session, Role.ORGANISER, "18")
        near, far = an_account(session), an_account(session, a_person(session, "X", KARANGPILANG))
        at = clock.now()
        operations.issue_code(session, organiser, near, CodePurpose.RESET, at=at)
        with pytest.raises(Forbidden):
            operations.issue_code(session, organiser, far, CodePurpose.RESET, at=at)

    def test_nobody_takes_an_admin_over_by_a_reset(self, session: Session) -> None:
        national = a_staff_member(session, Role.ADMIN, "ID")
        for role, region in ((Role.ORGANISER, "18"), (Role.ADMIN, "18")):
            actor = _actor(session, role, region)
            with pytest.raises(Forbidden):
                operations.issue_code(session, actor, national, CodePurpose.RESET, at=clock.now())


def _actor(session: Session, role: Role, region: str) -> Actor:
    account = a_staff_member(session, role, region)
    return queries.actor_of(session, account, on=clock.today())


class TestDesk:
    def test_cards_are_printed_for_those_who_wait(self, session: Session, browser: Browser) -> None:
        organiser = a_staff_member(session, Role.ORGANISER)
        waiting, active = _waiting(session), an_account(session)
        session.commit()
        browser.sign_in(organiser)
        data = {"account_id": [str(waiting.id), str(active.id)]}
        page = browser.post("people_desk.cards", data, expect=200)
        assert waiting.login_name in page
        assert active.login_name not in page
        code = re.search(r"[A-Z2-9]{5}-[A-Z2-9]{5}", page.text)
        assert code
        assert "Buat kata sandi" in Browser(browser.app).get(
            "people.activate", code=codes.bare(code.group())
        )

    def test_a_foreign_account_is_no_account(self, session: Session, browser: Browser) -> None:
        foreign = an_account(session, a_person(session, "X", KARANGPILANG))
        organiser = a_staff_member(session, Role.ORGANISER)
        session.commit()
        browser.sign_in(organiser)
        browser.get("people_desk.account", account_id=foreign.id, expect=404)
        browser.post("people_desk.code", account_id=foreign.id, expect=404)
        browser.post("people_desk.cards", {"account_id": str(foreign.id)}, expect=404)
        browser.post("people_desk.cards", {"account_id": "x"}, expect=404)
        assert "Pilih dahulu" in browser.post("people_desk.cards", expect=409)
        assert foreign.login_name not in browser.get("people_desk.accounts")

    def test_a_reset_shows_the_code_once_with_a_text_without_personal_data(
        self, session: Session, browser: Browser
    ) -> None:
        account = an_account(session)
        session.commit()
        organiser = a_staff_member(session, Role.ORGANISER)
        session.commit()
        browser.sign_in(organiser)
        page = browser.post("people_desk.code", account_id=account.id, expect=200)
        assert "hanya tampil sekali" in page
        address = re.search(r'https://wa\.me/62[0-9]+\?text=([^"]+)', page.html)
        assert address
        assert account.person.name.split()[0] not in address.group(1)
