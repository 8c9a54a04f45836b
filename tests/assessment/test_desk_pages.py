"""The trainer opens, watches and closes tests on the phone."""

import pytest
from sqlalchemy.orm import Session

from lms.kernel.access import Role
from lms.training.models import Kelas
from tests.browser import Browser
from tests.factories.assessment import a_kelas_with_module, an_attempt, answer_all
from tests.factories.people import a_staff_member
from tests.factories.training import a_participant, a_trainer, account_of, an_open_test

AKHIR = {"kind": "akhir"}


@pytest.fixture
def kelas(session: Session, browser: Browser) -> Kelas:
    """A kelas whose trainer is signed in."""
    made = a_kelas_with_module(session)
    trainer = a_trainer(session, made)
    session.commit()
    browser.sign_in(trainer)
    return made


def test_opens_and_closes_a_test_and_opens_it_again_for_stragglers(
    kelas: Kelas, browser: Browser
) -> None:
    page = browser.get("assessment_desk.tests", kelas_id=kelas.id)
    assert "Buka tes awal" in page
    assert "10 soal, 30 menit." in page
    opened = browser.submit("assessment_desk.open_window", kelas_id=kelas.id, **AKHIR)
    assert "Tes akhir dibuka; peserta dapat mulai." in opened
    again = browser.post("assessment_desk.open_window", expect=409, kelas_id=kelas.id, **AKHIR)
    assert "sudah dibuka" in again
    closed = browser.submit("assessment_desk.close_window", kelas_id=kelas.id, **AKHIR)
    assert "Tes akhir ditutup" in closed
    browser.post("assessment_desk.close_window", expect=409, kelas_id=kelas.id, **AKHIR)
    assert "Buka lagi untuk susulan" in browser.get("assessment_desk.tests", kelas_id=kelas.id)


def test_shows_who_is_how_far_and_then_the_scores(
    session: Session, kelas: Kelas, browser: Browser
) -> None:
    quick, slow = a_participant(session, kelas), a_participant(session, kelas)
    a_participant(session, kelas)
    window = an_open_test(session, kelas)
    answer_all(session, quick, an_attempt(session, quick, window), right_count=8)
    an_attempt(session, slow, window)
    session.commit()
    page = browser.get("assessment_desk.progress", kelas_id=kelas.id, **AKHIR)
    assert "Mulai: 2, selesai: 0 dari 3 peserta." in page
    assert f"{quick.person.name} Mengerjakan 10 –" in page
    assert f"{slow.person.name} Mengerjakan 0 –" in page
    assert "2 peserta masih mengerjakan" in page.html
    browser.post("assessment_desk.close_window", kelas_id=kelas.id, **AKHIR)
    page = browser.get("assessment_desk.progress", kelas_id=kelas.id, **AKHIR)
    assert f"{quick.person.name} Selesai 10 80" in page
    assert f"{slow.person.name} Selesai 0 0" in page
    assert "Belum mulai 0 –" in page


def test_an_empty_kelas_says_so(kelas: Kelas, browser: Browser) -> None:
    page = browser.get("assessment_desk.progress", kelas_id=kelas.id, kind="awal")
    assert "Belum ada peserta" in page


def test_participants_may_not_lead_and_strangers_find_nothing(
    session: Session, kelas: Kelas, browser: Browser
) -> None:
    participant = account_of(session, a_participant(session, kelas))
    stranger = a_trainer(session, a_kelas_with_module(session))
    elsewhere = a_staff_member(session, Role.ORGANISER, "35")
    session.commit()
    for account, status in ((participant, 403), (stranger, 404), (elsewhere, 404)):
        browser.sign_in(account)
        browser.get("assessment_desk.tests", expect=status, kelas_id=kelas.id)
        browser.get("assessment_desk.progress", expect=status, kelas_id=kelas.id, **AKHIR)
        for endpoint in ("assessment_desk.open_window", "assessment_desk.close_window"):
            browser.post(endpoint, expect=status, kelas_id=kelas.id, **AKHIR)


def test_an_unknown_kind_of_test_is_not_found(kelas: Kelas, browser: Browser) -> None:
    browser.open(f"/kelas/{kelas.id}/tes/harian", expect=404)
