"""Writing into the ledger that somebody is registered: no certificate, the SK is its paper."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.credentials.models import Basis, Credential, Merit
from lms.kernel import audit
from lms.kernel.access import Actor
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
    detail = {"achievement": achievement, "registration": source_id}
    audit.record(
        session, actor, "credential.registered", made, region_code=region_code, at=at, detail=detail
    )
    return made
