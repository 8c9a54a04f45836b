"""Pictures and papers of modules: given to the signed-in, once for each device."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from courses.model import Media
from lms.kernel.storage import Storage
from lms.training import media, media_views
from tests.browser import Browser
from tests.factories.people import an_account

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>'
PNG = b"\x89PNG\r\n\x1a\n..."
PDF = b"%PDF-1.7 x"


@pytest.fixture
def storage(app: Flask) -> Storage:
    """The application's own storage."""
    return media_views.storage()


@pytest.fixture
def reader(session: Session, browser: Browser) -> Browser:
    """A signed-in browser."""
    account = an_account(session)
    session.commit()
    return browser.sign_in(account)


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    assert media.keep(storage, SVG) == media.keep(storage, SVG)
    assert media.read(storage, media.keep(storage, SVG)) == SVG
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    "digest", ["a" * 64, "A" * 64, "a" * 63, "../rahasia", "", "a" * 64 + "\n"]
)
def test_what_is_not_kept_is_not_found(tmp_path: Path, digest: str) -> None:
    with pytest.raises(FileNotFoundError):
        media.read(Storage(str(tmp_path)), digest)


@pytest.mark.parametrize(
    ("content", "suffix", "kind"),
    [
        (SVG, "svg", "image/svg+xml"),
        (PNG, "png", "image/png"),
        (b"\xff\xd8\xff\xe0", "jpg", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp", "image/webp"),
    ],
)
def test_a_picture_comes_as_what_it_is(
    storage: Storage, reader: Browser, content: bytes, suffix: str, kind: str
) -> None:
    digest = media.keep(storage, content)
    answer = reader.get("training_media.show", digest=digest, suffix=suffix).response
    assert answer.mimetype == kind
    assert answer.get_data() == content
    headers = answer.headers
    assert headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Content-Security-Policy"].endswith("sandbox")
    assert "Content-Disposition" not in headers
    assert headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(("content", "suffix"), [(SVG, "png"), (PDF, "svg"), (PNG, "html")])
def test_an_address_that_promises_something_else_is_not_found(
    storage: Storage, reader: Browser, content: bytes, suffix: str
) -> None:
    digest = media.keep(storage, content)
    reader.get("training_media.show", expect=404, digest=digest, suffix=suffix)


def test_an_unknown_digest_is_not_found(reader: Browser) -> None:
    for digest in ("f" * 64, "x"):
        reader.get("training_media.show", expect=404, digest=digest, suffix="png")


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("formulir.pdf", "formulir.pdf"),
        (None, "{digest:.12}.pdf"),
        ('x"; filename=y.exe', "{digest:.12}.pdf"),
        ("../x.pdf", "{digest:.12}.pdf"),
        ("a\nb.pdf", "{digest:.12}.pdf"),
    ],
)
def test_a_paper_is_saved_under_its_name(
    storage: Storage, reader: Browser, name: str | None, saved: str
) -> None:
    digest = media.keep(storage, PDF)
    answer = reader.get("training_media.show", digest=digest, suffix="pdf", nama=name).response
    wanted = saved.format(digest=digest)
    assert answer.headers["Content-Disposition"] == f"attachment; filename={wanted}"


def test_a_device_that_has_it_is_told_so(storage: Storage, reader: Browser) -> None:
    digest = media.keep(storage, PNG)
    address = reader.address("training_media.show", digest=digest, suffix="png")
    answer = reader.client.get(address, headers={"If-None-Match": f'"{digest}"'})
    assert answer.status_code == 304
    assert answer.get_data() == b""


def test_who_is_not_signed_in_is_asked_to(storage: Storage, browser: Browser) -> None:
    digest = media.keep(storage, PNG)
    page = browser.get("training_media.show", expect=303, digest=digest, suffix="png")
    assert page.location.startswith("/masuk")


def test_addresses_name_papers_and_not_pictures(app: Flask) -> None:
    picture = Media("alur.svg", "image/svg+xml", "a" * 64, 9, 1, 1)
    paper = Media("formulir.pdf", "application/pdf", "b" * 64, 9)
    with app.test_request_context():
        assert media_views.address(picture) == f"/media/{'a' * 64}.svg"
        assert media_views.address(paper) == f"/media/{'b' * 64}.pdf?nama=formulir.pdf"
