"""Moving items from draft to ready and out of use: one, or several of a manuscript at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.workshop import queries
from lms.workshop.assembling import question_of
from lms.workshop.bank_rules import STEPS, Act, Step, lacks, objections
from lms.workshop.models import BankItem, ItemStatus, Manuscript, ManuscriptState
from lms.workshop.touching import fallen, note_change


@dataclass(frozen=True)
class Outcome:
    """What was moved, and what was left as it is with the reasons."""

    done: tuple[BankItem, ...]
    left: tuple[tuple[BankItem, tuple[Sentence, ...]], ...]


def missing_of(manuscript: Manuscript, item: BankItem) -> tuple[Sentence, ...]:
    """Give why an item of the manuscript can't be asked yet; none means that it can."""
    return lacks(
        question_of(item),
        objectives=manuscript.content["indicators"],
        lessons={lesson["slug"]: lesson["text"] for lesson in manuscript.content["lessons"]},
        media=[each["name"] for each in manuscript.content.get("media", ())],
    )


def move(
    session: Session,
    actor: Actor,
    manuscript_id: UUID,
    item_ids: Collection[UUID],
    act: Act,
    *,
    reason: str = "",
    seen: Mapping[UUID, int] | None = None,
    at: datetime,
) -> Outcome:
    """Do one thing with several items of a manuscript; those that it doesn't fit are left.

    With `seen`, the versions that the actor had before them, only these are approved.

    Raises:
        NotFound: the manuscript or none of the items is there for the actor.
        Forbidden: the actor may not do this here.
        Refused: the act needs a reason.
    """
    step = STEPS[act]
    found = queries.manuscript(session, actor, manuscript_id)
    actor.require(step.permission, within=found.region_code)
    if step.needs_reason and not reason.strip():
        raise Refused(say("Tuliskan alasannya."))
    manuscript = queries.lock(session, found)
    done, left = [], []
    for item in _chosen(session, manuscript_id, item_ids):
        reasons = _against(manuscript, item, act, actor, seen)
        if reasons:
            left.append((item, reasons))
            continue
        _put(session, actor, manuscript, item, step, reason=reason.strip(), at=at)
        done.append(item)
    return Outcome(tuple(done), tuple(left))


def _against(
    manuscript: Manuscript,
    item: BankItem,
    act: Act,
    actor: Actor,
    seen: Mapping[UUID, int] | None,
) -> tuple[Sentence, ...]:
    if act is Act.APPROVE and seen is not None and seen.get(item.id) != item.version:
        return (say("Butir ini berubah sesudah Anda membukanya. Baca lagi sebelum menyetujui."),)
    is_own = item.changed_by_id == actor.account_id
    return objections(act, item.status, missing_of(manuscript, item), is_own=is_own)


def move_one(
    session: Session,
    actor: Actor,
    item: BankItem,
    act: Act,
    *,
    reason: str = "",
    seen: int | None = None,
    at: datetime,
) -> None:
    """Do one thing with one item; raises Refused with all reasons where it doesn't fit."""
    ids, naskah = [item.id], item.manuscript_id
    versions = None if seen is None else {item.id: seen}
    outcome = move(session, actor, naskah, ids, act, reason=reason, seen=versions, at=at)
    for _item, reasons in outcome.left:
        raise Refused(*reasons)


def _chosen(
    session: Session, manuscript_id: UUID, item_ids: Collection[UUID]
) -> tuple[BankItem, ...]:
    wanted = (
        select(BankItem)
        .where(BankItem.manuscript_id == manuscript_id, BankItem.id.in_(item_ids))
        .order_by(BankItem.position, BankItem.key)
        .execution_options(populate_existing=True)
    )
    found = tuple(session.scalars(wanted))
    if not found:
        raise NotFound
    return found


def _put(
    session: Session,
    actor: Actor,
    manuscript: Manuscript,
    item: BankItem,
    step: Step,
    *,
    reason: str,
    at: datetime,
) -> None:
    detail = {
        "key": item.key,
        "from": item.status.value,
        "version": item.version,
        "manuscript": manuscript.id,
        **_felling(session, actor, manuscript, item, step, at=at),
    }
    item.status = step.after
    if step.after is ItemStatus.READY:
        item.reviewer_id = actor.account_id
    region_code = manuscript.region_code
    audit.record(
        session,
        actor,
        step.noted,
        item,
        region_code=region_code,
        at=at,
        reason=reason or None,
        detail=detail,
    )


def _felling(
    session: Session,
    actor: Actor,
    manuscript: Manuscript,
    item: BankItem,
    step: Step,
    *,
    at: datetime,
) -> dict[str, str]:
    """Make the manuscript a draft where it would publish other questions than were reviewed.

    Who takes a question out has changed the manuscript; who approves one has only read it.
    """
    if item.status is ItemStatus.READY:
        return fallen(note_change(session, actor, manuscript, f"item:{item.key}", at=at))
    if step.after is not ItemStatus.READY:
        return {}
    was, manuscript.state = manuscript.state, ManuscriptState.DRAFT
    return fallen(was)
