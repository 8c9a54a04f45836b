"""What the trail and the histories ask; always by position, so that a million acts stay quick."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, select, union
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import Actor, Permission
from lms.kernel.audit import AuditAbout, AuditEntry
from lms.kernel.clock import Zone
from lms.kernel.scope import lying_in
from lms.people.desk_queries import matching
from lms.people.models import Account, Person, RoleGrant

PAGE_ROWS = 50
SHEET_ROWS = 20_000
_PEOPLE_MOST = 200
_AT_ONCE = 500
_FEW = 2000
Row = tuple[AuditEntry, str | None]
"""An entry and the name of who acted; None: the system."""


@dataclass(frozen=True)
class Search:
    """What the trail is limited to; None and empty: no limit."""

    who: str = ""
    organisation_id: UUID | None = None
    region_code: str | None = None
    act: str = ""
    kind: str = ""
    about: str = ""
    first_on: date | None = None
    last_on: date | None = None


def rows(
    session: Session,
    actor: Actor,
    search: Search,
    *,
    limit: int = PAGE_ROWS,
    before: int | None = None,
    after: int | None = None,
) -> Sequence[Row]:
    """Give the acts in the actor's regions that fit, latest first.

    Those just before a position, or just after one, or the latest.
    """
    found = select(AuditEntry.position).where(*_conditions(session, actor, search))
    if before is not None:
        found = found.where(AuditEntry.position < before)
    if after is not None:
        found = found.where(AuditEntry.position > after)
    return _loaded(session, _nearest(session, found, limit, oldest_first=after is not None))


def _nearest(
    session: Session, found: Select[int], limit: int, *, oldest_first: bool
) -> Sequence[int]:
    """Give the first positions of those found, in that order.

    Walking in order is quick where much fits and reads the whole trail where nearly nothing
    does; so first it is tried whether few fit, in whatever order the indexes give them.
    """
    few = session.scalars(found.limit(_FEW + 1)).all()
    if len(few) <= _FEW:
        return sorted(few, reverse=not oldest_first)[:limit]
    order = AuditEntry.position if oldest_first else AuditEntry.position.desc()
    return session.scalars(found.order_by(order).limit(limit)).all()


def _loaded(session: Session, positions: Sequence[int]) -> Sequence[Row]:
    found = (
        select(AuditEntry, Person.name)
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .outerjoin(Person, Person.id == Account.person_id)
    )
    kept: list[Row] = []
    for start in range(0, len(positions), _AT_ONCE):
        some = found.where(AuditEntry.position.in_(positions[start : start + _AT_ONCE]))
        kept += [(row[0], row[1]) for row in session.execute(some)]
    return sorted(kept, key=lambda row: -row[0].position)


def _conditions(session: Session, actor: Actor, search: Search) -> list[ColumnElement[bool]]:
    found = [lying_in(AuditEntry.region_code, actor.regions(Permission.AUDIT_READ))]
    if search.region_code:
        found.append(lying_in(AuditEntry.region_code, (search.region_code,)))
    if search.act:
        found.append(AuditEntry.act == search.act)
    if search.kind:
        found.append(AuditEntry.subject_kind == search.kind)
    if search.first_on:
        found.append(AuditEntry.at >= _midnight(search.first_on))
    if search.last_on:
        found.append(AuditEntry.at < _midnight(search.last_on + timedelta(days=1)))
    if search.who:
        found.append(_one_of(session, _accounts(search.who)))
    if search.organisation_id:
        serving = select(RoleGrant.account_id).where(
            RoleGrant.organisation_id == search.organisation_id
        )
        found.append(_one_of(session, serving.distinct()))
    if search.about:
        found.append(AuditEntry.position.in_(_naming(_meant(session, search.about))))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), Zone.WIB.info)


def _accounts(text: str) -> Select[UUID]:
    return select(Account.id).join(Account.person).where(matching(text)).limit(_PEOPLE_MOST)


def _one_of(session: Session, accounts: Select[UUID]) -> ColumnElement[bool]:
    found = session.scalars(accounts).all()
    return AuditEntry.account_id.in_(found) if found else false()


def _meant(session: Session, text: str) -> list[str]:
    """Give the ids that somebody may mean: an id itself, else people of that name."""
    try:
        return [str(UUID(text.strip()))]
    except ValueError:
        pass
    people = select(Person.id, Account.id).outerjoin(Account, Account.person_id == Person.id)
    found = session.execute(people.where(matching(text)).limit(_PEOPLE_MOST))
    return [str(each) for row in found for each in row if each is not None]


def _naming(ids: Collection[str]) -> Select[int]:
    subjects = select(AuditEntry.position).where(AuditEntry.subject_id.in_(ids))
    named = select(AuditAbout.position).where(AuditAbout.about_id.in_(ids))
    return select(union(subjects, named).subquery().c.position)


def history(
    session: Session, ids: Collection[UUID], *, before: int | None = None, limit: int = PAGE_ROWS
) -> Sequence[Row]:
    """Give the acts on these rows and those whose detail names one, latest first."""
    wanted = [str(each) for each in ids]
    of_subject = select(AuditEntry.position).where(AuditEntry.subject_id.in_(wanted))
    of_detail = select(AuditAbout.position).where(AuditAbout.about_id.in_(wanted))
    if before is not None:
        of_subject = of_subject.where(AuditEntry.position < before)
        of_detail = of_detail.where(AuditAbout.position < before)
    positions = {
        *session.scalars(of_subject.order_by(AuditEntry.position.desc()).limit(limit)),
        *session.scalars(of_detail.order_by(AuditAbout.position.desc()).limit(limit)),
    }
    return _loaded(session, sorted(positions, reverse=True)[:limit])


def names(
    session: Session, account_ids: Collection[str], person_ids: Collection[str]
) -> Mapping[str, str]:
    """Give the name of each person, by the id of the person or the account."""
    accounts = select(Account.id, Person.name).join(Account.person)
    people = select(Person.id, Person.name)
    found = [
        *session.execute(accounts.where(Account.id.in_(_ids(account_ids)))),
        *session.execute(people.where(Person.id.in_(_ids(person_ids)))),
    ]
    return {str(key): name for key, name in found}


def _ids(texts: Collection[str]) -> list[UUID]:
    return [UUID(text) for text in texts]


def deputies(session: Session, account_ids: Collection[UUID]) -> Sequence[RoleGrant]:
    """Give the roles that these accounts hold or held as somebody's deputy, with their regions."""
    found = select(RoleGrant).where(
        RoleGrant.account_id.in_(account_ids), RoleGrant.deputises_id.is_not(None)
    )
    return session.scalars(found.options(joinedload(RoleGrant.region))).all()
