"""For whom a paper is filed: somebody known already, or somebody new."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.people import names, nik, queries
from lms.people.models import Person
from lms.people.operations import PersonFacts, create_person, open_account, set_nik
from lms.regions.folding import fold

_FILE = Permission.RECOGNITION_FILE


@dataclass(frozen=True)
class Whom:
    """A person as a clerk or a list names them; the phone as E.164."""

    name: str
    nik: str
    phone: str | None
    domicile_code: str


@dataclass(frozen=True)
class Finding:
    """Who that is: a known person (None: somebody new), or what is wrong, by field."""

    person_id: UUID | None = None
    problems: tuple[tuple[str, Sentence], ...] = ()


def find(session: Session, actor: Actor, whom: Whom) -> Finding:
    """Give who is meant. What lies outside the actor's regions is not told apart."""
    problems = [("name", each) for each in names.problems(whom.name)]
    report = nik.check(whom.nik)
    problems += [("nik", each) for each in report.problems]
    if not actor.may(_FILE, within=whom.domicile_code):
        problems.append(
            ("domicile_code", say("Desa atau kelurahan ini di luar wilayah tugas Anda."))
        )
    if problems:
        return Finding(problems=tuple(problems))
    return _known(session, actor, whom)


def _known(session: Session, actor: Actor, whom: Whom) -> Finding:
    person = queries.find_by_nik(session, whom.nik)
    if person is None:
        return _namesake(session, whom)
    if not actor.may(_FILE, within=queries.region_of(person)):
        sentence = say(
            "NIK ini tidak dapat diajukan dari wilayah Anda. Periksa angkanya; jika benar, "
            "pemiliknya dapat mengajukan sendiri di Bekal atau melalui Dinas Sosial domisilinya."
        )
        return Finding(problems=(("nik", sentence),))
    if not names.alike(person.name, whom.name):
        sentence = say("NIK ini tercatat atas nama lain. Periksa NIK dan namanya.")
        return Finding(problems=(("nik", sentence),))
    return Finding(person.id)


def _namesake(session: Session, whom: Whom) -> Finding:
    """Look for somebody entered without a NIK, or with another one."""
    if whom.phone is None:
        return Finding()
    same = select(Person).where(
        Person.merged_into_id.is_(None),
        Person.phone == whom.phone,
        Person.domicile_code == whom.domicile_code,
        Person.search_name == fold(whom.name)[: names.LONGEST],
    )
    person = session.scalars(same.order_by(Person.created_at).limit(1)).one_or_none()
    if person is None:
        return Finding()
    if person.nik_fingerprint is not None:
        sentence = say("Orang ini sudah tercatat dengan NIK lain. Periksa angkanya.")
        return Finding(problems=(("nik", sentence),))
    return Finding(person.id)


def person_for(session: Session, actor: Actor, whom: Whom, *, at: datetime) -> Person:
    """Give the person who is meant; a new one gets an account that waits for its activation.

    Raises:
        Refused: it can't be told who that is, or the NIK is somebody else's.
    """
    found = find(session, actor, whom)
    if found.problems:
        raise Refused(*(sentence for _field, sentence in found.problems))
    if found.person_id is not None:
        person = queries.person(session, found.person_id)
    else:
        facts = PersonFacts(whom.name, phone=whom.phone, domicile_code=whom.domicile_code)
        person = create_person(session, actor, facts, at=at)
    if person.nik_fingerprint is None:
        set_nik(session, actor, person, whom.nik, at=at)
    open_account(session, actor, person, at=at)
    return person
