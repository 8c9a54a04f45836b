"""Requirements, credentials and applications."""

from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from lms.credentials.models import Basis, Credential, Merit, Revocation
from lms.kernel import clock
from lms.kernel.access import Actor
from lms.people.models import Account, Person
from lms.registration import loading, operations, queries
from lms.registration.models import Demand, Registration
from tests.factories.people import a_person, an_account
from tests.factories.regions import METRO

BASIC = "bimtek-dasar-psm"


def the_requirements(session: Session) -> None:
    """Load the shipped requirements."""
    loading.load(session, loading.shipped())


def a_credential(
    session: Session, person: Person, achievement: str = BASIC, *, tier: str = "dasar"
) -> Credential:
    """Give what the ledger says after a bimtek."""
    region_code = person.domicile_code or METRO
    made = Credential(
        person_id=person.id,
        achievement=achievement,
        family="psm",
        tier=tier,
        version_id=uuid4(),
        source_id=uuid4(),
        basis=Basis.COMPLETION,
        merit=Merit.PASSED,
        region_code=region_code,
        issuer_region_code="18",
        issued_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def a_revocation(session: Session, credential: Credential) -> Revocation:
    """Give the row that ends a credential."""
    made = Revocation(
        credential_id=credential.id,
        revoked_at=clock.now(),
        reason="Uji",
        public_words="Dicabut karena uji",
    )
    session.add(made)
    session.flush()
    return made


def a_graduate(session: Session, name: str = "Siti Aminah", domicile_code: str = METRO) -> Account:
    """Give the account of somebody who meets every requirement but the declarations."""
    person = a_person(session, name, domicile_code)
    person.born_on = date(1990, 5, 17)
    person.nik_sealed, person.nik_fingerprint = "tersandi", uuid4().hex * 2
    person.nik_masked = "1872********0001"
    a_credential(session, person)
    return an_account(session, person)


def declarations(session: Session) -> frozenset[str]:
    """Give the slugs of everything that has to be declared."""
    rules = queries.rules(session, "psm")
    return frozenset(rule.slug for rule in rules if rule.demand is Demand.DECLARATION)


def a_registration(session: Session, account: Account | None = None) -> Registration:
    """Give an application that waits; the requirements are loaded."""
    the_requirements(session)
    account = account or a_graduate(session)
    applicant = Actor(account.id, account.person_id)
    done = operations.submit(session, applicant, "psm", declarations(session), at=clock.now())
    return done.registration
