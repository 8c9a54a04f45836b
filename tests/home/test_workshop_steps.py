"""What the first page says of the workshop: to writers, second readers and who publishes."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from lms.home.step import NextStep, Urgency
from lms.home.workshop_steps import workshop_steps
from lms.kernel import clock
from lms.workshop import reviewing
from lms.workshop.models import ItemStatus, ManuscriptState
from lms.workshop.tasks import Task
from lms.workshop.touching import touch
from tests.assessment.counting import statements
from tests.browser import Browser
from tests.training.support import actor_for
from tests.workshop.bank_samples import a_manuscript, a_question, an_item
from tests.workshop.naskah import a_manuscript_of, a_taught, people

_OWN = Task(uuid4(), "A7 Kerelawanan", "Lampung", ManuscriptState.DRAFT, is_own=True)
_OTHERS = replace(_OWN, is_own=False)
_SENT = replace(_OTHERS, state=ManuscriptState.IN_REVIEW, may_decide=True)
_APPROVED = replace(_OTHERS, state=ManuscriptState.APPROVED, may_publish=True)


def _said(*tasks: Task) -> list[str]:
    return [str(step.title) for step in workshop_steps(tasks)]


def _many(task: Task, count: int) -> tuple[Task, ...]:
    titles = ("A1 Satu", "A2 Dua", "A3 Tiga", "A4 Empat")
    return tuple(replace(task, title=title) for title in titles[:count])


def _only(*tasks: Task) -> NextStep:
    (step,) = workshop_steps(tasks)
    return step


class TestWriter:
    def test_reads_why_a_manuscript_came_back(self) -> None:
        reason = "Contohnya belum ada.\n" + "Perjelas. " * 30
        step = _only(replace(_OWN, state=ManuscriptState.RETURNED, reason=reason))
        assert str(step.title) == "Naskah “A7 Kerelawanan” dikembalikan dengan catatan"
        assert str(step.text).startswith("Catatannya: Contohnya belum ada. Perjelas.")
        assert str(step.text).endswith("…")
        assert (step.endpoint, step.urgency) == ("workshop.show", Urgency.TODAY)

    def test_is_reminded_of_a_draft_and_of_the_questions_in_it(self) -> None:
        step = _only(replace(_OWN, drafts_count=4))
        assert str(step.title) == "Naskah “A7 Kerelawanan” belum dikirim untuk ditelaah"
        assert "4 butir soal Anda" in str(step.text)
        assert step.urgency is Urgency.SOON

    def test_sees_questions_that_came_back_before_the_draft_itself(self) -> None:
        found = workshop_steps((replace(_OWN, drafts_count=4, returned_count=2),))
        assert [str(step.title) for step in found] == [
            "2 butir soal Anda dikembalikan dengan alasan",
            "Naskah “A7 Kerelawanan” belum dikirim untuk ditelaah",
        ]
        assert found[0].values["status"] == "draf"

    @pytest.mark.parametrize("state", [ManuscriptState.IN_REVIEW, ManuscriptState.APPROVED])
    def test_waits_while_others_act(self, state: ManuscriptState) -> None:
        assert _only(replace(_OWN, state=state)).is_waiting

    def test_hears_once_how_many_questions_others_have(self) -> None:
        tasks = (replace(_OTHERS, sent_count=3), replace(_OTHERS, sent_count=2))
        step = _only(*tasks)
        assert str(step.title) == "5 butir soal Anda menunggu telaah orang kedua"
        assert step.is_waiting

    def test_with_many_drafts_gets_one_step_that_leads_to_the_list(self) -> None:
        step = _only(*_many(_OWN, 4))
        assert str(step.title) == "4 naskah Anda belum dikirim untuk ditelaah"
        assert str(step.text) == "A1 Satu, A2 Dua, A3 Tiga, …"
        assert (step.endpoint, step.values) == ("workshop.overview", {"daftar": "saya"})


class TestSecondReader:
    def test_is_led_to_what_waits(self) -> None:
        step = _only(_SENT)
        assert str(step.title) == "Naskah “A7 Kerelawanan” menunggu telaah Anda"
        assert step.values == {"manuscript_id": _SENT.manuscript_id}

    def test_of_many_gets_the_count_and_the_list(self) -> None:
        step = _only(*_many(_SENT, 3))
        assert str(step.title) == "3 naskah menunggu telaah Anda"
        assert str(step.text) == "A1 Satu, A2 Dua, A3 Tiga"
        assert step.values == {"daftar": "telaah"}

    def test_is_led_to_questions_of_the_bank_that_wait(self) -> None:
        step = _only(replace(_OTHERS, to_decide_count=7))
        assert str(step.title) == "7 butir soal menunggu telaah Anda"
        assert (step.endpoint, step.values["status"]) == ("workshop_bank.items", "telaah")

    def test_questions_of_many_manuscripts_are_summed_up(self) -> None:
        step = _only(*_many(replace(_OTHERS, to_decide_count=7), 3))
        assert str(step.title) == "21 butir soal dalam 3 naskah menunggu telaah Anda"
        assert step.values == {"daftar": "soal"}


class TestPublisher:
    def test_is_led_to_what_is_approved(self) -> None:
        step = _only(_APPROVED)
        assert str(step.title) == "Naskah “A7 Kerelawanan” sudah disetujui dan siap terbit"
        assert step.endpoint == "workshop.ask_publish"

    def test_who_wrote_it_too_is_told_once(self) -> None:
        assert len(_said(replace(_APPROVED, is_own=True))) == 1

    def test_of_many_gets_the_list(self) -> None:
        step = _only(*_many(_APPROVED, 3))
        assert str(step.title) == "3 naskah sudah disetujui dan siap terbit"
        assert step.values == {"daftar": "terbit"}


def test_others_drafts_are_nobodys_business() -> None:
    assert _said(_OTHERS) == []


class TestFirstPages:
    _MOST = 12

    def _cost(self, browser: Browser) -> int:
        with statements() as seen:
            browser.get("home.start")
        return len(seen)

    @pytest.mark.parametrize("region_code", ["18", "ID"])
    def test_each_is_told_their_part_and_it_stays_cheap(
        self, session: Session, browser: Browser, region_code: str
    ) -> None:
        writer, second, organiser = accounts = people(session, region_code)
        _curriculum, row = a_taught(session)
        naskah = a_manuscript_of(session, row, writer, region_code)
        author = actor_for(session, writer)
        naskah.content = naskah.content | {"summary": "Ringkasan yang lain."}
        touch(session, author, naskah, "header", at=clock.now())
        reviewing.send(session, author, naskah.id, at=clock.now())
        bank = a_manuscript(session, slug="bank", region_code=region_code)
        for number in range(3):
            asked, status = a_question(f"Apa {number}?"), ItemStatus.IN_REVIEW
            an_item(session, bank, asked, status=status, by=author)
        an_item(session, bank, a_question("Belum jadi?"), by=author)
        session.commit()
        decides = "Naskah “A7 Kerelawanan sosial” menunggu telaah Anda"
        seen: dict[UUID, bool] = {}
        for account in accounts:
            page = browser.sign_in(account).get("home.start")
            seen[account.id] = decides in page
            assert ("3 butir soal menunggu telaah Anda" in page) is (account is not writer)
            assert self._cost(browser) <= self._MOST
        assert seen == {writer.id: False, second.id: True, organiser.id: True}
        page = browser.sign_in(writer).get("home.start")
        assert "3 butir soal Anda menunggu telaah orang kedua" in page
        assert "Naskah “A7 Kerelawanan” belum dikirim" in page
