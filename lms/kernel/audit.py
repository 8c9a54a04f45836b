"""The trail: what was done by whom, each entry bound to the one before by its hash."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, String, Text, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.kernel.access import Actor
from lms.kernel.model import At, Document, Model

_PENDING = "bekal.audit"
START = "0" * 64
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class AuditEntry(Model):
    """One act. `detail` holds ids, codes and marks, never names or NIK, so it outlives erasure."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_account", "account_id", "position"),
        Index("ix_audit_entry_act", "act", "position"),
        Index("ix_audit_entry_kind", "subject_kind", "position"),
        Index("ix_audit_entry_region", "region_code", "position"),
        Index("ix_audit_entry_subject", "subject_id", "position"),
        Index("ix_audit_entry_at", "at"),
    )

    position: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[At]
    account_id: Mapped[UUID | None]
    act: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(60))
    region_code: Mapped[str] = mapped_column(String(13))
    reason: Mapped[str | None] = mapped_column(Text)
    detail: Mapped[Document]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditAbout(Model):
    """A row that an act's detail names: found by id, so that no history reads through details."""

    __tablename__ = "audit_about"

    about_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


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
    named = [
        {"about_id": each, "position": entry.position}
        for entry in pending
        for each in sorted({*ids_in(entry.detail)} - {entry.subject_id})
    ]
    if named:
        session.execute(insert(AuditAbout), named)


def is_id(text: str) -> bool:
    """Tell whether a text is the id of a row (UUID)."""
    return _ID.fullmatch(text) is not None


def ids_in(detail: Any) -> Iterator[str]:
    """Give all ids of rows (UUID as text) that a detail holds, however deep."""
    if isinstance(detail, str):
        if is_id(detail):
            yield detail
    elif isinstance(detail, Mapping):
        for value in detail.values():
            yield from ids_in(value)
    elif isinstance(detail, list):
        for value in detail:
            yield from ids_in(value)


def begin(session: Session) -> None:
    """Create the chain's head where there is none yet."""
    if session.get(AuditHead, 1) is None:
        session.add(AuditHead(id=1, position=0, hash=START))


def link(entry: Any) -> str:
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
