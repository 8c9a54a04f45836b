"""Random histories of people, and their recount in plain Python."""

from collections import defaultdict
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials.models import Credential, Revocation
from lms.kernel import clock
from lms.kernel.access import NATION
from lms.people.models import Person
from lms.regions.models import Level, Region
from lms.training.catalogue import Curriculum, Programme
from lms.training.models import Angkatan, Participation, ParticipationState, Stage
from tests.factories.people import a_person
from tests.factories.regions import IMOPURO, KALIREJO, KARANGPILANG, METRO
from tests.factories.registration import BASIC, a_credential, a_revocation
from tests.factories.training import a_curriculum, a_kelas, a_programme, an_angkatan

OLD = "18.72.01.1009"
HOMES = (METRO, IMOPURO, KALIREJO, KARANGPILANG, OLD, "18.72", "91.71", NATION, None)
Counts = tuple[int, int, int]


def an_old_desa(session: Session) -> Region:
    """Give a desa whose code is no longer in force."""
    near = session.get_one(Region, METRO)
    values = {c.key: getattr(near, c.key) for c in Region.__table__.columns}
    values |= {"code": OLD, "name": "Metro Lama", "search_name": "metro lama", "is_active": False}
    made = Region(**values)
    session.add(made)
    session.flush()
    return made


def a_history(session: Session, seed: int, people: int = 30) -> None:
    """Make people who live anywhere and have trained, registered, lost it again, or nothing."""
    chance = Random(seed)
    an_old_desa(session)
    kelas = [
        a_kelas(session, an_angkatan(session, curriculum, stage=stage))
        for curriculum in (_course(session, BASIC), _course(session, "lain"))
        for stage in (Stage.RUNNING, Stage.CLOSED)
    ]
    for number in range(people):
        person = a_person(session, f"Orang {number}")
        person.domicile_code = chance.choice(HOMES)
        for achievement in (BASIC, "psm-terdaftar", "lain"):
            for _ in range(chance.choice((0, 0, 1, 2))):
                held = a_credential(session, person, achievement)
                if chance.random() < 0.4:
                    a_revocation(session, held)
        for each in kelas:
            if chance.random() < 0.4:
                state = chance.choice((ParticipationState.ENROLLED, ParticipationState.INVITED))
                _takes_part(session, each.angkatan_id, person, state)
    session.flush()


def _course(session: Session, slug: str) -> Curriculum:
    return a_curriculum(session, a_programme(session, slug))


def _takes_part(session: Session, angkatan_id: object, person: Person, state: object) -> None:
    session.add(
        Participation(
            angkatan_id=angkatan_id,
            person_id=person.id,
            origin="Kota Metro",
            state=state,
            created_at=clock.now(),
        )
    )


def people_at(session: Session) -> dict[str, Counts]:
    """Recount registered, trained and in training by where people live, row by row."""
    revoked = set(session.scalars(select(Revocation.credential_id)))
    holds: dict[object, set[str]] = defaultdict(set)
    for credential in session.scalars(select(Credential)):
        if credential.id not in revoked:
            holds[credential.person_id].add(credential.achievement)
    learning = _learning(session)
    found: dict[str, Counts] = defaultdict(lambda: (0, 0, 0))
    for person in session.scalars(select(Person)):
        has = holds[person.id]
        registered, trained, learns = found[person.domicile_code or NATION]
        found[person.domicile_code or NATION] = (
            registered + ("psm-terdaftar" in has),
            trained + (BASIC in has),
            learns + (BASIC not in has and person.id in learning),
        )
    return found


def _learning(session: Session) -> set[object]:
    running = {
        one.id
        for one in session.scalars(select(Angkatan))
        if one.stage is Stage.RUNNING and session.get_one(Programme, one.programme_id).slug == BASIC
    }
    return {
        one.person_id
        for one in session.scalars(select(Participation))
        if one.angkatan_id in running and one.state is ParticipationState.ENROLLED
    }


def recount(session: Session, code: str) -> dict[str, tuple[Counts, int, int]]:
    """Give for each child of a region: people, its desa, and how many of these have nobody."""
    homes = people_at(session)
    desa = [
        one.code
        for one in session.scalars(select(Region))
        if one.level is Level.DESA and one.is_active
    ]
    found = {}
    for child in session.scalars(select(Region).where(Region.parent_code == code)):
        inside = [home for home in homes if f"{home}.".startswith(f"{child.code}.")]
        own = [one for one in desa if f"{one}.".startswith(f"{child.code}.")]
        people = _sum(homes[home] for home in inside)
        if child.is_active or any(people):
            empty = [one for one in own if not any(homes.get(one, (0, 0, 0)))]
            found[child.code] = (people, len(own), len(empty))
    if any(homes.get(code, (0, 0, 0))):
        found[code] = (homes[code], 0, 0)
    return found


def _sum(rows: object) -> Counts:
    total = (0, 0, 0)
    for row in rows:  # type: ignore[attr-defined]  # an iterable of counts
        total = (total[0] + row[0], total[1] + row[1], total[2] + row[2])
    return total
