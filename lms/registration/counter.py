"""What a clerk does at the counter: find or record somebody, and complete what is known."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.kernel import audit, clock
from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.people import counter, nik
from lms.people import operations as people
from lms.people import queries as known
from lms.people.counter import Gaps
from lms.people.models import Person
from lms.people.operations import PersonFacts
from lms.registration.operations import client


@dataclass(frozen=True)
class Sought:
    """Who has a NIK: somebody of the clerk's regions, somebody else (not named), or nobody."""

    person: Person | None = None
    is_elsewhere: bool = False


def seek(session: Session, actor: Actor, text: str, *, at: datetime) -> Sought:
    """Look for a person by NIK; that somebody looked stays in the trail.

    Raises:
        Refused: it is no NIK.
    """
    report = nik.check(text, today=clock.day_of(at))
    if not report.valid:
        raise Refused(*report.problems)
    found = known.find_by_nik(session, text)
    is_client = found is not None and counter.serves(actor, found)
    subject = found if found is not None and is_client else ("person", "-")
    codes = actor.regions(Permission.REGISTRATION_FILE)
    region_code = found.domicile_code if found is not None and is_client else codes[0]
    audit.record(
        session,
        actor,
        "registration.person-sought",
        subject,
        region_code=region_code or NATION,
        at=at,
        detail={"is_known": found is not None},
    )
    return Sought(found if is_client else None, is_elsewhere=found is not None and not is_client)


def record(
    session: Session, actor: Actor, facts: PersonFacts, nik_text: str, *, at: datetime
) -> tuple[Person, tuple[Sentence, ...]]:
    """Give a new person of the clerk's region with account, and what should be looked at again.

    Raises:
        Refused: they live elsewhere, or the NIK is wrong or somebody else's; nothing is kept.
    """
    code = facts.domicile_code
    if code is None or not actor.may(Permission.REGISTRATION_FILE, within=code):
        raise Refused(say("Desa atau kelurahan domisili ini di luar wilayah tugas Anda."))
    person = people.create_person(session, actor, facts, at=at)
    warnings = people.set_nik(session, actor, person, nik_text, at=at)
    people.open_account(session, actor, person, at=at)
    return person, warnings


def complete(
    session: Session, actor: Actor, person_id: UUID, gaps: Gaps, nik_text: str, *, at: datetime
) -> tuple[Sentence, ...]:
    """Fill in what is not known of somebody; give what should be looked at again.

    Raises:
        NotFound: nobody of the clerk's regions.
        Refused: the NIK is wrong, somebody else's, or another one is known.
    """
    person = client(session, actor, person_id, lock=True)
    counter.fill_gaps(session, actor, person, gaps, at=at)
    if not nik_text.strip():
        return ()
    if person.nik_fingerprint is not None:
        raise Refused(say("NIK orang ini sudah tercatat. Bila angkanya keliru, hubungi admin."))
    return people.set_nik(session, actor, person, nik_text, at=at)
