"""S0: Bimtek PSM angkatan II, Dinas Sosial Provinsi Lampung, 10 August 2017 in Metro.

Forty people sent by four kabupaten and kota, closed, certificates issued. The article tells of
the opening day; the curriculum of 20 JP takes two.
"""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from lms.demo import acts, offices, planning, registering
from lms.demo.crowd import MadeUp, crowd
from lms.registration import decrees
from lms.training import operations as training
from lms.training.models import ParticipationState, TestKind

NUMBER = 2
FAMILY = "psm"
DAY = date(2017, 8, 10)
_MORNING = datetime(2017, 8, 10, 0, 30, tzinfo=UTC)  # 07.30 WIB
_LATER = timedelta(days=13)
_DECREED_ON = date(2017, 8, 31)
_COMPLETE = 8  # who told their date of birth; all but two of them apply
_ABSENT_COUNT = 2  # of forty, who came on one of the two days only


def scene(_session: Session) -> planning.Scene:
    """Give the plan."""
    return planning.of_lampung(number=NUMBER, starts_on=DAY, ends_on=DAY + timedelta(days=1))


def build(session: Session, made: planning.Offices) -> None:
    """Play the whole angkatan, from the plan to the certificates."""
    planned_at = _MORNING - timedelta(days=40)
    angkatan = planning.plan(session, made, scene(session), at=planned_at)
    play = planning.on_stage(session, angkatan, at=planned_at, seed=2017)
    _gather(play, at=planned_at + timedelta(days=5))
    _teach(play)
    _conclude(play)


def _gather(play: acts.Play, *, at: datetime) -> None:
    acts.nominate(play, people(play.session), ParticipationState.INVITED, at=at)
    acts.join(play, at=at + timedelta(days=3))
    training.propose(play.session, play.organiser, play.kelas.id, jp_minutes=45, at=at)
    training.start(play.session, play.organiser, play.angkatan.id, at=_MORNING)


def people(session: Session) -> list[MadeUp]:
    """Give the forty, ten for each sender."""
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
    graduates = acts.conclude(play, at=evening)
    offices.rename(play.session, graduates[0].person_id, "contoh-lulusan")
    born_on = registering.births(people(play.session))
    for each in graduates[:_COMPLETE]:
        birth = born_on[each.person.phone or ""]
        registering.complete(play.session, each.person, birth, at=evening + _LATER)
    registering.register(
        play.session,
        [each.person_id for each in graduates[2:_COMPLETE]],
        FAMILY,
        decrees.Paper("460/017/SK-PSM/2017", _DECREED_ON, planning.SIGNATORY),
        registrar="contoh-registrar",
        at=evening + _LATER,
    )
