"""The trail: what was done by whom, each entry bound to the one before by its hash."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Integer, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.kernel.access import Actor
from lms.kernel.model import At, Document, Model

_PENDING = "bekal.audit"
_START = "0" * 64
_PAGE = 1000


class AuditEntry(Model):
    """One act. `detail` holds ids, codes and marks, never names or NIK, so it outlives erasure."""

    __tablename__ = "audit_entry"

    position: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[At]
    account_id: Mapped[UUID | None] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(String(60), index=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(60), index=True)
    region_code: Mapped[str] = mapped_column(String(13), index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    detail: Mapped[Document]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Model):
    """The last link of the chain: one row, locked while an entry is added."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))


def record(
    session: Session,
    actor: Actor,
    act: str,
    subject: Model | tuple[str, str],
    *,
    region_code: str,
    at: datetime,
    reason: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Note an act for the trail; it is chained when the transaction ends.

    `act` is "noun.verb" in the past tense, `subject` a row with an `id` or (kind, id).
    """
    kind, key = subject if isinstance(subject, tuple) else _name_of(subject)
    entry = AuditEntry(
        at=at,
        account_id=actor.account_id,
        act=act,
        subject_kind=kind,
        subject_id=key,
        region_code=region_code,
        reason=reason,
        detail=json.loads(json.dumps(dict(detail or {}), default=str)),
    )
    session.info.setdefault(_PENDING, []).append(entry)


def _name_of(subject: Model) -> tuple[str, str]:
    return subject.__tablename__, str(subject.id)  # type: ignore[attr-defined]  # all but few have one


def chain(session: Session) -> None:
    """Write the noted entries as the chain's next links. `writing()` calls this last."""
    pending: list[AuditEntry] = session.info.pop(_PENDING, [])
    if not pending:
        return
    session.flush()
    head = session.scalars(select(AuditHead).where(AuditHead.id == 1).with_for_update()).one()
    for entry in pending:
        entry.position = head.position + 1
        entry.previous_hash = head.hash
        entry.hash = link(entry)
        head.position, head.hash = entry.position, entry.hash
        session.add(entry)
    session.flush()


def begin(session: Session) -> None:
    """Create the chain's head where there is none yet."""
    if session.get(AuditHead, 1) is None:
        session.add(AuditHead(id=1, position=0, hash=_START))


def link(entry: AuditEntry) -> str:
    """Give the hash (SHA-256, hex) over an entry's content and its predecessor's hash."""
    content = [
        entry.position,
        entry.at.isoformat(),
        str(entry.account_id),
        entry.act,
        entry.subject_kind,
        entry.subject_id,
        entry.region_code,
        entry.reason,
        entry.detail,
        entry.previous_hash,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(session: Session) -> int | None:
    """Give the position of the first entry that is changed, missing or added; None: whole."""
    expected, previous = 1, _START
    while page := session.scalars(
        select(AuditEntry)
        .where(AuditEntry.position >= expected)
        .order_by(AuditEntry.position)
        .limit(_PAGE)
    ).all():
        for entry in page:
            whole = entry.previous_hash == previous and entry.hash == link(entry)
            if entry.position != expected or not whole:
                return expected
            expected, previous = expected + 1, entry.hash
        session.expunge_all()
    head = session.get(AuditHead, 1)
    ends_well = head is not None and (head.position, head.hash) == (expected - 1, previous)
    return None if ends_well else expected
