"""The trainer marks uraian on the phone, without JavaScript."""

import pytest
from sqlalchemy.orm import Session

from lms.kernel.access import Role
from tests.assessment.every_kind import Sitting, a_sitting, hand_in
from tests.browser import Browser, Page
from tests.factories.people import a_staff_member
from tests.factories.questions import a_kelas_with_every_kind
from tests.factories.training import a_participant, a_trainer, account_of, an_open_test


@pytest.fixture
def sittings(session: Session, browser: Browser) -> tuple[Sitting, Sitting]:
    """Two who handed in; their trainer is signed in."""
    kelas = a_kelas_with_every_kind(session)
    first = a_sitting(session, kelas)
    hand_in(session, first)
    first.window.closed_at = first.attempt.finished_at
    first.window.position = 2
    session.flush()
    second = a_sitting(session, kelas)
    hand_in(session, second)
    trainer = a_trainer(session, kelas)
    session.commit()
    browser.sign_in(trainer)
    return first, second


def _first_answer(browser: Browser, sitting: Sitting) -> str:
    page = browser.get("assessment_marking.questions", kelas_id=sitting.kelas.id)
    return page.html.split("/uraian/")[1].split('"')[0]


def _marks(page: Page | None = None, **more: str) -> dict[str, str]:
    return {"tingkat-isi": "4", "tingkat-langkah": "3", "revisi": "0", **more}


def test_the_story_of_marking(sittings: tuple[Sitting, Sitting], browser: Browser) -> None:
    kelas = sittings[0].kelas
    assert "2 tes menunggu penilaian uraian" in browser.get("home.queue")
    page = browser.get("assessment_marking.questions", kelas_id=kelas.id)
    assert "2 belum dinilai 2 jawaban" in page
    place = {"kelas_id": kelas.id, "response_id": _first_answer(browser, sittings[0])}
    page = browser.get("assessment_marking.answer", **place)
    assert "Nilai uraian: Peserta ke-1" in page
    assert "jawaban 1 dari 2" in page
    assert "4 · Jelas dan beralasan" in page
    after = browser.submit("assessment_marking.mark", _marks(catatan="Bagus"), **place)
    assert "1 jawaban atas uraian ini menunggu" in after
    assert "Nilai uraian: Peserta ke-2" in after
    again = browser.get("assessment_marking.answer", **place)
    assert 'value="4" checked' in again.html
    assert "Bagus" in again
    other = next(
        part.split('"')[0]
        for part in again.html.split("/uraian/")[1:]
        if not part.startswith(str(place["response_id"]))
    ).split("?")[0]
    done = browser.submit("assessment_marking.mark", _marks(), kelas_id=kelas.id, response_id=other)
    assert "Semua jawaban atas uraian ini sudah dinilai" in done
    assert "menunggu penilaian uraian" not in browser.get("home.queue")


def test_names_are_hidden_until_the_trainer_asks(
    sittings: tuple[Sitting, Sitting], browser: Browser
) -> None:
    place = {
        "kelas_id": sittings[0].kelas.id,
        "response_id": _first_answer(browser, sittings[0]),
    }
    names = {each.own.person.full_name for each in sittings}
    hidden = browser.get("assessment_marking.answer", **place)
    assert not [name for name in names if name in hidden.html]
    shown = browser.get("assessment_marking.answer", nama="tampil", **place)
    assert [name for name in names if name in shown]
    after = browser.submit("assessment_marking.mark", _marks(nama="tampil"), **place)
    assert [name for name in names if name in after]


def test_a_criterion_left_out_comes_back_with_what_was_chosen(
    sittings: tuple[Sitting, Sitting], browser: Browser
) -> None:
    place = {
        "kelas_id": sittings[0].kelas.id,
        "response_id": _first_answer(browser, sittings[0]),
    }
    sent = {"tingkat-isi": "4", "catatan": "Tetap di sini"}
    page = browser.post("assessment_marking.mark", sent, expect=422, **place)
    assert "Pilih tingkat 1 sampai 4 untuk “Langkah”" in page
    assert page.html.count(" checked") == 1
    assert "Tetap di sini" in page


def test_the_participant_sees_that_it_waits_and_then_how_it_was_marked(
    session: Session, sittings: tuple[Sitting, Sitting], browser: Browser
) -> None:
    sitting = sittings[0]
    place = {"kelas_id": sitting.kelas.id, "kind": "akhir"}
    assert "Menunggu penilaian uraian" in browser.get("assessment_desk.progress", **place)
    closed = browser.submit("assessment_desk.close_window", **place)
    assert "Uraian menunggu penilaian Anda" in closed
    theirs = Browser(browser.app).sign_in(sitting.account)
    waiting = theirs.get("assessment.result", attempt_id=sitting.id)
    assert "Nilai menunggu penilaian uraian" in waiting
    progress = theirs.get("completion.progress", angkatan_id=sitting.kelas.angkatan_id)
    assert "Menunggu penilaian uraian" in progress
    for _each in sittings:
        response_id = _first_answer(browser, sitting)
        own = {"kelas_id": sitting.kelas.id, "response_id": response_id}
        browser.post("assessment_marking.mark", _marks(catatan="Rincikan"), **own)
    marked = theirs.get("assessment.result", attempt_id=sitting.id)
    assert "Nilai 98,6" in marked
    assert "3 dari 4: Jelas" in marked
    assert "Catatan pengajar Rincikan" in marked


def test_an_empty_kelas_says_what_will_come(session: Session, browser: Browser) -> None:
    kelas = a_kelas_with_every_kind(session)
    an_open_test(session, kelas)
    trainer = a_trainer(session, kelas)
    session.commit()
    page = browser.sign_in(trainer).get("assessment_marking.questions", kelas_id=kelas.id)
    assert "Belum ada uraian untuk dinilai" in page


def test_participants_and_strangers_see_nobody_s_uraian(
    session: Session, sittings: tuple[Sitting, Sitting], browser: Browser
) -> None:
    place = {
        "kelas_id": sittings[0].kelas.id,
        "response_id": _first_answer(browser, sittings[0]),
    }
    classmate = account_of(session, a_participant(session, sittings[0].kelas))
    stranger = a_trainer(session, a_kelas_with_every_kind(session))
    elsewhere = a_staff_member(session, Role.ORGANISER, "35")
    session.commit()
    for account, status in ((classmate, 403), (stranger, 404), (elsewhere, 404)):
        browser.sign_in(account)
        browser.get("assessment_marking.answer", expect=status, **place)
        browser.get("assessment_marking.questions", expect=status, kelas_id=place["kelas_id"])
        browser.post("assessment_marking.mark", _marks(), expect=status, **place)
