"""What somebody with an hour and bad intentions would try."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from lms.kernel import clock
from lms.kernel.access import NATION, SYSTEM, Role
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.kernel.model import Model
from lms.people import codes, operations
from lms.people.models import Account, CodePurpose
from lms.people.operations import RoleFacts
from lms.people.queries import actor_of
from lms.regions.forms import NewOrganisationForm
from lms.training.forms import SessionForm
from tests.browser import Browser
from tests.factories.people import a_person, a_staff_member, an_account, with_password
from tests.site.forms import rules
from tests.web.app import an_app

NIK = "1872015705900001"
GUESSES = 12


def test_a_sign_that_no_database_keeps_breaks_no_page(browser: Browser) -> None:
    for path in (
        "/periksa/abc%00",
        "/aktivasi/%00",
        "/capaian/psm/dasar/wilayah/18%00",
        "/periksa?nomor=%00",
        "/wilayah/desa?cari=metro%00",
        "/masuk?lanjut=%00",
    ):
        browser.open(path, expect=404)
    answer = browser.client.post("/masuk", data={"nama": "a\x00b", "kata_sandi": "c\x00d"})
    assert answer.status_code == 422
    assert "\x00" not in answer.text


def test_numbers_beyond_every_column_break_no_page(browser: Browser, session: Session) -> None:
    officer = a_staff_member(session, Role.OFFICER, NATION)
    auditor = a_staff_member(session, Role.AUDITOR, NATION)
    registrar = a_staff_member(session, Role.REGISTRAR, NATION)
    session.commit()
    pages = (
        (officer, "oversight.angkatan_list"),
        (auditor, "home.trail"),
        (registrar, "registration_desk.queue"),
    )
    for account, endpoint in pages:
        for number in ("9" * 30, "-1", "0", "x", "1e9", "9" * 6000):
            Browser(browser.app).sign_in(account).get(endpoint, expect=200, halaman=number)


def test_guesses_count_for_one_name_whatever_is_mixed_in(
    browser: Browser, session: Session
) -> None:
    account = with_password(an_account(session), "tiga kata panjang")
    session.commit()
    name = account.login_name
    spelt = [name[:2] + "\x00" * n + name[2:] for n in range(GUESSES)]
    statuses = [
        browser.client.post("/masuk", data={"nama": each, "kata_sandi": "salah"}).status_code
        for each in spelt
    ]
    assert statuses[-1] == 429


def test_nobody_tries_out_which_nik_are_known(browser: Browser, session: Session) -> None:
    account = an_account(session)
    session.commit()
    browser.sign_in(account)
    statuses = [
        browser.client.post("/data-saya/nik/simpan", data={"nik": "123"}).status_code
        for _ in range(25)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_a_code_kept_back_does_not_open_an_account_that_became_an_admins(
    app: Flask, session: Session
) -> None:
    at = clock.now()
    organiser = a_staff_member(session, Role.ORGANISER, "18")
    victim = an_account(session, a_person(session, "Sri Lestari"))
    actor = actor_of(session, organiser, on=clock.day_of(at))
    kept = codes.issue_code(session, actor, victim, CodePurpose.RESET, at=at)
    operations.grant_role(session, SYSTEM, victim, RoleFacts(Role.ADMIN, NATION), at=at)
    session.commit()
    with writing() as other, pytest.raises(Refused):
        codes.spend(other, kept, password_hash="x", at=at)


def test_an_error_of_the_database_is_told_without_the_values(app: Flask, session: Session) -> None:
    account = an_account(session, a_person(session, "Nama Rahasia"))
    session.commit()
    with pytest.raises(IntegrityError) as caught, writing() as other:
        other.add(
            Account(person_id=account.person_id, login_name="nama-rahasia", created_at=clock.now())
        )
    assert "nama-rahasia" not in str(caught.value)


def test_a_real_address_insists_on_https(tmp_path: Path) -> None:
    real = an_app(tmp_path, base_url="https://bekal.example.go.id")
    headers = real.test_client().get("/healthz").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    trial = an_app(tmp_path)
    assert "Strict-Transport-Security" not in trial.test_client().get("/healthz").headers


def test_links_and_codes_name_the_installations_address_not_the_visitors_host(
    app: Flask, session: Session, browser: Browser
) -> None:
    organiser = a_staff_member(session, Role.ORGANISER, "18")
    waiting = an_account(session, a_person(session))
    waiting.activated_at = None
    session.commit()
    own = browser.sign_in(organiser).client.get_cookie("session")
    assert own is not None
    browser.client.set_cookie("session", own.value, domain="jahat.example")
    address = browser.address("people_desk.code", account_id=waiting.id)
    answer = browser.client.post(address, headers={"Host": "jahat.example"})
    assert answer.status_code == 200
    assert "jahat.example" not in answer.text
    moved = browser.client.get("/", headers={"Host": "jahat.example"})
    assert moved.location == "/beranda"


def test_a_token_planted_before_signing_in_is_worth_nothing(
    browser: Browser, session: Session
) -> None:
    account = with_password(an_account(session), "tiga kata panjang")
    session.commit()
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"], cookie["csrf_token"] = "ditanam", "ditanam"
    browser.post("people.enter", {"nama": account.login_name, "kata_sandi": "tiga kata panjang"})
    with browser.client.session_transaction() as cookie:
        assert cookie["_user_id"] != "ditanam"
        assert cookie.get("csrf_token") != "ditanam"


def test_the_whole_nik_stands_nowhere_but_in_its_sealed_column(
    app: Flask, session: Session
) -> None:
    admin = a_staff_member(session, Role.ADMIN, "18")
    person = a_person(session)
    operations.set_nik(session, SYSTEM, person, NIK, at=clock.now())
    session.commit()
    at_desk = Browser(app).sign_in(admin)
    shown = at_desk.client.post(
        at_desk.address("people_desk.reveal_nik", person_id=person.id), data={"reason": "Uji"}
    )
    assert NIK in re.sub(r"\D", "", shown.text)
    assert shown.headers["Cache-Control"] == "no-store"
    with reading() as other:
        for table in Model.metadata.sorted_tables:
            for row in other.execute(select(table)):
                assert NIK not in repr(tuple(row)), table.name


def test_extra_fields_of_a_form_change_nothing_else(browser: Browser, session: Session) -> None:
    account = an_account(session)
    before = account.login_name, account.person.created_at
    session.commit()
    browser.sign_in(account).post(
        "people_own.change_profile",
        {
            "name": "Nama Baru",
            "login_name": "admin",
            "nik_masked": "x",
            "id": "0",
            "created_at": "2000-01-01",
            "role": "admin",
        },
    )
    with reading() as other:
        kept = other.get_one(Account, account.id)
        assert kept.login_name == before[0]


def test_every_post_wants_its_token(app: Flask, tmp_path: Path) -> None:
    guarded = an_app(tmp_path)
    client = guarded.test_client()
    assert not guarded.extensions["csrf"]._exempt_views
    exempt = {each.name for each in guarded.extensions["csrf"]._exempt_blueprints}
    assert exempt == {"api"}  # no cookie, but a key
    for rule in rules(guarded, "POST"):
        if not rule.arguments:
            assert client.post(rule.rule).status_code == 400, rule.rule


def test_a_blank_sent_first_lets_no_foreign_choice_pass(app: Flask) -> None:
    data = MultiDict([("trainers", ""), ("trainers", "00000000-0000-0000-0000-000000000000")])
    with app.test_request_context(method="POST", data=data):
        form = SessionForm()
        form.offer((), ())
        form.validate()
        assert form.trainers.errors
    with app.test_request_context(method="POST", data={"trainers": ""}):
        form = SessionForm()
        form.offer((), ())
        form.validate()
        assert not form.trainers.errors
        assert form.trainers.data == []


def test_a_field_of_blanks_is_not_filled(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"region_code": " ", "whatsapp": " "}):
        form = NewOrganisationForm()
        form.validate()
        assert form.region_code.errors == ["Wajib diisi."]
        assert form.whatsapp.errors == ["Wajib diisi."]
