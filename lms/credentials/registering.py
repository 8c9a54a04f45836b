"""Writing into the ledger who is registered, and who no longer is; the SK is its paper."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import holdings, queries
from lms.credentials.models import Basis, Credential, Merit, Revocation
from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.people.models import Person

PSM_REGISTERED = "psm-terdaftar"


def register(
    session: Session,
    actor: Actor,
    person: Person,
    *,
    achievement: str = PSM_REGISTERED,
    family: str,
    source_id: UUID,
    region_code: str,
    at: datetime,
) -> Credential:
    """Give the credential that says: registered, by the registration `source_id`.

    The caller has checked that the actor may decide there; one registration gives one credential
    by the ledger's constraint.
    """
    made = Credential(
        person_id=person.id,
        achievement=achievement,
        family=family,
        tier=None,
        version_id=source_id,
        source_id=source_id,
        basis=Basis.REGISTRATION,
        merit=Merit.REGISTERED,
        region_code=region_code,
        issuer_region_code=region_code,
        issued_at=at,
        issued_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    holdings.changed(session, made)
    detail = {"achievement": achievement, "registration": source_id}
    audit.record(
        session, actor, "credential.registered", made, region_code=region_code, at=at, detail=detail
    )
    return made


def end(
    session: Session,
    actor: Actor,
    credential_id: UUID,
    *,
    reason: str,
    public_words: str,
    at: datetime,
) -> Revocation:
    """End somebody's being registered; the ledger keeps that they were.

    The caller has checked that the actor may end it.

    Raises:
        NotFound: there is no such credential, or it does not say that somebody is registered.
        Refused: it has ended already.
    """
    locked = select(Credential).where(Credential.id == credential_id).with_for_update()
    row = session.scalars(locked).one_or_none()
    if row is None or row.basis is not Basis.REGISTRATION:
        raise NotFound
    if queries.revoked(session, [row.id]):
        raise Refused(say("Keanggotaan ini sudah berakhir."))
    made = Revocation(
        credential_id=row.id,
        revoked_at=at,
        revoked_by_id=actor.account_id,
        reason=reason,
        public_words=public_words,
    )
    session.add(made)
    session.flush()
    holdings.changed(session, row)
    detail = {"achievement": row.achievement, "registration": row.source_id}
    audit.record(
        session,
        actor,
        "credential.ended",
        row,
        region_code=row.region_code,
        at=at,
        reason=reason,
        detail=detail,
    )
    return made
