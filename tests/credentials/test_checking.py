"""Anybody checks a certificate: by its address, its number, or its file."""

import io
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from certificates.claims import to_json
from lms.credentials import house, jobs, operations
from lms.credentials.models import Certificate
from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import writing
from tests.browser import Browser, Page
from tests.credentials.samples import certificate_of, issued
from tests.factories.people import a_person


def _issued(session: Session, *, draw: bool = False) -> Certificate:
    person = a_person(session)
    person.nik_masked, person.phone = "1872********0001", "+6281234567890"
    session.commit()
    certificate = issued(person.id)
    if draw:
        jobs.draw(certificate.id)
    return certificate_of(certificate.credential_id)


def _revoke(certificate: Certificate) -> None:
    with writing() as session:
        operations.revoke(
            session,
            SYSTEM,
            certificate.credential_id,
            reason="Data presensi palsu, laporan 12.",
            public_words="Diterbitkan atas data yang salah.",
            at=clock.now(),
        )


def _pdf(certificate: Certificate) -> bytes:
    assert certificate.storage_key is not None
    return house.storage().read(certificate.storage_key)


def _upload(browser: Browser, content: bytes, *, expect: int) -> Page:
    data: dict[str, Any] = {"file": (io.BytesIO(content), "sertifikat.pdf")}
    return browser.post("credentials.upload", data, expect=expect)


def test_sah(real: Flask, session: Session, browser: Browser) -> None:
    certificate = _issued(session)
    page = browser.get("credentials.show", token=certificate.token)
    assert "<h1>Sah</h1>" in page.html
    for words in (
        "Sekar Wulandari",
        certificate.number,
        "Kelurahan Metro, Kecamatan Metro Pusat, Kota Metro",
        "Dinas Sosial Provinsi Lampung",
        "Kerelawanan",
        "22 November 2026",
        "5 JP",
        "Apa yang dibuktikan dokumen ini",
        "Apa yang tidak dibuktikan",
    ):
        assert words in page, words
    for secret in ("1872********0001", "81234567890"):
        assert secret not in page.html
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    assert 'name="robots" content="noindex"' in page.html


def test_dicabut(real: Flask, session: Session, browser: Browser) -> None:
    certificate = _issued(session)
    _revoke(certificate)
    page = browser.get("credentials.show", token=certificate.token)
    assert "<h1>Dicabut</h1>" in page.html
    assert "Diterbitkan atas data yang salah." in page
    assert "laporan 12" not in page
    assert "Sekar Wulandari" in page


def test_tidak_dikenal(real: Flask, browser: Browser) -> None:
    page = browser.get("credentials.show", token="A" * 26, expect=404)
    assert "<h1>Tidak dikenal</h1>" in page.html
    assert "Ini bukan berarti dicabut" in page


def test_sah_contoh(demonstrating: Flask, session: Session, browser: Browser) -> None:
    page = browser.get("credentials.show", token=_issued(session).token)
    assert "<h1>Sah (contoh)</h1>" in page.html
    assert "rekaan" in page


def test_a_token_may_be_typed_in_small_letters(
    real: Flask, session: Session, browser: Browser
) -> None:
    assert "Sah" in browser.get("credentials.show", token=_issued(session).token.lower())


def test_number_and_check_code_lead_to_the_certificate(
    real: Flask, session: Session, browser: Browser
) -> None:
    certificate = _issued(session)
    browser.get("credentials.check")
    form = {"number": f" {certificate.number.lower()} ", "code": certificate.token[:6].lower()}
    assert "Sah" in browser.submit("credentials.find", form)


def test_the_number_alone_finds_nothing(real: Flask, session: Session, browser: Browser) -> None:
    certificate = _issued(session)
    form = {"number": certificate.number, "code": "AAAAAA"}
    assert "Tidak dikenal" in browser.post("credentials.find", form, expect=404)
    form["code"] = "%"
    page = browser.post("credentials.find", form, expect=422)
    assert "enam huruf pertama" in page
    form["code"] = "%%%%%%"
    browser.post("credentials.find", form, expect=404)


def test_a_number_can_not_be_tried_again_and_again(
    real: Flask, session: Session, browser: Browser
) -> None:
    form = {"number": "001/BIMTEK", "code": "AAAAAA"}
    for _ in range(10):
        browser.post("credentials.find", form, expect=404)
    browser.post("credentials.find", form, expect=429)
    browser.post("credentials.find", form | {"number": "002/BIMTEK"}, expect=404)


def test_the_issued_file_is_recognised(real: Flask, session: Session, browser: Browser) -> None:
    page = _upload(browser, _pdf(_issued(session, draw=True)), expect=200)
    assert "<h1>Sah</h1>" in page.html
    assert "sama persis dengan yang diterbitkan" in page


def test_a_changed_pdf_does_not_match(real: Flask, session: Session, browser: Browser) -> None:
    pdf = _pdf(_issued(session, draw=True))
    changed = pdf[:-1] + bytes([pdf[-1] ^ 1])
    page = _upload(browser, changed, expect=200)
    assert "<h1>Tidak cocok</h1>" in page.html
    assert "Berkas berubah setelah ditandatangani." in page


def test_a_pdf_with_other_facts_is_shown_beside_the_true_ones(
    real: Flask, session: Session, browser: Browser
) -> None:
    certificate = _issued(session, draw=True)
    forged = dict(certificate.claims, holder_name="Orang Lain", status_line="LULUS TERBAIK")
    assert forged.keys() == certificate.claims.keys()
    with real.app_context():
        pdf = _forge(certificate, forged)
    page = _upload(browser, pdf, expect=200)
    assert "Tidak cocok" in page
    assert "Orang Lain" in page
    assert "Sekar Wulandari" in page


def _forge(certificate: Certificate, claims: dict[str, Any]) -> bytes:
    """Draw the forger's facts under the token of a real certificate, signed by nobody."""
    made_up = jobs.from_json(claims)
    assert to_json(made_up)["token"] == certificate.token
    return jobs.drawing.draw(made_up, verify_url=house.verify_url(certificate.token))


def test_strange_files_get_a_plain_answer(real: Flask, browser: Browser) -> None:
    page = _upload(browser, b"%PDF-1.7 bukan", expect=404)
    assert "Tidak dikenal" in page
    assert "Berkas ini bukan PDF" in page
    assert "kosong" in _upload(browser, b"", expect=422)
    assert "Pilih berkas" in browser.post("credentials.upload", {}, expect=422)


def test_a_file_that_is_too_large_is_not_read(real: Flask, browser: Browser) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    response = browser.client.post(
        browser.address("credentials.upload"),
        data=head + b"%PDF" + b"0" * 5_000_000 + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert response.status_code == 422
    assert "paling besar 5 MB" in Page(response)
