"""Changing a manuscript: its header and session plan, and what all changes share."""

import hashlib
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from courses.model import Module, Step
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.workshop import drafting, queries
from lms.workshop.drafting import Header
from lms.workshop.models import Manuscript
from lms.workshop.touching import touch


class Overtaken(Refused):
    """Somebody else saved in between; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Orang lain menyimpan bagian ini sesudah Anda membukanya. Tulisan Anda masih ada "
                "di bawah; bandingkan, gabungkan, lalu simpan lagi."
            )
        )


def stamp(value: object) -> str:
    """Give a short text that is another one when the value is: what an editor has seen."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def change_header(
    session: Session,
    actor: Actor,
    manuscript_id: UUID,
    header: Header,
    *,
    seen: str,
    at: datetime,
) -> Manuscript:
    """Change what the module says about itself; questions follow an indicator that is reworded.

    Raises:
        Overtaken: the header isn't the one whose stamp was seen.
    """
    manuscript = queries.writable(session, actor, manuscript_id)
    module = drafting.module_of(manuscript.content)
    before = drafting.header_of(module)
    check_seen(before, seen)
    if manuscript.base_module_id is not None:
        header = replace(header, jp=before.jp)
    _reword(session, manuscript, before.indicators, header.indicators)
    return keep(session, actor, manuscript, drafting.with_header(module, header), "header", at=at)


def change_plan(
    session: Session,
    actor: Actor,
    manuscript_id: UUID,
    steps: tuple[Step, ...],
    *,
    seen: str,
    at: datetime,
) -> Manuscript:
    """Change the session plan; raises Overtaken like `change_part`."""
    manuscript = queries.writable(session, actor, manuscript_id)
    module = drafting.module_of(manuscript.content)
    check_seen(module.plan, seen)
    return keep(session, actor, manuscript, replace(module, plan=steps), "plan", at=at)


def keep(
    session: Session,
    actor: Actor,
    manuscript: Manuscript,
    module: Module,
    what: str,
    *,
    at: datetime,
) -> Manuscript:
    """Put the module into the locked manuscript; nothing is noted where nothing changed."""
    document = drafting.document_of(module)
    if document == manuscript.content:
        return manuscript
    manuscript.content = document
    manuscript.title = module.title
    manuscript.revision += 1
    touch(session, actor, manuscript, what, at=at)
    session.flush()
    return manuscript


def check_seen(current: object, seen: str) -> None:
    """Pass, or raise Overtaken where the stamp isn't the one of what stands now."""
    if stamp(current) != seen:
        raise Overtaken


def _reword(
    session: Session, manuscript: Manuscript, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """Let the questions ask a reworded indicator: one that stands where another one stood."""
    if len(before) != len(after):
        return
    pairs = zip(before, after, strict=True)
    words = {old: new for old, new in pairs if old not in after and new not in before}
    for item in queries.items(session, manuscript.id) if words else ():
        if item.objective in words:
            item.objective = words[item.objective]
            item.content = {**item.content, "objective": item.objective}
    session.flush()
