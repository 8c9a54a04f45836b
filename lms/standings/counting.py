"""Adding to the counters of regions: in the order of their codes, so that nobody waits in a ring.

A desa's row keeps people as they are named, so that its target can be filled anew; its
kecamatan gets the difference of what that makes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from lms.standings.buckets import PLACES, Bucket, Counts, Key, fill
from lms.standings.models import DesaTally, Tally

_DESA, _KECAMATAN = 13, 8
_BATCH = 1000
COLUMNS = tuple(
    f"{side}_{one.name.lower()}"
    for side in ("obliged", "others")
    for one in Bucket
    if (side, one) != ("others", Bucket.NEVER)
)
"""The columns of counts, as in Counts; others who never were trained are nobody."""

_Keyed = dict[Key, set[str]]


@dataclass
class Changes:
    """What is to be added: people by key and region, and new targets of desa."""

    people: dict[tuple[Key, str], list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0] * 2 * len(Bucket))
    )
    targets: dict[tuple[Key, str], int | None] = field(default_factory=dict)

    def add(self, key: Key, region_code: str, bucket: Bucket, *, obliged: bool, by: int) -> None:
        """Note that so many more stand in the bucket."""
        place = PLACES[bucket] + (0 if obliged else len(Bucket))
        self.people[key, region_code][place] += by

    def keyed(self) -> dict[Key, set[str]]:
        """Give the codes that change, by key."""
        found: dict[Key, set[str]] = {}
        for (key, code), numbers in self.people.items():
            if any(numbers):
                found.setdefault(key, set()).add(code)
        for key, code in self.targets:
            found.setdefault(key, set()).add(code)
        return found


@dataclass
class _Step:
    """What a row of Tally gets."""

    counts: Counts = Counts()
    target: int = 0
    desa_done: int = 0


def counts_of(numbers: Sequence[int]) -> Counts:
    """Give the values of COLUMNS as counts."""
    return Counts(tuple(numbers[: len(Bucket)]), (*numbers[len(Bucket) :], 0))


def values_of(counts: Counts) -> dict[str, int]:
    """Give counts as values by column."""
    return dict(zip(COLUMNS, (*counts.obliged, *counts.others[:-1]), strict=True))


def add(session: Session, changes: Changes) -> None:
    """Write the changes; the rows stay locked until the transaction ends."""
    keyed = changes.keyed()
    desa = {key: {code for code in codes if len(code) == _DESA} for key, codes in keyed.items()}
    outer = {
        key: {code[:_KECAMATAN] if len(code) == _DESA else code for code in codes}
        for key, codes in keyed.items()
    }
    steps: dict[tuple[Key, str], _Step] = defaultdict(_Step)
    _change_desa(session, changes, desa, steps)
    for key, codes in keyed.items():
        for code in codes - desa[key]:
            steps[key, code].counts += _added(changes, key, code)
    _change_outer(session, outer, steps)


def _added(changes: Changes, key: Key, code: str) -> Counts:
    numbers = changes.people.get((key, code))
    if numbers is None:
        return Counts()
    return Counts(tuple(numbers[: len(Bucket)]), tuple(numbers[len(Bucket) :]))


def _change_desa(
    session: Session, changes: Changes, desa: _Keyed, steps: dict[tuple[Key, str], _Step]
) -> None:
    rows = []
    for key, code, target, *numbers in _locked(session, DesaTally, desa):
        before = counts_of(numbers)
        after = before + _added(changes, key, code)
        aim = changes.targets.get((key, code), target)
        rows.append(_row(key, code, after) | {"target": aim})
        filled_before, filled = fill(before, target), fill(after, aim)
        step = steps[key, code[:_KECAMATAN]]
        step.counts += filled - filled_before
        step.target += (aim or 0) - (target or 0)
        step.desa_done += (filled.finished > 0) - (filled_before.finished > 0)
    _write(session, DesaTally, rows)


def _change_outer(session: Session, outer: _Keyed, steps: Mapping[tuple[Key, str], _Step]) -> None:
    rows = []
    for key, code, target, desa_done, *numbers in _locked(session, Tally, outer):
        step = steps[key, code]
        more = {"target": target + step.target, "desa_done": desa_done + step.desa_done}
        rows.append(_row(key, code, counts_of(numbers) + step.counts) | more)
    _write(session, Tally, rows)


def _row(key: Key, code: str, counts: Counts) -> dict[str, Any]:
    return {"at_family": key.family, "at_tier": key.tier, "at_code": code} | values_of(counts)


def _locked(
    session: Session, table: type[DesaTally | Tally], keyed: Mapping[Key, Collection[str]]
) -> list[tuple[Any, ...]]:
    """Give (key, code, target, …, *counts) of these rows, made if missing, and locked."""
    more = [table.target] if table is DesaTally else [Tally.target, Tally.desa_done]
    found = []
    for key in sorted(keyed):
        for codes in _batches(keyed[key]):
            _make(session, table, key, codes)
            wanted = (
                select(table.region_code, *more, *(getattr(table, name) for name in COLUMNS))
                .where(table.family == key.family, table.tier == key.tier)
                .where(table.region_code.in_(codes))
                .order_by(table.region_code)
                .with_for_update()
            )
            found += [(key, *row) for row in session.execute(wanted)]
    return found


def _batches(codes: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(codes)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]


def _make(session: Session, table: type[DesaTally | Tally], key: Key, codes: Sequence[str]) -> None:
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    rows = [
        {"family": key.family, "tier": key.tier, "region_code": code, "target": _NEW[table]}
        | dict.fromkeys(COLUMNS, 0)
        for code in codes
    ]
    if table is Tally:
        rows = [row | {"desa_done": 0} for row in rows]
    session.execute(insert(table).on_conflict_do_nothing(), rows)


_NEW: dict[type[DesaTally | Tally], int | None] = {DesaTally: None, Tally: 0}


def _write(session: Session, table: type[DesaTally | Tally], rows: Sequence[Any]) -> None:
    if not rows:
        return
    change = (
        update(table)
        .where(
            table.family == bindparam("at_family"),
            table.tier == bindparam("at_tier"),
            table.region_code == bindparam("at_code"),
        )
        .values({name: bindparam(name) for name in rows[0] if not name.startswith("at_")})
    )
    session.connection().execute(change, rows)
