"""What the participants' page of an angkatan shows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import Actor, Permission
from lms.kernel.sentence import Sentence
from lms.people.models import Person
from lms.training import participant_queries, prerequisites, queries
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    ParticipationStep,
    Stage,
)
from lms.training.nomination_queries import sender_name
from lms.training.prerequisites import Prerequisite
from lms.training.seats import moving_up
from lms.training.words import STATE_WORDS
from lms.web.templating import sentence

_GONE = frozenset({ParticipationState.DECLINED, ParticipationState.WITHDRAWN})


def _remark(lacks: tuple[Prerequisite, ...]) -> Sentence:
    return prerequisites.remark(each.title for each in lacks)


@dataclass(frozen=True)
class ParticipantLine:
    """Somebody in an angkatan."""

    participation: Participation
    lacks: tuple[Prerequisite, ...] = ()

    @property
    def remark(self) -> str:
        """Say what they should hold and don't, while they may still be or are enrolled."""
        is_gone = self.participation.state in _GONE
        return "" if is_gone or not self.lacks else sentence(_remark(self.lacks))

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
    unactivated_count: int
    moving_up: frozenset[UUID]
    manages_accounts: bool

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

    @property
    def willing_lack(self) -> str:
        """Say what is missing to those who would be enrolled now, or nothing."""
        return self._lack(
            line for line in self.lines if line.participation.state is ParticipationState.WILLING
        )

    @property
    def reserve_lack(self) -> str:
        """Say what is missing to those of the reserve who can move up, or nothing."""
        return self._lack(line for line in self.lines if line.participation.id in self.moving_up)

    @property
    def enrols_plainly(self) -> bool:
        """Tell whether all the willing can be enrolled without more ado."""
        return self.may_enrol and not self.willing_lack

    @property
    def enrols_with_reason(self) -> bool:
        """Tell whether enrolling all the willing needs a reason."""
        return self.may_enrol and bool(self.willing_lack)

    def _lack(self, lines: Iterable[ParticipantLine]) -> str:
        lacking = [line for line in lines if line.lacks]
        titles = dict.fromkeys(one.title for line in lacking for one in line.lacks)
        if not lacking:
            return ""
        count, listed = len(lacking), ", ".join(titles)
        return str(_("%(count)s orang belum memegang %(titles)s.", count=count, titles=listed))

    @property
    def reserve_count(self) -> int:
        """Give how many are in the reserve."""
        return self._count(ParticipationState.RESERVE)

    @property
    def may_move_up(self) -> bool:
        """Tell whether somebody of the reserve finds a seat now."""
        return self.is_open and bool(self.moving_up)

    @property
    def may_make_cards(self) -> bool:
        """Tell whether somebody's account waits, and the actor may print its card."""
        is_on = self.angkatan.stage is not Stage.CANCELLED
        return is_on and self.manages_accounts and self.unactivated_count > 0

    def _count(self, state: ParticipationState) -> int:
        return Counter(line.participation.state for line in self.lines)[state]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Give the seats, and how many stand in which state (those that occur)."""
        states = [(str(STATE_WORDS[s][0]), self._count(s)) for s in ParticipationState]
        return [(_("Kuota"), self.seats), *((word, count) for word, count in states if count)]


def page(session: Session, actor: Actor, angkatan_id: UUID) -> ParticipantPage:
    """Give the page's values to whoever plans the angkatan; NotFound or Forbidden."""
    angkatan = queries.planned(session, actor, angkatan_id)
    rows = queries.everybody(session, angkatan_id)
    persons = [row.person_id for row in rows]
    lacks = participant_queries.lacking(session, angkatan.programme_id, persons)
    free = participant_queries.free_seats(session, angkatan_id)
    return ParticipantPage(
        angkatan=angkatan,
        kelas=tuple(queries.kelas_of(session, angkatan_id)),
        lines=tuple(ParticipantLine(row, lacks.get(row.person_id, ())) for row in rows),
        seats=queries.seats(session, angkatan_id),
        unactivated_count=participant_queries.unactivated_count(session, angkatan_id),
        moving_up=frozenset(moving_up(free, participant_queries.reserve(session, angkatan_id))),
        manages_accounts=actor.may(Permission.ACCOUNT_MANAGE, within=angkatan.region_code),
    )


@dataclass(frozen=True)
class StepLine:
    """A step in somebody's history."""

    at: datetime
    by: str
    before: str
    word: str
    tone: str
    reason: str


@dataclass(frozen=True)
class HistoryPage:
    """Somebody in an angkatan, and how they came to stand where they stand."""

    participation: Participation
    lines: tuple[StepLine, ...]


def history_page(session: Session, actor: Actor, participation_id: UUID) -> HistoryPage:
    """Give the page's values to whoever plans the angkatan; NotFound or Forbidden."""
    row = participant_queries.taking_part(session, actor, participation_id)
    taken = participant_queries.history(session, participation_id)
    befores = ["", *(str(STATE_WORDS[step.state][0]) for step, _by in taken)]
    return HistoryPage(
        participation=row,
        lines=tuple(
            _step_line(step, person, before)
            for (step, person), before in zip(taken, befores, strict=False)
        ),
    )


def _step_line(step: ParticipationStep, person: Person | None, before: str) -> StepLine:
    word, tone = STATE_WORDS[step.state]
    by = person.full_name if person else str(_("Sistem Bekal"))
    return StepLine(step.at, by, before, str(word), tone, step.reason or "")
