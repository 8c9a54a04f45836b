"""All questions on one page, for one moment of signal."""

import re

import pytest
from sqlalchemy.orm import Session

from courses import answering
from courses.model import Question
from lms.assessment import queries
from lms.kernel.database import reading
from tests.assessment.counting import statements
from tests.assessment.every_kind import Sitting, a_sitting, best
from tests.browser import Browser
from tests.factories import questions as q


@pytest.fixture
def sitting(session: Session, browser: Browser) -> Sitting:
    """Somebody signed in who has begun the test that asks every kind."""
    made = a_sitting(session)
    session.commit()
    browser.sign_in(made.account)
    return made


def _sent(sitting: Sitting, question: Question) -> dict[str, list[str]]:
    """Give what the form of this question sends from the page of all."""
    field = f"soal-{sitting.number(question)}"
    held = answering.filled(question, best(question), field, sitting.attempt.seed)
    return {"semua": ["ya"], **held}


def _answers(sitting: Sitting) -> dict[int, tuple[str, ...]]:
    with reading() as opened:
        return dict(queries.answers(opened, [sitting.id]).get(sitting.id, {}))


def test_every_question_stands_there_once_with_names_of_its_own(
    sitting: Sitting, browser: Browser
) -> None:
    page = browser.get("assessment.whole", attempt_id=sitting.id)
    assert page.html.count("data-autosave=") == len(q.EVERY_KIND)
    ids = re.findall(r' id="([^"]+)"', page.html)
    assert len(set(ids)) == len(ids)
    assert "Karena" not in page.html
    for number in range(1, len(q.EVERY_KIND) + 1):
        assert f'id="soal-{number}"' in page.html


@pytest.mark.parametrize("endpoint", ["assessment.save", "assessment.autosave"])
def test_each_answer_is_saved_by_itself_and_shown_there_again(
    sitting: Sitting, browser: Browser, endpoint: str
) -> None:
    expect = 303 if endpoint == "assessment.save" else 200
    for question in sitting.questions:
        place = {"attempt_id": sitting.id, "number": sitting.number(question)}
        told = browser.post(endpoint, _sent(sitting, question), expect=expect, **place)
        if expect == 303:
            assert told.location.endswith(f"/semua#soal-{place['number'] + 1}")
    assert _answers(sitting) == {sitting.number(each): best(each) for each in sitting.questions}
    page = browser.get("assessment.whole", attempt_id=sitting.id)
    assert page.text.count("Tersimpan pukul") == len(q.EVERY_KIND)
    for values in _sent(sitting, q.CHOICES).values():
        for value in values:
            assert f'value="{value}" checked' in page.html or value == "ya"


def test_what_can_t_be_taken_comes_back_as_typed(sitting: Sitting, browser: Browser) -> None:
    number = sitting.number(q.NUMERIC)
    typed = {"semua": "ya", f"soal-{number}": "tiga"}
    place = {"attempt_id": sitting.id, "number": number}
    page = browser.post("assessment.save", typed, expect=422, **place)
    assert "bukan angka yang dapat dibaca" in page
    assert 'value="tiga"' in page.html
    assert _answers(sitting) == {}


def test_an_empty_form_takes_back_only_what_the_page_showed(
    sitting: Sitting, browser: Browser
) -> None:
    place = {"attempt_id": sitting.id, "number": sitting.number(q.CHOICES)}
    browser.post("assessment.save", _sent(sitting, q.CHOICES), **place)
    browser.post("assessment.save", {"semua": "ya"}, **place)
    assert _answers(sitting) == {place["number"]: best(q.CHOICES)}
    browser.post("assessment.save", {"semua": "ya", "terisi": "ya"}, **place)
    assert _answers(sitting) == {place["number"]: ()}


def test_another_question_s_fields_are_not_this_one_s(sitting: Sitting, browser: Browser) -> None:
    place = {"attempt_id": sitting.id, "number": sitting.number(q.SHORT)}
    other = {"semua": "ya", f"soal-{place['number']}0": "lain", "jawaban": "lain"}
    browser.post("assessment.autosave", other, expect=200, **place)
    assert not any(map(any, _answers(sitting).values()))


def test_after_the_hand_in_there_is_only_the_result(sitting: Sitting, browser: Browser) -> None:
    browser.post("assessment.finish", attempt_id=sitting.id)
    gone = browser.get("assessment.whole", expect=303, attempt_id=sitting.id)
    assert gone.location == browser.address("assessment.result", attempt_id=sitting.id)


def test_it_asks_as_few_statements_as_one_question(sitting: Sitting, browser: Browser) -> None:
    browser.get("assessment.whole", attempt_id=sitting.id)
    with statements() as asked:
        browser.get("assessment.whole", attempt_id=sitting.id)
    assert 3 <= len(asked) <= 4
