"""The module that a manuscript makes: its content and the questions that are ready."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from courses.codec import decode
from courses.media import used
from courses.model import Module, Question
from courses.pictures import names
from lms.workshop import queries
from lms.workshop.drafting import module_of
from lms.workshop.models import BankItem, BankItemVersion, ItemStatus, Manuscript


def question_of(item: BankItem | BankItemVersion) -> Question:
    """Give a question as a content value."""
    found: Any = decode(Question, item.content)
    question: Question = found
    return question


def assemble(session: Session, manuscript: Manuscript) -> Module:
    """Give the module as it would be published now: only questions that are ready, in order.

    Pictures that only other questions show wait with them.
    """
    every = queries.items(session, manuscript.id)
    ready = [item for item in every if item.status is ItemStatus.READY]
    module = replace(
        module_of(manuscript.content), questions=tuple(question_of(item) for item in ready)
    )
    if not module.media:
        return module
    waiting = _shown(item for item in every if item.status is not ItemStatus.READY)
    left = waiting - used(module)
    return replace(module, media=tuple(each for each in module.media if each.name not in left))


def shown_in_bank(session: Session, manuscript_id: UUID) -> frozenset[str]:
    """Give the names of the pictures that any question of a manuscript shows."""
    return _shown(queries.items(session, manuscript_id))


def _shown(items: Iterable[BankItem]) -> frozenset[str]:
    found = (names(question_of(each)) for each in items if "(media/" in str(each.content))
    return frozenset(name for each in found for name in each)
