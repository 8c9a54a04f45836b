"""Angkatan, kelas, sessions, participants: what others ask of training."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.people.models import Person
from lms.training.catalogue import Programme
from lms.training.counts import FiveCounts as FiveCounts
from lms.training.counts import ever_reached as ever_reached
from lms.training.counts import five_counts as five_counts
from lms.training.counts import seats as seats
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    ParticipationStep,
    Partner,
    Quota,
    SessionTrainer,
    Stage,
    Teaching,
    TestWindow,
    TrainingSession,
)

_READERS = (Permission.ANGKATAN_READ, Permission.ANGKATAN_PLAN)


def _with_parts(found: Select[Angkatan]) -> Select[Angkatan]:
    return found.options(
        joinedload(Angkatan.programme).joinedload(Programme.tier),
        joinedload(Angkatan.curriculum),
        joinedload(Angkatan.organiser),
        joinedload(Angkatan.region),
    )


def may_read(actor: Actor, region_code: str) -> bool:
    """Tell whether the actor's roles let them read an angkatan of this region."""
    return any(actor.may(permission, within=region_code) for permission in _READERS)


def angkatan(session: Session, actor: Actor, angkatan_id: UUID) -> Angkatan:
    """Give an angkatan with programme, tier, curriculum, organiser and region.

    Raises:
        NotFound: outside the actor's regions, and they neither teach nor take part in it.
    """
    found = session.scalars(
        _with_parts(select(Angkatan).where(Angkatan.id == angkatan_id))
    ).one_or_none()
    if found is None:
        raise NotFound
    if may_read(actor, found.region_code) or _belongs(session, actor, angkatan_id):
        return found
    raise NotFound


def _belongs(session: Session, actor: Actor, angkatan_id: UUID) -> bool:
    if actor.person_id is None:
        return False
    takes_part = select(Participation.id).where(
        Participation.angkatan_id == angkatan_id, Participation.person_id == actor.person_id
    )
    has_duty = (
        select(Teaching.id)
        .join(Kelas, Kelas.id == Teaching.kelas_id)
        .where(
            Kelas.angkatan_id == angkatan_id,
            Teaching.person_id == actor.person_id,
            Teaching.ended_at.is_(None),
        )
    )
    return any(session.scalar(each.limit(1)) is not None for each in (takes_part, has_duty))


def planned(session: Session, actor: Actor, angkatan_id: UUID) -> Angkatan:
    """Give an angkatan with its parts to whoever plans in its region; NotFound or Forbidden."""
    found = angkatan(session, actor, angkatan_id)
    actor.require(Permission.ANGKATAN_PLAN, within=found.region_code)
    return found


def angkatan_list(session: Session, actor: Actor) -> Sequence[Angkatan]:
    """Give the angkatan in the actor's regions, latest first, each with its parts."""
    codes = {code for permission in _READERS for code in actor.regions(permission)}
    found = select(Angkatan).where(lying_in(Angkatan.region_code, codes))
    return session.scalars(
        _with_parts(found).order_by(Angkatan.starts_on.desc(), Angkatan.created_at.desc())
    ).all()


def kelas(session: Session, actor: Actor, kelas_id: UUID) -> Kelas:
    """Give a kelas with its angkatan (and programme, curriculum, organiser), as `angkatan`."""
    found = session.scalars(
        select(Kelas).where(Kelas.id == kelas_id).options(joinedload(Kelas.angkatan))
    ).one_or_none()
    if found is None:
        raise NotFound
    angkatan(session, actor, found.angkatan_id)
    return found


def kelas_of(session: Session, angkatan_id: UUID) -> Sequence[Kelas]:
    """Give the kelas of an angkatan by name."""
    found = select(Kelas).where(Kelas.angkatan_id == angkatan_id).order_by(Kelas.name)
    return session.scalars(found).all()


def partners(session: Session, angkatan_id: UUID) -> Sequence[Partner]:
    """Give the partners of an angkatan, each with its organisation."""
    found = select(Partner).where(Partner.angkatan_id == angkatan_id)
    return session.scalars(found.options(joinedload(Partner.organisation))).all()


def quotas(session: Session, angkatan_id: UUID) -> Sequence[Quota]:
    """Give the quota rows of an angkatan, each with its sender."""
    found = select(Quota).where(Quota.angkatan_id == angkatan_id)
    senders = (joinedload(Quota.sender_region), joinedload(Quota.sender_organisation))
    return session.scalars(found.options(*senders).order_by(Quota.sender_code, Quota.id)).all()


def participants(session: Session, of_id: UUID) -> Sequence[Participation]:
    """Give who is enrolled (terdaftar) in a kelas or in a whole angkatan, by name.

    Each comes with person (and domicile), kelas and quota.
    """
    enrolled = _participations(of_id).where(Participation.state == ParticipationState.ENROLLED)
    return session.scalars(enrolled).all()


def everybody(session: Session, angkatan_id: UUID) -> Sequence[Participation]:
    """Give all participations of an angkatan in whatever state, by name, loaded as above."""
    return session.scalars(_participations(angkatan_id)).all()


def _participations(of_id: UUID) -> Select[Participation]:
    return (
        select(Participation)
        .join(Person, Person.id == Participation.person_id)
        .where(or_(Participation.kelas_id == of_id, Participation.angkatan_id == of_id))
        .options(
            joinedload(Participation.person).joinedload(Person.domicile),
            joinedload(Participation.kelas),
            joinedload(Participation.quota).joinedload(Quota.sender_region),
            joinedload(Participation.quota).joinedload(Quota.sender_organisation),
        )
        .order_by(Person.search_name, Participation.id)
    )


def my_participations(session: Session, actor: Actor) -> Sequence[Participation]:
    """Give the actor's own participations, latest angkatan first, each with angkatan and kelas."""
    if actor.person_id is None:
        return ()
    return session.scalars(
        _own(actor)
        .join(Angkatan, Angkatan.id == Participation.angkatan_id)
        .order_by(Angkatan.starts_on.desc(), Participation.created_at.desc())
    ).all()


def participation_of(session: Session, actor: Actor, angkatan_id: UUID) -> Participation:
    """Give the actor's own participation in an angkatan, loaded as above; or NotFound."""
    found = session.scalars(
        _own(actor).where(Participation.angkatan_id == angkatan_id)
    ).one_or_none()
    if found is None or actor.person_id is None:
        raise NotFound
    return found


def my_participation(session: Session, actor: Actor, participation_id: UUID) -> Participation:
    """Give one of the actor's own participations, loaded as above; or NotFound."""
    found = session.scalars(_own(actor).where(Participation.id == participation_id)).one_or_none()
    if found is None or actor.person_id is None:
        raise NotFound
    return found


def _own(actor: Actor) -> Select[Participation]:
    angkatan_of = joinedload(Participation.angkatan)
    return (
        select(Participation)
        .where(Participation.person_id == actor.person_id)
        .options(
            angkatan_of.joinedload(Angkatan.programme),
            angkatan_of.joinedload(Angkatan.curriculum),
            angkatan_of.joinedload(Angkatan.organiser),
            joinedload(Participation.kelas),
            joinedload(Participation.person),
        )
    )


def steps(session: Session, participation_id: UUID) -> Sequence[ParticipationStep]:
    """Give the history of a participation, first step first."""
    found = select(ParticipationStep).where(ParticipationStep.participation_id == participation_id)
    return session.scalars(found.order_by(ParticipationStep.position)).all()


def my_teachings(session: Session, actor: Actor) -> Sequence[Teaching]:
    """Give the actor's living duties in angkatan that are planned or running, with kelas."""
    if actor.person_id is None:
        return ()
    live = (Stage.PLANNED, Stage.RUNNING)
    kelas_of_it = joinedload(Teaching.kelas).joinedload(Kelas.angkatan)
    return session.scalars(
        select(Teaching)
        .join(Kelas, Kelas.id == Teaching.kelas_id)
        .join(Angkatan, Angkatan.id == Kelas.angkatan_id)
        .where(Teaching.person_id == actor.person_id, Teaching.ended_at.is_(None))
        .where(Angkatan.stage.in_(live))
        .options(kelas_of_it.joinedload(Angkatan.organiser))
        .order_by(Angkatan.starts_on, Kelas.name)
    ).all()


def teachings(session: Session, kelas_id: UUID) -> Sequence[Teaching]:
    """Give who teaches or assists in a kelas now, by name."""
    living = select(Teaching).where(Teaching.kelas_id == kelas_id, Teaching.ended_at.is_(None))
    return session.scalars(living.order_by(Teaching.name)).all()


def sessions(session: Session, kelas_id: UUID) -> Sequence[TrainingSession]:
    """Give the sessions of a kelas in order of time, each with its material."""
    found = select(TrainingSession).where(TrainingSession.kelas_id == kelas_id)
    ordered = found.order_by(TrainingSession.starts_at, TrainingSession.id)
    return session.scalars(ordered.options(joinedload(TrainingSession.material))).all()


def trainers(session: Session, session_ids: Sequence[UUID]) -> dict[UUID, tuple[Teaching, ...]]:
    """Give who teaches each of these sessions, by name; every session has an entry."""
    rows = session.execute(
        select(SessionTrainer.session_id, Teaching)
        .join(Teaching, Teaching.id == SessionTrainer.teaching_id)
        .where(SessionTrainer.session_id.in_(session_ids))
        .order_by(Teaching.name)
    ).all()
    return {
        session_id: tuple(teaching for of_id, teaching in rows if of_id == session_id)
        for session_id in session_ids
    }


def open_windows(session: Session, kelas_id: UUID) -> Sequence[TestWindow]:
    """Give the test windows of a kelas that are open."""
    found = select(TestWindow).where(
        TestWindow.kelas_id == kelas_id, TestWindow.closed_at.is_(None)
    )
    return session.scalars(found.order_by(TestWindow.opened_at)).all()
