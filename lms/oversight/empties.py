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
    count = select(func.count()).select_from(Region).where(*_inside(code, level))
    whole = session.scalars(count).one()
    counter = _counter(level)
    somebody = count.join(counter, counter.region_code == Region.code).where(*_trained(key, level))
    return whole - session.scalars(somebody).one(), whole


def page(
    session: Session, key: Key, code: str, level: Level, *, limit: int, offset: int
) -> Sequence[Region]:
    """Give the regions of this level in `code` without anybody trained, by code."""
    found = select(Region).where(*_inside(code, level), ~_has_somebody(key, level))
    return session.scalars(found.order_by(Region.code).limit(limit).offset(offset)).all()


def _inside(code: str, level: Level) -> tuple[ColumnElement[bool], ...]:
    return Region.level == level, Region.is_active.is_(True), lying_in(Region.code, [code])


def _has_somebody(key: Key, level: Level) -> ColumnElement[bool]:
    return exists().where(_counter(level).region_code == Region.code, *_trained(key, level))


def _counter(level: Level) -> type[DesaTally | Tally]:
    return DesaTally if level is Level.DESA else Tally


def _trained(key: Key, level: Level) -> tuple[ColumnElement[bool], ...]:
    counter = _counter(level)
    trained = (
        counter.obliged_done
        + counter.obliged_recognised
        + counter.others_done
        + counter.others_recognised
    )
    return counter.family == key.family, counter.tier == key.tier, trained > 0
