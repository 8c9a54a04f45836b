"""Every kind of question on the phone, without JavaScript."""

import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from courses import marking
from courses.model import Media, Question
from lms.assessment import queries
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.training.models import TestWindow
from tests.assessment.every_kind import Sitting, a_sitting, best, sent
from tests.browser import Browser
from tests.factories import questions as q


@pytest.fixture
def sitting(session: Session, browser: Browser) -> Sitting:
    """Somebody signed in who has begun the test that asks every kind."""
    made = a_sitting(session)
    session.commit()
    browser.sign_in(made.account)
    return made


def _answers(sitting: Sitting) -> dict[int, tuple[str, ...]]:
    with reading() as opened:
        return dict(queries.answers(opened, [sitting.id]).get(sitting.id, {}))


def _place(sitting: Sitting, question: Question) -> dict[str, Any]:
    return {"attempt_id": sitting.id, "number": sitting.number(question)}


def _close(window: TestWindow) -> None:
    with writing() as opened:
        closed = update(TestWindow).where(TestWindow.id == window.id)
        opened.execute(closed.values(closed_at=clock.now()))


@pytest.mark.parametrize("question", q.EVERY_KIND, ids=lambda each: each.type)
def test_a_saved_answer_is_shown_again_on_another_device(
    sitting: Sitting, browser: Browser, question: Question
) -> None:
    place, answer = _place(sitting, question), best(question)
    browser.post("assessment.save", sent(sitting.attempt, question, *answer), **place)
    assert _answers(sitting) == {place["number"]: answer}
    html = Browser(browser.app).sign_in(sitting.account).get("assessment.question", **place).html
    for values in sent(sitting.attempt, question, *answer).values():
        for value in values:
            shown = (f'value="{value}" checked', f'value="{value}" selected', value)
            assert any(each in html for each in shown), (value, question.type)
    assert "Tersimpan pukul" in html


@pytest.mark.parametrize("question", q.EVERY_KIND, ids=lambda each: each.type)
def test_what_is_right_never_reaches_the_page(
    sitting: Sitting, browser: Browser, question: Question
) -> None:
    page = browser.get("assessment.question", **_place(sitting, question)).html
    html = re.sub(r"\d\d\.\d\d\.\d\d", "", page)  # what time it is may look like an answer
    assert "Karena" not in html
    for secret in ("is_right", "share", "accepted", "7.4", "7,5", "Camat tidak menetapkan"):
        assert secret not in html


def test_each_kind_says_how_it_is_answered(sitting: Sitting, browser: Browser) -> None:
    def page(question: Question) -> str:
        return browser.get("assessment.question", **_place(sitting, question)).html

    assert "<strong>PSM</strong>" in page(q.CHOICE)
    assert "Pilih semua yang benar" in page(q.CHOICES)
    assert 'type="checkbox"' in page(q.CHOICES)
    assert 'inputmode="decimal"' in page(q.NUMERIC)
    assert "Jawaban Anda dalam kg" in page(q.NUMERIC)
    assert page(q.MATCHING).count("<select") == 3
    assert page(q.MATCHING).count("Lembaga Keuangan Syariah</option>") == 3
    assert page(q.MATCHING).count("<li>Lembaga Keuangan Syariah</li>") == 1
    assert page(q.ORDERING).count("<select") == 4
    assert page(q.CLOZE).count('aria-label="Bagian kosong') == 2
    assert "[[1]]" not in page(q.CLOZE)
    assert "Pengajar menilai: Isi, Langkah." in page(q.ESSAY)
    assert "<li>siapa</li>" in page(q.ESSAY)
    assert "Paling banyak 10.000 huruf" in page(q.ESSAY)


@pytest.mark.parametrize("question", [q.MATCHING, q.ORDERING], ids=lambda each: each.type)
def test_the_source_of_the_page_does_not_tell_what_belongs_where(
    sitting: Sitting, browser: Browser, question: Question
) -> None:
    place = _place(sitting, question)
    html = browser.get("assessment.question", **place).html
    choices = sorted(set(re.findall(r'<option value="([^"]+)"', html)))
    names = sorted(set(re.findall(r'name="(jawaban-\d)"', html)))
    assert len(names) >= 3
    browser.post("assessment.save", dict(zip(names, choices, strict=False)), **place)
    assert marking.mark(question, _answers(sitting)[place["number"]]) != 1


def test_two_items_at_one_place_are_refused_and_stay_as_typed(
    sitting: Sitting, browser: Browser
) -> None:
    place = _place(sitting, q.ORDERING)
    typed = {"jawaban-1": "2", "jawaban-2": "2", "jawaban-3": "4"}
    page = browser.post("assessment.save", typed, expect=422, **place)
    assert "Urutan 2 dipakai lebih dari satu kali" in page
    assert page.html.count('value="2" selected') == 2
    assert page.html.count('value="4" selected') == 1
    assert _answers(sitting) == {}


@pytest.mark.parametrize("typed", ["tiga", "7,5 liter", "1.2.3"])
def test_what_is_no_number_is_said_at_once(sitting: Sitting, browser: Browser, typed: str) -> None:
    place = _place(sitting, q.NUMERIC)
    page = browser.post("assessment.save", {"jawaban": typed}, expect=422, **place)
    assert "bukan angka yang dapat dibaca" in page
    assert f'value="{typed}"' in page.html
    told = browser.post("assessment.autosave", {"jawaban": typed}, expect=422, **place)
    assert told.response.json is not None
    assert "bukan angka yang dapat dibaca" in told.response.json["reason"]


@pytest.mark.parametrize("typed", ["7,5", "7.5", "7,5 kg"])
def test_a_number_is_taken_as_people_write_it(
    sitting: Sitting, browser: Browser, typed: str
) -> None:
    place = _place(sitting, q.NUMERIC)
    browser.post("assessment.save", {"jawaban": typed}, **place)
    assert _answers(sitting) == {place["number"]: (typed,)}


def test_an_uraian_that_is_too_long_is_not_cut(sitting: Sitting, browser: Browser) -> None:
    place = _place(sitting, q.ESSAY)
    page = browser.post("assessment.save", {"jawaban": "a" * 10_001}, expect=422, **place)
    assert "paling banyak 10000" in page
    assert "a" * 10_001 in page.html
    assert _answers(sitting) == {}


def test_an_answer_can_be_taken_back_but_a_stale_page_takes_nothing_back(
    sitting: Sitting, browser: Browser
) -> None:
    place = _place(sitting, q.CHOICES)
    browser.post("assessment.save", sent(sitting.attempt, q.CHOICES, "a", "b"), **place)
    browser.post("assessment.save", {}, **place)
    assert _answers(sitting) == {place["number"]: ("a", "b")}
    assert "1 dari 9 terjawab" in browser.get("assessment.overview", attempt_id=sitting.id)
    browser.post("assessment.save", {"terisi": "ya"}, **place)
    assert "0 dari 9 terjawab" in browser.get("assessment.overview", attempt_id=sitting.id)


@pytest.mark.parametrize(
    "typed",
    [{"jawaban-1": "z"}, {"jawaban-1": "1", "jawaban-2": "x9"}, {"jawaban-3": "a" * 500}],
)
def test_a_place_takes_only_what_stands_in_its_list(
    sitting: Sitting, browser: Browser, typed: dict[str, str]
) -> None:
    browser.post("assessment.save", typed, expect=422, **_place(sitting, q.MATCHING))
    assert _answers(sitting) == {}


def test_explains_every_kind_once_the_test_is_closed(sitting: Sitting, browser: Browser) -> None:
    for question in sitting.questions:
        answer = ("b",) if question.key == q.CHOICE.key else best(question)
        data = sent(sitting.attempt, question, *answer)
        browser.post("assessment.save", data, **_place(sitting, question))
    browser.post("assessment.finish", attempt_id=sitting.id)
    assert "Karena" not in browser.get("assessment.result", attempt_id=sitting.id)
    _close(sitting.window)
    page = browser.get("assessment.result", attempt_id=sitting.id)
    assert page.text.count("Karena") == 9
    assert "Nilai menunggu penilaian uraian" in page
    assert "Belum mencapai KKM" not in page
    assert "Camat tidak menetapkan PSM." in page
    assert "TKSK → Tenaga Kesejahteraan Sosial Kecamatan" in page
    assert "1. Mengenal warga" in page
    assert "berasal dari [1] setempat" in page
    assert "[1] warga" in page
    assert "7,4 sampai 7,6 kg" in page
    assert "Saya mengajak warga bermusyawarah." in page


def test_markup_in_an_answer_is_shown_and_not_run(sitting: Sitting, browser: Browser) -> None:
    for question in (q.SHORT, q.ESSAY):
        typed = {"jawaban": "<script>alert(1)</script> **tebal**"}
        browser.post("assessment.save", typed, **_place(sitting, question))
        page = browser.get("assessment.question", **_place(sitting, question))
        assert "&lt;script&gt;" in page.html
    _close(sitting.window)
    page = browser.get("assessment.result", attempt_id=sitting.id)
    assert "<script>alert" not in page.html


def test_a_question_shows_the_picture_of_its_module(session: Session, browser: Browser) -> None:
    picture = Media("peta.svg", "image/svg+xml", "a" * 64, 900, width=320, height=200)
    stem = "Lihat peta.\n\n![Peta desa](media/peta.svg)\n\nDi mana sumber air?"
    kelas = q.a_kelas_with_every_kind(
        session, questions=[replace(q.ESSAY, stem=stem)], media=[picture]
    )
    sitting = a_sitting(session, kelas)
    session.commit()
    browser.sign_in(sitting.account)
    page = browser.get("assessment.question", attempt_id=sitting.id, number=1)
    assert f'src="/media/{"a" * 64}.svg"' in page.html
    assert 'alt="Peta desa"' in page.html
