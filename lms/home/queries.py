"""Questions about several features at once, each answered in one go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, distinct, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.attendance.models import Mark
from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.audit import AuditEntry
from lms.kernel.database import rows
from lms.kernel.scope import lying_in
from lms.learning.models import ModuleDone
from lms.people.models import Account, Person, RoleGrant
from lms.regions.models import Organisation, Region
from lms.training.catalogue import CurriculumMaterial
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    Stage,
    Teaching,
    TestWindow,
    TrainingSession,
)

_ENROLLED = Participation.state == ParticipationState.ENROLLED


@dataclass(frozen=True)
class Belonging:
    """What somebody is beside their roles, and the names of the regions of these."""

    takes_part: bool
    teaches: bool
    region_names: dict[str, str]


# asked for each page, so built once: building costs as much as asking
_PERSON_ID = bindparam("person_id", type_=Uuid)
_IS_WHAT = select(
    exists().where(Participation.person_id == _PERSON_ID),
    exists().where(Teaching.person_id == _PERSON_ID, Teaching.ended_at.is_(None)),
)
_NAMES = select(Region.code, Region.name).where(Region.code.in_(bindparam("codes", expanding=True)))


def belonging(session: Session, actor: Actor) -> Belonging:
    """Tell whether the actor takes part or teaches anywhere, and name their regions."""
    ((takes_part, teaches),) = rows(session, _IS_WHAT, {"person_id": actor.person_id})
    codes = {grant.region_code for grant in actor.grants} - {NATION}
    names = rows(session, _NAMES, {"codes": sorted(codes)}) if codes else ()
    return Belonging(bool(takes_part), bool(teaches), {code: name for code, name in names})


def open_sessions(session: Session, person_id: UUID) -> Sequence[TrainingSession]:
    """Give the sessions of the person's kelas that are open and not marked for them."""
    marked = exists().where(
        Mark.session_id == TrainingSession.id, Mark.participation_id == Participation.id
    )
    found = (
        select(TrainingSession)
        .join(Participation, Participation.kelas_id == TrainingSession.kelas_id)
        .join(Angkatan, Angkatan.id == Participation.angkatan_id)
        .where(
            Participation.person_id == person_id,
            _ENROLLED,
            Angkatan.stage == Stage.RUNNING,
            TrainingSession.opened_at.is_not(None),
            TrainingSession.closed_at.is_(None),
            ~marked,
        )
    )
    return session.scalars(found.order_by(TrainingSession.starts_at)).all()


def module_counts(
    session: Session, participation_ids: Collection[UUID]
) -> dict[UUID, tuple[int, int]]:
    """Give how many modules the curriculum has and how many are done, by participation."""
    done = and_(
        ModuleDone.module_id == CurriculumMaterial.module_id,
        ModuleDone.participation_id == Participation.id,
    )
    found = (
        select(
            Participation.id,
            func.count(distinct(CurriculumMaterial.module_id)),
            func.count(distinct(ModuleDone.module_id)),
        )
        .join(Angkatan, Angkatan.id == Participation.angkatan_id)
        .join(CurriculumMaterial, CurriculumMaterial.curriculum_id == Angkatan.curriculum_id)
        .outerjoin(ModuleDone, done)
        .where(Participation.id.in_(participation_ids))
        .group_by(Participation.id)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(found)}


def sessions_between(
    session: Session, kelas_ids: Collection[UUID], first: datetime, last: datetime
) -> Sequence[TrainingSession]:
    """Give the sessions of these kelas that start within these instants, in order of time."""
    found = select(TrainingSession).where(
        TrainingSession.kelas_id.in_(kelas_ids), TrainingSession.starts_at.between(first, last)
    )
    return session.scalars(found.order_by(TrainingSession.starts_at, TrainingSession.id)).all()


def running_windows(session: Session, kelas_ids: Collection[UUID]) -> Sequence[TestWindow]:
    """Give the test windows of these kelas that are open."""
    found = select(TestWindow).where(
        TestWindow.kelas_id.in_(kelas_ids), TestWindow.closed_at.is_(None)
    )
    return session.scalars(found.order_by(TestWindow.opened_at)).all()


def offices_without_staff(session: Session, actor: Actor, *, on: date) -> Sequence[str]:
    """Give the names of the offices in the admin's regions for which nobody holds a role."""
    mine = lying_in(Organisation.region_code, actor.regions(Permission.ORGANISATION_MANAGE))
    serving = exists().where(
        RoleGrant.organisation_id == Organisation.id,
        RoleGrant.ended_at.is_(None),
        or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= on),
    )
    found = select(Organisation.name).where(
        mine,
        Organisation.valid_from <= on,
        or_(Organisation.valid_until.is_(None), Organisation.valid_until >= on),
        ~serving,
    )
    return session.scalars(found.order_by(Organisation.region_code, Organisation.name)).all()


def taught_here(session: Session, actor: Actor, angkatan_id: UUID) -> frozenset[UUID]:
    """Give the ids of the kelas of an angkatan in which the actor teaches or assists now."""
    found = (
        select(Teaching.kelas_id)
        .join(Kelas, Kelas.id == Teaching.kelas_id)
        .where(
            Kelas.angkatan_id == angkatan_id,
            Teaching.person_id == actor.person_id,
            Teaching.ended_at.is_(None),
        )
    )
    return frozenset(session.scalars(found))


def history(
    session: Session, subject_ids: Collection[UUID], *, limit: int = 30
) -> Sequence[tuple[AuditEntry, str | None]]:
    """Give what was done to these rows, latest first, each with the name of who did it."""
    found = (
        select(AuditEntry, Person.name)
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(AuditEntry.subject_id.in_([str(each) for each in subject_ids]))
        .order_by(AuditEntry.position.desc())
    )
    return [(row[0], row[1]) for row in session.execute(found.limit(limit))]


def state_counts(session: Session, angkatan_id: UUID) -> dict[ParticipationState, int]:
    """Give how many stand in which state of an angkatan; none: not in the dict."""
    found = select(Participation.state, func.count()).where(
        Participation.angkatan_id == angkatan_id
    )
    return {state: count for state, count in session.execute(found.group_by(Participation.state))}


def own_participation(session: Session, actor: Actor, angkatan_id: UUID) -> Participation | None:
    """Give the actor's participation in an angkatan, with angkatan and kelas, if any."""
    own = select(Participation).where(
        Participation.angkatan_id == angkatan_id, Participation.person_id == actor.person_id
    )
    loads = (joinedload(Participation.angkatan), joinedload(Participation.kelas))
    return session.scalars(own.options(*loads)).one_or_none()
