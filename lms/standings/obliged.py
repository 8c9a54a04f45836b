"""Whom and how many the lists in force oblige."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lms.kernel.scope import lying_in
from lms.standings.buckets import Key
from lms.standings.models import Mode, Obligation, ObligedList, ObligedTarget

IN_FORCE = (ObligedList.applied_at.is_not(None), ObligedList.replaced_at.is_(None))
"""The conditions that a list is in force."""

_BATCH = 5000
_T = TypeVar("_T")


@dataclass
class Duties:
    """What lists in force say of NIK: the keys for which each is obliged, with the list's desa."""

    by_nik: dict[str, dict[Key, str]] = field(default_factory=dict)

    def of(self, fingerprint: str | None) -> dict[Key, str]:
        """Give the desa by key for a NIK; none or nothing listed: nothing."""
        return self.by_nik.get(fingerprint, {}) if fingerprint else {}


def duties(session: Session, fingerprints: Collection[str]) -> Duties:
    """Give what lists in force say of these NIK; of several lists the newest says the desa."""
    found = Duties()
    for batch in batches(fingerprints):
        _note(session, found, _named().where(Obligation.nik_fingerprint.in_(batch)))
    return found


def duties_in(session: Session, key: Key, fingerprints: Select[str]) -> Duties:
    """Give the same for one key and the NIK that a query gives."""
    found = Duties()
    wanted = _named().where(ObligedList.family == key.family, ObligedList.tier == key.tier)
    _note(session, found, wanted.where(Obligation.nik_fingerprint.in_(fingerprints)))
    return found


def _named() -> Select[str, str, str, str]:
    return (
        select(
            Obligation.nik_fingerprint,
            ObligedList.family,
            ObligedList.tier,
            Obligation.region_code,
        )
        .join(Obligation.list)
        .where(*IN_FORCE)
        .order_by(ObligedList.applied_at, ObligedList.id)
    )


def _note(session: Session, found: Duties, wanted: Select[str, str, str, str]) -> None:
    for fingerprint, family, tier, code in session.execute(wanted):
        found.by_nik.setdefault(fingerprint, {})[Key(family, tier)] = code


def targets(session: Session, key: Key, region_code: str) -> dict[str, int]:
    """Give the target of each desa in a region that has one; of several lists the newest counts."""
    found = (
        select(ObligedTarget.region_code, ObligedTarget.people_count)
        .join(ObligedList, ObligedList.id == ObligedTarget.list_id)
        .where(
            ObligedList.family == key.family,
            ObligedList.tier == key.tier,
            ObligedList.mode == Mode.TARGETS,
            *IN_FORCE,
            lying_in(ObligedTarget.region_code, [region_code]),
        )
        .order_by(ObligedList.applied_at, ObligedList.id)
    )
    return {code: count for code, count in session.execute(found)}


def batches(values: Collection[_T]) -> Iterator[list[_T]]:
    """Give the values, as many at once as a query may name."""
    ordered = list(values)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]
