"""What the schedule pages of a kelas show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.kernel.clock import Zone
from lms.kernel.errors import NotFound
from lms.training import queries
from lms.training.catalogue import CurriculumMaterial, Mode
from lms.training.models import Angkatan, Kelas, Stage, Teaching, TrainingSession
from lms.training.words import DUTY_WORDS


@dataclass(frozen=True)
class SessionLine:
    """A session and who teaches it."""

    session: TrainingSession
    trainers: tuple[Teaching, ...]
    zone: Zone

    @property
    def hours(self) -> str:
        """Give "08.00–10.15 WIB"."""
        info = self.zone.info
        starts, ends = (
            self.session.starts_at.astimezone(info),
            self.session.ends_at.astimezone(info),
        )
        return f"{starts:%H.%M}–{ends:%H.%M} {self.zone.value}"

    @property
    def trainer_names(self) -> str:
        """Give the trainers' names, or nothing."""
        return ", ".join(each.name for each in self.trainers)

    def form_values(self, zone: Zone) -> dict[str, Any]:
        """Give what the session form begins with."""
        starts = self.session.starts_at.astimezone(zone.info)
        return {
            "title": self.session.title,
            "material_id": str(self.session.material_id or ""),
            "jp": self.session.jp,
            "on": starts.date(),
            "starts": starts.time(),
            "ends": self.session.ends_at.astimezone(zone.info).time(),
            "place": self.session.place,
            "trainers": [str(each.id) for each in self.trainers],
        }


@dataclass(frozen=True)
class Day:
    """A day of the schedule."""

    on: date
    lines: tuple[SessionLine, ...]

    @property
    def jp(self) -> int:
        """Give the JP of the day."""
        return sum(line.session.jp for line in self.lines)


@dataclass(frozen=True)
class SchedulePage:
    """A kelas, its days, and what a session may be about."""

    kelas: Kelas
    angkatan: Angkatan
    days: tuple[Day, ...]
    teachings: tuple[Teaching, ...]
    materials: tuple[CurriculumMaterial, ...]
    siblings: tuple[Kelas, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether the schedule may still change."""
        return self.angkatan.stage in (Stage.PLANNED, Stage.RUNNING)

    @property
    def may_propose(self) -> bool:
        """Tell whether the sessions can be made from the curriculum."""
        return self.is_open and not self.days and bool(self.materials)

    @property
    def jp_planned(self) -> int:
        """Give the JP of all sessions."""
        return sum(day.jp for day in self.days)

    @property
    def jp_wanted(self) -> int:
        """Give the face-to-face JP of the curriculum."""
        return sum(each.jp for each in self.materials)

    @property
    def material_choices(self) -> list[tuple[str, str]]:
        """Give the materials as choices of a form."""
        return [
            (str(each.id), f"{each.code} {each.title} ({each.jp} JP)") for each in self.materials
        ]

    @property
    def trainer_choices(self) -> list[tuple[str, str]]:
        """Give the trainers as choices of a form."""
        return [(str(e.id), f"{e.name} ({DUTY_WORDS[e.duty]})") for e in self.teachings]


def page(session: Session, actor: Actor, kelas_id: UUID) -> SchedulePage:
    """Give the page's values to whoever plans the angkatan; NotFound or Forbidden."""
    kelas = session.get(Kelas, kelas_id)
    if kelas is None:
        raise NotFound
    angkatan = queries.planned(session, actor, kelas.angkatan_id)
    materials = select(CurriculumMaterial).where(
        CurriculumMaterial.curriculum_id == angkatan.curriculum_id,
        CurriculumMaterial.mode == Mode.SYNCHRONOUS,
    )
    return SchedulePage(
        kelas=kelas,
        angkatan=angkatan,
        days=_days(_lines(session, kelas_id, angkatan.zone), angkatan.zone),
        teachings=tuple(queries.teachings(session, kelas_id)),
        materials=tuple(session.scalars(materials.order_by(CurriculumMaterial.position))),
        siblings=tuple(queries.kelas_of(session, angkatan.id)),
    )


def _lines(session: Session, kelas_id: UUID, zone: Zone) -> list[SessionLine]:
    rows = queries.sessions(session, kelas_id)
    by_session = queries.trainers(session, [row.id for row in rows])
    return [SessionLine(row, by_session[row.id], zone) for row in rows]


def _days(lines: Sequence[SessionLine], zone: Zone) -> tuple[Day, ...]:
    def day_of(line: SessionLine) -> date:
        return line.session.starts_at.astimezone(zone.info).date()

    return tuple(Day(on, tuple(group)) for on, group in groupby(lines, key=day_of))


def line(session: Session, actor: Actor, session_id: UUID) -> tuple[SessionLine, SchedulePage]:
    """Give a session's line and the page it stands on; NotFound or Forbidden."""
    row = session.get(TrainingSession, session_id)
    if row is None:
        raise NotFound
    of_it = page(session, actor, row.kelas_id)
    found = next(each for day in of_it.days for each in day.lines if each.session.id == session_id)
    return found, of_it
