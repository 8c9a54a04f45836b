"""How far people came in angkatan of a tier, as the standings count it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session

from lms.people.homes import homes
from lms.standings import operations as standings
from lms.standings.buckets import Key, Training
from lms.standings.obliged import batches
from lms.training.catalogue import Programme, Tier
from lms.training.models import (
    Angkatan,
    Kind,
    Participation,
    ParticipationState,
    ParticipationStep,
    Stage,
)

UNTIERED = (Kind.PEMBINAAN, Kind.RAKOR)
"""Kinds of angkatan that lead to no tier."""

_KEYS = "bekal.keys"
_ASKED = (ParticipationState.INVITED, ParticipationState.WILLING, ParticipationState.ENROLLED)
_WORTH = (Training.NONE, Training.INVITED, Training.ATTENDED, Training.IN_TRAINING)


def key_of(session: Session, angkatan_id: UUID) -> Key | None:
    """Give what taking part in an angkatan is counted for; None: for nothing."""
    known: dict[UUID, Key | None] = session.info.setdefault(_KEYS, {})
    if angkatan_id not in known:
        wanted = select(Programme.family, Tier.slug).select_from(Angkatan)
        found = session.execute(
            wanted.join(Programme, Programme.id == Angkatan.programme_id)
            .join(Tier, Tier.id == Programme.tier_id)
            .where(Angkatan.id == angkatan_id, Angkatan.kind.not_in(UNTIERED))
        ).one_or_none()
        known[angkatan_id] = Key(found[0].value, found[1]) if found else None
    return known[angkatan_id]


def worth() -> ColumnElement[int]:
    """Give how far a participation (with its angkatan) came, as a place in `_WORTH`."""
    asked = exists().where(
        ParticipationStep.participation_id == Participation.id,
        ParticipationStep.state.in_(_ASKED),
    )
    is_enrolled = Participation.state == ParticipationState.ENROLLED
    is_open = Angkatan.stage.in_((Stage.PLANNED, Stage.RUNNING))
    return case(
        (Angkatan.stage == Stage.CANCELLED, _WORTH.index(Training.NONE)),
        (and_(is_enrolled, is_open), _WORTH.index(Training.IN_TRAINING)),
        (
            and_(Angkatan.stage == Stage.CLOSED, Participation.came.is_(True)),
            _WORTH.index(Training.ATTENDED),
        ),
        (asked, _WORTH.index(Training.INVITED)),
        else_=_WORTH.index(Training.NONE),
    )


def best(key: Key) -> Select[*tuple[Any, ...]]:
    """Give the query of (person's id, how far the person came at best) for a key."""
    return (
        select(Participation.person_id, func.max(worth()))
        .join(Angkatan, Angkatan.id == Participation.angkatan_id)
        .join(Programme, Programme.id == Angkatan.programme_id)
        .join(Tier, Tier.id == Programme.tier_id)
        .where(
            Programme.family == key.family,
            Tier.slug == key.tier,
            Angkatan.kind.not_in(UNTIERED),
        )
        .group_by(Participation.person_id)
    )


def named(place: int) -> Training:
    """Give what a place of `worth` means."""
    return _WORTH[place]


def trainings(session: Session, person_ids: Collection[UUID], key: Key) -> dict[UUID, Training]:
    """Give how far each of these people came at best; who took part in nothing is left out."""
    found = {}
    for batch in batches(person_ids):
        wanted = best(key).where(Participation.person_id.in_(batch))
        for one, place in session.execute(wanted):
            found[one] = named(place)
    return found


def changed(session: Session, angkatan_id: UUID, person_ids: Collection[UUID]) -> None:
    """Have these people counted anew after a step of theirs in the angkatan."""
    key = key_of(session, angkatan_id)
    if key is not None:
        standings.train(session, person_ids, key, homes=homes, read=trainings)


def stage_changed(session: Session, angkatan_id: UUID) -> None:
    """Have everybody in the angkatan counted anew after it was started, closed or cancelled."""
    if key_of(session, angkatan_id) is not None:
        wanted = select(Participation.person_id).where(Participation.angkatan_id == angkatan_id)
        changed(session, angkatan_id, list(session.scalars(wanted)))
