"""The five counts of an angkatan: queries over its history, never stored."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.training.models import Participation, ParticipationState, ParticipationStep, Quota


@dataclass(frozen=True)
class FiveCounts:
    """The five numbers of an angkatan, side by side; they may differ."""

    kuota: int
    diundang: int
    terdaftar: int
    hadir: int
    lulus: int


def seats(session: Session, angkatan_id: UUID) -> int:
    """Give the kuota of an angkatan: the seats of all its senders together."""
    total = select(func.coalesce(func.sum(Quota.seats), 0)).where(Quota.angkatan_id == angkatan_id)
    return session.scalars(total).one()


def ever_reached(session: Session, angkatan_id: UUID, state: ParticipationState) -> int:
    """Give how many people of an angkatan ever were in this state, by their history."""
    found = (
        select(func.count(func.distinct(ParticipationStep.participation_id)))
        .join(Participation, Participation.id == ParticipationStep.participation_id)
        .where(Participation.angkatan_id == angkatan_id, ParticipationStep.state == state)
    )
    return session.scalars(found).one()


def five_counts(session: Session, angkatan_id: UUID, *, hadir: int, lulus: int) -> FiveCounts:
    """Give the five counts; those of attendance and completion come from the caller."""
    return FiveCounts(
        kuota=seats(session, angkatan_id),
        diundang=ever_reached(session, angkatan_id, ParticipationState.INVITED),
        terdaftar=ever_reached(session, angkatan_id, ParticipationState.ENROLLED),
        hadir=hadir,
        lulus=lulus,
    )
