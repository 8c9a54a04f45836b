"""What stands behind the figures: the people of a page, their trainings, their papers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, joinedload

from lms.credentials.models import Credential, Merit, Revocation
from lms.kernel.scope import lying_in
from lms.people.models import Account, Person
from lms.standings.buckets import Bucket, Key
from lms.standings.models import Obligation, ObligedList, Standing
from lms.standings.obliged import IN_FORCE
from lms.training.catalogue import Programme, Tier
from lms.training.models import Angkatan, Participation, Quota, Stage


@dataclass(frozen=True)
class Paper:
    """Why somebody is trained: issued or recognised, and when."""

    merit: Merit
    issued_at: datetime


@dataclass(frozen=True)
class Opening:
    """A planned angkatan that has seats for a region."""

    sender_code: str
    angkatan: Angkatan


def persons(session: Session, ids: Collection[UUID]) -> dict[UUID, Person]:
    """Give these persons by id."""
    return {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(ids)))}


def with_account(session: Session, ids: Collection[UUID]) -> frozenset[UUID]:
    """Give those of these persons who have activated an account."""
    found = select(Account.person_id).where(
        Account.person_id.in_(ids), Account.activated_at.is_not(None)
    )
    return frozenset(session.scalars(found))


def latest_runs(session: Session, key: Key, ids: Collection[UUID]) -> dict[UUID, Participation]:
    """Give each person's latest participation in a training of the tier, with its angkatan."""
    found = (
        select(Participation)
        .join(Participation.angkatan)
        .join(Angkatan.programme)
        .join(Programme.tier)
        .where(
            Participation.person_id.in_(ids),
            Programme.family == key.family,
            Tier.slug == key.tier,
            Angkatan.stage != Stage.CANCELLED,
        )
        .options(joinedload(Participation.angkatan))
        .order_by(Angkatan.starts_on, Participation.id)
    )
    return {row.person_id: row for row in session.scalars(found)}


def papers(session: Session, key: Key, ids: Collection[UUID]) -> dict[UUID, Paper]:
    """Give the paper in force by which each of these persons is trained, an issued one first."""
    found = (
        select(Credential.person_id, Credential.merit, Credential.issued_at)
        .where(
            Credential.person_id.in_(ids),
            Credential.family == key.family,
            Credential.tier == key.tier,
            ~exists().where(Revocation.credential_id == Credential.id),
        )
        .order_by(Credential.merit != Merit.RECOGNISED, Credential.issued_at)
    )
    return {of: Paper(merit, at) for of, merit, at in session.execute(found)}


def openings(session: Session, key: Key, codes: Collection[str], *, on: date) -> Sequence[Opening]:
    """Give the planned angkatan of the tier with seats for these regions, the soonest first."""
    found = (
        select(Quota.sender_code, Angkatan)
        .join(Angkatan, Angkatan.id == Quota.angkatan_id)
        .join(Angkatan.programme)
        .join(Programme.tier)
        .where(
            Quota.sender_code.in_(codes),
            Programme.family == key.family,
            Tier.slug == key.tier,
            Angkatan.stage == Stage.PLANNED,
            Angkatan.ends_on >= on,
        )
        .order_by(Angkatan.starts_on, Angkatan.id)
    )
    return [Opening(code or "", angkatan) for code, angkatan in session.execute(found)]


def named_never_count(session: Session, key: Key, code: str) -> int:
    """Give how many of the obliged who never trained are known by name."""
    found = (
        select(func.count())
        .select_from(Standing)
        .where(
            Standing.family == key.family,
            Standing.tier == key.tier,
            Standing.is_obliged,
            Standing.bucket == Bucket.NEVER,
            lying_in(Standing.region_code, [code]),
        )
    )
    return session.scalars(found).one()


@dataclass(frozen=True)
class Listed:
    """Where a listed name without an account stands for one key."""

    standing: Standing
    name: str
    nik_masked: str

    @property
    def key(self) -> Key:
        """Give what it is about."""
        return Key(self.standing.family, self.standing.tier)


def listed(session: Session, fingerprint: str) -> Sequence[Listed]:
    """Give where a NIK stands that is on obliged lists in force and belongs to no account."""
    found = (
        select(Standing, Obligation.name, Obligation.nik_masked)
        .join(Obligation, Obligation.nik_fingerprint == Standing.nik_fingerprint)
        .join(Obligation.list)
        .where(
            Standing.nik_fingerprint == fingerprint,
            ObligedList.family == Standing.family,
            ObligedList.tier == Standing.tier,
            *IN_FORCE,
        )
        .order_by(ObligedList.applied_at)
    )
    return [Listed(*row) for row in session.execute(found)]
