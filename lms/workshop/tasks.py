"""What waits in the workshop for somebody: to be written on, to be decided, to be published."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, assert_never
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lms.kernel.access import Actor, Permission
from lms.kernel.audit import AuditEntry
from lms.kernel.scope import lying_in
from lms.regions.models import Region
from lms.workshop import queries
from lms.workshop.bank_rules import STEPS, Act
from lms.workshop.models import (
    BankItem,
    ItemStatus,
    Manuscript,
    ManuscriptReview,
    ManuscriptState,
)
from lms.workshop.queries import READERS

_TO_WRITE = (ManuscriptState.DRAFT, ManuscriptState.RETURNED)
_TO_DECIDE = (ManuscriptState.IN_REVIEW, ManuscriptState.APPROVED)


@dataclass(frozen=True)
class Task:
    """A manuscript, and what of it waits for the actor or, being theirs, for others."""

    manuscript_id: UUID
    title: str  # with its code
    place: str
    state: ManuscriptState
    is_own: bool  # they began it, or wrote of it since it was last approved
    may_decide: bool = False  # it waits for a second reader, and they may be that
    may_publish: bool = False  # it is approved, and they publish there
    reason: str = ""  # why it was last returned
    to_decide_count: int = 0  # questions of others that wait for them
    sent_count: int = 0  # their own questions that wait for others
    drafts_count: int = 0  # their own questions that they haven't sent
    returned_count: int = 0  # those of the drafts that were returned as they stand


class Listing(StrEnum):
    """A list of manuscripts by what waits in them; the value stands in the address."""

    TO_DECIDE = "telaah"
    QUESTIONS = "soal"
    TO_PUBLISH = "terbit"
    OWN = "saya"

    def holds(self, task: Task) -> bool:
        """Tell whether a task belongs in the list."""
        match self:
            case Listing.TO_DECIDE:
                return task.may_decide
            case Listing.QUESTIONS:
                return task.to_decide_count > 0
            case Listing.TO_PUBLISH:
                return task.may_publish
            case Listing.OWN:
                return task.is_own
            case _:
                assert_never(self)


def tasks(session: Session, actor: Actor) -> tuple[Task, ...]:
    """Give the manuscripts in which something waits, the longest untouched first."""
    if actor.account_id is None or not any(actor.may_somewhere(each) for each in READERS):
        return ()
    found = tuple(_task(actor, row) for row in _rows(session, actor, actor.account_id))
    own = [each.manuscript_id for each in found if each.is_own and each.state in _TO_WRITE]
    drafts, returned = _drafts(session, actor.account_id, own) if own else (Counter(), Counter())
    return tuple(
        replace(
            each,
            drafts_count=drafts[each.manuscript_id],
            returned_count=returned[each.manuscript_id],
        )
        for each in found
    )


def _rows(session: Session, actor: Actor, account_id: UUID) -> Sequence[Any]:
    codes = {code for permission in READERS for code in actor.regions(permission)}
    wrote = queries.is_written_by(account_id)
    is_own = or_(wrote, _is_begun_by(account_id), _is_approved_for(account_id))
    by_others = or_(BankItem.changed_by_id.is_(None), BankItem.changed_by_id != account_id)
    found = select(
        Manuscript.id,
        (Manuscript.code + " " + Manuscript.title).label("title"),
        Manuscript.region_code,
        Region.name.label("place"),
        Manuscript.state,
        wrote.label("wrote"),
        is_own.label("is_own"),
        _last(ManuscriptReview.reason).label("reason"),
        _waiting(by_others).label("to_decide_count"),
        _waiting(BankItem.changed_by_id == account_id).label("sent_count"),
    ).join(Region, Region.code == Manuscript.region_code)
    matters = or_(
        and_(is_own, Manuscript.state != ManuscriptState.PUBLISHED),
        Manuscript.state.in_(_TO_DECIDE),
        _waits(),
    )
    found = found.where(lying_in(Manuscript.region_code, codes), matters)
    return session.execute(found.order_by(Manuscript.changed_at, Manuscript.id)).all()


def _is_begun_by(account_id: UUID) -> ColumnElement[bool]:
    return and_(Manuscript.created_by_id == account_id, queries.approved_at().is_(None))


def _is_approved_for(account_id: UUID) -> ColumnElement[bool]:
    sent_by = _last(ManuscriptReview.sent_by_id)
    return and_(Manuscript.state == ManuscriptState.APPROVED, sent_by == account_id)


def _last(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Give a column of the last review of a manuscript."""
    found = select(column).where(ManuscriptReview.manuscript_id == Manuscript.id)
    return found.order_by(ManuscriptReview.sent_at.desc()).limit(1).scalar_subquery()


def _waiting(condition: ColumnElement[bool]) -> ColumnElement[int]:
    found = select(func.count()).select_from(BankItem)
    of_it = BankItem.manuscript_id == Manuscript.id
    return found.where(of_it, BankItem.status == ItemStatus.IN_REVIEW, condition).scalar_subquery()


def _waits() -> ColumnElement[bool]:
    of_it = BankItem.manuscript_id == Manuscript.id
    return exists().where(of_it, BankItem.status == ItemStatus.IN_REVIEW)


def _task(actor: Actor, row: Any) -> Task:
    def may(permission: Permission) -> bool:
        return actor.may(permission, within=row.region_code)

    approves = may(Permission.CONTENT_APPROVE)
    return Task(
        manuscript_id=row.id,
        title=row.title,
        place=row.place,
        state=row.state,
        is_own=bool(row.is_own) and may(Permission.CONTENT_WRITE),
        may_decide=row.state is ManuscriptState.IN_REVIEW and approves and not row.wrote,
        may_publish=(row.state is ManuscriptState.APPROVED and may(Permission.CONTENT_PUBLISH)),
        reason=row.reason or "",
        to_decide_count=row.to_decide_count if approves else 0,
        sent_count=row.sent_count,
    )


def _drafts(
    session: Session, account_id: UUID, manuscript_ids: Collection[UUID]
) -> tuple[Counter[UUID], Counter[UUID]]:
    """Give by manuscript how many drafts are the account's, and how many of them came back."""
    mine = or_(BankItem.author_id == account_id, BankItem.changed_by_id == account_id)
    drafts = session.execute(
        select(BankItem.id, BankItem.manuscript_id, BankItem.version).where(
            BankItem.manuscript_id.in_(manuscript_ids), BankItem.status == ItemStatus.DRAFT, mine
        )
    ).all()
    versions = _returned_versions(session, [row.id for row in drafts]) if drafts else {}
    returned = (row.manuscript_id for row in drafts if versions.get(str(row.id)) == row.version)
    return Counter(row.manuscript_id for row in drafts), Counter(returned)


def _returned_versions(session: Session, item_ids: Iterable[UUID]) -> Mapping[str, int]:
    """Give for each of these that was returned the version that last was."""
    found = select(AuditEntry.subject_id, AuditEntry.detail["version"].as_integer()).where(
        AuditEntry.subject_id.in_([str(each) for each in item_ids]),
        AuditEntry.act == STEPS[Act.RETURN].noted,
    )
    return {
        item_id: version
        for item_id, version in session.execute(found.order_by(AuditEntry.position))
    }
