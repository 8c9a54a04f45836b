"""Every error is a page in plain Indonesian, in one look."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug import exceptions

from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.sentence import say
from tests.web.app import add_view, an_app, page

GONE = OperationalError("SELECT 1", {}, Exception("server closed the connection"))


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """An application whose errors are answered, not raised."""
    return an_app(tmp_path)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (NotFound(), 404, "Halaman tidak ditemukan"),
        (Forbidden(), 403, "Anda tidak berwenang melakukan ini."),
        (Forbidden(say("Hanya untuk panitia.")), 403, "Hanya untuk panitia."),
        (Refused(say("Kuota penuh."), say("Sesi ditutup.")), 409, "Kuota penuh. Sesi ditutup."),
        (exceptions.BadRequest(), 400, "Permintaan tidak dapat diproses"),
        (exceptions.NotFound(), 404, "Halaman tidak ditemukan"),
        (exceptions.MethodNotAllowed(), 405, "Permintaan tidak dapat diproses"),
        (exceptions.RequestEntityTooLarge(), 413, "Berkas terlalu besar"),
        (exceptions.TooManyRequests(), 429, "Terlalu banyak percobaan"),
        (exceptions.InternalServerError(), 500, "Ada gangguan di pihak kami"),
        (exceptions.NotImplemented(), 501, "Ada gangguan di pihak kami"),
        (exceptions.ServiceUnavailable(), 503, "Layanan sedang tidak tersedia"),
        (ZeroDivisionError("rahasia dalam"), 500, "Ada gangguan di pihak kami"),
        (GONE, 503, "Layanan sedang tidak tersedia"),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(
    app: Flask, error: Exception, status: int, words: str
) -> None:
    add_view(app, "/uji", error)
    got = page(app, "/uji")
    assert got.status == status
    assert words in got
    assert "Ke Beranda" in got
    assert "rahasia dalam" not in got.html
    assert "SELECT" not in got.html


def test_values_in_a_refusal_are_shown_as_text(app: Flask) -> None:
    add_view(app, "/uji", Refused(say("Nama %(name)s dipakai.", name="<b>Budi</b>")))
    got = page(app, "/uji")
    assert "Nama <b>Budi</b> dipakai." in got
    assert "<b>Budi" not in got.html


def test_an_unknown_address_is_a_page_too(app: Flask) -> None:
    assert page(app, "/tidak/ada").status == 404


def test_when_the_database_is_gone_every_page_says_so_and_when_to_come_back(
    tmp_path: Path,
) -> None:
    app = an_app(tmp_path, database_url=f"sqlite:///{tmp_path}/tidak/ada.sqlite3")
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "seseorang"
    for path in ("/readyz", "/"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert answer.headers["Retry-After"] == "30"
        assert "Layanan sedang tidak tersedia" in answer.text


def test_the_process_is_alive_without_a_database_and_ready_with_one(tmp_path: Path) -> None:
    lost = an_app(tmp_path, database_url=f"sqlite:///{tmp_path}/tidak/ada.sqlite3").test_client()
    assert lost.get("/healthz").get_json() == {"status": "ok"}
    whole = an_app(tmp_path).test_client()
    assert whole.get("/readyz").get_json() == {"status": "ok"}
