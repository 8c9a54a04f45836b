"""Many transactions at once about the same people leave the counters right."""

from collections.abc import Callable
from random import Random
from uuid import UUID

from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from lms.kernel import clock, endings
from lms.kernel.access import SYSTEM
from lms.kernel.database import db, reading, writing
from lms.kernel.errors import Refused
from lms.oversight import recount
from lms.people import operations as people
from lms.people.models import Person
from lms.people.operations import PersonFacts
from lms.standings import queries
from lms.training import participating, taking_part
from lms.training.models import Participation, ParticipationState
from tests.factories.people import a_person
from tests.factories.regions import IMOPURO, KALIREJO, METRO
from tests.factories.training import a_kelas, a_participant
from tests.kernel.threads import together
from tests.standings import lists

HOMES = (METRO, IMOPURO, KALIREJO, "18.72", None)
ENROLLED, INVITED, WITHDRAWN = (
    ParticipationState.ENROLLED,
    ParticipationState.INVITED,
    ParticipationState.WITHDRAWN,
)


def _move_house(session: Session, chance: Random, person: Person) -> None:
    facts = PersonFacts(name=person.name, phone=person.phone, domicile_code=chance.choice(HOMES))
    people.change_person(session, SYSTEM, person, facts, at=clock.now())


def _give_nik(session: Session, chance: Random, person: Person) -> None:
    number = chance.randrange(6)
    people.set_nik(session, SYSTEM, person, lists.a_nik(number), at=clock.now())


def _step(session: Session, chance: Random, person: Person) -> None:
    own = select(Participation).where(Participation.person_id == person.id)
    for row in session.scalars(own.order_by(Participation.angkatan_id)).all():
        participating.lock(session, row.angkatan_id)
        session.refresh(row, ["state"])
        to = WITHDRAWN if row.state in (INVITED, ENROLLED) else INVITED
        participating.move(session, SYSTEM, [row.id], to, reason="Uji", at=clock.now())


def _list(session: Session, chance: Random, person: Person) -> None:
    lists.names(session, [(number, METRO) for number in range(6) if chance.random() < 0.5])


ACTS = (_move_house, _give_nik, _step, _step, _list)


def test_counters_stay_right_under_many_writers(app: Flask, session: Session) -> None:
    ids = _arrange(session)

    def act(number: int) -> None:
        chance = Random(number)
        for _ in range(8):
            try:
                with writing() as own:
                    person = own.get_one(Person, chance.choice(ids))
                    chance.choice(ACTS)(own, chance, person)
            except Refused:
                continue

    together(app, 6, act)
    with reading() as after:
        assert recount.differences(after).count == 0
        assert any(queries.total(after, "ID", lists.BASIC).others.values())


def _arrange(session: Session) -> list[UUID]:
    kelas = [a_kelas(session), a_kelas(session)]
    ids = []
    for number in range(4):
        person = a_person(session, f"Orang {number}")
        ids.append(person.id)
        for each in kelas:
            a_participant(session, each, person)
    session.commit()
    with writing() as own:
        recount.repair(own)
    return ids


def test_a_whole_angkatan_costs_no_query_for_each(app: Flask, session: Session) -> None:
    assert _statements(session, 5) == _statements(session, 40)


def _statements(session: Session, people_count: int) -> int:
    kelas = a_kelas(session)
    rows = [a_participant(session, kelas, state=INVITED) for _ in range(people_count)]
    endings.finish(session)
    for row in rows:
        taking_part.changed(session, kelas.angkatan_id, [row.person_id])
    return _counted(lambda: endings.finish(session))


def _counted(act: Callable[[], None]) -> int:
    found: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    act()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(found)
