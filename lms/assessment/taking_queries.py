"""What each page and each save of a test asks: columns only, since a whole class asks at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from courses.model import Answer
from lms.assessment.models import Attempt, Response
from lms.assessment.rules import Span
from lms.kernel.access import Actor
from lms.kernel.clock import Zone
from lms.kernel.database import rows
from lms.kernel.errors import NotFound
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    TestKind,
    TestWindow,
)


@dataclass(frozen=True)
class Own:
    """An own attempt, until when it takes answers, and what its pages say of its angkatan."""

    id: UUID
    window_id: UUID
    kind: TestKind
    paper: Any
    seed: str
    deadline_at: datetime
    finished_at: datetime | None
    closed_at: datetime | None
    angkatan_title: str
    zone: Zone
    contact_name: str
    whatsapp: str

    @cached_property
    def span(self) -> Span:
        """Give the time of the attempt."""
        return Span(self.deadline_at, self.closed_at, self.finished_at)


@dataclass(frozen=True)
class Saved:
    """A saved answer, by its question's number."""

    position: int
    answer: Answer
    saved_at: datetime


_COLUMNS = (
    Attempt.id,
    Attempt.window_id,
    Attempt.kind,
    Attempt.paper,
    Attempt.seed,
    Attempt.deadline_at,
    Attempt.finished_at,
    TestWindow.closed_at,
    Angkatan.title,
    Angkatan.zone,
    Angkatan.contact_name,
    Angkatan.whatsapp,
)
_OWN = (
    select(*_COLUMNS)
    .join(Attempt.participation)
    .join(Attempt.window)
    .join(TestWindow.kelas)
    .join(Kelas.angkatan)
    .where(Attempt.id == bindparam("attempt_id"), Participation.person_id == bindparam("person_id"))
)
_OWN_TO_ANSWER = _OWN.where(Participation.state == ParticipationState.ENROLLED).with_for_update(
    of=Attempt
)
_TAKING_PART = select(Participation.id).where(
    Participation.kelas_id == bindparam("kelas_id"),
    Participation.person_id == bindparam("person_id"),
    Participation.state == ParticipationState.ENROLLED,
)
_SAVED = select(Response.position, Response.answer, Response.saved_at).where(
    Response.attempt_id == bindparam("attempt_id")
)


def participation_id(session: Session, actor: Actor, kelas_id: UUID) -> UUID:
    """Give the actor's own participation in the kelas, or NotFound."""
    wanted = {"kelas_id": kelas_id, "person_id": actor.person_id}
    found = rows(session, _TAKING_PART, wanted)
    if not found:
        raise NotFound
    key: UUID = found[0].id
    return key


def own(session: Session, actor: Actor, attempt_id: UUID) -> Own:
    """Give the actor's own attempt, or NotFound."""
    wanted = {"attempt_id": attempt_id, "person_id": actor.person_id}
    return _only(rows(session, _OWN, wanted))


def own_to_answer(session: Session, actor: Actor, attempt_id: UUID) -> Own:
    """Give the actor's own attempt, locked, or NotFound; they must still be enrolled."""
    wanted = {"attempt_id": attempt_id, "person_id": actor.person_id}
    return _only(rows(session, _OWN_TO_ANSWER, wanted))


def _only(found: Any) -> Own:
    if not found:
        raise NotFound
    return Own(*found[0])


def saved(session: Session, attempt_id: UUID) -> Mapping[int, Saved]:
    """Give what is saved of an attempt, by the question's number."""
    found = rows(session, _SAVED, {"attempt_id": attempt_id})
    return {
        position: Saved(position, tuple(answer), saved_at) for position, answer, saved_at in found
    }
