"""The module that a manuscript makes: its content and the questions that are ready."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from courses.codec import decode
from courses.model import Module, Question
from lms.workshop import queries
from lms.workshop.drafting import module_of
from lms.workshop.models import BankItem, BankItemVersion, ItemStatus, Manuscript


def question_of(item: BankItem | BankItemVersion) -> Question:
    """Give a question as a content value."""
    found: Any = decode(Question, item.content)
    question: Question = found
    return question


def assemble(session: Session, manuscript: Manuscript) -> Module:
    """Give the module as it would be published now: only questions that are ready, in order."""
    ready = queries.items(session, manuscript.id, ItemStatus.READY)
    questions = tuple(question_of(item) for item in ready)
    return replace(module_of(manuscript.content), questions=questions)
