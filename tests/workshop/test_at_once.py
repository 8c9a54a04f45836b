"""The workshop under several hands at once: one wins, the others are told, nothing is half done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Actor, Role
from lms.kernel.database import db
from lms.kernel.storage import Storage
from lms.training.catalogue import Mode
from lms.workshop import (
    bank,
    bank_queries,
    beginning,
    carried,
    drafting,
    editing,
    parts,
    publishing,
    reviewing,
)
from lms.workshop.assembling import assemble, question_of
from lms.workshop.bank_rules import Act
from lms.workshop.bank_status import move_one
from lms.workshop.editing import stamp
from lms.workshop.models import (
    BankItem,
    CarriedState,
    ItemStatus,
    Manuscript,
    ManuscriptReview,
    ManuscriptState,
)
from tests.factories.people import a_staff_member
from tests.factories.training import a_curriculum
from tests.training.support import actor_for, at_once
from tests.workshop.naskah import a_published, a_small_library, items_of, people
from tests.workshop.test_carried import a_file
from tests.workshop.test_publishing import Stage4


@dataclass
class Folk:
    """A manuscript that was rewritten, and who acts on it."""

    app: Flask
    key: UUID
    writer: Actor
    second: Actor
    organiser: Actor
    item_id: UUID

    def asked(self) -> Session:
        """Give a session to look with."""
        return Session(db.engine.execution_options(bekal_writes=True))

    def state(self) -> ManuscriptState:
        """Give the state that the manuscript is in."""
        with self.asked() as session:
            return session.get_one(Manuscript, self.key).state

    def send(self) -> str:
        """Send it; give the digest."""
        with self.asked() as session, session.begin():
            return reviewing.send(session, self.writer, self.key, at=clock.now()).digest


@pytest.fixture
def folk(app: Flask) -> Iterator[Folk]:
    """What every test here begins with."""
    options = db.engine.execution_options(bekal_writes=True)
    with Session(options, expire_on_commit=False) as session:
        stage = Stage4(session)
        stage.rewrite(stage.writer)
        actors = [actor_for(session, a) for a in (stage.writer, stage.second, stage.organiser)]
        item_id = items_of(session, stage.manuscript.id)[-1].id
        key = stage.manuscript.id
        session.commit()
    yield Folk(app, key, *actors, item_id)


def test_sent_by_several_it_is_sent_once(folk: Folk) -> None:
    def act(session: Session, _number: int) -> None:
        reviewing.send(session, folk.writer, folk.key, at=clock.now())

    assert len(at_once(folk.app, act)) == 3
    with folk.asked() as session:
        assert session.scalar(select(func.count()).select_from(ManuscriptReview)) == 1


def test_approved_and_returned_at_once_one_verdict_stands(folk: Folk) -> None:
    digest = folk.send()

    def act(session: Session, number: int) -> None:
        where = (session, folk.second if number < 2 else folk.organiser, folk.key, digest)
        if number % 2:
            reviewing.approve(*where, at=clock.now())
        else:
            reviewing.send_back(*where, reason="Perjelas", at=clock.now())

    assert len(at_once(folk.app, act)) == 3
    assert folk.state() in (ManuscriptState.APPROVED, ManuscriptState.RETURNED)


def test_what_is_approved_is_what_stands_while_somebody_writes(folk: Folk) -> None:
    digest = folk.send()

    def act(session: Session, number: int) -> None:
        if number:
            reviewing.approve(session, folk.organiser, folk.key, digest, at=clock.now())
            return
        row = session.get_one(Manuscript, folk.key)
        lesson = drafting.module_of(row.content).lessons[0]
        changed = replace(lesson, text="Kata lain.\n")
        where = (session, folk.second, folk.key, changed)
        parts.change_part(*where, seen=stamp(lesson), at=clock.now())

    at_once(folk.app, act)
    with folk.asked() as session:
        row = session.get_one(Manuscript, folk.key)
        is_as_sent = assemble(session, row).digest == digest
        assert not is_as_sent
        assert row.state is ManuscriptState.DRAFT


def test_a_question_saved_while_it_is_approved_is_ready_only_as_it_was_read(folk: Folk) -> None:
    with folk.asked() as session, session.begin():
        item = session.get_one(BankItem, folk.item_id)
        item.status, before = ItemStatus.IN_REVIEW, question_of(item)

    def act(session: Session, number: int) -> None:
        if number:
            found = bank_queries.item(session, folk.second, folk.item_id)
            move_one(session, folk.second, found, Act.APPROVE, seen=1, at=clock.now())
        else:
            changed = replace(before, stem="Ditulis lain?")
            bank.save_item(session, folk.writer, folk.item_id, changed, version=1, at=clock.now())

    assert len(at_once(folk.app, act)) >= 2
    with folk.asked() as session:
        item = session.get_one(BankItem, folk.item_id)
        assert (item.version, item.status) == (2, ItemStatus.DRAFT)


def test_a_question_saved_by_several_is_saved_by_one(folk: Folk) -> None:
    with folk.asked() as session:
        before = question_of(session.get_one(BankItem, folk.item_id))

    def act(session: Session, number: int) -> None:
        changed = replace(before, stem=f"Ditulis {number}?")
        bank.save_item(session, folk.writer, folk.item_id, changed, version=1, at=clock.now())

    assert len(at_once(folk.app, act)) == 3


def test_of_quarantine_and_retirement_one_happens_first_and_both_are_known(folk: Folk) -> None:
    def act(session: Session, number: int) -> None:
        wanted = Act.RETIRE if number % 2 else Act.QUARANTINE
        found = bank_queries.item(session, folk.second, folk.item_id)
        move_one(session, folk.second, found, wanted, reason="Kuno", at=clock.now())

    at_once(folk.app, act)
    with folk.asked() as session:
        assert session.get_one(BankItem, folk.item_id).status is ItemStatus.RETIRED
    digest = folk.send()
    refusals = at_once(
        folk.app,
        lambda s, _n: reviewing.approve(s, folk.second, folk.key, digest, at=clock.now()),
    )
    assert len(refusals) == 4


def test_two_who_publish_into_the_same_curricula_never_wait_for_each_other(
    app: Flask, session: Session
) -> None:
    writer, second, organiser = (actor_for(session, each) for each in people(session))
    rows = [a_published(session, slug) for slug in ("satu", "dua", "tiga", "empat")]
    taught = [(each.slug, 2, Mode.ASYNCHRONOUS, each) for each in rows]
    curricula = [a_curriculum(session, materials=taught) for _ in range(3)]
    for number, each in enumerate(curricula):
        each.content = {**each.content, "tests": {}, "slug": f"kurikulum-{number}"}
    chosen = [each.id for each in curricula]
    made = []
    for row in rows:
        key = beginning.begin_from(session, writer, row.id, region_code="18", at=clock.now()).id
        header = drafting.header_of(drafting.module_of(session.get_one(Manuscript, key).content))
        changed = replace(header, summary="Lain.")
        where = (session, writer, key, changed)
        editing.change_header(*where, seen=stamp(header), at=clock.now())
        sent = reviewing.send(session, writer, key, at=clock.now())
        reviewing.approve(session, second, key, sent.digest, at=clock.now())
        made.append((key, sent.digest))
    session.commit()

    def act(opened: Session, number: int) -> None:
        (key, seen), ids = made[number], chosen if number % 2 else chosen[::-1]
        publishing.publish(opened, organiser, key, ids, seen, at=clock.now())

    assert len(at_once(app, act)) == 3


def test_a_file_taken_in_several_times_makes_its_manuscripts_once(
    app: Flask, session: Session
) -> None:
    storage: Storage = app.extensions["bekal.storage"]
    actor = actor_for(session, a_staff_member(session, Role.AUTHOR, "18"))
    file = a_file(a_small_library())
    made = carried.bring(
        session, actor, file, storage, filename="k.zip", region_code="18", at=clock.now()
    )
    key = made.id
    session.commit()

    def act(opened: Session, _number: int) -> None:
        carried.take_in(opened, actor, key, file, at=clock.now())

    assert len(at_once(app, act)) == 3
    assert session.scalar(select(func.count()).select_from(Manuscript)) == 1
    session.refresh(made)
    assert made.state is CarriedState.TAKEN
    session.rollback()
