"""Taking a test on a phone, without JavaScript."""

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms.assessment import operations, papers, queries
from lms.assessment.models import Attempt
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.people.models import Account
from lms.training.models import Participation, TestKind, TestWindow
from tests.assessment.counting import statements
from tests.assessment.every_kind import sent
from tests.browser import Browser, Page
from tests.factories.assessment import a_kelas_with_module, acting, an_attempt
from tests.factories.training import a_participant, a_trainer, account_of, an_open_test


@dataclass(frozen=True)
class Arranged:
    own: Participation
    account: Account
    window: TestWindow
    attempt: Attempt

    @property
    def id(self) -> UUID:
        return self.attempt.id


@pytest.fixture
def sitting(session: Session, browser: Browser) -> Arranged:
    """Somebody signed in who has begun the tes akhir of ten questions."""
    own = a_participant(session, a_kelas_with_module(session))
    assert own.kelas is not None
    window = an_open_test(session, own.kelas)
    attempt = an_attempt(session, own, window)
    account = account_of(session, own)
    session.commit()
    browser.sign_in(account)
    return Arranged(own, account, window, attempt)


def _send(attempt: Attempt, number: int, key: str) -> dict[str, list[str]]:
    """Give what the page of this question sends for the option with this key."""
    with reading() as opened:
        question = papers.question(opened, attempt, number)
    assert question is not None
    return sent(attempt, question, key)


def _run_out(attempt: Attempt) -> None:
    with writing() as opened:
        passed = clock.now() - timedelta(minutes=1)
        opened.execute(update(Attempt).where(Attempt.id == attempt.id).values(deadline_at=passed))


def _close(window: TestWindow) -> None:
    with writing() as opened:
        opened.execute(
            update(TestWindow).where(TestWindow.id == window.id).values(closed_at=clock.now())
        )


def _texts(page: Page) -> list[str]:
    return re.findall(r'<label for="jawaban-\w+">([^<]+)</label>', page.html)


def test_the_whole_test_by_plain_forms(session: Session, browser: Browser) -> None:
    own = a_participant(session, a_kelas_with_module(session))
    assert own.kelas is not None
    window = an_open_test(session, own.kelas)
    account = account_of(session, own)
    session.commit()
    browser.sign_in(account)
    assert "10 soal, waktu 30 menit" in browser.get("assessment.tests")
    page = browser.submit("assessment.start", window_id=window.id)
    with reading() as opened:
        attempt = opened.scalars(select(Attempt)).one()
    for number in range(1, 11):
        assert f"Tes akhir: soal {number} dari 10" in page
        page = browser.submit(
            "assessment.save", _send(attempt, number, "a"), attempt_id=attempt.id, number=number
        )
    assert "10 dari 10 terjawab" in page
    done = browser.submit("assessment.finish", attempt_id=attempt.id)
    assert "Tes sudah Anda kirim" in done
    assert "Nilai 100" in done
    assert "Mencapai KKM" in done
    assert "Pembahasan soal muncul di sini setelah pengajar menutup tes" in done
    assert "Lihat hasil" in browser.get("assessment.tests")


def test_the_tab_killed_after_answer_seven_leaves_seven_rows(
    sitting: Arranged, browser: Browser
) -> None:
    for number in range(1, 8):
        place = {"attempt_id": sitting.id, "number": number}
        browser.post("assessment.save", _send(sitting.attempt, number, "b"), **place)
    other_phone = Browser(browser.app).sign_in(sitting.account)
    page = other_phone.get("assessment.overview", attempt_id=sitting.id)
    assert "7 dari 10 terjawab" in page
    assert "Soal 8, 9, 10. Soal yang tidak dijawab bernilai nol." in page
    with reading() as opened:
        assert list(queries.responses(opened, sitting.id)) == [1, 2, 3, 4, 5, 6, 7]


def test_says_saved_only_for_a_row_that_is_there(sitting: Arranged, browser: Browser) -> None:
    place = {"attempt_id": sitting.id, "number": 1}
    assert not re.search(r"Tersimpan pukul \d", browser.get("assessment.question", **place).text)
    data = _send(sitting.attempt, 1, "c")
    browser.post("assessment.save", data, **place)
    page = browser.get("assessment.question", **place)
    assert re.search(r"Tersimpan pukul \d\d\.\d\d\.\d\d WIB", page.text)
    assert f'value="{data["jawaban"][0]}" checked' in page.html
    assert re.search(r"Terakhir tersimpan: soal 1, pukul \d\d\.\d\d\.\d\d WIB", page.text)


def test_going_on_without_a_choice_saves_nothing(sitting: Arranged, browser: Browser) -> None:
    page = browser.submit("assessment.save", attempt_id=sitting.id, number=1)
    assert "Tes akhir: soal 2 dari 10" in page
    assert "0 dari 10 terjawab" in page
    after_last = browser.post("assessment.save", attempt_id=sitting.id, number=10)
    ended = browser.open(after_last.location, expect=303)
    assert ended.location == browser.address("assessment.overview", attempt_id=sitting.id)


def test_autosave_answers_when_it_was_saved(sitting: Arranged, browser: Browser) -> None:
    data = _send(sitting.attempt, 4, "d")
    saved = browser.post("assessment.autosave", data, expect=200, attempt_id=sitting.id, number=4)
    kept = saved.response.json
    assert kept is not None
    assert re.fullmatch(r"\d\d\.\d\d\.\d\d WIB", kept["saved_at_label"])
    with reading() as opened:
        row = queries.responses(opened, sitting.id)[4]
    assert (row.answer, row.saved_at.isoformat()) == (["d"], kept["saved_at"])


def test_another_device_shows_the_same_order_and_the_time_left(
    sitting: Arranged, browser: Browser
) -> None:
    place = {"attempt_id": sitting.id, "number": 3}
    here = browser.get("assessment.question", **place)
    there = Browser(browser.app).sign_in(sitting.account).get("assessment.question", **place)
    assert _texts(here) == _texts(there)
    assert len(_texts(here)) == 4
    assert "Sisa waktu 30 menit, sampai pukul" in there


def test_the_key_never_reaches_the_page_of_an_open_test(
    sitting: Arranged, browser: Browser
) -> None:
    for number in range(1, 11):
        place = {"attempt_id": sitting.id, "number": number}
        browser.post("assessment.save", _send(sitting.attempt, number, "b"), **place)
        html = browser.get("assessment.question", **place).html
        assert "Karena soal-" not in html
        assert not re.search(r"right|benar|is_right|explanation|data-key", html, re.IGNORECASE)
    browser.post("assessment.finish", attempt_id=sitting.id)
    html = browser.get("assessment.result", attempt_id=sitting.id).html
    assert "Karena soal-" not in html
    assert "Jawaban a soal-" not in html


def test_explains_every_question_once_the_test_is_closed(
    sitting: Arranged, browser: Browser
) -> None:
    data = _send(sitting.attempt, 1, "b")
    browser.post("assessment.save", data, attempt_id=sitting.id, number=1)
    _close(sitting.window)
    page = browser.get("assessment.result", attempt_id=sitting.id)
    assert page.text.count("Karena soal-") == 10
    assert "Belum mencapai KKM" in page
    assert "tidak dijawab" in page


def test_an_answer_after_the_deadline_says_that_the_earlier_ones_are_kept(
    sitting: Arranged, browser: Browser
) -> None:
    data = _send(sitting.attempt, 1, "a")
    browser.post("assessment.save", data, attempt_id=sitting.id, number=1)
    _run_out(sitting.attempt)
    late = browser.post(
        "assessment.save", {"jawaban": "a"}, expect=409, attempt_id=sitting.id, number=2
    )
    assert "Waktu tes sudah habis; jawaban yang tersimpan sebelumnya tetap dihitung" in late
    browser.post(
        "assessment.autosave", {"jawaban": "a"}, expect=409, attempt_id=sitting.id, number=2
    )
    shown = browser.get("assessment.overview", expect=303, attempt_id=sitting.id)
    assert "Nilai 10 " in browser.open(shown.location)


def test_a_stale_page_of_a_closed_test_saves_nothing(sitting: Arranged, browser: Browser) -> None:
    _close(sitting.window)
    late = browser.post(
        "assessment.save", {"jawaban": "a"}, expect=409, attempt_id=sitting.id, number=2
    )
    assert "ditutup oleh pengajar" in late
    browser.post("assessment.start", window_id=sitting.window.id)  # leads to the own result
    with reading() as opened:
        assert queries.responses(opened, sitting.id) == {}


def test_a_cheating_client_gets_nowhere(sitting: Arranged, browser: Browser) -> None:
    at_one = {"attempt_id": sitting.id, "number": 1}
    browser.post("assessment.save", {"jawaban": "z"}, expect=422, **at_one)
    browser.post("assessment.autosave", {}, expect=409, **at_one)
    for number in (0, 11, 99):
        browser.post(
            "assessment.save", {"jawaban": "a"}, expect=404, attempt_id=sitting.id, number=number
        )
    browser.get("assessment.question", expect=404, attempt_id=sitting.id, number=12)
    data = {**_send(sitting.attempt, 1, "a"), "score_percent": "100"}
    browser.post("assessment.save", data, **at_one)
    with reading() as opened:
        assert list(queries.responses(opened, sitting.id)) == [1]


def test_a_classmate_finds_nothing_of_it(
    session: Session, sitting: Arranged, browser: Browser
) -> None:
    assert sitting.own.kelas is not None
    classmate = account_of(session, a_participant(session, sitting.own.kelas))
    session.commit()
    browser.sign_in(classmate)
    place = {"attempt_id": sitting.id, "number": 1}
    browser.get("assessment.question", expect=404, **place)
    browser.post("assessment.save", {"jawaban": "a"}, expect=404, **place)
    browser.post("assessment.autosave", {"jawaban": "a"}, expect=404, **place)
    for endpoint in ("assessment.overview", "assessment.result"):
        browser.get(endpoint, expect=404, attempt_id=sitting.id)
    browser.post("assessment.finish", expect=404, attempt_id=sitting.id)
    assert "Lihat hasil" not in browser.get("assessment.tests")


def test_an_empty_list_says_what_will_come(session: Session, browser: Browser) -> None:
    account = account_of(session, a_participant(session, a_kelas_with_module(session)))
    session.commit()
    assert "Belum ada tes" in browser.sign_in(account).get("assessment.tests")


def test_a_second_window_says_that_the_best_score_counts(
    session: Session, sitting: Arranged, browser: Browser
) -> None:
    _close(sitting.window)
    kelas = sitting.window.kelas_id
    assert sitting.own.kelas is not None
    trainer = acting(a_trainer(session, sitting.own.kelas))
    session.commit()
    with writing() as opened:
        operations.open_window(opened, trainer, kelas, TestKind.POST, at=clock.now())
    page = browser.get("assessment.tests")
    assert "Tes akhir, kesempatan ke-2" in page
    assert "nilai terbaik dari semua kesempatan yang dipakai" in page
    assert "Lihat hasil" in page


def test_a_test_that_was_missed_is_said_so(session: Session, browser: Browser) -> None:
    own = a_participant(session, a_kelas_with_module(session))
    assert own.kelas is not None
    window = an_open_test(session, own.kelas, TestKind.PRE)
    window.closed_at = clock.now()
    account = account_of(session, own)
    session.commit()
    browser.sign_in(account)
    assert "Ditutup, tidak Anda ikuti" in browser.get("assessment.tests")
    refused = browser.post("assessment.start", expect=409, window_id=window.id)
    assert "Tes ini sudah ditutup" in refused


@pytest.mark.parametrize("classmates_count", [0, 12])
def test_question_page_and_save_cost_the_same_in_any_class(
    session: Session, sitting: Arranged, browser: Browser, classmates_count: int
) -> None:
    assert sitting.own.kelas is not None
    for _ in range(classmates_count):
        an_attempt(session, a_participant(session, sitting.own.kelas), sitting.window)
    session.commit()
    place = {"attempt_id": sitting.id, "number": 1}
    data = _send(sitting.attempt, 1, "a")
    browser.get("assessment.question", **place)
    with statements() as asked:
        browser.get("assessment.question", **place)
    with statements() as saved:
        browser.post("assessment.autosave", data, expect=200, **place)
    assert 3 <= len(asked) <= 4
    assert len(saved) == 3
    assert not [text for text in asked if not text.lstrip().upper().startswith("SELECT")]
