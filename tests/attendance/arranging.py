"""A kelas with an open session, as the tests of presensi need it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.attendance import codes, operations
from lms.attendance.models import CodeKey, Mark
from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import reading, writing
from lms.people.models import Account
from lms.training.models import Angkatan, Kelas, Participation, TrainingSession
from tests.factories.training import a_kelas, a_participant, a_session, a_trainer, account_of


@dataclass
class Scene:
    """Somebody enrolled in a kelas whose session has just begun."""

    kelas: Kelas
    row: TrainingSession
    who: Participation
    account: Account
    trainer: Account

    @property
    def address(self) -> dict[str, Any]:
        """Give what the addresses of the participant's pages need."""
        return {"session_id": self.row.id}

    @property
    def person_address(self) -> dict[str, Any]:
        """Give what the addresses about the participant need."""
        return {"session_id": self.row.id, "participation_id": self.who.id}


def a_scene(
    session: Session,
    *,
    starts_at: datetime | None = None,
    is_open: bool = True,
    angkatan: Angkatan | None = None,
    name: str = "A",
) -> Scene:
    """Give a kelas with one participant and one trainer, its session begun now and open."""
    kelas = a_kelas(session, angkatan, name=name)
    row = a_session(session, kelas, starts_at=starts_at or clock.now())
    who = a_participant(session, kelas)
    scene = Scene(kelas, row, who, account_of(session, who), a_trainer(session, kelas))
    session.commit()
    if is_open:
        open_now(row)
    return scene


def open_now(row: TrainingSession) -> None:
    """Open a session's presensi as of its start."""
    with writing() as session:
        operations.open_session(session, SYSTEM, row.id, at=row.starts_at)


def code_of(row: TrainingSession, at: datetime | None = None) -> codes.Code:
    """Give what the projector shows at this moment."""
    with reading() as session:
        key = session.get_one(CodeKey, row.id)
    return codes.current(key.secret, at or clock.now())


def marks(row: TrainingSession) -> list[Mark]:
    """Give all marks of a session, the first revision first."""
    with reading() as session:
        found = select(Mark).where(Mark.session_id == row.id).order_by(Mark.revision)
        return list(session.scalars(found))
