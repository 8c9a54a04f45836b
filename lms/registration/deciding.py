"""The registrar's act: approve with an SK, or decline with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.credentials import registering
from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.registration import gate, queries
from lms.registration.models import Registration, RegistrationState

_ACHIEVEMENTS = {"psm": registering.PSM_REGISTERED, "pensosmas": "pensosmas-terdaftar"}


@dataclass(frozen=True)
class Decree:
    """The SK (surat keputusan) by which somebody is registered; signed by an office."""

    number: str
    on: date
    signatory: str

    def problems(self, today: date) -> tuple[Sentence, ...]:
        """Give what is wrong with it, one sentence each."""
        found = []
        if not self.number.strip():
            found.append(say("Nomor SK wajib diisi."))
        if not self.signatory.strip():
            found.append(say("Jabatan penanda tangan SK wajib diisi."))
        if self.on > today:
            found.append(say("Tanggal SK belum terjadi. Tulis tanggal hari ini atau sebelumnya."))
        return tuple(found)


def judged_now(session: Session, row: Registration, *, at: datetime) -> tuple[gate.Judgement, ...]:
    """Give an application's requirements as they are judged now; the row's person is loaded."""
    facts = queries.facts(session, row.person, frozenset(row.declarations), at=at)
    return gate.judge(queries.rules(session, row.family), facts)


def approve(
    session: Session, actor: Actor, registration_id: UUID, decree: Decree, *, at: datetime
) -> Registration:
    """Register the applicant: the ledger says so from now on.

    Raises:
        NotFound: not an application of the actor's regions.
        Refused: decided before, a requirement is not met (any more), or the SK is incomplete.
    """
    row = queries.to_decide(session, actor, registration_id)
    reasons = decree.problems(queries.today(row.region_code, at=at))
    if reasons:
        raise Refused(*reasons)
    sk = {"sk_number": decree.number, "sk_on": decree.on, "sk_signatory": decree.signatory}
    _decide(session, actor, row, RegistrationState.APPROVED, at=at, **sk)
    against = [j.objection.why for j in judged_now(session, row, at=at) if j.objection]
    if against:
        raise Refused(*against)
    credential = registering.register(
        session,
        actor,
        row.person,
        achievement=_ACHIEVEMENTS[row.family],
        family=row.family,
        source_id=row.id,
        region_code=row.region_code,
        at=at,
    )
    row.credential_id = credential.id
    detail = {"sk_number": decree.number, "sk_on": decree.on, "credential": credential.id}
    _note(session, actor, "registration.approved", row, at=at, detail=detail)
    return row


def decline(
    session: Session, actor: Actor, registration_id: UUID, reason: str, *, at: datetime
) -> Registration:
    """Decline an application; the applicant reads the reason.

    Raises:
        NotFound: not an application of the actor's regions.
        Refused: decided before, or no reason is given.
    """
    row = queries.to_decide(session, actor, registration_id)
    if not reason.strip():
        raise Refused(say("Tulis alasan penolakan; pendaftar akan membacanya."))
    _decide(session, actor, row, RegistrationState.DECLINED, at=at, reason=reason.strip())
    _note(session, actor, "registration.declined", row, at=at, reason=reason.strip())
    return row


def _decide(
    session: Session,
    actor: Actor,
    row: Registration,
    state: RegistrationState,
    *,
    at: datetime,
    **values: Any,
) -> None:
    if row.person_id == actor.person_id:
        raise Refused(say("Anda tidak dapat memutus pendaftaran Anda sendiri."))
    step = (
        update(Registration)
        .where(Registration.id == row.id, Registration.state == RegistrationState.SUBMITTED)
        .values(state=state, decided_at=at, decided_by_id=actor.account_id, **values)
    )
    if session.execute(step.returning(Registration.id)).scalar_one_or_none() is None:
        raise Refused(
            say(
                "Pendaftaran ini sudah diputus atau ditarik lebih dahulu. "
                "Muat ulang halamannya untuk melihat hasilnya."
            )
        )


def _note(
    session: Session,
    actor: Actor,
    act: str,
    row: Registration,
    *,
    at: datetime,
    reason: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    facts = {"person": row.person_id, "family": row.family, **(detail or {})}
    audit.record(
        session, actor, act, row, region_code=row.region_code, at=at, reason=reason, detail=facts
    )
