"""Curriculum files: brought by one person, made manuscripts, or published by a second one."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from courses.model import Library
from lms.kernel import audit, jobs
from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import Forbidden, Refused
from lms.kernel.sentence import say
from lms.kernel.storage import Storage
from lms.training import renewing
from lms.training.catalogue import Programme
from lms.training.loading import Loaded
from lms.workshop import beginning, carried_queries, carrying, foreseeing, taking_in
from lms.workshop.models import CarriedCurriculum, CarriedState, Manuscript

FORGET = "workshop.forget-file"
"""The job that deletes a file once it is decided, or lay for too long."""

TRIED_DAYS, WAITING_DAYS = 7, 30
"""How long a file is kept that was only looked at, and one that waits for a second person."""

OPEN_MOST = 5


@dataclass(frozen=True)
class File:
    """A curriculum file that was opened and found good."""

    content: bytes
    library: Library

    @property
    def digest(self) -> str:
        """Give the SHA-256 of its bytes, as 64 hex digits."""
        return hashlib.sha256(self.content).hexdigest()


def bring(
    session: Session,
    actor: Actor,
    file: File,
    storage: Storage,
    *,
    filename: str,
    region_code: str,
    at: datetime,
) -> CarriedCurriculum:
    """Keep a good file for a region; nothing of it is taken in yet.

    Raises:
        Forbidden: the actor doesn't write for this region.
        Refused: they have several files that wait already.
    """
    beginning.require_region(session, actor, region_code)
    if actor.account_id is None:
        raise Forbidden
    if carried_queries.open_count(session, actor) >= OPEN_MOST:
        words = "Anda masih menyimpan %(most)s berkas kurikulum. Tarik salah satunya dahulu."
        raise Refused(say(words, most=OPEN_MOST))
    made = CarriedCurriculum(
        region_code=region_code,
        filename=filename[:200],
        title=", ".join(each.title for each in file.library.curricula)[:200],
        digest=file.digest,
        state=CarriedState.TRIED,
        brought_by_id=actor.account_id,
        brought_at=at,
    )
    session.add(made)
    session.flush()
    jobs.add(session, FORGET, made.id, at=at, due_at=kept_until(made))
    storage.keep(key_of(made.id), file.content)
    return made


def key_of(carried_id: UUID) -> str:
    """Give where the storage keeps a file."""
    return f"workshop/carried/{carried_id}.zip"


def opened(storage: Storage, row: CarriedCurriculum) -> File:
    """Give a file that is kept.

    Raises:
        Refused: it is no longer kept, or no longer what was brought.
    """
    try:
        content = storage.read(key_of(row.id))
    except FileNotFoundError as lost:
        raise Refused(say("Berkas kurikulum ini tidak disimpan lagi. Muat lagi.")) from lost
    if hashlib.sha256(content).hexdigest() != row.digest:
        raise Refused(_ANOTHER)
    found = carrying.opened(content).library
    if found is None:
        raise Refused(say("Berkas ini tidak lolos pemeriksaan lagi. Muat lagi."))
    return File(content, found)


_ANOTHER = say("Berkas yang disimpan bukan lagi berkas yang dimuat. Muat lagi.")


def take_in(
    session: Session, actor: Actor, carried_id: UUID, file: File, *, at: datetime
) -> list[Manuscript]:
    """Make manuscripts of the region of the modules in one's own file.

    Raises:
        Refused: it was sent or decided already, or holds nothing new.
    """
    row = _own(session, actor, carried_id, CarriedState.TRIED)
    _check(row, file)
    made = taking_in.as_manuscripts(
        session, actor, file.library, region_code=row.region_code, at=at
    )
    _end(session, row, CarriedState.TAKEN, at=at)
    detail = {"manuscripts": [each.id for each in made]}
    _note(session, actor, "curriculum-file.taken", row, at=at, detail=detail)
    return made


def send(
    session: Session, actor: Actor, carried_id: UUID, file: File, *, at: datetime
) -> CarriedCurriculum:
    """Ask a second person to publish one's own file for the nation.

    Raises:
        Refused: it isn't for the nation, was sent already, or holds nothing new.
    """
    row = _own(session, actor, carried_id, CarriedState.TRIED)
    _check(row, file)
    if row.region_code != NATION:
        words = "Hanya berkas untuk seluruh Indonesia yang terbit utuh. Jadikan naskah."
        raise Refused(say(words))
    if foreseeing.forecast(session, file.library).is_empty:
        raise Refused(say("Semua isi berkas ini sudah terbit."))
    row.state, row.sent_at = CarriedState.WAITING, at
    jobs.add(session, FORGET, row.id, at=at, due_at=kept_until(row))
    _note(session, actor, "curriculum-file.sent", row, at=at)
    return row


def withdraw(session: Session, actor: Actor, carried_id: UUID, *, at: datetime) -> None:
    """Take one's own file back, whether it waits or was only looked at.

    Raises:
        Refused: it is decided already.
    """
    row = _own(session, actor, carried_id, *carried_queries.OPEN)
    was_sent = row.state is CarriedState.WAITING
    _end(session, row, CarriedState.WITHDRAWN, at=at)
    if was_sent:
        _note(session, actor, "curriculum-file.withdrawn", row, at=at)


def refuse(
    session: Session, actor: Actor, carried_id: UUID, *, reason: str, at: datetime
) -> CarriedCurriculum:
    """Decline to publish a file that somebody else brought.

    Raises:
        Forbidden: the actor doesn't approve and publish there.
        Refused: it doesn't wait, is one's own, or the reason is missing.
    """
    row = _to_decide(session, actor, carried_id)
    if not reason.strip():
        raise Refused(say("Tuliskan alasannya."))
    row.decided_by_id, row.reason = actor.account_id, reason.strip()
    _end(session, row, CarriedState.REFUSED, at=at)
    _note(session, actor, "curriculum-file.refused", row, at=at)
    return row


def publish(
    session: Session, actor: Actor, carried_id: UUID, file: File, seen: str, *, at: datetime
) -> Loaded:
    """Publish a file that somebody else brought; `seen` is the digest of the forecast one saw.

    Raises:
        Forbidden: the actor doesn't approve and publish there.
        Refused: it doesn't wait, is one's own, or would do something else than was seen.
    """
    row = _to_decide(session, actor, carried_id)
    _check(row, file)
    slugs = {each.programme.slug for each in file.library.curricula}
    renewing.lock_programmes(session, Programme.slug.in_(slugs))
    coming = foreseeing.forecast(session, file.library)
    if coming.digest != seen:
        words = "Yang akan berubah bukan lagi yang Anda lihat. Baca lagi sebelum menerbitkan."
        raise Refused(say(words))
    loaded = taking_in.as_versions(session, actor, coming.library, at=at)
    row.decided_by_id = actor.account_id
    _end(session, row, CarriedState.PUBLISHED, at=at)
    detail = {"curricula": loaded.curricula, "modules": loaded.modules, "terms": loaded.terms}
    _note(session, actor, "curriculum-file.published", row, at=at, detail=detail)
    return loaded


def kept_until(row: CarriedCurriculum) -> datetime:
    """Give when a file that nobody decides is deleted."""
    if row.sent_at is None:
        return row.brought_at + timedelta(days=TRIED_DAYS)
    return row.sent_at + timedelta(days=WAITING_DAYS)


def expire(row: CarriedCurriculum, *, at: datetime) -> None:
    """End a locked file that lay for too long; others are left as they are."""
    if row.state in carried_queries.OPEN and at >= kept_until(row):
        row.state, row.decided_at = CarriedState.EXPIRED, at


def _own(
    session: Session, actor: Actor, carried_id: UUID, *states: CarriedState
) -> CarriedCurriculum:
    found = carried_queries.carried(session, actor, carried_id)
    if found.brought_by_id != actor.account_id:
        raise Forbidden
    actor.require(Permission.CONTENT_WRITE, within=found.region_code)
    row = carried_queries.lock(session, found)
    if row.state not in states:
        raise Refused(say("Berkas ini sudah dikirim atau sudah diputuskan."))
    return row


def _to_decide(session: Session, actor: Actor, carried_id: UUID) -> CarriedCurriculum:
    found = carried_queries.carried(session, actor, carried_id)
    for permission in (Permission.CONTENT_APPROVE, Permission.CONTENT_PUBLISH):
        actor.require(permission, within=found.region_code)
    row = carried_queries.lock(session, found)
    if row.state is not CarriedState.WAITING:
        raise Refused(say("Berkas ini tidak sedang menunggu putusan."))
    if row.brought_by_id == actor.account_id:
        raise Refused(say("Anda yang memuat berkas ini, jadi orang lain yang memutuskannya."))
    return row


def _check(row: CarriedCurriculum, file: File) -> None:
    if file.digest != row.digest:
        raise Refused(_ANOTHER)


def _end(session: Session, row: CarriedCurriculum, state: CarriedState, *, at: datetime) -> None:
    row.state, row.decided_at = state, at
    jobs.add(session, FORGET, row.id, at=at)


def _note(
    session: Session,
    actor: Actor,
    act: str,
    row: CarriedCurriculum,
    *,
    at: datetime,
    detail: Mapping[str, Any] | None = None,
) -> None:
    audit.record(
        session,
        actor,
        act,
        row,
        region_code=row.region_code,
        at=at,
        reason=row.reason or None,
        detail={"digest": row.digest, **(detail or {})},
    )
