"""The history of a manuscript: every change of status with who, when and why."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import audit, clock
from lms.kernel.access import Role
from lms.kernel.database import writing
from lms.kernel.errors import Refused
from lms.people.models import Account
from lms.workshop import bank_queries, history, reviewing
from lms.workshop.bank_rules import Act
from lms.workshop.bank_status import move_one
from lms.workshop.models import BankItem, ItemStatus, ManuscriptChange, ManuscriptState
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.training.support import actor_for
from tests.workshop.naskah import items_of
from tests.workshop.test_publishing import Stage4


@pytest.fixture
def stage(session: Session) -> Stage4:
    """What every test here begins with."""
    return Stage4(session)


@pytest.fixture(autouse=True)
def ticking() -> Iterator[None]:
    """Let the clock go on by itself, as it does."""
    with time_machine.travel(clock.now(), tick=True):
        yield


def _do(stage: Stage4, account: Account, item: BankItem, act: Act, reason: str = "") -> None:
    actor = actor_for(stage.session, account)
    found = bank_queries.item(stage.session, actor, item.id)
    move_one(stage.session, actor, found, act, reason=reason, at=clock.now())


def _last(stage: Stage4) -> BankItem:
    """Give a question that no rule of the module needs."""
    return items_of(stage.session, stage.manuscript.id)[-1]


@pytest.mark.parametrize("act", [Act.QUARANTINE, Act.RETIRE])
def test_who_takes_a_question_out_does_not_approve_the_manuscript(stage: Stage4, act: Act) -> None:
    _do(stage, stage.second, _last(stage), act, "Kuno")
    stage.rewrite(stage.writer)
    digest = stage.send()
    with pytest.raises(Refused, match="orang kedua yang memutuskan"):
        stage.approve(stage.second, digest)
    stage.approve(stage.organiser, digest)


def test_who_approves_a_question_may_approve_the_manuscript(stage: Stage4) -> None:
    item = _last(stage)
    _do(stage, stage.writer, item, Act.QUARANTINE, "Kunci")
    _do(stage, stage.writer, item, Act.SEND)
    item.changed_by_id = stage.writer.id
    _do(stage, stage.second, item, Act.APPROVE)
    stage.rewrite(stage.writer)
    stage.approve(stage.second, stage.send())
    assert stage.manuscript.state is ManuscriptState.APPROVED


def test_taking_a_question_out_is_a_change_of_the_manuscript(stage: Stage4) -> None:
    item = _last(stage)
    _do(stage, stage.second, item, Act.RETIRE, "Kuno")
    (change,) = stage.session.scalars(
        select(ManuscriptChange).where(ManuscriptChange.by_id == stage.second.id)
    )
    assert change.what == f"item:{item.key}"
    assert stage.manuscript.changed_by_id == stage.second.id


def test_every_change_of_status_stands_in_it_with_who_when_and_why(stage: Stage4) -> None:
    item = _last(stage)
    writer, second, organiser = stage.writer, stage.second, stage.organiser
    _do(stage, writer, item, Act.QUARANTINE, "Kunci salah")
    _do(stage, writer, item, Act.SEND)
    _do(stage, second, item, Act.RETURN, "Dua kunci")
    _do(stage, writer, item, Act.RETIRE, "Kuno")
    _do(stage, writer, item, Act.RESTORE)
    stage.rewrite(writer)
    digest = stage.send()
    where = (stage.session, actor_for(stage.session, second), stage.manuscript.id, digest)
    reviewing.send_back(*where, reason="Tambah contoh", at=clock.now())
    stage.rewrite(writer, "Dengan contoh.\n")
    stage.approve(second, stage.send())
    stage.rewrite(writer, "Lagi.\n")
    stage.approve(second, stage.send())
    stage.publish(organiser)
    audit.chain(stage.session)
    entries, count = history.entries(stage.session, stage.manuscript, status_only=True)
    assert count == len(entries)
    told = [(each.act, each.account_id, each.reason) for each in reversed(entries)]
    assert told == [
        ("manuscript.begun", writer.id, None),
        ("item.quarantined", writer.id, "Kunci salah"),
        ("item.sent", writer.id, None),
        ("item.returned", second.id, "Dua kunci"),
        ("item.retired", writer.id, "Kuno"),
        ("item.restored", writer.id, None),
        ("manuscript.sent", writer.id, None),
        ("manuscript.returned", second.id, "Tambah contoh"),
        ("manuscript.changed", writer.id, None),  # returned, it became a draft
        ("manuscript.sent", writer.id, None),
        ("manuscript.approved", second.id, None),
        ("manuscript.changed", writer.id, None),  # approved, it became a draft
        ("manuscript.sent", writer.id, None),
        ("manuscript.approved", second.id, None),
        ("module.published", organiser.id, None),
    ]
    everything, total = history.entries(stage.session, stage.manuscript, status_only=False)
    assert total == len(everything) == count + 1  # the first rewriting, of a draft


def test_a_question_taken_out_tells_that_the_approval_fell(stage: Stage4) -> None:
    stage.rewrite(stage.writer)
    stage.approve(stage.second, stage.send())
    _do(stage, stage.organiser, _last(stage), Act.RETIRE, "Kuno")
    audit.chain(stage.session)
    entries, _count = history.entries(stage.session, stage.manuscript, status_only=True)
    assert entries[0].act == "item.retired"
    assert entries[0].detail["manuscript_from"] == ManuscriptState.APPROVED


def test_the_page_says_it_to_readers_and_to_nobody_else(stage: Stage4, browser: Browser) -> None:
    key, item_id = stage.manuscript.id, _last(stage).id
    writer, name = actor_for(stage.session, stage.writer), stage.writer.person.name
    readers = [stage.writer.id, a_staff_member(stage.session, Role.ORGANISER, "35").id]
    stage.session.commit()
    with writing() as session:
        found = bank_queries.item(session, writer, item_id)
        at = clock.now() + timedelta(seconds=1)
        move_one(session, writer, found, Act.QUARANTINE, reason="Kunci salah", at=at)
    page = browser.sign_in(readers[0]).get("workshop.manuscript_history", manuscript_id=key)
    assert "Butir soal dikarantina" in page
    assert "Kunci salah" in page
    assert name in page
    assert "Riwayat" in browser.get("workshop.show", manuscript_id=key)
    browser.sign_in(readers[1]).get("workshop.manuscript_history", manuscript_id=key, expect=404)
    assert stage.session.get_one(BankItem, item_id).status is not ItemStatus.DRAFT
    stage.session.rollback()
