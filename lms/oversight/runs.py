"""Angkatan with their five counts, and who fell out between one count and the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from lms.attendance.models import Mark
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.completion.models import Decision, Outcome
from lms.credentials.models import Revocation
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.people.models import Person
from lms.regions.models import Organisation, OrganisationKind
from lms.training.models import (
    Angkatan,
    Participation,
    ParticipationState,
    ParticipationStep,
    Quota,
)
from lms.training.queries import FiveCounts


@dataclass(frozen=True)
class Reached:
    """A participation and how far it ever came."""

    participation: Participation
    is_invited: bool
    is_enrolled: bool
    has_come: bool
    has_passed: bool


def angkatan_count(session: Session, actor: Actor) -> int:
    """Give how many angkatan lie in the actor's regions."""
    return session.scalars(select(func.count()).select_from(Angkatan).where(_mine(actor))).one()


def angkatan_page(session: Session, actor: Actor, *, limit: int, offset: int) -> Sequence[Angkatan]:
    """Give angkatan of the actor's regions, latest first, each with organiser."""
    found = select(Angkatan).where(_mine(actor)).options(joinedload(Angkatan.organiser))
    ordered = found.order_by(Angkatan.starts_on.desc(), Angkatan.id)
    return session.scalars(ordered.limit(limit).offset(offset)).all()


def angkatan(session: Session, actor: Actor, angkatan_id: UUID) -> Angkatan:
    """Give an angkatan of the actor's regions with its organiser; or NotFound."""
    found = select(Angkatan).where(Angkatan.id == angkatan_id, _mine(actor))
    row = session.scalars(found.options(joinedload(Angkatan.organiser))).one_or_none()
    if row is None:
        raise NotFound
    return row


def _mine(actor: Actor) -> ColumnElement[bool]:
    return lying_in(Angkatan.region_code, actor.regions(Permission.OVERSIGHT_READ))


def five_counts(session: Session, angkatan_ids: Sequence[UUID]) -> dict[UUID, FiveCounts]:
    """Give the five counts of each angkatan with two queries, however many they are."""
    seats = session.execute(
        select(Quota.angkatan_id, func.sum(Quota.seats))
        .where(Quota.angkatan_id.in_(angkatan_ids))
        .group_by(Quota.angkatan_id)
    )
    quota = {of_id: int(total) for of_id, total in seats}
    sums = (func.sum(case((flag, 1), else_=0)) for flag in _flags())
    rows = session.execute(
        select(Participation.angkatan_id, *sums)
        .where(Participation.angkatan_id.in_(angkatan_ids))
        .group_by(Participation.angkatan_id)
    )
    counted = {row[0]: [int(number) for number in row[1:]] for row in rows}
    return {
        one: FiveCounts(quota.get(one, 0), *counted.get(one, (0, 0, 0, 0))) for one in angkatan_ids
    }


def reached(session: Session, angkatan_id: UUID) -> tuple[Reached, ...]:
    """Give everybody of an angkatan by name with how far they came; person and quota loaded."""
    found = (
        select(Participation, *_flags())
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.angkatan_id == angkatan_id)
        .options(
            joinedload(Participation.person),
            joinedload(Participation.quota).joinedload(Quota.sender_region),
            joinedload(Participation.quota).joinedload(Quota.sender_organisation),
        )
        .order_by(Person.search_name, Participation.id)
    )
    return tuple(
        Reached(participation, *(bool(flag) for flag in flags))
        for participation, *flags in session.execute(found)
    )


def _flags() -> tuple[ColumnElement[bool], ...]:
    """Give the conditions for diundang, terdaftar, hadir and lulus, of a participation."""
    return (
        _was(ParticipationState.INVITED),
        _was(ParticipationState.ENROLLED),
        _came(),
        _passed(),
    )


def _was(state: ParticipationState) -> ColumnElement[bool]:
    return exists().where(
        ParticipationStep.participation_id == Participation.id, ParticipationStep.state == state
    )


def _came() -> ColumnElement[bool]:
    later = aliased(Mark)
    is_last = ~exists().where(
        later.session_id == Mark.session_id,
        later.participation_id == Mark.participation_id,
        later.revision > Mark.revision,
    )
    return exists().where(
        Mark.participation_id == Participation.id, Mark.status.in_(COUNTS_AS_PRESENT), is_last
    )


def _passed() -> ColumnElement[bool]:
    positive = (Outcome.PASSED, Outcome.ATTENDED)
    revoked = exists().where(Revocation.credential_id == Decision.credential_id)
    return exists().where(
        and_(
            Decision.participation_id == Participation.id,
            Decision.outcome.in_(positive),
            ~revoked,
        )
    )


def offices(session: Session, region_codes: Sequence[str], *, on: date) -> dict[str, Organisation]:
    """Give the Dinas Sosial of each of these regions that exists on that day."""
    found = select(Organisation).where(
        Organisation.kind == OrganisationKind.DINAS,
        Organisation.region_code.in_(region_codes),
        Organisation.valid_from <= on,
        or_(Organisation.valid_until.is_(None), Organisation.valid_until >= on),
    )
    return {row.region_code: row for row in session.scalars(found.order_by(Organisation.name))}
