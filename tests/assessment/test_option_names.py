"""What the page of a question calls its options tells nobody which stood first in the file."""

import re

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from courses.model import Question
from lms.assessment import papers, queries
from lms.assessment.models import Attempt
from lms.kernel.database import reading, writing
from tests.assessment.every_kind import Sitting, a_sitting, sent
from tests.browser import Browser
from tests.factories import questions as q
from tests.factories.assessment import an_attempt
from tests.factories.training import a_participant, account_of

CHOSEN = [q.CHOICE, q.CHOICES, q.TRUE_FALSE]
_NAMES = re.compile(r'(?:<input[^>]* name="jawaban"|<option) value="([^"]*)"')


@pytest.fixture
def sitting(session: Session, browser: Browser) -> Sitting:
    """Somebody signed in who has begun the test that asks every kind."""
    made = a_sitting(session)
    session.commit()
    browser.sign_in(made.account)
    return made


def _html(browser: Browser, sitting: Sitting, question: Question) -> str:
    place = {"attempt_id": sitting.id, "number": sitting.number(question)}
    return browser.get("assessment.question", **place).html


def _saved(sitting: Sitting, question: Question) -> tuple[str, ...] | None:
    with reading() as opened:
        found = queries.answers(opened, [sitting.id]).get(sitting.id, {})
    return found.get(sitting.number(question))


def _begun_before(sitting: Sitting) -> None:
    """Let the attempt be one that began when forms still named keys."""
    with writing() as opened:
        older = update(Attempt).where(Attempt.id == sitting.id)
        opened.execute(older.values(seed=sitting.attempt.seed.partition(".")[2]))


@pytest.mark.parametrize("question", [*CHOSEN, q.CLOZE], ids=lambda each: each.type)
def test_no_key_stands_in_the_source(
    sitting: Sitting, browser: Browser, question: Question
) -> None:
    names = [name for name in _NAMES.findall(_html(browser, sitting, question)) if name]
    assert len(names) >= 2
    assert all(re.fullmatch("[0-9a-f]{12}", name) for name in names)


@pytest.mark.parametrize("question", [*CHOSEN, q.CLOZE], ids=lambda each: each.type)
def test_every_attempt_has_its_own_names_and_keeps_them(
    session: Session, sitting: Sitting, browser: Browser, question: Question
) -> None:
    first = _NAMES.findall(_html(browser, sitting, question))
    other_phone = Browser(browser.app).sign_in(sitting.account)
    assert _NAMES.findall(_html(other_phone, sitting, question)) == first
    another = a_participant(session, sitting.kelas)
    theirs = an_attempt(session, another, sitting.window)
    number = [each.key for each in papers.questions(session, theirs)].index(question.key) + 1
    account = account_of(session, another)
    session.commit()
    classmate = Browser(browser.app).sign_in(account)
    html = classmate.get("assessment.question", attempt_id=theirs.id, number=number).html
    assert set(_NAMES.findall(html)) & set(first) <= {""}


@pytest.mark.parametrize("endpoint", ["assessment.save", "assessment.autosave"])
def test_a_key_sent_by_hand_is_no_answer_and_shows_nothing(
    sitting: Sitting, browser: Browser, endpoint: str
) -> None:
    place = {"attempt_id": sitting.id, "number": sitting.number(q.CHOICE)}
    page = browser.post(endpoint, {"jawaban": "a"}, expect=422, **place)
    assert "tidak ada dalam soal ini" in page.response.text
    assert "checked" not in page.html
    assert _saved(sitting, q.CHOICE) is None


@pytest.mark.parametrize("endpoint", ["assessment.save", "assessment.autosave"])
def test_a_page_that_was_open_when_names_came_still_saves_what_was_chosen(
    sitting: Sitting, browser: Browser, endpoint: str
) -> None:
    _begun_before(sitting)
    expect = 200 if endpoint == "assessment.autosave" else 303
    for question, keys in ((q.CHOICE, ["b"]), (q.CHOICES, ["b", "a"]), (q.TRUE_FALSE, ["false"])):
        place = {"attempt_id": sitting.id, "number": sitting.number(question)}
        browser.post(endpoint, {"jawaban": keys}, expect=expect, **place)
        assert _saved(sitting, question) == tuple(sorted(keys))
        html = _html(browser, sitting, question)
        assert html.count(" checked") == len(keys)
        assert 'value="b"' not in html


def test_an_old_page_that_is_refused_shows_again_what_was_chosen(
    sitting: Sitting, browser: Browser
) -> None:
    _begun_before(sitting)
    place = {"attempt_id": sitting.id, "number": sitting.number(q.CLOZE)}
    typed = {"jawaban-1": "a", "jawaban-2": "k" * 500}
    page = browser.post("assessment.save", typed, expect=422, **place)
    assert "paling banyak 200" in page
    assert page.html.count(" selected") == 1


def test_an_attempt_under_way_goes_on_with_the_new_names(
    sitting: Sitting, browser: Browser
) -> None:
    _begun_before(sitting)
    with reading() as opened:
        attempt = opened.get_one(Attempt, sitting.id)
    place = {"attempt_id": sitting.id, "number": sitting.number(q.CHOICE)}
    browser.post("assessment.save", sent(attempt, q.CHOICE, "c"), **place)
    assert _saved(sitting, q.CHOICE) == ("c",)
