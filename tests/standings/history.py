"""A world in which things happen to people, through the operations that the pages use."""

from random import Random
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.completion import operations as completion
from lms.credentials import holdings, registering
from lms.credentials import operations as credentials
from lms.credentials import queries as ledger
from lms.credentials.models import Basis, Credential, Merit
from lms.kernel import clock, endings
from lms.kernel.access import NATION, SYSTEM, Actor, Grant, Role
from lms.kernel.errors import Refused
from lms.people import operations as people
from lms.people.models import Person
from lms.people.operations import PersonFacts
from lms.training import enrolling, organising, participating, states
from lms.training.models import Participation, ParticipationState, Stage
from tests.completion.samples import Course, a_course
from tests.factories.people import a_person
from tests.factories.regions import IMOPURO, KALIREJO, KARANGPILANG, METRO
from tests.standings import lists

HOMES = (METRO, IMOPURO, KALIREJO, KARANGPILANG, "18.72", None)
DESA = (METRO, IMOPURO, KALIREJO)
CLERK = Actor(None, None, tuple(Grant(role, NATION) for role in Role))


class World:
    """Some people, two angkatan, and chance."""

    def __init__(self, session: Session, seed: int, people_count: int = 6) -> None:
        self.session, self.chance = session, Random(seed)
        self.people = [a_person(session, f"Orang {number}") for number in range(people_count)]
        for person in self.people:
            person.domicile_code = self.chance.choice(HOMES)
        session.flush()
        self.courses = [a_course(session), a_course(session)]
        self.acts = (
            self.nominate,
            self.nominate,
            self.step,
            self.step,
            self.enrol,
            self.withdraw,
            self.graduate,
            self.close,
            self.cancel,
            self.revoke,
            self.recognise,
            self.register,
            self.unregister,
            self.move_house,
            self.give_nik,
            self.name_people,
            self.set_targets,
        )

    def act(self) -> None:
        """Let something happen; what the rules refuse doesn't."""
        act = self.chance.choice(self.acts)
        try:
            with self.session.begin_nested():
                act()
        except Refused:
            return

    def settle(self) -> None:
        """Do what the end of a transaction does."""
        endings.finish(self.session)

    def _person(self) -> Person:
        return self.chance.choice(self.people)

    def _course(self) -> Course:
        return self.chance.choice(self.courses)

    def _taking_part(self, course: Course, *states: ParticipationState) -> list[Participation]:
        found = select(Participation).where(Participation.angkatan_id == course.angkatan.id)
        rows = self.session.scalars(found.order_by(Participation.created_at)).all()
        return [row for row in rows if not states or row.state in states]

    def nominate(self) -> None:
        course, person = self._course(), self._person()
        if any(row.person_id == person.id for row in self._taking_part(course)):
            return
        made = Participation(
            angkatan_id=course.angkatan.id,
            person_id=person.id,
            origin="Kota Metro",
            state=self.chance.choice((ParticipationState.NOMINATED, ParticipationState.INVITED)),
            created_at=clock.now(),
        )
        at = clock.now()
        participating.begin(self.session, SYSTEM, made, region_code="18", at=at)

    def step(self) -> None:
        rows = self._taking_part(self._course())
        if not rows:
            return
        row = self.chance.choice(rows)
        after = [
            one for one in states.following(row.state) if one is not ParticipationState.ENROLLED
        ]
        if after:
            to, at = self.chance.choice(after), clock.now()
            participating.move(self.session, SYSTEM, [row.id], to, reason="Uji", at=at)

    def enrol(self) -> None:
        course = self._course()
        for row in self._taking_part(course, ParticipationState.INVITED):
            willing = ParticipationState.WILLING
            participating.move(self.session, SYSTEM, [row.id], willing, at=clock.now())
        enrolling.enrol(self.session, SYSTEM, course.angkatan.id, reason="Uji", at=clock.now())

    def withdraw(self) -> None:
        rows = self._taking_part(self._course(), ParticipationState.ENROLLED)
        if rows:
            ids, to = [self.chance.choice(rows).id], ParticipationState.WITHDRAWN
            participating.move(self.session, SYSTEM, ids, to, reason="Uji", at=clock.now())

    def graduate(self) -> None:
        course = self._course()
        rows = self._taking_part(course, ParticipationState.ENROLLED)
        chosen = [row for row in rows if self.chance.random() < 0.6]
        for row in rows:
            if self.chance.random() < 0.5 or row in chosen:
                course.attend(row, course.sessions[0])
        for row in chosen:
            self._finish(course, row)
        ids = [row.id for row in chosen]
        at = clock.now()
        completion.decide(self.session, SYSTEM, course.angkatan.id, ids, at=at)

    def _finish(self, course: Course, row: Participation) -> None:
        self.session.refresh(row, ["person"])
        course.attend(row, course.sessions[1])
        course.read(row)
        course.take_test(row, 90)
        for rubric in course.rubrics:
            course.score(row, rubric, 4)
        course.confirm(row)

    def close(self) -> None:
        course = self._course()
        completion.close_angkatan(self.session, SYSTEM, course.angkatan.id, at=clock.now())
        self._renew(course)

    def cancel(self) -> None:
        course = self._course()
        organising.cancel(self.session, SYSTEM, course.angkatan.id, "Uji", at=clock.now())
        self._renew(course)

    def _renew(self, course: Course) -> None:
        assert course.angkatan.stage in (Stage.CLOSED, Stage.CANCELLED)
        self.courses.append(a_course(self.session))

    def _held(self, *merits: Merit) -> Credential | None:
        held = ledger.held(self.session, self._person().id)
        rows = [row for row in held if row.merit in merits]
        return self.chance.choice(rows) if rows else None

    def revoke(self) -> None:
        row = self._held(Merit.PASSED, Merit.ATTENDED)
        if row is not None:
            words = {"reason": "Uji", "public_words": "Dicabut karena uji"}
            credentials.revoke(self.session, SYSTEM, row.id, **words, at=clock.now())

    def recognise(self) -> None:
        person, source = self._person(), uuid4()
        made = Credential(
            person_id=person.id,
            achievement="bimtek-dasar-psm",
            family="psm",
            tier="dasar",
            version_id=source,
            source_id=source,
            basis=Basis.RECOGNITION,
            merit=Merit.RECOGNISED,
            region_code=METRO,
            issuer_region_code="18",
            issued_at=clock.now(),
        )
        self.session.add(made)
        self.session.flush()
        holdings.changed(self.session, made)

    def register(self) -> None:
        source: UUID = uuid4()
        registering.register(
            self.session,
            SYSTEM,
            self._person(),
            family="psm",
            source_id=source,
            region_code=METRO,
            at=clock.now(),
        )

    def unregister(self) -> None:
        row = self._held(Merit.REGISTERED)
        if row is not None:
            words = {"reason": "Uji", "public_words": "Berakhir"}
            registering.end(self.session, SYSTEM, row.id, **words, at=clock.now())

    def move_house(self) -> None:
        person, home = self._person(), self.chance.choice(HOMES)
        facts = PersonFacts(name=person.name, phone=person.phone, domicile_code=home)
        people.change_person(self.session, CLERK, person, facts, at=clock.now())

    def give_nik(self) -> None:
        number = self.chance.randrange(8)
        people.set_nik(self.session, CLERK, self._person(), lists.a_nik(number), at=clock.now())

    def name_people(self) -> None:
        named = [(n, self.chance.choice(DESA)) for n in range(8) if self.chance.random() < 0.5]
        scope = self.chance.choice(("18", "18.72"))
        inside = [(n, code) for n, code in named if code.startswith(scope)]
        lists.names(self.session, inside, scope)

    def set_targets(self) -> None:
        scope = self.chance.choice(("18", "18.72"))
        wanted = {
            code: self.chance.randrange(5)
            for code in DESA
            if code.startswith(scope) and self.chance.random() < 0.7
        }
        lists.targets(self.session, wanted, scope)
