"""Lists of the obliged: those of the actor's regions, and the rows of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.regions.models import Level, Region
from lms.standings.buckets import Key
from lms.standings.models import (
    Mode,
    Obligation,
    ObligedFault,
    ObligedList,
    ObligedTarget,
)
from lms.training.catalogue import Family, Tier

PAGE_ROWS = 50
LISTS_MOST = 200
_SCOPES = (Level.PROVINCE, Level.KABUPATEN_KOTA)


@dataclass(frozen=True)
class Offer:
    """What a new list may be for."""

    keys: tuple[tuple[Key, str], ...]  # with the tier's title
    scopes: tuple[tuple[str, str], ...]  # code and name


def scopes(session: Session, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Give the regions a list of the actor may be for: the own ones and their parts."""
    own = actor.regions(Permission.OBLIGATION_MANAGE)
    inside = (
        Region.level.in_(_SCOPES[:1])
        if NATION in own
        else Region.level.in_(_SCOPES) & lying_in(Region.code, own)
    )
    wanted = or_(Region.code.in_(own), inside & Region.is_active)
    found = select(Region.code, Region.name).where(wanted)
    rows = session.execute(found.order_by(Region.code != NATION, Region.code))
    return tuple((code, name) for code, name in rows)


def offer(session: Session, actor: Actor) -> Offer:
    """Give the tiers and regions a new list of the actor may be for."""
    order = [one.value for one in Family]
    rows = session.execute(select(Tier.family, Tier.slug, Tier.title).order_by(Tier.position))
    keys = [(Key(family.value, slug), title) for family, slug, title in rows]
    keys.sort(key=lambda pair: order.index(pair[0].family))
    return Offer(tuple(keys), scopes(session, actor))


def lists(session: Session, actor: Actor) -> Sequence[ObligedList]:
    """Give the lists of the actor's regions: in force first, then tried, then history."""
    mine = lying_in(ObligedList.region_code, actor.regions(Permission.OBLIGATION_MANAGE))
    found = (
        select(ObligedList)
        .where(mine)
        .order_by(
            ObligedList.replaced_at.is_not(None),
            ObligedList.applied_at.is_(None),
            ObligedList.uploaded_at.desc(),
        )
    )
    return session.scalars(found.limit(LISTS_MOST)).all()


def managed(session: Session, actor: Actor, list_id: UUID) -> ObligedList:
    """Give a list in the actor's regions.

    Raises:
        NotFound: there is none, or the actor may not know of it.
    """
    found = session.get(ObligedList, list_id)
    if found is None or not actor.may(Permission.OBLIGATION_MANAGE, within=found.region_code):
        raise NotFound
    return found


def in_force(session: Session, made: ObligedList) -> ObligedList | None:
    """Give the list that this one would replace, if there is one."""
    found = select(ObligedList).where(
        ObligedList.family == made.family,
        ObligedList.tier == made.tier,
        ObligedList.region_code == made.region_code,
        ObligedList.applied_at.is_not(None),
        ObligedList.replaced_at.is_(None),
        ObligedList.id != made.id,
    )
    return session.scalars(found.limit(1)).first()


def faults(session: Session, list_id: UUID, page: int | None = None) -> Sequence[ObligedFault]:
    """Give the rows that can't be applied, in the sheet's order: a page of them, or all."""
    found = select(ObligedFault).where(ObligedFault.list_id == list_id).order_by(ObligedFault.row)
    if page is not None:
        found = found.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)
    return session.scalars(found).all()


def named(session: Session, list_id: UUID, page: int) -> Sequence[Obligation]:
    """Give a page of the people named, in the sheet's order."""
    found = select(Obligation).where(Obligation.list_id == list_id).order_by(Obligation.row)
    return session.scalars(found.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)).all()


def aimed(session: Session, list_id: UUID, page: int) -> Sequence[ObligedTarget]:
    """Give a page of the targets, in the sheet's order."""
    found = select(ObligedTarget).where(ObligedTarget.list_id == list_id)
    paged = found.order_by(ObligedTarget.row).limit(PAGE_ROWS)
    return session.scalars(paged.offset((page - 1) * PAGE_ROWS)).all()


def good_count(session: Session, made: ObligedList) -> int:
    """Give how many rows can be applied."""
    table = Obligation if made.mode is Mode.NAMES else ObligedTarget
    found = select(func.count()).select_from(table).where(table.list_id == made.id)
    return session.scalars(found).one()
