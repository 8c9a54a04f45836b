"""The registrar's acts on one application: look at scans, interview, return, decline."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.registration import gate, queries, steps
from lms.registration.gate import Stage
from lms.registration.models import (
    Registration,
    RegistrationDocument,
    RegistrationState,
    Verdict,
)

TAKEN = say(
    "Pendaftaran ini sudah diputus atau ditarik lebih dahulu. "
    "Muat ulang halamannya untuk melihat hasilnya."
)


def judged_now(session: Session, row: Registration, *, at: datetime) -> tuple[gate.Judgement, ...]:
    """Give an application's requirements as they are judged now; the row's person is loaded."""
    facts = queries.facts(
        session,
        row.person,
        frozenset(row.declarations),
        family=row.family,
        stage=Stage.DECIDING,
        at=at,
    )
    return gate.judge(queries.rules(session, row.family, row.region_code), facts)


def against(
    session: Session, actor: Actor, row: Registration, *, at: datetime
) -> tuple[Sentence, ...]:
    """Give everything that forbids this actor to approve this application now."""
    unmet = tuple(_why(j.objection) for j in judged_now(session, row, at=at) if j.objection)
    own = not_theirs(actor, row)
    return (own, *unmet) if own else unmet


def _why(objection: gate.Objection) -> Sentence:
    if objection.demand in gate.SCANNED:
        return say("%(what)s: %(why)s", what=objection.what, why=objection.why)
    return objection.why


def not_theirs(actor: Actor, row: Registration) -> Sentence | None:
    """Give why this actor may not decide this application, or None."""
    if row.person_id == actor.person_id:
        return say("Anda tidak dapat memutus pendaftaran Anda sendiri.")
    if actor.account_id is not None and actor.account_id in {row.submitted_by_id, row.filed_by_id}:
        return say("Pendaftaran yang Anda ajukan di loket diputus oleh petugas lain.")
    return None


def send_back(
    session: Session, actor: Actor, registration_id: UUID, reason: str, *, at: datetime
) -> Registration:
    """Return an application to be completed and sent again; the applicant reads the reason.

    Raises:
        NotFound: not an application of the actor's regions.
        Refused: it doesn't wait any more, or no reason is given.
    """
    row = _to_decide(session, actor, registration_id)
    said = _said(reason, say("Tulis apa yang perlu dilengkapi; pendaftar akan membacanya."))
    if not steps.move(
        session,
        actor,
        row,
        RegistrationState.RETURNED,
        out_of=(RegistrationState.SUBMITTED,),
        at=at,
        reason=said,
    ):
        raise Refused(TAKEN)
    note(session, actor, "registration.returned", row, at=at, reason=said)
    return row


def decline(
    session: Session, actor: Actor, registration_id: UUID, reason: str, *, at: datetime
) -> Registration:
    """Decline an application; the applicant reads the reason.

    Raises:
        NotFound: not an application of the actor's regions.
        Refused: decided before, or no reason is given.
    """
    row = _to_decide(session, actor, registration_id)
    said = _said(reason, say("Tulis alasan penolakan; pendaftar akan membacanya."))
    if not steps.move(
        session,
        actor,
        row,
        RegistrationState.DECLINED,
        out_of=queries.UNDECIDED,
        at=at,
        reason=said,
        decided_at=at,
        decided_by_id=actor.account_id,
    ):
        raise Refused(TAKEN)
    note(session, actor, "registration.declined", row, at=at, reason=said)
    return row


def keep_interview(
    session: Session, actor: Actor, registration_id: UUID, on: date, words: str, *, at: datetime
) -> Registration:
    """Keep what an interview (wawancara) showed.

    Raises:
        NotFound: not an application of the actor's regions.
        Refused: it is decided, the day lies ahead, or nothing is written.
    """
    row = _to_decide(session, actor, registration_id)
    _refuse_decided(row)
    if on > queries.today(row.region_code, at=at):
        raise Refused(say("Tanggal wawancara belum terjadi."))
    row.interviewed_on, row.interviewed_by_id = on, actor.account_id
    row.interview_note = _said(words, say("Tulis hasil wawancara."))
    session.flush()
    note(session, actor, "registration.interviewed", row, at=at, detail={"on": on})
    return row


def check_document(
    session: Session,
    actor: Actor,
    document_id: UUID,
    verdict: Verdict,
    words: str,
    *,
    at: datetime,
) -> Registration:
    """Keep what the registrar found when they looked at a scan.

    Raises:
        NotFound: no scan of an application of the actor's regions.
        Refused: the application is decided, the scan was replaced, or an unfit one has no reason.
    """
    row, scan = document(session, actor, document_id, lock=True)
    own = not_theirs(actor, row)
    if own:
        raise Refused(own)
    _refuse_decided(row)
    if scan.replaced_at is not None:
        raise Refused(say("Berkas ini sudah diganti pendaftar. Muat ulang halamannya."))
    lacking = say("Tulis apa yang belum sesuai; pendaftar akan membacanya.")
    scan.verdict_note = _said(words, lacking) if verdict is Verdict.UNFIT else words.strip() or None
    scan.verdict, scan.verdict_at, scan.verdict_by_id = verdict, at, actor.account_id
    session.flush()
    detail = {"document": scan.id, "slug": scan.slug, "verdict": verdict}
    note(session, actor, "registration.document-judged", row, at=at, detail=detail)
    return row


def document(
    session: Session, actor: Actor, document_id: UUID, *, lock: bool = False
) -> tuple[Registration, RegistrationDocument]:
    """Give a scan with the newest application of its person and family; or NotFound.

    The application lies in the actor's regions.
    """
    found = select(RegistrationDocument).where(RegistrationDocument.id == document_id)
    scan = session.scalars(found.with_for_update() if lock else found).one_or_none()
    row = queries.latest(session, scan.person_id, scan.family) if scan else None
    if scan is None or row is None:
        raise NotFound
    return queries.to_decide(session, actor, row.id), scan


def note(
    session: Session,
    actor: Actor,
    act: str,
    row: Registration,
    *,
    at: datetime,
    reason: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Note an act on a registration for the trail."""
    facts = {"person": row.person_id, "family": row.family, **(detail or {})}
    audit.record(
        session, actor, act, row, region_code=row.region_code, at=at, reason=reason, detail=facts
    )


def _to_decide(session: Session, actor: Actor, registration_id: UUID) -> Registration:
    row = queries.to_decide(session, actor, registration_id)
    own = not_theirs(actor, row)
    if own:
        raise Refused(own)
    return row


def _said(words: str, otherwise: Sentence) -> str:
    if not words.strip():
        raise Refused(otherwise)
    return words.strip()


def _refuse_decided(row: Registration) -> None:
    if row.state not in queries.UNDECIDED:
        raise Refused(TAKEN)
