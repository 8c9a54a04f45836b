"""Whom the workshop waits for: only what this person may do, counted once."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from lms.kernel import audit, clock
from lms.kernel.access import Actor, Role
from lms.workshop import bank_status, publishing, reviewing
from lms.workshop.bank_rules import Act
from lms.workshop.models import ItemStatus, Manuscript, ManuscriptState
from lms.workshop.tasks import Listing, Task, tasks
from lms.workshop.touching import touch
from tests.browser import Browser
from tests.training.support import actor_for
from tests.workshop.bank_samples import a_manuscript, a_question, a_writer, an_item
from tests.workshop.naskah import a_manuscript_of, a_taught, people


class Folk:
    """A writer, a second one and an organiser of Lampung, and a manuscript that can be sent."""

    def __init__(self, session: Session) -> None:
        self.session, self.at = session, clock.now()
        accounts = people(session)
        self.accounts = accounts
        self.writer, self.second, self.organiser = (actor_for(session, a) for a in accounts)
        _curriculum, row = a_taught(session)
        self.naskah = a_manuscript_of(session, row, accounts[0], "18")
        self.changed_by(self.writer)

    def later(self) -> None:
        """Let a minute pass."""
        self.at += timedelta(minutes=1)

    def changed_by(self, actor: Actor) -> None:
        """Let somebody change the manuscript, so that it differs from what is published."""
        self.later()
        self.naskah.content = self.naskah.content | {"summary": f"Ringkasan, {self.at}."}
        touch(self.session, actor, self.naskah, "header", at=self.at)
        self.session.flush()

    def sent(self) -> str:
        """Let the writer send it; give the digest."""
        self.later()
        return reviewing.send(self.session, self.writer, self.naskah.id, at=self.at).digest

    def approved(self) -> None:
        """Let it be sent and approved."""
        digest = self.sent()
        reviewing.approve(self.session, self.second, self.naskah.id, digest, at=self.at)

    def of(self, actor: Actor) -> Task | None:
        """Give what waits for somebody in the manuscript."""
        self.session.flush()
        found = [t for t in tasks(self.session, actor) if t.manuscript_id == self.naskah.id]
        assert len(found) <= 1
        return found[0] if found else None


@pytest.fixture
def folk(session: Session) -> Folk:
    """People of Lampung with a manuscript."""
    return Folk(session)


def _held(task: Task | None) -> set[Listing]:
    return {each for each in Listing if task is not None and each.holds(task)}


class TestManuscripts:
    def test_a_draft_is_its_writers_task_and_nobody_elses(self, folk: Folk) -> None:
        assert _held(folk.of(folk.writer)) == {Listing.OWN}
        assert folk.of(folk.second) is None
        assert folk.of(folk.organiser) is None

    def test_what_is_sent_waits_for_those_who_wrote_nothing_of_it(self, folk: Folk) -> None:
        folk.sent()
        assert _held(folk.of(folk.writer)) == {Listing.OWN}
        assert _held(folk.of(folk.second)) == {Listing.TO_DECIDE}
        assert _held(folk.of(folk.organiser)) == {Listing.TO_DECIDE}

    def test_who_wrote_a_part_may_not_decide_what_another_sent(self, folk: Folk) -> None:
        folk.changed_by(folk.second)
        folk.sent()
        assert _held(folk.of(folk.second)) == {Listing.OWN}

    def test_who_wrote_before_the_last_approval_may_decide_the_next(self, folk: Folk) -> None:
        folk.changed_by(folk.organiser)
        folk.approved()
        folk.changed_by(folk.writer)
        folk.sent()
        assert _held(folk.of(folk.organiser)) == {Listing.TO_DECIDE}

    def test_the_reason_comes_back_to_the_writer(self, folk: Folk) -> None:
        digest = folk.sent()
        reviewing.send_back(
            folk.session, folk.second, folk.naskah.id, digest, reason="Perjelas.", at=folk.at
        )
        task = folk.of(folk.writer)
        assert task is not None
        assert (task.state, task.is_own, task.reason) == (
            ManuscriptState.RETURNED,
            True,
            "Perjelas.",
        )
        assert folk.of(folk.second) is None

    def test_what_is_approved_waits_for_who_publishes_and_the_writer_sees_it(
        self, folk: Folk
    ) -> None:
        folk.approved()
        assert _held(folk.of(folk.organiser)) == {Listing.TO_PUBLISH}
        assert _held(folk.of(folk.writer)) == {Listing.OWN}
        assert _held(folk.of(folk.second)) == set()

    def test_what_is_published_waits_for_nobody(self, folk: Folk) -> None:
        folk.approved()
        module = publishing.assemble(folk.session, folk.naskah)
        found = publishing.candidates(folk.session, folk.naskah, module)
        ids, key = [each.curriculum.id for each in found], folk.naskah.id
        publishing.publish(folk.session, folk.organiser, key, ids, module.digest, at=folk.at)
        for actor in (folk.writer, folk.second, folk.organiser):
            assert folk.of(actor) is None

    def test_nothing_of_another_province_waits(self, folk: Folk) -> None:
        folk.sent()
        elsewhere = [actor_for(folk.session, each) for each in people(folk.session, "35")]
        assert [tasks(folk.session, each) for each in elsewhere] == [(), (), ()]

    def test_roles_without_content_have_none(self, folk: Folk, session: Session) -> None:
        folk.sent()
        assert tasks(session, actor_for(session, a_writer(session, role=Role.REGISTRAR))) == ()


class TestQuestions:
    def test_count_for_those_who_did_not_write_them(self, session: Session) -> None:
        naskah = a_manuscript(session)
        writer, other = (actor_for(session, a_writer(session)) for _n in range(2))
        for number in range(3):
            asked = a_question(f"Pertanyaan {number}?")
            an_item(session, naskah, asked, status=ItemStatus.IN_REVIEW, by=writer)
        an_item(session, naskah, a_question("Lain?"), status=ItemStatus.IN_REVIEW, by=other)
        assert _counts(session, writer, naskah) == (1, 3)
        assert _counts(session, other, naskah) == (3, 1)

    def test_one_that_came_back_is_told_until_it_is_changed_or_sent(self, session: Session) -> None:
        naskah = a_manuscript(session)
        writer, other = (actor_for(session, a_writer(session)) for _n in range(2))
        kept = an_item(session, naskah, a_question("Satu?"), by=writer)
        item = an_item(session, naskah, status=ItemStatus.IN_REVIEW, by=writer)
        bank_status.move_one(
            session, other, item, Act.RETURN, reason="Pengecoh lemah.", at=clock.now()
        )
        audit.chain(session)
        assert _drafts(session, writer, naskah.id) == (2, 1)
        bank_status.move_one(session, writer, item, Act.SEND, at=clock.now())
        assert _drafts(session, writer, naskah.id) == (1, 0)
        assert kept.status is ItemStatus.DRAFT


def _counts(session: Session, actor: Actor, naskah: Manuscript) -> tuple[int, int]:
    (task,) = (each for each in tasks(session, actor) if each.manuscript_id == naskah.id)
    return task.to_decide_count, task.sent_count


def _drafts(session: Session, actor: Actor, manuscript_id: UUID) -> tuple[int, int]:
    (task,) = (each for each in tasks(session, actor) if each.manuscript_id == manuscript_id)
    return task.drafts_count, task.returned_count


class TestTheList:
    def test_can_be_limited_to_what_waits_for_the_reader(
        self, folk: Folk, session: Session, browser: Browser
    ) -> None:
        folk.sent()
        a_manuscript(session, slug="lain").title = "Naskah yang lain"
        session.commit()
        browser.sign_in(folk.accounts[1])
        page = browser.get("workshop.overview", daftar="telaah")
        assert "Menunggu telaah Anda (1)" in page
        assert "Kerelawanan sosial" in page
        assert "Naskah yang lain" not in page
        for asked in ({}, {"daftar": "apa-saja"}):
            assert "Naskah yang lain" in browser.get("workshop.overview", **asked)
        assert "Tidak ada yang menunggu di sini" in browser.get("workshop.overview", daftar="saya")
