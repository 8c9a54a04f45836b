"""From facts to standings: what each subject's rows must be, and the change of the counters."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from lms.kernel.access import NATION
from lms.standings import counting, obliged
from lms.standings.buckets import Bucket, Holding, Key, Training, bucket
from lms.standings.counting import Changes
from lms.standings.models import Standing
from lms.standings.obliged import Duties
from lms.standings.pending import Home, Pending

Subject = UUID | str
"""A person's id, or the fingerprint of a listed NIK that nobody has."""

At = tuple[Subject, Key]

_Values = dict[str, Any]
_AT_ONCE = 5000


class State(NamedTuple):
    """Where a subject stands for a key."""

    region_code: str
    is_obliged: bool
    holding: Holding = Holding.NONE
    training: Training = Training.NONE

    @property
    def bucket(self) -> Bucket:
        """Give the bucket that follows."""
        return bucket(self.holding, self.training)

    @property
    def is_nothing(self) -> bool:
        """Tell whether no row is needed for it."""
        return not self.is_obliged and self.bucket is Bucket.NEVER


@dataclass(frozen=True)
class Known:
    """A row as it is."""

    id: UUID
    state: State


def settle(session: Session, pending: Pending) -> None:
    """Bring the rows of these people, and of NIK that they gave up, in line with the facts."""
    homes = pending.homes(session, pending.persons)
    own = {each.nik_fingerprint for each in homes.values() if each.nik_fingerprint}
    freed = pending.freed - own
    duties = obliged.duties(session, own | freed)
    known = rows_of(session, Standing.person_id, homes)
    found = _of_people(session, pending, homes, duties, known)
    listed = rows_of(session, Standing.nik_fingerprint, own | freed)
    found |= _of_listed(freed, duties)
    write(session, known | listed, found)


def rows_of(session: Session, column: Any, values: Collection[Any]) -> dict[At, Known]:
    """Give the rows whose subject is among these."""
    found: dict[At, Known] = {}
    for batch in obliged.batches(values):
        found |= read(session, column.in_(batch))
    return found


def read(session: Session, *where: ColumnElement[bool]) -> dict[At, Known]:
    """Give the rows that fit, by subject and key."""
    columns = (
        Standing.id,
        Standing.person_id,
        Standing.nik_fingerprint,
        Standing.family,
        Standing.tier,
        Standing.region_code,
        Standing.is_obliged,
        Standing.holding,
        Standing.training,
    )
    found: dict[At, Known] = {}
    for row in session.execute(select(*columns).where(*where)):
        subject: Subject = row.person_id or row.nik_fingerprint
        state = State(row.region_code, row.is_obliged, row.holding, row.training)
        found[subject, Key(row.family, row.tier)] = Known(row.id, state)
    return found


def _of_people(
    session: Session,
    pending: Pending,
    homes: Mapping[UUID, Home],
    duties: Duties,
    known: Mapping[At, Known],
) -> dict[At, State]:
    holding: dict[At, Holding] = {}
    for key, ids in pending.holding.items():
        assert pending.read_holding is not None
        held = pending.read_holding(session, ids, key)
        holding |= {(one, key): held.get(one, Holding.NONE) for one in ids}
    training: dict[At, Training] = {}
    for key, ids in pending.training.items():
        assert pending.read_training is not None
        trained = pending.read_training(session, ids, key)
        training |= {(one, key): trained.get(one, Training.NONE) for one in ids}
    found: dict[At, State] = {}
    touched = {*known, *holding, *training}
    listed = {(one, key) for one, at in homes.items() for key in duties.of(at.nik_fingerprint)}
    for one, key in touched | listed:
        home = homes.get(one) if isinstance(one, UUID) else None
        if home is None:
            continue
        state = known[one, key].state if (one, key) in known else State(NATION, False)
        found[one, key] = placed(
            home,
            duties.of(home.nik_fingerprint).get(key),
            holding.get((one, key), state.holding),
            training.get((one, key), state.training),
        )
    return found


def placed(home: Home, listed_at: str | None, holding: Holding, training: Training) -> State:
    """Give a person's state: counted at home, else in the list's desa, else in the nation."""
    return State(home.region_code or listed_at or NATION, listed_at is not None, holding, training)


def _of_listed(freed: Iterable[str], duties: Duties) -> dict[At, State]:
    return {(one, key): State(code, True) for one in freed for key, code in duties.of(one).items()}


def write(
    session: Session,
    known: Mapping[At, Known],
    found: Mapping[At, State],
    targets: Mapping[tuple[Key, str], int | None] | None = None,
) -> None:
    """Make the rows `known` what was `found` (nothing found: no row), and change the counters."""
    changes = Changes(targets=dict(targets or {}))
    gone, changed, new = list[_Values](), list[_Values](), list[_Values]()
    for at in known.keys() | found.keys():
        before = known.get(at)
        after = found[at] if at in found and not found[at].is_nothing else None
        if before and before.state == after:
            continue
        _note(changes, at[1], before.state if before else None, after)
        if before is None and after is not None:
            new.append(_values(after) | _identity(at))
        elif before is not None and after is not None:
            changed.append(_values(after) | {"at_id": before.id})
        elif before is not None:
            gone.append({"at_id": before.id})
        if len(gone) + len(changed) + len(new) >= _AT_ONCE:
            _execute(session, gone, changed, new)
    _execute(session, gone, changed, new)
    counting.add(session, changes)


def _note(changes: Changes, key: Key, before: State | None, after: State | None) -> None:
    for state, by in ((before, -1), (after, +1)):
        if state is not None and not state.is_nothing:
            changes.add(key, state.region_code, state.bucket, obliged=state.is_obliged, by=by)


def _values(state: State) -> dict[str, Any]:
    return state._asdict() | {"bucket": state.bucket}


def _identity(at: At) -> dict[str, Any]:
    subject, key = at
    is_person = isinstance(subject, UUID)
    return {
        "id": uuid4(),
        "person_id": subject if is_person else None,
        "nik_fingerprint": None if is_person else subject,
        "family": key.family,
        "tier": key.tier,
    }


def _execute(
    session: Session,
    gone: list[_Values],
    changed: list[_Values],
    new: list[_Values],
) -> None:
    """Write and forget what was gathered, so that a long list does not fill the memory."""
    mine = Standing.id == bindparam("at_id")
    connection = session.connection()
    if gone:
        connection.execute(delete(Standing).where(mine), gone)
    if changed:
        names = [name for name in changed[0] if name != "at_id"]
        values: dict[str, Any] = {name: bindparam(name) for name in names}
        connection.execute(update(Standing).where(mine).values(values), changed)
    if new:
        connection.execute(insert(Standing), new)
    for written in (gone, changed, new):
        written.clear()
