"""What the participants' page of an angkatan shows."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.training import queries
from lms.training.models import Angkatan, Kelas, Participation, ParticipationState, Stage
from lms.training.nomination_queries import sender_name
from lms.training.words import STATE_WORDS


@dataclass(frozen=True)
class ParticipantLine:
    """Somebody in an angkatan."""

    participation: Participation

    @property
    def key(self) -> str:
        """Give the value of the tick box."""
        return str(self.participation.id)

    @property
    def sender(self) -> str:
        """Give by whose quota they come, or nothing."""
        return sender_name(self.participation.quota) if self.participation.quota else ""

    @property
    def kelas_name(self) -> str:
        """Give the kelas, or nothing."""
        return self.participation.kelas.name if self.participation.kelas else ""

    @property
    def domicile(self) -> str:
        """Give the desa, or nothing."""
        desa = self.participation.person.domicile
        return desa.name if desa else ""


@dataclass(frozen=True)
class ParticipantPage:
    """An angkatan, its people and how many stand where."""

    angkatan: Angkatan
    kelas: tuple[Kelas, ...]
    lines: tuple[ParticipantLine, ...]
    seats: int

    @property
    def is_open(self) -> bool:
        """Tell whether people may still come and go."""
        return self.angkatan.stage in (Stage.PLANNED, Stage.RUNNING)

    @property
    def willing_count(self) -> int:
        """Give how many wait to be enrolled."""
        return self._count(ParticipationState.WILLING)

    @property
    def may_enrol(self) -> bool:
        """Tell whether somebody can be enrolled now."""
        return self.is_open and self.willing_count > 0

    def _count(self, state: ParticipationState) -> int:
        return Counter(line.participation.state for line in self.lines)[state]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Give the seats, and how many stand in which state (those that occur)."""
        states = [(str(STATE_WORDS[s][0]), self._count(s)) for s in ParticipationState]
        return [(_("Kuota"), self.seats), *((word, count) for word, count in states if count)]


def page(session: Session, actor: Actor, angkatan_id: UUID) -> ParticipantPage:
    """Give the page's values to whoever plans the angkatan; NotFound or Forbidden."""
    return ParticipantPage(
        angkatan=queries.planned(session, actor, angkatan_id),
        kelas=tuple(queries.kelas_of(session, angkatan_id)),
        lines=tuple(ParticipantLine(row) for row in queries.everybody(session, angkatan_id)),
        seats=queries.seats(session, angkatan_id),
    )
