"""An angkatan that is running today, so that every role has something to do at once.

Yesterday: tes awal and four materials. Now: an open session. Tomorrow: the rest. Two nominations
wait for the organiser; what waits elsewhere is told in `waiting`.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.attendance import operations as attendance
from lms.demo import acts, offices, planning
from lms.demo.crowd import crowd
from lms.kernel.clock import Zone
from lms.regions.models import Organisation
from lms.training import operations as training
from lms.training.catalogue import CurriculumMaterial, Mode
from lms.training.models import Angkatan, ParticipationState, Stage, TestKind

_SEATS_TAKEN = 6  # of ten seats for each sender
_YESTERDAY, _TODAY = 4, 2  # how many materials are taught on that day; the rest tomorrow
_MORNING, _BREAK = timedelta(hours=8), timedelta(minutes=15)
_BEGUN = timedelta(minutes=10)  # so long ago the session of now began, if the day allows it


def is_on(session: Session, organiser: Organisation, today: date) -> bool:
    """Tell whether an angkatan of the organiser is running on this day."""
    found = select(func.count()).where(
        Angkatan.organiser_id == organiser.id,
        Angkatan.stage == Stage.RUNNING,
        Angkatan.starts_on <= today,
        Angkatan.ends_on >= today,
    )
    return bool(session.scalar(found))


def build(session: Session, organiser: Organisation, *, at: datetime) -> Angkatan:
    """Play an angkatan from its plan up to this moment."""
    today = at.astimezone(Zone.WIB.info).date()
    first = today - timedelta(days=1)
    planned_at = at - timedelta(days=30)
    angkatan = planning.planned(
        session,
        organiser,
        number=planning.next_number(session, organiser, first.year),
        starts_on=first,
        ends_on=today + timedelta(days=1),
        at=planned_at,
    )
    play = planning.on_stage(session, angkatan, at=planned_at, seed=today.toordinal())
    _gather(play, at=planned_at + timedelta(days=2))
    _schedule(play, at=at)
    morning = acts.sessions(play)[0].starts_at - timedelta(hours=1)
    training.start(session, play.organiser, angkatan.id, at=morning)
    _yesterday(play, at=morning)
    _today(play, at=at)
    return angkatan


def _gather(play: acts.Play, *, at: datetime) -> None:
    seed = play.angkatan.starts_on.toordinal()
    people = [
        person
        for code in planning.QUOTA
        for person in crowd(play.session, code, _SEATS_TAKEN, seed=seed)
    ]
    acts.nominate(play, people, ParticipationState.INVITED, at=at)
    acts.join(play, at=at + timedelta(days=3))
    late = crowd(play.session, "18.72", 2, seed=seed + 1)
    acts.nominate(play, late, ParticipationState.NOMINATED, at=at + timedelta(days=5))


def _schedule(play: acts.Play, *, at: datetime) -> None:
    """Teach four materials yesterday, two from now on, the others tomorrow."""
    materials = play.session.scalars(
        select(CurriculumMaterial)
        .where(
            CurriculumMaterial.curriculum_id == play.angkatan.curriculum_id,
            CurriculumMaterial.mode == Mode.SYNCHRONOUS,
        )
        .order_by(CurriculumMaterial.position)
    ).all()
    spans = timetable([material.jp for material in materials], at=at)
    for material, (begins, ends) in zip(materials, spans, strict=True):
        facts = training.SessionFacts(
            title=material.title,
            jp=material.jp,
            starts_at=begins,
            ends_at=ends,
            place=play.angkatan.place,
            material_id=material.id,
        )
        training.add_session(play.session, play.organiser, play.kelas.id, facts, at=at)


def timetable(jps: Sequence[int], *, at: datetime) -> list[tuple[datetime, datetime]]:
    """Give begin and end of each material of so many JP; one of them is being taught at `at`.

    None goes past midnight: in the evening only one is left for today, and it has begun earlier.
    """
    now = at.astimezone(Zone.WIB.info)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    rest = list(jps[_YESTERDAY:])
    left = midnight + timedelta(days=1) - now + _BEGUN
    count = _TODAY if _length(rest[:_TODAY]) < left else 1
    latest = midnight + timedelta(days=1) - _length(rest[:count])
    begun = max(midnight, min(now - _BEGUN, latest))
    return [
        *_day(jps[:_YESTERDAY], midnight - timedelta(days=1) + _MORNING),
        *_day(rest[:count], begun),
        *_day(rest[count:], midnight + timedelta(days=1) + _MORNING),
    ]


def _day(jps: Sequence[int], begins: datetime) -> Iterator[tuple[datetime, datetime]]:
    for jp in jps:
        ends = begins + timedelta(minutes=45 * jp)
        yield begins, ends
        begins = ends + _BREAK


def _length(jps: Sequence[int]) -> timedelta:
    return sum((timedelta(minutes=45 * jp) + _BREAK for jp in jps), timedelta())


def _yesterday(play: acts.Play, *, at: datetime) -> None:
    everybody = play.participants()
    acts.take_test(play, TestKind.PRE, everybody, knows=0.45, at=at)
    for number, meeting in enumerate(acts.sessions(play)[:_YESTERDAY]):
        acts.attend(play, meeting, {everybody[-1].id} if number > 1 else set())
    acts.read_modules(play, everybody[::2], slugs={"kerelawanan"}, at=at)


def _today(play: acts.Play, *, at: datetime) -> None:
    everybody = play.participants()
    account = offices.account_of(play.session, everybody[0].person_id)
    former = offices.account_named(play.session, "contoh-peserta")
    if former is not None:
        former.login_name = f"peserta-{former.created_at:%Y%m%d}"
        play.session.flush()
    account.login_name = "contoh-peserta"  # so that the README can name it
    acts.confirm_names(play, everybody[1::3], at=at)
    acts.score(play, everybody[1:9], lowest=2, final=False, at=at)
    meeting = acts.sessions(play)[_YESTERDAY]
    attendance.open_session(play.session, play.trainer, meeting.id, at=at)
