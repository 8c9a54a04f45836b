"""Putting an obliged list in force, whatever its length, in one transaction."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from lms.kernel.errors import Refused
from lms.kernel.scope import lying_in
from lms.kernel.sentence import say
from lms.standings import obliged
from lms.standings.buckets import Holding, Key, Training
from lms.standings.models import DesaTally, Obligation, ObligedList, Standing
from lms.standings.operations import lock_lists
from lms.standings.pending import Home
from lms.standings.settling import At, Known, State, placed, read, rows_of, write

Holders = Callable[[Session, Select[str]], Mapping[UUID, Home]]
"""Gives the people whose NIK are among those that a query gives."""


def put_in_force(
    session: Session,
    made: ObligedList,
    *,
    by_id: UUID | None,
    holders: Holders,
    at: datetime,
) -> tuple[ObligedList, ...]:
    """Let a tried list oblige from now on; give those that it replaces.

    Raises:
        Refused: it is in force, or was.
    """
    lock_lists(session)
    session.refresh(made)
    if made.applied_at is not None:
        raise Refused(say("Daftar ini sudah diterapkan."))
    key = Key(made.family, made.tier)
    older = _older(session, made)
    for each in older:
        each.replaced_at, each.replaced_by_id = at, made.id
    made.applied_at, made.applied_by_id = at, by_id
    session.flush()
    reconcile(session, key, [made.id, *(each.id for each in older)], made.region_code, holders)
    return older


def _older(session: Session, made: ObligedList) -> tuple[ObligedList, ...]:
    found = select(ObligedList).where(
        ObligedList.family == made.family,
        ObligedList.tier == made.tier,
        ObligedList.region_code == made.region_code,
        *obliged.IN_FORCE,
    )
    return tuple(session.scalars(found))


def reconcile(
    session: Session,
    key: Key,
    list_ids: Collection[UUID],
    region_code: str,
    holders: Holders,
) -> None:
    """Bring everybody whom these lists name, and the region's targets, in line with the lists."""
    named = select(Obligation.nik_fingerprint).where(Obligation.list_id.in_(list_ids))
    duties = obliged.duties_in(session, key, named)
    homes = holders(session, named)
    of_key = (Standing.family == key.family, Standing.tier == key.tier)
    known = read(session, *of_key, Standing.nik_fingerprint.in_(named))
    known |= {
        at: row
        for at, row in rows_of(session, Standing.person_id, homes.keys()).items()
        if at[1] == key
    }
    found = _people(key, homes, duties, known)
    taken = {each.nik_fingerprint for each in homes.values()}
    for fingerprint, by_key in duties.by_nik.items():
        if fingerprint not in taken:
            found[fingerprint, key] = State(by_key[key], True)
    write(session, known, found, _targets(session, key, region_code))


def _people(
    key: Key, homes: Mapping[UUID, Home], duties: obliged.Duties, known: Mapping[At, Known]
) -> dict[At, State]:
    found: dict[At, State] = {}
    for one, home in homes.items():
        row = known.get((one, key))
        holding, training = row.state[2:] if row else (Holding.NONE, Training.NONE)
        listed_at = duties.of(home.nik_fingerprint).get(key)
        found[one, key] = placed(home, listed_at, holding, training)
    return found


def _targets(session: Session, key: Key, region_code: str) -> dict[tuple[Key, str], int | None]:
    """Give the targets of desa in the region that are not what the lists say."""
    wanted = obliged.targets(session, key, region_code)
    rows = select(DesaTally.region_code, DesaTally.target).where(
        DesaTally.family == key.family,
        DesaTally.tier == key.tier,
        DesaTally.target.is_not(None),
        lying_in(DesaTally.region_code, [region_code]),
    )
    now = {code: target for code, target in session.execute(rows)}
    return {
        (key, code): wanted.get(code)
        for code in wanted.keys() | now.keys()
        if wanted.get(code) != now.get(code)
    }


def take_back(session: Session, made: ObligedList, *, holders: Holders, at: datetime) -> None:
    """End a list that is in force without another in its place."""
    lock_lists(session)
    ended = (
        update(ObligedList)
        .where(ObligedList.id == made.id, *obliged.IN_FORCE)
        .values(replaced_at=at)
        .returning(ObligedList.id)
    )
    if session.scalars(ended).one_or_none() is None:
        raise Refused(say("Daftar ini tidak sedang berlaku."))
    reconcile(session, Key(made.family, made.tier), [made.id], made.region_code, holders)
