"""Regions in force where nobody is trained for a tier, by the counters."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from lms.kernel.scope import lying_in
from lms.regions.models import Level, Region
from lms.standings.buckets import Key
from lms.standings.models import DesaTally, Tally


def counts(session: Session, key: Key, code: str, level: Level) -> tuple[int, int]:
    """Give how many regions of this level in `code` have nobody trained, and how many there are."""
    inside = _inside(code, level)
    count = select(func.count()).select_from(Region)
    empty = session.scalars(count.where(*inside, ~_has_somebody(key, level))).one()
    return empty, session.scalars(count.where(*inside)).one()


def page(
    session: Session, key: Key, code: str, level: Level, *, limit: int, offset: int
) -> Sequence[Region]:
    """Give the regions of this level in `code` without anybody trained, by code."""
    found = select(Region).where(*_inside(code, level), ~_has_somebody(key, level))
    return session.scalars(found.order_by(Region.code).limit(limit).offset(offset)).all()


def _inside(code: str, level: Level) -> tuple[ColumnElement[bool], ...]:
    return Region.level == level, Region.is_active.is_(True), lying_in(Region.code, [code])


def _has_somebody(key: Key, level: Level) -> ColumnElement[bool]:
    counter = DesaTally if level is Level.DESA else Tally
    trained = (
        counter.obliged_done
        + counter.obliged_recognised
        + counter.others_done
        + counter.others_recognised
    )
    return exists().where(
        counter.region_code == Region.code,
        counter.family == key.family,
        counter.tier == key.tier,
        trained > 0,
    )
