"""Who teaches or assists in a kelas, with an account or without."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.people.models import Person
from lms.training.access import kelas_with_angkatan
from lms.training.models import Duty, Kelas, Teaching
from lms.training.organising import require_open


@dataclass(frozen=True)
class Trainer:
    """Somebody for a kelas: a person who is known here, or just a name."""

    duty: Duty
    name: str = ""
    person_id: UUID | None = None


def add_trainer(
    session: Session, actor: Actor, kelas_id: UUID, trainer: Trainer, *, at: datetime
) -> Teaching:
    """Give somebody a duty in a kelas; a duty that had ended lives again.

    Raises:
        Refused: they have a duty there already, or no name was given.
    """
    kelas = kelas_with_angkatan(session, kelas_id)
    require_open(session, actor, kelas.angkatan_id)
    made = _row(session, kelas_id, trainer)
    session.add(made)
    session.flush()
    _note(session, actor, "teaching.given", made, kelas, at=at)
    return made


def _row(session: Session, kelas_id: UUID, trainer: Trainer) -> Teaching:
    if trainer.person_id is None:
        if not trainer.name.strip():
            raise Refused(say("Tuliskan nama pengajar."))
        return Teaching(kelas_id=kelas_id, name=trainer.name, duty=trainer.duty)
    person = session.get(Person, trainer.person_id)
    if person is None:
        raise NotFound
    found = session.scalars(
        select(Teaching).where(Teaching.kelas_id == kelas_id, Teaching.person_id == person.id)
    ).one_or_none()
    if found is None:
        return Teaching(
            kelas_id=kelas_id, person_id=person.id, name=person.full_name, duty=trainer.duty
        )
    if found.ended_at is None:
        raise Refused(say("%(name)s sudah bertugas dalam kelas ini.", name=found.name))
    found.ended_at, found.duty, found.name = None, trainer.duty, person.full_name
    return found


def end_teaching(session: Session, actor: Actor, teaching_id: UUID, *, at: datetime) -> Teaching:
    """End somebody's duty in a kelas; what they did stays theirs."""
    found = session.get(Teaching, teaching_id)
    if found is None:
        raise NotFound
    kelas = kelas_with_angkatan(session, found.kelas_id)
    require_open(session, actor, kelas.angkatan_id)
    if found.ended_at is None:
        found.ended_at = at
        _note(session, actor, "teaching.ended", found, kelas, at=at)
    return found


def _note(
    session: Session, actor: Actor, act: str, teaching: Teaching, kelas: Kelas, *, at: datetime
) -> None:
    detail = {
        "kelas_id": teaching.kelas_id,
        "person_id": teaching.person_id,
        "duty": teaching.duty.value,
    }
    region = kelas.angkatan.region_code
    audit.record(session, actor, act, teaching, region_code=region, at=at, detail=detail)
