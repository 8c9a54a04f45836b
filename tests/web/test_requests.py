"""What happens around a view: headers, CSRF, declared access, static files."""

import re
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from lms.kernel.access import Role
from lms.web import assets
from lms.web.access import Visitor
from tests.browser import Browser
from tests.factories.people import a_staff_member, an_account
from tests.web.app import add_view, an_app, page

SHEETS = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


@pytest.fixture
def site(tmp_path: Path) -> Flask:
    """The application as it is served, with one page and one form of a test."""
    made = an_app(tmp_path)
    add_view(made, "/uji", "halo")
    add_view(made, "/uji-kirim", ("", 303), methods="POST")
    return made


class TestHeaders:
    def test_every_answer_forbids_foreign_code_frames_and_guessing(self, site: Flask) -> None:
        for path in ("/uji", "/tidak-ada", "/healthz"):
            headers = site.test_client().get(path).headers
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "script-src 'self';" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "same-origin"

    def test_pages_are_not_kept_by_the_browser(self, site: Flask) -> None:
        assert site.test_client().get("/uji").headers["Cache-Control"] == "no-store"

    def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(self, site: Flask) -> None:
        cookie = site.test_client().get("/masuk").headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie

    def test_the_cookie_of_a_real_address_travels_over_https_only(self, tmp_path: Path) -> None:
        real = an_app(tmp_path, base_url="https://bekal.example.go.id")
        cookie = real.test_client().get("/masuk", base_url="https://bekal.example.go.id")
        assert "Secure" in cookie.headers["Set-Cookie"]


class TestCsrf:
    def _token(self, client: FlaskClient) -> str:
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get("/masuk").text)
        assert found
        return found.group(1)

    def test_a_form_without_a_token_changes_nothing(self, site: Flask) -> None:
        got = page(site, "/uji-kirim", method="POST")
        assert got.status == 400
        assert "Halaman sudah terlalu lama terbuka" in got

    def test_a_form_with_its_token_is_taken(self, site: Flask) -> None:
        client = site.test_client()
        form = {"csrf_token": self._token(client)}
        assert client.post("/uji-kirim", data=form).status_code == 303

    def test_the_token_of_another_browser_is_refused(self, site: Flask) -> None:
        other, client = site.test_client(), site.test_client()
        self._token(client)
        form = {"csrf_token": self._token(other)}
        assert client.post("/uji-kirim", data=form).status_code == 400

    def test_a_changed_token_is_refused(self, site: Flask) -> None:
        client = site.test_client()
        token = self._token(client)
        # not the last letter: two of its bits say nothing, so one token in 16 would stay the same
        letter = "A" if token[-10] != "A" else "B"
        form = {"csrf_token": f"{token[:-10]}{letter}{token[-9:]}"}
        assert client.post("/uji-kirim", data=form).status_code == 400


class TestAccess:
    def test_a_stranger_is_sent_to_sign_in_and_back(self, site: Flask) -> None:
        add_view(site, "/uji-masuk", "isi", Visitor.SIGNED_IN)
        answer = site.test_client().get("/uji-masuk?a=1")
        assert (answer.status_code, answer.location) == (303, "/masuk?lanjut=%2Fuji-masuk%3Fa%3D1")

    def test_a_stranger_who_sends_a_form_is_not_led_back_to_it(self, site: Flask) -> None:
        site.config["WTF_CSRF_ENABLED"] = False
        add_view(site, "/uji-masuk", "isi", Visitor.SIGNED_IN, methods="POST")
        assert site.test_client().post("/uji-masuk").location == "/masuk"

    def test_a_role_without_the_permission_is_refused_on_the_route(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        registrar = a_staff_member(session, Role.REGISTRAR)
        session.commit()
        browser.sign_in(registrar).get("people_staff.staff", expect=403)

    def test_any_of_the_permissions_opens_the_route(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        admin, nobody = a_staff_member(session, Role.ADMIN), an_account(session)
        session.commit()
        browser.sign_in(admin).get("people_staff.staff")
        Browser(app).sign_in(nobody).get("people_staff.staff", expect=403)


class TestStaticFiles:
    @pytest.fixture
    def built(self, tmp_path: Path) -> Flask:
        """The application with its files built, as `lms serve` does."""
        assets.build(tmp_path / "assets")
        return an_app(tmp_path)

    def test_pages_name_files_by_their_hash(self, built: Flask) -> None:
        sheets = SHEETS.findall(built.test_client().get("/masuk").text)
        assert len(sheets) == 2
        assert all(re.fullmatch(r"/aset/[\w/.]+\.[0-9a-f]{12}\.css", sheet) for sheet in sheets)

    def test_a_hashed_file_may_be_kept_for_ever_and_comes_compressed(self, built: Flask) -> None:
        client = built.test_client()
        for sheet in SHEETS.findall(client.get("/masuk").text):
            answer = client.get(sheet, headers={"Accept-Encoding": "gzip, br"}, buffered=True)
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.headers["Content-Encoding"] == "br"
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert b"{" in brotli.decompress(answer.data)

    def test_a_browser_without_brotli_gets_the_file_too(self, built: Flask) -> None:
        client = built.test_client()
        sheet = SHEETS.findall(client.get("/masuk").text)[1]
        answer = client.get(sheet, headers={"Accept-Encoding": "identity"}, buffered=True)
        assert "Content-Encoding" not in answer.headers
        assert b"--bs" in answer.data

    def test_nothing_outside_the_folder_is_served(self, built: Flask) -> None:
        client = built.test_client()
        for path in ("/aset/../bekal.sqlite3", "/aset/%2e%2e/bekal.sqlite3", "/aset/tidak.css"):
            assert client.get(path).status_code == 404
