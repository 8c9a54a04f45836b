"""S0: Bimtek PSM angkatan II, Dinas Sosial Provinsi Lampung, 10 August 2017 in Metro.

Forty people sent by four kabupaten and kota, closed, certificates issued. The article tells of
the opening day; the curriculum of 20 JP takes two.
"""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from lms.completion import operations as completion
from lms.demo import acts, offices, planning
from lms.demo.crowd import MadeUp, crowd
from lms.people import operations as people
from lms.people.models import Person
from lms.people.operations import PersonFacts
from lms.regions.models import Organisation
from lms.registration import deciding
from lms.registration import operations as registration
from lms.registration import queries as registrations
from lms.registration.models import Demand
from lms.training import operations as training
from lms.training.models import Angkatan, ParticipationState, TestKind

NUMBER = 2
FAMILY = "psm"
DAY = date(2017, 8, 10)
_MORNING = datetime(2017, 8, 10, 0, 30, tzinfo=UTC)  # 07.30 WIB
_ABSENT_COUNT = 2  # of forty, who came on one of the two days only


def build(session: Session, organiser: Organisation) -> Angkatan:
    """Play the whole angkatan, from the plan to the certificates."""
    planned_at = _MORNING - timedelta(days=40)
    angkatan = planning.planned(
        session,
        organiser,
        number=NUMBER,
        starts_on=DAY,
        ends_on=DAY + timedelta(days=1),
        at=planned_at,
    )
    play = planning.on_stage(session, angkatan, at=planned_at, seed=2017)
    _gather(play, at=planned_at + timedelta(days=5))
    _teach(play)
    _conclude(play)
    return angkatan


def _gather(play: acts.Play, *, at: datetime) -> None:
    acts.nominate(play, _people(play.session), ParticipationState.INVITED, at=at)
    acts.join(play, at=at + timedelta(days=3))
    training.propose(play.session, play.organiser, play.kelas.id, jp_minutes=45, at=at)
    training.start(play.session, play.organiser, play.angkatan.id, at=_MORNING)


def _people(session: Session) -> list[MadeUp]:
    return [
        person
        for code, seats in planning.QUOTA.items()
        for person in crowd(session, code, seats, seed=1)
    ]


def _teach(play: acts.Play) -> None:
    everybody = play.participants()
    missing = {each.id for each in everybody[-_ABSENT_COUNT:]}
    acts.take_test(play, TestKind.PRE, everybody, knows=0.4, at=_MORNING)
    acts.read_modules(play, everybody, at=_MORNING)
    for meeting in acts.sessions(play):
        second_day = meeting.starts_at.date() > DAY
        acts.attend(play, meeting, missing if second_day else set())
    evening = acts.sessions(play)[-1].ends_at
    present = [each for each in everybody if each.id not in missing]
    acts.score(play, present, lowest=3, final=True, at=evening)
    acts.take_test(play, TestKind.POST, present, knows=0.97, at=evening)
    acts.confirm_names(play, everybody, at=evening)


def _conclude(play: acts.Play) -> None:
    evening = acts.sessions(play)[-1].ends_at + timedelta(hours=1)
    passing = acts.passing(play)
    act = (play.session, play.organiser, play.angkatan.id)
    completion.decide(*act, passing, at=evening)
    completion.close_angkatan(*act, at=evening + timedelta(minutes=10))
    graduates = [each for each in play.participants() if each.id in passing]
    account = offices.account_of(play.session, graduates[0].person_id)
    account.login_name = "contoh-lulusan"  # so that the README can name it
    for each in graduates[:8]:
        _complete(play, each.person, at=evening + timedelta(days=13))
    for each in graduates[2:8]:
        _register(play, each.person_id, at=evening + timedelta(days=14))


def _complete(play: acts.Play, person: Person, *, at: datetime) -> None:
    """Let a graduate add the date of birth, which the list of nominees did not hold."""
    born_on = next(each.born_on for each in _people(play.session) if each.phone == person.phone)
    known = {name.name: getattr(person, name.name) for name in fields(PersonFacts)}
    facts = PersonFacts(**(known | {"born_on": born_on}))
    people.change_person(
        play.session, offices.as_trainee(play.session, person.id), person, facts, at=at
    )


def _register(play: acts.Play, person_id: UUID, *, at: datetime) -> None:
    """Let a graduate apply for registration, and the registrar approve it."""
    session = play.session
    rules = registrations.rules(session, FAMILY)
    declared = frozenset(rule.slug for rule in rules if rule.demand is Demand.DECLARATION)
    applicant = offices.as_trainee(session, person_id)
    made = registration.submit(session, applicant, FAMILY, declared, at=at).registration
    decided_at = at + timedelta(days=7)
    registrar = offices.actor_named(session, "contoh-registrar", on=decided_at.date())
    decree = deciding.Decree("460/017/SK-PSM/2017", decided_at.date(), planning.SIGNATORY)
    deciding.approve(session, registrar, made.id, decree, at=decided_at)
