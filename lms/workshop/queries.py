"""What the workshop reads: manuscripts in the actor's regions, their questions and reviews."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.people.models import Account, Person
from lms.regions.models import Region
from lms.workshop.models import (
    BankItem,
    ItemStatus,
    Manuscript,
    ManuscriptChange,
    ManuscriptReview,
    ManuscriptState,
    Verdict,
)

READERS = (Permission.CONTENT_WRITE, Permission.CONTENT_APPROVE, Permission.CONTENT_PUBLISH)
"""Who may read manuscripts: whoever writes, approves or publishes in their region."""


def _mine(actor: Actor) -> Select[Manuscript]:
    codes = {code for permission in READERS for code in actor.regions(permission)}
    mine = lying_in(Manuscript.region_code, codes)
    return select(Manuscript).where(mine).options(joinedload(Manuscript.region, innerjoin=True))


def manuscripts(session: Session, actor: Actor) -> Sequence[Manuscript]:
    """Give the manuscripts in the actor's regions, last changed first, each with its region."""
    found = _mine(actor).order_by(Manuscript.changed_at.desc(), Manuscript.id)
    return session.scalars(found).all()


def manuscript(session: Session, actor: Actor, manuscript_id: UUID) -> Manuscript:
    """Give a manuscript in the actor's regions with its region.

    Raises:
        NotFound: there is none, or none there.
    """
    found = session.scalars(_mine(actor).where(Manuscript.id == manuscript_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Begun:
    """A manuscript that a region has of a module; `title` with its code."""

    manuscript_id: UUID
    slug: str
    title: str
    region_code: str
    place: str
    state: ManuscriptState


def begun(
    session: Session, region_codes: Collection[str], slugs: Collection[str]
) -> tuple[Begun, ...]:
    """Give the manuscripts that these regions have of these modules, by title."""
    title = Manuscript.code + " " + Manuscript.title
    found = (
        select(Manuscript.id, Manuscript.slug, title, Region.code, Region.name, Manuscript.state)
        .join(Region, Region.code == Manuscript.region_code)
        .where(Manuscript.region_code.in_(region_codes), Manuscript.slug.in_(slugs))
    )
    rows = session.execute(found.order_by(Manuscript.title, Region.code))
    return tuple(Begun(*row) for row in rows)


def codes(session: Session, region_codes: Collection[str]) -> set[str]:
    """Give the codes of the modules that these regions write on."""
    found = select(Manuscript.code).where(Manuscript.region_code.in_(region_codes))
    return set(session.scalars(found))


def writable(session: Session, actor: Actor, manuscript_id: UUID) -> Manuscript:
    """Give a manuscript to who may write it, locked until the transaction ends.

    Raises:
        NotFound: there is none in the actor's regions.
        Forbidden: they may only read or approve it.
    """
    found = manuscript(session, actor, manuscript_id)
    actor.require(Permission.CONTENT_WRITE, within=found.region_code)
    return lock(session, found)


def lock(session: Session, found: Manuscript) -> Manuscript:
    """Give the manuscript as it is now, nobody else changing it until the transaction ends."""
    wanted = select(Manuscript).where(Manuscript.id == found.id)
    fresh = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.scalars(fresh).one()


def items(
    session: Session, manuscript_id: UUID, status: ItemStatus | None = None
) -> Sequence[BankItem]:
    """Give the questions of a manuscript in order; with a status, only those."""
    wanted = select(BankItem).where(BankItem.manuscript_id == manuscript_id)
    if status is not None:
        wanted = wanted.where(BankItem.status == status)
    return session.scalars(wanted.order_by(BankItem.position, BankItem.key)).all()


def items_count(session: Session, manuscript_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """Give for each manuscript how many questions it has, by status."""
    found = session.execute(
        select(BankItem.manuscript_id, BankItem.status, func.count())
        .where(BankItem.manuscript_id.in_(manuscript_ids))
        .group_by(BankItem.manuscript_id, BankItem.status)
    )
    counts: dict[UUID, dict[str, int]] = {}
    for manuscript_id, status, count in found:
        counts.setdefault(manuscript_id, {})[status.value] = count
    return counts


def reviews(session: Session, manuscript_id: UUID) -> Sequence[ManuscriptReview]:
    """Give the reviews of a manuscript, latest first."""
    wanted = select(ManuscriptReview).where(ManuscriptReview.manuscript_id == manuscript_id)
    return session.scalars(wanted.order_by(ManuscriptReview.sent_at.desc())).all()


def approved_at() -> ColumnElement[datetime | None]:
    """Give when a manuscript was last approved; none: never."""
    found = select(func.max(ManuscriptReview.decided_at)).where(
        ManuscriptReview.manuscript_id == Manuscript.id,
        ManuscriptReview.verdict == Verdict.APPROVED,
    )
    return found.correlate(Manuscript).scalar_subquery()


def is_sent_by(account_id: UUID | None) -> ColumnElement[bool]:
    """Give the condition that an account sent what waits of a manuscript."""
    return exists().where(
        ManuscriptReview.manuscript_id == Manuscript.id,
        ManuscriptReview.decided_at.is_(None),
        ManuscriptReview.sent_by_id == account_id,
    )


def is_written_by(account_id: UUID | None) -> ColumnElement[bool]:
    """Give the condition that an account sent a manuscript, or wrote since it was last approved."""
    since = approved_at()
    changed = exists().where(
        ManuscriptChange.manuscript_id == Manuscript.id,
        ManuscriptChange.by_id == account_id,
        or_(since.is_(None), ManuscriptChange.at > since),
    )
    return or_(changed, is_sent_by(account_id))


def names(session: Session, account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Give the names of the people behind these accounts."""
    found = select(Account.id, Person.name).join(Account.person)
    wanted = {each for each in account_ids if each is not None}
    return {key: name for key, name in session.execute(found.where(Account.id.in_(wanted)))}
