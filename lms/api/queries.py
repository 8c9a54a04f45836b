"""Keys, and what was asked with them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from lms.api.models import ApiCall, ApiKey
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in

CALLS_SHOWN = 50


def by_hash(session: Session, key_hash: str) -> ApiKey | None:
    """Give the key of this hash, living or not."""
    return session.scalars(select(ApiKey).where(ApiKey.key_hash == key_hash)).one_or_none()


def mine(session: Session, actor: Actor) -> Sequence[ApiKey]:
    """Give the keys of the actor's regions, newest first, each with its region."""
    here = lying_in(ApiKey.region_code, actor.regions(Permission.API_KEY_MANAGE))
    found = select(ApiKey).where(here).options(joinedload(ApiKey.region))
    return session.scalars(found.order_by(ApiKey.created_at.desc(), ApiKey.id)).all()


def managed(session: Session, actor: Actor, key_id: UUID) -> ApiKey:
    """Give a key with its region to whoever manages keys there; or NotFound."""
    found = select(ApiKey).where(ApiKey.id == key_id).options(joinedload(ApiKey.region))
    row = session.scalars(found).one_or_none()
    if row is None or not actor.may(Permission.API_KEY_MANAGE, within=row.region_code):
        raise NotFound
    return row


def calls(session: Session, key_id: UUID) -> Sequence[ApiCall]:
    """Give the latest calls of a key."""
    found = select(ApiCall).where(ApiCall.key_id == key_id).order_by(ApiCall.at.desc())
    return session.scalars(found.limit(CALLS_SHOWN)).all()


def calls_counts(session: Session, key_ids: Sequence[UUID]) -> dict[UUID, tuple[int, datetime]]:
    """Give how often each of these keys was used, and when last."""
    found = select(ApiCall.key_id, func.count(), func.max(ApiCall.at)).group_by(ApiCall.key_id)
    rows = session.execute(found.where(ApiCall.key_id.in_(key_ids)))
    return {key_id: (count, last) for key_id, count, last in rows}
