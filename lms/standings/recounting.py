"""What rows and counters must be by the facts, how they differ, and making them so."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from lms.standings import settling
from lms.standings.buckets import PLACES, Bucket, Counts, Key, fill
from lms.standings.counting import COLUMNS, counts_of, values_of
from lms.standings.models import DesaTally, Mode, ObligedList, ObligedTarget, Tally
from lms.standings.obliged import IN_FORCE
from lms.standings.settling import At, Known, State

_DESA, _KECAMATAN = 13, 8

Place = tuple[Key, str]


@dataclass(frozen=True)
class Counted:
    """All counters: desa as named with their targets; larger regions with target and desa done."""

    desa: Mapping[Place, tuple[Counts, int | None]]
    outer: Mapping[Place, tuple[Counts, int, int]]


@dataclass(frozen=True)
class Differences:
    """Where the rows and counters are not what the facts say."""

    subjects: tuple[At, ...]
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """Give how many rows and counters differ."""
        return len(self.subjects) + len(self.places)


def targets(session: Session) -> dict[Place, int]:
    """Give every target in force; of several lists the newest counts."""
    found = (
        select(
            ObligedList.family,
            ObligedList.tier,
            ObligedTarget.region_code,
            ObligedTarget.people_count,
        )
        .join(ObligedList, ObligedList.id == ObligedTarget.list_id)
        .where(ObligedList.mode == Mode.TARGETS, *IN_FORCE)
        .order_by(ObligedList.applied_at, ObligedList.id)
    )
    return {
        (Key(family, tier), code): count for family, tier, code, count in session.execute(found)
    }


def count(states: Mapping[At, State], targets: Mapping[Place, int]) -> Counted:
    """Give the counters that follow from where everybody stands and the targets."""
    people: dict[Place, list[int]] = defaultdict(lambda: [0] * 2 * len(Bucket))
    for (_, key), state in states.items():
        offset = 0 if state.is_obliged else len(Bucket)
        people[key, state.region_code][PLACES[state.bucket] + offset] += 1
    desa: dict[Place, tuple[Counts, int | None]] = {}
    outer: dict[Place, tuple[Counts, int, int]] = defaultdict(lambda: (Counts(), 0, 0))
    for key, code in people.keys() | targets.keys():
        numbers = people.get((key, code), [0] * 2 * len(Bucket))
        named = Counts(tuple(numbers[: len(Bucket)]), tuple(numbers[len(Bucket) :]))
        if len(code) != _DESA:
            known, target, done = outer[key, code]
            outer[key, code] = (known + named, target, done)
            continue
        aim = targets.get((key, code))
        desa[key, code] = (named, aim)
        filled, over = fill(named, aim), (key, code[:_KECAMATAN])
        known, target, done = outer[over]
        outer[over] = (known + filled, target + (aim or 0), done + (filled.finished > 0))
    return Counted(desa, outer)


def counted(session: Session) -> Counted:
    """Give the counters as they are kept; rows of nothing are left out."""
    return Counted(
        {
            place: (counts_of(numbers), target)
            for place, target, *numbers in _kept(session, DesaTally, DesaTally.target)
            if any(numbers) or target is not None
        },
        {
            place: (counts_of(numbers), target, done)
            for place, target, done, *numbers in _kept(
                session, Tally, Tally.target, Tally.desa_done
            )
            if any(numbers) or target or done
        },
    )


def _kept(session: Session, table: type[DesaTally | Tally], *more: Any) -> list[tuple[Any, ...]]:
    columns = (*more, *(getattr(table, name) for name in COLUMNS))
    rows = session.execute(select(table.family, table.tier, table.region_code, *columns))
    return [((Key(row[0], row[1]), row[2]), *row[3:]) for row in rows]


def compare(session: Session, states: Mapping[At, State]) -> Differences:
    """Give what differs from these states, which the facts say, and from the targets in force."""
    known = settling.read(session)
    must, are = count(states, targets(session)), counted(session)
    subjects = [
        at
        for at in known.keys() | states.keys()
        if (known[at].state if at in known else None) != states.get(at)
    ]
    places = {
        place
        for one, other in ((must.desa, are.desa), (must.outer, are.outer))
        for place in one.keys() | other.keys()
        if _differs(one.get(place), other.get(place))
    }
    return Differences(tuple(sorted(subjects, key=str)), tuple(sorted(places)))


def _differs(must: tuple[Any, ...] | None, are: tuple[Any, ...] | None) -> bool:
    if must is None or are is None:
        rest = must or are or ()
        counts, *more = rest
        return bool(counts.has_people or any(one is not None and one != 0 for one in more))
    return must != are


def repair(session: Session, states: Mapping[At, State]) -> None:
    """Make rows and counters what these states say."""
    known: Mapping[At, Known] = settling.read(session)
    settling.write(session, known, states)
    must = count(states, targets(session))
    session.execute(delete(DesaTally))
    session.execute(delete(Tally))
    desa = [
        _at(place) | values_of(counts) | {"target": target}
        for place, (counts, target) in must.desa.items()
    ]
    outer = [
        _at(place) | values_of(counts) | {"target": target, "desa_done": done}
        for place, (counts, target, done) in must.outer.items()
    ]
    for table, rows in ((DesaTally, desa), (Tally, outer)):
        if rows:
            session.connection().execute(insert(table), rows)


def _at(place: Place) -> dict[str, Any]:
    key, code = place
    return {"family": key.family, "tier": key.tier, "region_code": code}
