"""Sending a manuscript for review, and deciding it: always somebody who wrote nothing of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses import checking
from courses.model import Module
from lms.kernel import audit
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.training.catalogue import Module as PublishedModule
from lms.workshop import queries
from lms.workshop.assembling import assemble
from lms.workshop.models import (
    Manuscript,
    ManuscriptReview,
    ManuscriptState,
    Verdict,
)

_SENDABLE = (ManuscriptState.DRAFT, ManuscriptState.RETURNED)


def send(session: Session, actor: Actor, manuscript_id: UUID, *, at: datetime) -> ManuscriptReview:
    """Send a manuscript for review.

    Raises:
        Refused: everything that is still wrong with it, or nothing has changed.
    """
    manuscript = queries.writable(session, actor, manuscript_id)
    if manuscript.state not in _SENDABLE:
        raise Refused(say("Naskah ini sudah dikirim atau sudah disetujui."))
    module = assemble(session, manuscript)
    against = [Sentence(problem) for problem in checking.check_module(module)]
    if not against and not is_changed(session, manuscript, module):
        against = [say("Naskah ini sama dengan modul yang sudah terbit.")]
    if against:
        raise Refused(*against)
    manuscript.state = ManuscriptState.IN_REVIEW
    sent = ManuscriptReview(
        manuscript_id=manuscript.id,
        digest=module.digest,
        sent_by_id=actor.account_id,
        sent_at=at,
    )
    session.add(sent)
    session.flush()
    _note(session, actor, "manuscript.sent", manuscript, sent, at=at)
    return sent


def is_changed(session: Session, manuscript: Manuscript, module: Module) -> bool:
    """Tell whether the module differs from the published one it began from."""
    if manuscript.base_module_id is None:
        return True
    base = select(PublishedModule.content).where(PublishedModule.id == manuscript.base_module_id)
    return Module.from_json(session.scalars(base).one()).digest != module.digest


def approve(
    session: Session, actor: Actor, manuscript_id: UUID, digest: str, *, at: datetime
) -> ManuscriptReview:
    """Approve what was sent under this digest.

    Raises:
        Forbidden: the actor may not approve in its region.
        Refused: it isn't waiting, has changed since, or the actor wrote something of it.
    """
    manuscript, sent = _waiting(session, actor, manuscript_id, digest)
    if wrote(session, manuscript, actor):
        raise Refused(say("Anda ikut menulis naskah ini, jadi orang kedua yang memutuskan."))
    manuscript.state = ManuscriptState.APPROVED
    _decide(sent, actor, Verdict.APPROVED, at=at)
    _note(session, actor, "manuscript.approved", manuscript, sent, at=at)
    return sent


def send_back(
    session: Session,
    actor: Actor,
    manuscript_id: UUID,
    digest: str,
    *,
    reason: str,
    at: datetime,
) -> ManuscriptReview:
    """Return a manuscript to its authors with a reason; like `approve`, anybody but an author."""
    manuscript, sent = _waiting(session, actor, manuscript_id, digest)
    if wrote(session, manuscript, actor):
        raise Refused(say("Anda ikut menulis naskah ini, jadi orang kedua yang memutuskan."))
    if not reason.strip():
        raise Refused(say("Tuliskan apa yang harus diperbaiki."))
    manuscript.state = ManuscriptState.RETURNED
    _decide(sent, actor, Verdict.RETURNED, at=at)
    sent.reason = reason.strip()
    _note(session, actor, "manuscript.returned", manuscript, sent, at=at)
    return sent


def wrote(session: Session, manuscript: Manuscript, actor: Actor) -> bool:
    """Tell whether the actor sent it, or changed something of it since it was last approved."""
    found = select(queries.is_written_by(actor.account_id)).select_from(Manuscript)
    return bool(session.scalar(found.where(Manuscript.id == manuscript.id)))


def approved(session: Session, manuscript: Manuscript) -> ManuscriptReview | None:
    """Give the approval that holds for the manuscript now, if any."""
    if manuscript.state is not ManuscriptState.APPROVED:
        return None
    latest = next(iter(queries.reviews(session, manuscript.id)), None)
    return latest if latest and latest.verdict is Verdict.APPROVED else None


def _waiting(
    session: Session, actor: Actor, manuscript_id: UUID, digest: str
) -> tuple[Manuscript, ManuscriptReview]:
    manuscript = queries.lock(session, queries.manuscript(session, actor, manuscript_id))
    actor.require(Permission.CONTENT_APPROVE, within=manuscript.region_code)
    sent = next(iter(queries.reviews(session, manuscript.id)), None)
    if manuscript.state is not ManuscriptState.IN_REVIEW or sent is None:
        raise Refused(say("Naskah ini tidak sedang menunggu telaah."))
    if digest != sent.digest or assemble(session, manuscript).digest != sent.digest:
        raise Refused(say("Naskah ini berubah sesudah Anda membukanya. Baca lagi sebelum memutus."))
    return manuscript, sent


def _decide(sent: ManuscriptReview, actor: Actor, verdict: Verdict, *, at: datetime) -> None:
    sent.verdict = verdict
    sent.decided_by_id, sent.decided_at = actor.account_id, at


def _note(
    session: Session,
    actor: Actor,
    act: str,
    manuscript: Manuscript,
    sent: ManuscriptReview,
    *,
    at: datetime,
) -> None:
    audit.record(
        session,
        actor,
        act,
        manuscript,
        region_code=manuscript.region_code,
        at=at,
        reason=sent.reason or None,
        detail={"review_id": sent.id, "digest": sent.digest},
    )
