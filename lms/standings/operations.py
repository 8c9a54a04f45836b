"""Keeping where people stand, in the transaction of the fact that changed it.

A feature that changed a fact says whom it concerns and how the fact is read. Once, before the
transaction commits, those people are locked, their facts read anew and their standings and the
counters brought in line. So whoever comes last sees the facts of all the others, acts on many
people cost no query for each, and saying it twice does no harm.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from lms.kernel import endings
from lms.standings.buckets import Key
from lms.standings.pending import Holdings, Home, Homes, Pending, Trainings
from lms.standings.settling import settle

_PENDING = "bekal.standings"
_LISTS_LOCK = 0x62656B616C  # any number no person's lock is likely to have
_LOCKS_MOST = 3000
_BITS = 62


def relocate(
    session: Session, person_ids: Collection[UUID], *, homes: Homes, freed: Collection[str] = ()
) -> None:
    """Note that home or NIK of these people changed; `freed` NIK belong to nobody any more."""
    pending = _pending(session, person_ids, homes)
    pending.freed.update(freed)


def hold(
    session: Session, person_ids: Collection[UUID], key: Key, *, homes: Homes, read: Holdings
) -> None:
    """Note that what these people hold of the key changed."""
    pending = _pending(session, person_ids, homes)
    pending.holding.setdefault(key, set()).update(person_ids)
    pending.read_holding = read


def train(
    session: Session, person_ids: Collection[UUID], key: Key, *, homes: Homes, read: Trainings
) -> None:
    """Note that the participations of these people in angkatan of the key changed."""
    pending = _pending(session, person_ids, homes)
    pending.training.setdefault(key, set()).update(person_ids)
    pending.read_training = read


def _pending(session: Session, person_ids: Collection[UUID], homes: Homes) -> Pending:
    found: Pending = session.info.setdefault(_PENDING, Pending(homes))
    found.persons.update(person_ids)
    endings.at_end(session, _settle)
    return found


def _settle(session: Session) -> None:
    pending: Pending | None = session.info.pop(_PENDING, None)
    if pending is None:
        return
    session.flush()
    _lock(session, pending)
    settle(session, pending)


def _lock(session: Session, pending: Pending) -> None:
    """Let nobody else settle these people; SQLite has one writer anyway."""
    if session.get_bind().dialect.name != "postgresql":
        return
    numbers = {each.int >> (128 - _BITS) for each in pending.persons}
    numbers |= {int(each[: _BITS // 4], 16) for each in pending.freed}
    if len(numbers) > _LOCKS_MOST:
        lock_lists(session)
        return
    session.execute(text("SELECT pg_advisory_xact_lock_shared(:all)"), {"all": _LISTS_LOCK})
    each = text(
        "SELECT pg_advisory_xact_lock(number) FROM "
        "(SELECT unnest(:numbers) AS number ORDER BY 1) AS ordered"
    ).bindparams(bindparam("numbers", type_=ARRAY(BigInteger)))
    session.execute(each, {"numbers": sorted(numbers)})


def lock_lists(session: Session) -> None:
    """Let nobody settle anybody until this transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:all)"), {"all": _LISTS_LOCK})


__all__ = ["Holdings", "Home", "Homes", "Trainings", "hold", "lock_lists", "relocate", "train"]
