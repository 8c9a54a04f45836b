"""Nominations: for which angkatan, by which senders, and the sheets that were uploaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.regions.models import Organisation
from lms.training import queries
from lms.training.models import Angkatan, NominationSheet, Quota, Stage

_OPEN_STAGES = (Stage.PLANNED, Stage.RUNNING)


@dataclass(frozen=True)
class Target:
    """An angkatan to nominate for, and the senders for whom the actor may do so."""

    angkatan: Angkatan
    quotas: tuple[Quota, ...]
    may_plan: bool

    @property
    def any_sender(self) -> bool:
        """Tell whether asal is free, because the angkatan has no quota rows."""
        return self.may_plan and not self.quotas

    @property
    def sender_names(self) -> tuple[str, ...]:
        """Give the senders' names as they stand in lists."""
        return tuple(sender_name(quota) for quota in self.quotas)


def sender_name(quota: Quota) -> str:
    """Give the name of a quota's sender (both loaded)."""
    if quota.sender_region is not None:
        return quota.sender_region.name
    return quota.sender_organisation.name if quota.sender_organisation else ""


def target(session: Session, actor: Actor, angkatan_id: UUID) -> Target:
    """Give the angkatan with the senders for whom the actor nominates.

    Who plans in its region does so for all senders, others for those in their own regions.

    Raises:
        NotFound: there is none, or none of its senders is theirs.
    """
    wanted = select(Angkatan).where(Angkatan.id == angkatan_id)
    loads = (joinedload(Angkatan.organiser), joinedload(Angkatan.curriculum))
    found = session.scalars(wanted.options(*loads)).one_or_none()
    if found is None:
        raise NotFound
    quotas = tuple(queries.quotas(session, angkatan_id))
    if actor.may(Permission.ANGKATAN_PLAN, within=found.region_code):
        return Target(found, quotas, may_plan=True)
    own = tuple(quota for quota in quotas if _sends(actor, quota))
    if not own:
        raise NotFound
    return Target(found, own, may_plan=False)


def _sends(actor: Actor, quota: Quota) -> bool:
    organisation = quota.sender_organisation
    code = organisation.region_code if organisation else quota.sender_code
    return code is not None and actor.may(Permission.NOMINATE, within=code)


def invites(session: Session, actor: Actor) -> Sequence[Angkatan]:
    """Give the open angkatan that have seats for senders in the actor's regions, next first."""
    codes = actor.regions(Permission.NOMINATE)
    organisation = aliased(Organisation)
    mine = (
        select(Quota.angkatan_id)
        .outerjoin(organisation, organisation.id == Quota.sender_organisation_id)
        .where(
            or_(
                lying_in(Quota.sender_code, codes) & Quota.sender_code.is_not(None),
                lying_in(organisation.region_code, codes) & organisation.id.is_not(None),
            )
        )
    )
    found = select(Angkatan).where(Angkatan.id.in_(mine), Angkatan.stage.in_(_OPEN_STAGES))
    loads = joinedload(Angkatan.organiser)
    return session.scalars(found.options(loads).order_by(Angkatan.starts_on)).all()


def sheets(session: Session, actor: Actor, to: Target) -> Sequence[NominationSheet]:
    """Give the sheets uploaded for an angkatan, latest first: all to its planner, else own."""
    found = select(NominationSheet).where(NominationSheet.angkatan_id == to.angkatan.id)
    if not to.may_plan:
        found = found.where(NominationSheet.uploaded_by_id == actor.account_id)
    return session.scalars(found.order_by(NominationSheet.uploaded_at.desc())).all()


def sheet(session: Session, actor: Actor, sheet_id: UUID) -> tuple[NominationSheet, Target]:
    """Give an uploaded sheet and its target, to who uploaded it or plans the angkatan."""
    found = session.get(NominationSheet, sheet_id)
    if found is None:
        raise NotFound
    to = target(session, actor, found.angkatan_id)
    if not to.may_plan and found.uploaded_by_id != actor.account_id:
        raise NotFound
    return found, to
