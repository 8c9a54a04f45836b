"""A manuscript with a bank, and questions for it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.kinds import Level
from courses.model import Choice, Option, Question
from lms.kernel import clock
from lms.kernel.access import Actor, Grant, Role
from lms.people.models import Account
from lms.workshop import bank
from lms.workshop.models import BankItem, ItemStatus, Manuscript, ManuscriptState
from tests.factories.people import a_person, a_staff_member, an_account
from tests.factories.training import a_module

OBJECTIVES = ("Menjelaskan", "Menerapkan")


def a_manuscript(session: Session, *, region_code: str = "18", slug: str = "kerelawanan",
                 **changes: Any) -> Manuscript:  # fmt: skip
    """Give a manuscript of the module Kerelawanan with two lessons and two indicators."""
    content = {k: v for k, v in a_module_content(session).items() if k != "questions"}
    content |= {"slug": slug, "indicators": list(OBJECTIVES)}
    made = Manuscript(
        slug=slug,
        code="A7",
        title="Kerelawanan",
        track="A",
        region_code=region_code,
        content=content | changes,
        revision=1,
        state=ManuscriptState.DRAFT,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def a_module_content(session: Session) -> dict[str, Any]:
    """Give what a module of the training factories says."""
    made = a_module(session, slug="contoh", questions_count=0)
    content: dict[str, Any] = dict(made.content)
    session.delete(made)
    session.flush()
    return content


def a_writer(session: Session, region_code: str = "18", role: Role = Role.AUTHOR) -> Account:
    """Give somebody who writes in a region."""
    return a_staff_member(session, role, region_code)


def acting(account: Account, region_code: str = "18", role: Role = Role.AUTHOR) -> Actor:
    """Give the account as an actor with one role."""
    return Actor(account.id, account.person_id, (Grant(role, region_code),))


def somebody(session: Session, region_code: str = "18", role: Role = Role.AUTHOR) -> Actor:
    """Give an actor with one role."""
    return acting(an_account(session, a_person(session, "Ketut Penulis")), region_code, role)


def a_question(stem: str = "Apa arti relawan?", **changes: Any) -> Choice:
    """Give a question that may be asked."""
    asked = Choice(
        key="soal",
        objective=OBJECTIVES[0],
        level=Level.C1,
        stem=stem,
        explanation="Karena sukarela.",
        options=tuple(Option(key, f"Jawaban {key}", key == "b") for key in "abcd"),
    )
    return replace(asked, **changes)


def an_item(
    session: Session,
    manuscript: Manuscript,
    question: Question | None = None,
    *,
    status: ItemStatus = ItemStatus.DRAFT,
    by: Actor | None = None,
) -> BankItem:
    """Give an item of the bank, written by `by` (or somebody)."""
    writer = by or somebody(session, manuscript.region_code)
    made = bank.add_item(
        session, writer, manuscript, question or a_question(), source="", at=clock.now()
    )
    made.status = status
    session.flush()
    return made


def item_again(session: Session, item_id: UUID) -> BankItem:
    """Give the item as it stands in the database."""
    session.expire_all()
    return session.scalars(select(BankItem).where(BankItem.id == item_id)).one()
