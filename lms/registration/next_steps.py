"""What the ledger opens for a person: the ladder of tiers, and where they stand on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.credentials import queries as ledger
from lms.credentials.models import Merit
from lms.training.catalogue import Family, Programme, Tier


class Standing(StrEnum):
    """How a person stands to a programme or tier."""

    HELD = "dipegang"
    RECOGNISED = "diakui"  # held, but only by a paper from before
    OPEN = "terbuka"
    SHUT = "belum-terbuka"


@dataclass(frozen=True)
class ProgrammeStep:
    """A programme on the ladder; `missing` are the titles of what has to be held before."""

    title: str
    standing: Standing
    missing: tuple[str, ...]


@dataclass(frozen=True)
class TierStep:
    """A tier of the ladder with its programmes."""

    title: str
    standing: Standing
    is_here: bool
    programmes: tuple[ProgrammeStep, ...]


def programmes(session: Session, family: Family) -> Sequence[Programme]:
    """Give the programmes of a family that belong to a tier, in the tiers' order."""
    found = (
        select(Programme)
        .join(Tier, Tier.id == Programme.tier_id)
        .where(Programme.family == family)
        .options(joinedload(Programme.tier))
    )
    return session.scalars(found.order_by(Tier.position, Programme.title)).all()


def tiers(session: Session, family: Family) -> Sequence[Tier]:
    """Give the tiers of a family in order."""
    found = select(Tier).where(Tier.family == family)
    return session.scalars(found.order_by(Tier.position)).all()


def achievements(session: Session, person_id: UUID) -> frozenset[str]:
    """Give what a person holds now, by the ledger."""
    return frozenset(each.achievement for each in ledger.held(session, person_id))


def recognised_only(session: Session, person_id: UUID) -> frozenset[str]:
    """Give what a person holds by papers from before alone."""
    merits = ledger.held_merits(session, person_id)
    return frozenset(one for one, by in merits.items() if by == {Merit.RECOGNISED})


def standing(
    programme: Programme, held: frozenset[str], recognised: frozenset[str] = frozenset()
) -> Standing:
    """Tell whether a programme is held, open (all it requires is held) or not yet open.

    What is in `recognised` is held too, but only by a paper from before.
    """
    if programme.slug in held:
        return Standing.RECOGNISED if programme.slug in recognised else Standing.HELD
    return Standing.OPEN if set(programme.requires) <= held else Standing.SHUT


def opened_programmes(
    session: Session, person_id: UUID, family: Family = Family.PSM
) -> tuple[Programme, ...]:
    """Give the programmes of which this person holds all that they require, but not yet them."""
    held = achievements(session, person_id)
    found = programmes(session, family)
    return tuple(each for each in found if standing(each, held) is Standing.OPEN)


def ladder(session: Session, person_id: UUID, family: Family = Family.PSM) -> tuple[TierStep, ...]:
    """Give the tiers of a family from the first, marked where this person stands."""
    held, offered = achievements(session, person_id), programmes(session, family)
    earlier = recognised_only(session, person_id)
    titles = {each.slug: each.title for each in offered}
    return climb(
        [
            (tier.title, [_step(p, held, earlier, titles) for p in offered if p.tier_id == tier.id])
            for tier in tiers(session, family)
        ]
    )


def _step(
    programme: Programme,
    held: frozenset[str],
    recognised: frozenset[str],
    titles: Mapping[str, str],
) -> ProgrammeStep:
    missing = [titles.get(slug, slug) for slug in programme.requires if slug not in held]
    return ProgrammeStep(programme.title, standing(programme, held, recognised), tuple(missing))


def climb(rungs: Sequence[tuple[str, Sequence[ProgrammeStep]]]) -> tuple[TierStep, ...]:
    """Give the rungs with "here" on the highest that is held, else on the first. Pure."""
    standings = [_best([p.standing for p in steps]) for _, steps in rungs]
    has = (Standing.HELD, Standing.RECOGNISED)
    here = max((n for n, one in enumerate(standings) if one in has), default=0)
    return tuple(
        TierStep(title, standings[n], n == here, tuple(steps))
        for n, (title, steps) in enumerate(rungs)
    )


def _best(standings: Sequence[Standing]) -> Standing:
    return next((one for one in Standing if one in standings), Standing.SHUT)
