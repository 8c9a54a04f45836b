"""How far the trail's chain is whole: by the last complete check, and from there on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.kernel.audit import START, AuditEntry, AuditHead, link
from lms.kernel.model import At, Model

AT_ONCE_MOST = 50_000
"""How many links are checked while somebody waits."""

_PAGE = 2000
_COLUMNS = (
    AuditEntry.position,
    AuditEntry.at,
    AuditEntry.account_id,
    AuditEntry.act,
    AuditEntry.subject_kind,
    AuditEntry.subject_id,
    AuditEntry.region_code,
    AuditEntry.reason,
    AuditEntry.detail,
    AuditEntry.previous_hash,
    AuditEntry.hash,
)


class AuditCheck(Model):
    """The last check of the whole chain: how far it was whole, by which hash, and when."""

    __tablename__ = "audit_check"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
    checked_at: Mapped[At]


@dataclass(frozen=True)
class ChainState:
    """How far the chain is whole; `broken_at` is the first wrong link, `checked_at` the last
    complete check, `head` the last link that there is."""

    whole_until: int
    hash: str
    head: int
    broken_at: int | None
    checked_at: datetime | None

    @property
    def is_complete(self) -> bool:
        """Tell whether every link was checked and none is wrong."""
        return self.broken_at is None and self.whole_until == self.head


def first_break(session: Session) -> int | None:
    """Give the position of the first entry that is changed, missing or added; None: whole."""
    return _state(session, None, links_most=None).broken_at


def whole(session: Session) -> ChainState:
    """Give the state after a check from the first entry to the last."""
    return _state(session, None, links_most=None)


def standing(session: Session) -> ChainState:
    """Give the state at once: from the last complete check on, as far as a person may wait."""
    return _state(session, session.get(AuditCheck, 1), links_most=AT_ONCE_MOST)


def note_check(session: Session, state: ChainState, *, at: datetime) -> None:
    """Keep that the whole chain was checked as far as this state says."""
    row = session.get(AuditCheck, 1) or AuditCheck(id=1)
    row.position, row.hash, row.checked_at = state.whole_until, state.hash, at
    session.add(row)


def _state(session: Session, start: AuditCheck | None, *, links_most: int | None) -> ChainState:
    head = session.get(AuditHead, 1)
    first = start.position if start else 0
    until, last, broken = _walk(session, first, start.hash if start else START, links_most)
    stops_early = links_most is not None and until - first >= links_most
    if broken is None and not stops_early:
        ends_well = head is not None and (head.position, head.hash) == (until, last)
        broken = None if ends_well else until + 1
    checked_at = start.checked_at if start else None
    return ChainState(until, last, head.position if head else until, broken, checked_at)


def _walk(
    session: Session, position: int, previous: str, links_most: int | None
) -> tuple[int, str, int | None]:
    """Give the last whole link after this one, its hash, and the first wrong one."""
    stop = None if links_most is None else position + links_most
    while stop is None or position < stop:
        found = select(*_COLUMNS).where(AuditEntry.position > position)
        page = session.execute(found.order_by(AuditEntry.position).limit(_PAGE)).all()
        for row in page:
            fits = row.position == position + 1 and row.previous_hash == previous
            if not fits or row.hash != link(row):
                return position, previous, position + 1
            position, previous = row.position, row.hash
        if len(page) < _PAGE:
            break
    return position, previous, None
