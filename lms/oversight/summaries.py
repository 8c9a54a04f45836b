"""The few figures that stand on the first page of whoever reads figures."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.kernel.access import Actor, Permission, contains
from lms.oversight import measures
from lms.oversight.tiers import FIRST
from lms.standings import queries as standings
from lms.standings.buckets import REGISTERED_TIER, Bucket, Key
from lms.standings.figures import Figures

_REGISTERED = Key(FIRST.family, REGISTERED_TIER)


@dataclass(frozen=True)
class Summary:
    """People in somebody's regions; `obliged` is None where nobody has said who must."""

    obliged: int | None
    obliged_trained: int
    in_training: int
    registered: int


def summary(session: Session, actor: Actor) -> Summary:
    """Give the figures of the first tier over the actor's regions, each person once."""
    codes = actor.regions(Permission.OVERSIGHT_READ)
    outermost = [
        one for one in codes if not any(contains(other, one) for other in codes if other != one)
    ]
    figures: Figures = measures.total(standings.total(session, code, FIRST) for code in outermost)
    enrolled = measures.total(standings.total(session, code, _REGISTERED) for code in outermost)
    return Summary(
        obliged=figures.obliged_count,
        obliged_trained=figures.finished,
        in_training=figures.people(Bucket.IN_TRAINING),
        registered=enrolled.people(Bucket.DONE),
    )
