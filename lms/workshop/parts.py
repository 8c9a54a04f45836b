"""Lessons and handouts of a manuscript: added, changed, moved, removed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from courses.model import Handout, Lesson, Module
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.workshop import drafting, queries
from lms.workshop.drafting import Part, PartKind
from lms.workshop.editing import check_seen, keep
from lms.workshop.models import ItemStatus, Manuscript

PARTS_MOST = 30


def add_part(
    session: Session, actor: Actor, manuscript_id: UUID, kind: PartKind, title: str, *, at: datetime
) -> str:
    """Add an empty lesson or handout at the end and give its name.

    Raises:
        Refused: there are too many.
    """
    manuscript = queries.writable(session, actor, manuscript_id)
    module = drafting.module_of(manuscript.content)
    parts = parts_of(module, kind)
    if len(parts) >= PARTS_MOST:
        raise Refused(say("Paling banyak %(most)s bagian dalam satu modul.", most=PARTS_MOST))
    name = drafting.new_name(parts, title)
    slug = f"{len(parts) + 1:02}-{name}"
    if kind is PartKind.LESSON:
        module = replace(module, lessons=(*module.lessons, Lesson(slug, title, 10, "")))
    else:
        module = replace(module, handouts=(*module.handouts, Handout(slug, title, False, "")))
    keep(session, actor, manuscript, module, f"{kind}:{slug}", at=at)
    return name


def change_part(
    session: Session,
    actor: Actor,
    manuscript_id: UUID,
    changed: Part,
    *,
    seen: str,
    at: datetime,
) -> Manuscript:
    """Put a lesson or handout in the place of the one of its name.

    Raises:
        NotFound: there is none of this name.
        Overtaken: it isn't the one whose stamp was seen.
    """
    manuscript = queries.writable(session, actor, manuscript_id)
    module = drafting.module_of(manuscript.content)
    kind = PartKind.LESSON if isinstance(changed, Lesson) else PartKind.HANDOUT
    current = part_of(module, kind, drafting.name_of(changed))
    check_seen(current, seen)
    changed = replace(changed, slug=current.slug)
    if isinstance(changed, Lesson):
        module = replace(module, lessons=drafting.put(module.lessons, changed))
    else:
        module = replace(module, handouts=drafting.put(module.handouts, changed))
    return keep(session, actor, manuscript, module, f"{kind}:{changed.slug}", at=at)


def move_part(
    session: Session,
    actor: Actor,
    manuscript_id: UUID,
    kind: PartKind,
    name: str,
    *,
    by: int,
    at: datetime,
) -> Manuscript:
    """Move a lesson or handout by so many places; questions follow their lesson."""
    return _rearrange(
        session,
        actor,
        manuscript_id,
        kind,
        name,
        lambda module: _with_parts(
            module,
            kind,
            lessons=lambda: drafting.moved(module.lessons, name, by=by),
            handouts=lambda: drafting.moved(module.handouts, name, by=by),
        ),
        at=at,
    )


def remove_part(
    session: Session, actor: Actor, manuscript_id: UUID, kind: PartKind, name: str, *, at: datetime
) -> Manuscript:
    """Remove a lesson or handout; self-check questions of the lesson become drafts without one."""
    return _rearrange(
        session,
        actor,
        manuscript_id,
        kind,
        name,
        lambda module: _with_parts(
            module,
            kind,
            lessons=lambda: drafting.without(module.lessons, name),
            handouts=lambda: drafting.without(module.handouts, name),
        ),
        at=at,
    )


def parts_of(module: Module, kind: PartKind) -> tuple[Part, ...]:
    """Give the lessons or the handouts of a module."""
    return module.lessons if kind is PartKind.LESSON else module.handouts


def part_of(module: Module, kind: PartKind, name: str) -> Part:
    """Give a lesson or handout by its name.

    Raises:
        NotFound: there is none.
    """
    found = next((p for p in parts_of(module, kind) if drafting.name_of(p) == name), None)
    if found is None:
        raise NotFound
    return found


def _with_parts(
    module: Module,
    kind: PartKind,
    *,
    lessons: Callable[[], tuple[Lesson, ...]],
    handouts: Callable[[], tuple[Handout, ...]],
) -> Module:
    if kind is PartKind.LESSON:
        return replace(module, lessons=lessons())
    return replace(module, handouts=handouts())


def _rearrange(
    session: Session,
    actor: Actor,
    manuscript_id: UUID,
    kind: PartKind,
    name: str,
    change: Callable[[Module], Module],
    *,
    at: datetime,
) -> Manuscript:
    manuscript = queries.writable(session, actor, manuscript_id)
    module = drafting.module_of(manuscript.content)
    part_of(module, kind, name)
    changed = change(module)
    _follow(session, manuscript, drafting.renamed(module.lessons, changed.lessons))
    return keep(session, actor, manuscript, changed, f"{kind}:{name}", at=at)


def _follow(session: Session, manuscript: Manuscript, renamed: dict[str, str]) -> None:
    """Let the questions name the lessons as they are called now."""
    for item in queries.items(session, manuscript.id):
        lesson = item.content.get("lesson")
        if lesson not in renamed:
            continue
        now = renamed[lesson] or None
        item.content = {**item.content, "lesson": now}
        if now is None and item.content.get("selfcheck"):
            item.content = {**item.content, "selfcheck": False}
            item.status = ItemStatus.DRAFT
    session.flush()
