"""Who may do what in a kelas: those who teach there, and those who learn there."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Forbidden, NotFound
from lms.kernel.sentence import say
from lms.training.models import Angkatan, Kelas, Participation, ParticipationState, Teaching


def kelas_with_angkatan(session: Session, kelas_id: UUID) -> Kelas:
    """Give a kelas with its angkatan and curriculum, for whoever asks; or NotFound."""
    found = select(Kelas).where(Kelas.id == kelas_id)
    loads = joinedload(Kelas.angkatan).joinedload(Angkatan.curriculum)
    kelas = session.scalars(found.options(loads)).one_or_none()
    if kelas is None:
        raise NotFound
    return kelas


def teaches(session: Session, actor: Actor, kelas_id: UUID) -> bool:
    """Tell whether the actor teaches or assists in the kelas, or plans its angkatan."""
    region = select(Angkatan.region_code).join(Kelas, Kelas.angkatan_id == Angkatan.id)
    code = session.scalar(region.where(Kelas.id == kelas_id))
    if code is None:
        return False
    return actor.may(Permission.ANGKATAN_PLAN, within=code) or _has_duty(session, actor, kelas_id)


def _has_duty(session: Session, actor: Actor, kelas_id: UUID) -> bool:
    if actor.person_id is None:
        return False
    living = select(Teaching.id).where(
        Teaching.kelas_id == kelas_id,
        Teaching.person_id == actor.person_id,
        Teaching.ended_at.is_(None),
    )
    return session.scalar(living) is not None


def require_teacher(session: Session, actor: Actor, kelas_id: UUID) -> Kelas:
    """Give the kelas (with angkatan and curriculum) to somebody who teaches in it.

    Raises:
        Forbidden: the actor may see it but doesn't teach there.
        NotFound: there is none, or the actor may not know of it.
    """
    kelas = kelas_with_angkatan(session, kelas_id)
    region = kelas.angkatan.region_code
    if actor.may(Permission.ANGKATAN_PLAN, within=region) or _has_duty(session, actor, kelas_id):
        return kelas
    learns = _participation(session, actor, kelas_id) is not None
    if learns or actor.may(Permission.ANGKATAN_READ, within=region):
        raise Forbidden(say("Hanya pengajar dan panitia kelas ini yang dapat melakukannya."))
    raise NotFound


def require_participant(session: Session, actor: Actor, kelas_id: UUID) -> Participation:
    """Give the actor's own participation in the kelas (with kelas, angkatan, curriculum, person).

    Raises:
        NotFound: the actor isn't enrolled there.
    """
    found = _participation(session, actor, kelas_id)
    if found is None:
        raise NotFound
    return found


def _participation(session: Session, actor: Actor, kelas_id: UUID) -> Participation | None:
    if actor.person_id is None:
        return None
    own = select(Participation).where(
        Participation.kelas_id == kelas_id,
        Participation.person_id == actor.person_id,
        Participation.state == ParticipationState.ENROLLED,
    )
    kelas = joinedload(Participation.kelas).joinedload(Kelas.angkatan)
    loads = (kelas.joinedload(Angkatan.curriculum), joinedload(Participation.person))
    return session.scalars(own.options(*loads)).one_or_none()


def require_planner(session: Session, actor: Actor, angkatan_id: UUID) -> Angkatan:
    """Give the angkatan, locked until the transaction ends, to somebody who plans in its region.

    Raises:
        Forbidden: the actor may only read it.
        NotFound: there is none, or the actor may not know of it.
    """
    wanted = select(Angkatan).where(Angkatan.id == angkatan_id)
    locked = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = session.scalars(locked).one_or_none()
    if found is None:
        raise NotFound
    if actor.may(Permission.ANGKATAN_PLAN, within=found.region_code):
        return found
    if actor.may(Permission.ANGKATAN_READ, within=found.region_code):
        raise Forbidden
    raise NotFound
