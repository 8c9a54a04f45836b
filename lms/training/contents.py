"""Modules as content values. A module's row never changes, so each is read once in a process."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.model import Module as Content
from lms.training.catalogue import Module

KEPT_MOST = 256
_kept: dict[UUID, Content] = {}


def contents(session: Session, module_ids: Collection[UUID]) -> dict[UUID, Content]:
    """Give the content of each of these modules by its id; without a query once all are known."""
    kept = {module_id: _kept.get(module_id) for module_id in module_ids}  # others may clear it
    known = {module_id: content for module_id, content in kept.items() if content}
    wanted = set(module_ids) - known.keys()
    if not wanted:
        return known
    found = session.execute(select(Module.id, Module.content).where(Module.id.in_(wanted)))
    fresh = {module_id: Content.from_json(content) for module_id, content in found}
    if len(_kept) + len(fresh) > KEPT_MOST:
        _kept.clear()
    _kept.update(fresh)
    return known | fresh
