"""A module is done by its self-check, and by nothing else."""

import re
import threading
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.answering import BadAnswer
from courses.model import Question
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.learning import operations, queries
from lms.learning.models import ModuleDone, SelfCheckAnswer
from lms.training.models import Kelas, Participation, ParticipationState, Stage
from tests.assessment.every_kind import best, fields
from tests.browser import Browser
from tests.factories import questions as q
from tests.factories.assessment import a_kelas_with_module, acting, given
from tests.factories.questions import a_kelas_with_every_kind
from tests.factories.training import a_participant, a_trainer, account_of


def _answer(session: Session, own: Participation, key: str, *answer: str) -> SelfCheckAnswer:
    actor = acting(account_of(session, own))
    said = given(*answer or ("a",))
    act = (session, actor, own.angkatan_id, "kerelawanan", key, said)
    return operations.answer(*act, at=clock.now())


def _done(session: Session, own: Participation) -> int:
    return len(queries.modules_done(session, [own.id])[own.id])


def test_a_module_is_done_when_each_question_was_once_answered_rightly(session: Session) -> None:
    own = a_participant(session, a_kelas_with_module(session))
    assert _answer(session, own, "cek-0").is_right
    assert _done(session, own) == 0
    assert not _answer(session, own, "cek-1", "b").is_right
    assert _done(session, own) == 0
    _answer(session, own, "cek-1")
    assert _done(session, own) == 1


def test_every_try_is_a_row_and_a_right_answer_stays_right(session: Session) -> None:
    own = a_participant(session, a_kelas_with_module(session))
    for choice in "bacaa":
        _answer(session, own, "cek-0", choice)
    assert session.scalar(select(func.count(SelfCheckAnswer.id))) == 5
    (of_module,) = queries.answers(session, [own.id]).values()
    assert of_module["cek-0"].is_right


def test_the_same_question_twice_does_not_do_a_module(session: Session) -> None:
    own = a_participant(session, a_kelas_with_module(session))
    _answer(session, own, "cek-0")
    _answer(session, own, "cek-0")
    assert _done(session, own) == 0


def test_a_done_module_stays_one_row_whatever_is_answered_later(session: Session) -> None:
    own = a_participant(session, a_kelas_with_module(session))
    for key in ("cek-0", "cek-1", "cek-0", "cek-1"):
        _answer(session, own, key)
    assert session.scalar(select(func.count(ModuleDone.id))) == 1


def test_two_last_answers_at_once_do_the_module_once(app: Flask, session: Session) -> None:
    own = a_participant(session, a_kelas_with_module(session))
    session.commit()
    start = threading.Barrier(2)

    def answer(key: str) -> None:
        with app.app_context():
            start.wait()
            with writing() as opened:
                _answer(opened, own, key)

    threads = [threading.Thread(target=answer, args=(key,)) for key in ("cek-0", "cek-1")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading() as opened:
        assert _done(opened, own) == 1


def test_one_participant_s_answers_do_not_do_another_s_module(session: Session) -> None:
    kelas = a_kelas_with_module(session)
    own, other = a_participant(session, kelas), a_participant(session, kelas)
    _answer(session, own, "cek-0")
    _answer(session, other, "cek-1")
    assert queries.modules_done(session, [own.id, other.id]) == {
        own.id: frozenset(),
        other.id: frozenset(),
    }


@pytest.mark.parametrize("choice", ["z", "a" * 5000, "'; DROP TABLE"])
def test_a_choice_that_the_question_does_not_have_is_refused(session: Session, choice: str) -> None:
    own = a_participant(session, a_kelas_with_module(session))
    with pytest.raises(BadAnswer, match="tidak ada dalam soal ini"):
        _answer(session, own, "cek-0", choice)


def test_no_answer_is_no_try(session: Session) -> None:
    own = a_participant(session, a_kelas_with_module(session))
    with pytest.raises(Refused, match="Pilih salah satu jawaban"):
        _answer(session, own, "cek-0", "")


@pytest.mark.parametrize("key", ["soal-0", "tidak-ada"])
def test_only_self_check_questions_are_asked_here(session: Session, key: str) -> None:
    own = a_participant(session, a_kelas_with_module(session))
    with pytest.raises(NotFound):
        _answer(session, own, key)


def test_who_is_not_enrolled_finds_nothing(session: Session) -> None:
    kelas = a_kelas_with_module(session)
    stranger = a_participant(session, a_kelas_with_module_of_others(session))
    invited = a_participant(session, kelas, state=ParticipationState.INVITED)
    for own in (stranger, invited):
        actor = acting(account_of(session, own))
        with pytest.raises(NotFound):
            operations.answer(
                session,
                actor,
                kelas.angkatan_id,
                "kerelawanan",
                "cek-0",
                given("a"),
                at=clock.now(),
            )


def a_kelas_with_module_of_others(session: Session) -> Kelas:
    return a_kelas_with_module(session, region_code="35")


def test_a_trainer_sees_but_does_not_answer(session: Session) -> None:
    kelas = a_kelas_with_module(session)
    actor = acting(a_trainer(session, kelas))
    assert queries.reader(session, actor, kelas.angkatan_id).participation is None
    with pytest.raises(Forbidden, match="pratinjau"):
        operations.answer(
            session, actor, kelas.angkatan_id, "kerelawanan", "cek-0", given("a"), at=clock.now()
        )


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.CANCELLED])
def test_self_checks_wait_until_the_angkatan_runs(session: Session, stage: Stage) -> None:
    kelas = a_kelas_with_module(session)
    kelas.angkatan.stage = stage
    own = a_participant(session, kelas)
    with pytest.raises(Refused, match="setelah angkatan dimulai"):
        _answer(session, own, "cek-0")


@pytest.mark.parametrize("question", q.EVERY_KIND, ids=lambda each: each.type)
def test_every_kind_checks_oneself(session: Session, question: Question) -> None:
    own = a_participant(session, a_kelas_with_every_kind(session))
    answer = best(question)
    assert _answer(session, own, f"cek-{question.key}", *answer).is_right


def test_a_partly_right_answer_is_not_right_yet(session: Session) -> None:
    own = a_participant(session, a_kelas_with_every_kind(session))
    assert not _answer(session, own, f"cek-{q.CHOICES.key}", "a").is_right
    assert not _answer(session, own, f"cek-{q.MATCHING.key}", "a", "b", "x1").is_right


def test_a_text_only_to_be_read_asks_for_no_answer(session: Session) -> None:
    own = a_participant(session, a_kelas_with_every_kind(session))
    for question in q.EVERY_KIND:
        _answer(session, own, f"cek-{question.key}", *best(question))
    assert _done(session, own) == 1
    with pytest.raises(NotFound):
        _answer(session, own, f"cek-{q.DESCRIPTION.key}", "a")


def test_an_open_place_is_answered_but_not_right(session: Session) -> None:
    own = a_participant(session, a_kelas_with_every_kind(session))
    row = _answer(session, own, f"cek-{q.CLOZE.key}", "a", "")
    assert (row.answer, row.is_right) == (["a", ""], False)


def test_the_page_tells_each_kind_at_once(session: Session, browser: Browser) -> None:
    kelas = a_kelas_with_every_kind(session)
    own = a_participant(session, kelas)
    account = account_of(session, own)
    session.commit()
    browser.sign_in(account)
    place = {
        "angkatan_id": kelas.angkatan_id,
        "module_slug": "kerelawanan",
        "lesson_slug": "01-arti",
    }
    assert "Bacalah kisah Bu Sari dahulu." in browser.get("learning.lesson", **place)
    for question in q.EVERY_KIND:
        key = f"cek-{question.key}"
        asked = replace(question, key=key)
        sent = fields(asked, best(question), f"cek-{key}", str(own.id))
        assert _names(sent) <= _names_in(browser.get("learning.lesson", **place).html)
        page = browser.submit("learning.answer", sent, question_key=key, **place)
        assert f"Karena {question.key}." in page
    assert "Periksa jawaban" not in page


def _names(sent: dict[str, list[str]]) -> set[str]:
    return {value for values in sent.values() for value in values if len(value) == 12}


def _names_in(html: str) -> set[str]:
    found = set(re.findall(r'(?:type="(?:radio|checkbox)"[^>]*|<option) value="(\w+)"', html))
    assert not found & {*"abcdef", "true", "false"}
    return found


def test_a_page_from_before_the_options_had_names_is_still_checked(
    session: Session, browser: Browser
) -> None:
    kelas = a_kelas_with_module(session)
    own = a_participant(session, kelas)
    account = account_of(session, own)
    session.commit()
    browser.sign_in(account)
    place = {"angkatan_id": kelas.angkatan_id, "module_slug": "kerelawanan"}
    lesson = {**place, "lesson_slug": "01-arti"}
    page = browser.submit("learning.answer", {"cek-cek-0": "a"}, question_key="cek-0", **lesson)
    assert "Benar" in page


def test_what_can_t_be_taken_comes_back_as_typed(session: Session, browser: Browser) -> None:
    kelas = a_kelas_with_every_kind(session)
    account = account_of(session, a_participant(session, kelas))
    session.commit()
    browser.sign_in(account)
    key = f"cek-{q.ORDERING.key}"
    place = {"angkatan_id": kelas.angkatan_id, "module_slug": "kerelawanan", "question_key": key}
    sent = {f"cek-{key}-1": "3", f"cek-{key}-2": "3"}
    page = browser.post("learning.answer", sent, expect=422, lesson_slug="01-arti", **place)
    assert "Urutan 3 dipakai lebih dari satu kali" in page
    assert page.html.count('value="3" selected') == 2
