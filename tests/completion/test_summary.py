"""The notula of a rakor: written by its organiser, read and downloaded by its participants."""

import io

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.completion import operations, summarising
from lms.completion.models import MeetingSummary
from lms.credentials import house
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.errors import Refused
from lms.training.models import Kind, Stage
from tests.browser import Browser
from tests.completion.samples import Course, a_course
from tests.factories.people import a_staff_member
from tests.factories.scans import pdf_bytes
from tests.factories.training import account_of

TEXT = "## Puskesos\n\n- Warga diantar ke layanan terdekat.\n\n<script>alert(1)</script>"


def _keep(session: Session, course: Course, text: str = TEXT) -> MeetingSummary:
    at, storage = clock.now(), house.storage()
    return summarising.keep(session, SYSTEM, course.angkatan.id, text, storage=storage, at=at)


def test_participants_read_and_download_what_the_organiser_wrote(
    app: Flask, session: Session, browser: Browser
) -> None:
    course = a_course(session, Kind.RAKOR)
    who, desk = account_of(session, course.participant()), a_staff_member(session, Role.ORGANISER)
    session.commit()
    where = {"angkatan_id": course.angkatan.id}
    assert "Notula belum ada" in browser.sign_in(who).get("completion.summary", **where)
    scan = {"scan": (io.BytesIO(pdf_bytes()), "notula.pdf")}
    staff = Browser(app).sign_in(desk)
    assert "Notula tersimpan." in staff.submit(
        "completion.keep_summary", {"text": TEXT} | scan, **where
    )
    page = browser.get("completion.summary", **where)
    assert "<h2>Puskesos</h2>" in page.html
    assert "<script>alert" not in page.html
    assert "Simpan notula" not in page
    text = browser.get("completion.summary_text", **where).response
    assert text.get_data(as_text=True).endswith(f"{TEXT}\n")
    assert text.headers["Content-Disposition"] == "attachment; filename=notula.txt"
    kept = browser.get("completion.summary_scan", **where).response
    assert kept.get_data().startswith(b"%PDF-")
    browser.post("completion.keep_summary", {"text": "lain"}, expect=403, **where)


def test_an_angkatan_links_to_its_notula(app: Flask, session: Session, browser: Browser) -> None:
    course = a_course(session, Kind.RAKOR)
    who, desk = account_of(session, course.participant()), a_staff_member(session, Role.ORGANISER)
    session.commit()
    link = f'href="/angkatan/{course.angkatan.id}/notula"'
    for account in (who, desk):
        page = browser.sign_in(account).get("home.angkatan", angkatan_id=course.angkatan.id)
        assert link in page.html


def test_a_later_summary_stands_and_the_earlier_one_stays(session: Session) -> None:
    course = a_course(session, Kind.RAKOR)
    _keep(session, course, "Yang pertama")
    _keep(session, course, "Yang kedua")
    found = summarising.latest(session, course.angkatan.id)
    assert found is not None
    assert found.text == "Yang kedua"
    assert session.scalar(select(func.count(MeetingSummary.id))) == 2


def test_a_rakor_is_not_closed_without_its_notula(real: Flask, session: Session) -> None:
    course = a_course(session, Kind.RAKOR)
    ids = course.angkatan.id
    operations.decide(session, SYSTEM, ids, [], at=clock.now())
    with pytest.raises(Refused, match="Notula rakor belum disimpan"):
        operations.close_angkatan(session, SYSTEM, ids, at=clock.now())
    _keep(session, course)
    closed = operations.close_angkatan(session, SYSTEM, ids, at=clock.now())
    assert closed.stage is Stage.CLOSED


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": "   "}, "Ringkasan"),
        ({"text": "a" * 20_001}, "20000"),
        ({"text": "isi", "scan": (io.BytesIO(b"MZ bukan pindaian"), "notula.pdf")}, "notula.pdf"),
    ],
)
def test_what_is_no_summary_is_refused_in_words(
    app: Flask, session: Session, browser: Browser, sent: dict[str, object], words: str
) -> None:
    course = a_course(session, Kind.RAKOR)
    desk = a_staff_member(session, Role.ORGANISER)
    session.commit()
    data = {
        key: (io.BytesIO(value[0].getvalue()), value[1]) if isinstance(value, tuple) else value
        for key, value in sent.items()
    }
    page = browser.sign_in(desk).post(
        "completion.keep_summary", data, expect=422, angkatan_id=course.angkatan.id
    )
    assert words in page
    assert session.scalar(select(func.count(MeetingSummary.id))) == 0


def test_nothing_is_kept_before_the_angkatan_begins(session: Session) -> None:
    course = a_course(session, Kind.RAKOR)
    course.angkatan.stage = Stage.PLANNED
    session.flush()
    with pytest.raises(Refused, match="belum dimulai"):
        _keep(session, course)
