"""What the participants' desk asks: prerequisites, seats, the reserve, history, accounts."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from lms.credentials import queries as credentials
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound
from lms.people.models import Account, Person
from lms.training import prerequisites, queries
from lms.training.catalogue import Programme
from lms.training.models import (
    Participation,
    ParticipationState,
    ParticipationStep,
    Quota,
)
from lms.training.prerequisites import Prerequisite
from lms.training.seats import Seats, Waiting

COMING = frozenset(
    {
        ParticipationState.INVITED,
        ParticipationState.WILLING,
        ParticipationState.RESERVE,
        ParticipationState.ENROLLED,
    }
)
"""The states of those whom the organiser expects, so that they need an account."""


def required(session: Session, programme_id: UUID) -> tuple[Prerequisite, ...]:
    """Give what the programme asks people to hold before it, in its order, with titles."""
    slugs = session.scalars(select(Programme.requires).where(Programme.id == programme_id)).one()
    if not slugs:
        return ()
    named = session.execute(
        select(Programme.slug, Programme.title).where(Programme.slug.in_(slugs))
    ).all()
    titles = {slug: title for slug, title in named}
    return tuple(Prerequisite(slug, titles.get(slug, slug)) for slug in slugs)


def lacking(
    session: Session, programme_id: UUID, person_ids: Collection[UUID]
) -> dict[UUID, tuple[Prerequisite, ...]]:
    """Give what each of these persons lacks for the programme; who lacks nothing has no entry."""
    asked = required(session, programme_id)
    if not asked or not person_ids:
        return {}
    held = credentials.achievements(session, person_ids)
    lacks = {one: prerequisites.missing(asked, held.get(one, ())) for one in person_ids}
    return {person_id: missing for person_id, missing in lacks.items() if missing}


def free_seats(session: Session, angkatan_id: UUID) -> Seats:
    """Give the seats of an angkatan that nobody has taken."""
    rows = session.execute(select(Quota.id, Quota.seats).where(Quota.angkatan_id == angkatan_id))
    seats = {quota_id: count for quota_id, count in rows}
    taken = session.execute(
        select(Participation.quota_id, func.count())
        .where(
            Participation.angkatan_id == angkatan_id,
            Participation.state == ParticipationState.ENROLLED,
        )
        .group_by(Participation.quota_id)
    )
    return Seats(seats, {quota_id: count for quota_id, count in taken})


def reserve(session: Session, angkatan_id: UUID) -> tuple[Waiting, ...]:
    """Give the reserve in its order: who has waited longest, then who was nominated first."""
    since = (
        select(func.max(ParticipationStep.at))
        .where(
            ParticipationStep.participation_id == Participation.id,
            ParticipationStep.state == ParticipationState.RESERVE,
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(Participation.id, Participation.quota_id)
        .where(
            Participation.angkatan_id == angkatan_id,
            Participation.state == ParticipationState.RESERVE,
        )
        .order_by(since, Participation.created_at, Participation.id)
    )
    return tuple(Waiting(*row) for row in rows)


def taking_part(session: Session, actor: Actor, participation_id: UUID) -> Participation:
    """Give a participation with person and angkatan to whoever plans that; NotFound, Forbidden."""
    found = select(Participation).where(Participation.id == participation_id)
    loads = joinedload(Participation.person), joinedload(Participation.angkatan)
    row = session.scalars(found.options(*loads)).one_or_none()
    if row is None:
        raise NotFound
    queries.planned(session, actor, row.angkatan_id)
    return row


def history(
    session: Session, participation_id: UUID
) -> Sequence[tuple[ParticipationStep, Person | None]]:
    """Give the steps of a participation, first one first, each with who took it (none: Bekal)."""
    rows = session.execute(
        select(ParticipationStep, Person)
        .outerjoin(Account, Account.id == ParticipationStep.by_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(ParticipationStep.participation_id == participation_id)
        .order_by(ParticipationStep.position)
    )
    return [(step, person) for step, person in rows]


def _unactivated(angkatan_id: UUID) -> Select[Account]:
    return (
        select(Account)
        .join(Person, Person.id == Account.person_id)
        .join(Participation, Participation.person_id == Account.person_id)
        .where(
            Participation.angkatan_id == angkatan_id,
            Participation.state.in_(COMING),
            Account.activated_at.is_(None),
            Account.closed_at.is_(None),
        )
    )


def unactivated_count(session: Session, angkatan_id: UUID) -> int:
    """Give how many of those who are expected have an account that waits for its activation."""
    rows = _unactivated(angkatan_id).with_only_columns(func.count())
    return session.scalars(rows).one()


def unactivated_ids(session: Session, angkatan_id: UUID) -> Sequence[UUID]:
    """Give the ids of those accounts, by name."""
    rows = _unactivated(angkatan_id).with_only_columns(Account.id)
    return session.scalars(rows.order_by(Person.search_name, Account.id)).all()


def unactivated(
    session: Session, angkatan_id: UUID, account_ids: Sequence[UUID]
) -> Sequence[Account]:
    """Give those of these accounts, by name, each with its person."""
    found = _unactivated(angkatan_id).where(Account.id.in_(account_ids))
    loaded = found.options(joinedload(Account.person))
    return session.scalars(loaded.order_by(Person.search_name, Account.id)).all()
