"""Figures of regions from the counters, and the people behind them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lms.kernel.access import NATION, contains
from lms.kernel.scope import lying_in
from lms.regions.models import Region
from lms.standings.buckets import Bucket, Counts, Key, fill
from lms.standings.counting import COLUMNS, counts_of
from lms.standings.figures import (
    Basis,
    Figures,
    OwnStanding,
    People,
    RegionFigures,
    Subject,
)
from lms.standings.models import (
    DesaTally,
    Mode,
    Obligation,
    ObligedList,
    Standing,
    Tally,
)
from lms.standings.obliged import IN_FORCE

PAGE_ROWS = 50
_BATCH_ROWS = 1000
_WIDTHS = {1: 2, 2: 5, 5: 8, 8: 13}
_DESA = 13


def child_width(code: str) -> int | None:
    """Give how many characters the codes of a region's children have; None for a desa."""
    return _WIDTHS.get(1 if code == NATION else len(code))


def keys(session: Session) -> tuple[Key, ...]:
    """Give every key for which anybody is counted or listed, in order."""
    counted = session.execute(select(Tally.family, Tally.tier).distinct())
    listed = session.execute(select(ObligedList.family, ObligedList.tier).where(*IN_FORCE))
    return tuple(sorted({Key(family, tier) for family, tier in (*counted, *listed)}))


def by_child(session: Session, code: str, key: Key) -> tuple[RegionFigures, ...]:
    """Give the figures of a region's children by code; the region's own row, if any, comes last.

    Codes no longer in force come only if people are counted there.
    """
    width = child_width(code)
    if width is None:
        return ()
    sums = _desa_sums(session, code, key) if width == _DESA else _sums(session, code, key, width)
    lists = _lists(session, code, key)
    found = []
    for one, name, active, desa in _regions(session, code):
        inside = int(active) if len(one) == _DESA else desa if one != code else 0
        found.append(RegionFigures(one, name, active, _figures(one, sums.get(one), inside, lists)))
    return tuple(
        row for row in found if row.figures.has_people or (row.is_active and row.code != code)
    )


def total(session: Session, code: str, key: Key) -> Figures:
    """Give the figures of a whole region."""
    lists = _lists(session, code, key)
    if len(code) == _DESA:
        row = session.get(DesaTally, (key.family, key.tier, code))
        return _figures(code, _desa_sum(row) if row else None, 1, lists)
    sums = _sums(session, code, key, 1 if code == NATION else len(code))
    whole = sum(sums.values(), _Sum())
    desa = session.scalar(select(Region.desa_count).where(Region.code == code))
    return _figures(code, whole, desa or 0, lists)


@dataclass(frozen=True)
class _Sum:
    counts: Counts = Counts()
    target: int = 0
    desa_done: int = 0

    def __add__(self, other: "_Sum") -> "_Sum":
        return _Sum(
            self.counts + other.counts,
            self.target + other.target,
            self.desa_done + other.desa_done,
        )


def _counts_in(row: DesaTally | Tally) -> Counts:
    return counts_of([getattr(row, name) for name in COLUMNS])


def _sums(session: Session, code: str, key: Key, width: int) -> dict[str, _Sum]:
    """Add the counters up by the first `width` characters of their codes."""
    child = func.substr(Tally.region_code, 1, width).label("child")
    names = (*COLUMNS, "target", "desa_done")
    columns: list[ColumnElement[int]] = [func.sum(getattr(Tally, name)) for name in names]
    found: Select[*tuple[Any, ...]] = select(child, *columns).where(
        Tally.family == key.family, Tally.tier == key.tier, lying_in(Tally.region_code, [code])
    )
    return {row[0]: _read(row) for row in session.execute(found.group_by(child))}


def _read(row: Row[*tuple[Any, ...]]) -> _Sum:
    *numbers, target, desa_done = (int(number) for number in row[1:])
    return _Sum(counts_of(numbers), target, desa_done)


def _desa_sums(session: Session, code: str, key: Key) -> dict[str, _Sum]:
    """Give each desa's figures, and under the kecamatan's code who is known only to it."""
    wanted = select(DesaTally).where(
        DesaTally.family == key.family,
        DesaTally.tier == key.tier,
        lying_in(DesaTally.region_code, [code]),
    )
    found = {row.region_code: _desa_sum(row) for row in session.scalars(wanted)}
    whole = session.get(Tally, (key.family, key.tier, code))
    if whole is not None:
        inside = sum((each.counts for each in found.values()), Counts())
        found[code] = _Sum(_counts_in(whole) - inside)
    return found


def _desa_sum(row: DesaTally) -> _Sum:
    counts = fill(_counts_in(row), row.target)
    return _Sum(counts, row.target or 0, int(counts.finished > 0))


def _regions(session: Session, code: str) -> Sequence[Row[str, str, bool, int]]:
    """Give code, name, whether in force and desa within, of the children, then of the parent."""
    found = select(Region.code, Region.name, Region.is_active, Region.desa_count)
    wanted = or_(Region.parent_code == code, Region.code == code)
    rows = session.execute(found.where(wanted)).all()
    return sorted(rows, key=lambda row: (row[0] == code, row[0]))


_Lists = Sequence[tuple[str, Mode]]


def _lists(session: Session, code: str, key: Key) -> _Lists:
    found = select(ObligedList.region_code, ObligedList.mode).where(
        ObligedList.family == key.family, ObligedList.tier == key.tier, *IN_FORCE
    )
    rows = session.execute(found)
    return [(at, mode) for at, mode in rows if contains(at, code) or contains(code, at)]


def _figures(code: str, found: _Sum | None, desa: int, lists: _Lists) -> Figures:
    found = found or _Sum()
    modes = {mode for at, mode in lists if contains(at, code) or contains(code, at)}
    basis = Basis.TARGET if modes == {Mode.TARGETS} else Basis.LIST if modes else Basis.NONE
    if basis is Basis.NONE and found.counts.obliged_count:
        basis = Basis.LIST  # of another region, whose people moved here
    return Figures(
        obliged=dict(zip(Bucket, found.counts.obliged, strict=True)),
        others=dict(zip(Bucket, found.counts.others, strict=True)),
        target=found.target if Mode.TARGETS in modes else None,
        desa=desa,
        desa_done=found.desa_done,
        basis=basis,
        is_partial=basis is not Basis.NONE and not any(contains(at, code) for at, _ in lists),
    )


def _behind(
    code: str, key: Key, bucket: Bucket | None, *, only_here: bool
) -> tuple[ColumnElement[bool], ...]:
    column: InstrumentedAttribute[str] = Standing.region_code
    among = () if bucket is None else (Standing.bucket == bucket,)
    return (
        Standing.family == key.family,
        Standing.tier == key.tier,
        column == code if only_here else lying_in(column, [code]),
        *among,
    )


def people(
    session: Session,
    code: str,
    key: Key,
    bucket: Bucket | None = None,
    page: int = 1,
    *,
    only_here: bool = False,
) -> People:
    """Give a page of the people counted in a region, by desa; those of a target have no names.

    With `only_here` without those of the regions in it: who is known to no smaller region.
    """
    wanted = _behind(code, key, bucket, only_here=only_here)
    count = session.scalars(select(func.count()).select_from(Standing).where(*wanted)).one()
    found = select(Standing).where(*wanted).order_by(Standing.region_code, Standing.id)
    rows = session.scalars(found.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)).all()
    names = _listed(session, key, [row.nik_fingerprint for row in rows if row.nik_fingerprint])
    return People(tuple(_subject(row, names) for row in rows), count)


def everybody(
    session: Session,
    code: str,
    key: Key,
    bucket: Bucket | None = None,
    *,
    only_here: bool = False,
    batch_rows: int = _BATCH_ROWS,
) -> Iterator[tuple[Subject, ...]]:
    """Give all people counted in a region by desa, as `people` does, some hundreds at a time."""
    wanted = select(Standing).where(*_behind(code, key, bucket, only_here=only_here))
    ordered = wanted.order_by(Standing.region_code, Standing.id).limit(batch_rows)
    found = ordered
    while rows := session.scalars(found).all():
        names = _listed(session, key, [row.nik_fingerprint for row in rows if row.nik_fingerprint])
        yield tuple(_subject(row, names) for row in rows)
        last_code, last_id = rows[-1].region_code, rows[-1].id
        session.expunge_all()
        further = and_(Standing.region_code == last_code, Standing.id > last_id)
        found = ordered.where(or_(Standing.region_code > last_code, further))


def _listed(
    session: Session, key: Key, fingerprints: Sequence[str]
) -> dict[str | None, tuple[str, str]]:
    found = (
        select(Obligation.nik_fingerprint, Obligation.name, Obligation.nik_masked)
        .join(Obligation.list)
        .where(
            Obligation.nik_fingerprint.in_(fingerprints),
            ObligedList.family == key.family,
            ObligedList.tier == key.tier,
            *IN_FORCE,
        )
        .order_by(ObligedList.applied_at, ObligedList.id)
    )
    return {one: (name, masked) for one, name, masked in session.execute(found)}


def _subject(row: Standing, names: Mapping[str | None, tuple[str, str]]) -> Subject:
    name, masked = names.get(row.nik_fingerprint, (None, None))
    return Subject(
        person_id=row.person_id,
        nik_fingerprint=row.nik_fingerprint,
        listed_name=name,
        nik_masked=masked,
        region_code=row.region_code,
        is_obliged=row.is_obliged,
        bucket=row.bucket,
    )


def of_person(session: Session, person_id: UUID) -> tuple[OwnStanding, ...]:
    """Give where a person stands, for every key there is."""
    found = select(Standing).where(Standing.person_id == person_id)
    rows = session.scalars(found.order_by(Standing.family, Standing.tier))
    return tuple(
        OwnStanding(
            Key(row.family, row.tier), row.is_obliged, row.bucket, row.holding, row.training
        )
        for row in rows
    )


__all__ = [
    "Basis",
    "Figures",
    "OwnStanding",
    "People",
    "RegionFigures",
    "Subject",
    "by_child",
    "child_width",
    "keys",
    "of_person",
    "people",
    "total",
]
