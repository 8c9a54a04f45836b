"""Of two saves on their way the later one wins, whichever arrives first."""

import pytest
from sqlalchemy.orm import Session

from lms.assessment import operations, queries
from lms.assessment.operations import UNSTAMPED, Stamp
from lms.kernel import clock
from lms.kernel.database import reading
from tests.assessment.every_kind import Sitting, a_sitting
from tests.browser import Browser
from tests.factories import questions as q
from tests.factories.assessment import acting, given


@pytest.fixture
def sitting(session: Session) -> Sitting:
    return a_sitting(session)


def _save(session: Session, sitting: Sitting, text: str, stamp: Stamp = UNSTAMPED) -> None:
    number, actor = sitting.number(q.SHORT), acting(sitting.account)
    act = (session, actor, sitting.id, number, given(text))
    operations.save(*act, at=clock.now(), stamp=stamp)


def _saved(session: Session, sitting: Sitting) -> tuple[list[str], int]:
    session.expire_all()
    row = queries.responses(session, sitting.id)[sitting.number(q.SHORT)]
    return row.answer, row.saves_count


def test_an_earlier_save_that_arrives_late_changes_nothing(
    session: Session, sitting: Sitting
) -> None:
    _save(session, sitting, "kedua", Stamp("halaman", 2))
    _save(session, sitting, "pertama", Stamp("halaman", 1))
    assert _saved(session, sitting) == (["kedua"], 1)
    _save(session, sitting, "ketiga", Stamp("halaman", 3))
    assert _saved(session, sitting) == (["ketiga"], 2)


def test_another_page_begins_to_count_anew(session: Session, sitting: Sitting) -> None:
    _save(session, sitting, "dari ponsel", Stamp("ponsel", 9))
    _save(session, sitting, "dari laptop", Stamp("laptop", 1))
    assert _saved(session, sitting) == (["dari laptop"], 2)


def test_without_scripts_every_save_counts(session: Session, sitting: Sitting) -> None:
    _save(session, sitting, "dengan skrip", Stamp("ponsel", 9))
    for text in ("tanpa", "tanpa lagi"):
        _save(session, sitting, text)
    assert _saved(session, sitting) == (["tanpa lagi"], 3)


def test_the_page_sends_its_name_and_count(session: Session, browser: Browser) -> None:
    sitting = a_sitting(session)
    session.commit()
    browser.sign_in(sitting.account)
    place = {"attempt_id": sitting.id, "number": sitting.number(q.SHORT)}
    for count, text in ((2, "kedua"), (1, "pertama")):
        sent = {"jawaban": text, "penulis": "halaman", "urutan": str(count)}
        browser.post("assessment.autosave", sent, expect=200, **place)
    with reading() as opened:
        assert queries.responses(opened, sitting.id)[place["number"]].answer == ["kedua"]


@pytest.mark.parametrize("count", ["", "-5", "9" * 40, "satu"])
def test_a_count_that_is_none_does_no_harm(session: Session, browser: Browser, count: str) -> None:
    sitting = a_sitting(session)
    session.commit()
    browser.sign_in(sitting.account)
    place = {"attempt_id": sitting.id, "number": sitting.number(q.SHORT)}
    sent = {"jawaban": "teks", "penulis": "x" * 99 + "\x00", "urutan": count}
    browser.post("assessment.autosave", sent, expect=200, **place)
