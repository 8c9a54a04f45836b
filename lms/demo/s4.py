"""S4: Bimtek PSM, Kementerian Sosial, two days from 17 February 2020, Jakarta.

Reported were 500 people, made of 225 from Kota Bekasi, 225 from Kabupaten Bekasi and 25 from IPSM
Pusat, which is 475. The report is noted as it is, the 475 are played, and nobody is invented for
the other 25. Who passed is not in the article: those who miss the second day do not.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from lms.demo import acts, places, planning
from lms.demo.crowd import MadeUp, crowd
from lms.kernel import clock
from lms.kernel.access import contains
from lms.training import operations as training
from lms.training import reporting
from lms.training.models import Angkatan, Kelas, ParticipationState, TestKind

FIRST, LAST = date(2020, 2, 17), date(2020, 2, 18)
REPORTED = 500
SOURCE = "pemberitaan 17 Februari 2020"
SEATS: Mapping[str, int] = {"32.75": 225, "32.16": 225, places.IPSM_PUSAT: 25}
_NAMES = {"32.75": "Kota Bekasi", "32.16": "Kabupaten Bekasi"}
_HOMES = {places.IPSM_PUSAT: "31.74"}
"""Where those of IPSM Pusat live: Jakarta Selatan, chosen here."""

_TRAINER = planning.Trainer(
    "contoh-pengajar-pusat", "Subagyo Prakoso", "31.74.01.1001", "Narasumber dari IPSM Pusat"
)
_MORNING = datetime(2020, 2, 17, 0, 30, tzinfo=UTC)  # 07.30 WIB
_ONE_ABSENT_IN = 40


def scene(_session: Session) -> planning.Scene:
    """Give the plan."""
    return planning.Scene(
        programme="bimtek-dasar-psm",
        organiser=places.KEMENSOS,
        staff="contoh-pusat",
        title="Bimtek PSM Kota Bekasi, Kabupaten Bekasi, dan IPSM Pusat",
        number=1,
        place="Jakarta",
        starts_on=FIRST,
        ends_on=LAST,
        seats=SEATS,
        issue_place="Jakarta",
        signatory="Direktur Jenderal Pemberdayaan Sosial",
        back_signatory="Direktur Pemberdayaan Masyarakat",
    )


def build(session: Session, made: planning.Offices, *, one_in: int = 1) -> None:
    """Play both days with a kelas for each sender, then note what was reported.

    With `one_in` only every so many of the people come, and of those reported.
    """
    planned_at = _MORNING - timedelta(days=40)
    plan = scene(session)
    angkatan = planning.plan(session, made, plan, at=planned_at)
    rooms = _rooms(session, angkatan, plan, at=planned_at)
    plays = [
        planning.on_stage(
            session,
            angkatan,
            at=planned_at,
            seed=position,
            staff=plan.staff,
            trainer=_TRAINER,
            kelas=room,
        )
        for position, room in enumerate(rooms.values())
    ]
    _gather(plays[0], rooms, one_in=one_in, at=planned_at)
    for play in plays:
        training.propose(session, play.organiser, play.kelas.id, jp_minutes=45, at=planned_at)
    training.start(session, plays[0].organiser, angkatan.id, at=_MORNING)
    for play in plays:
        _teach(play)
    evening = acts.sessions(plays[0])[-1].ends_at
    acts.conclude(plays[0], at=evening + timedelta(hours=2))
    noted = (session, plays[0].organiser, angkatan.id, REPORTED // one_in, SOURCE)
    reporting.note_report(*noted, at=evening + timedelta(days=1))


def _rooms(
    session: Session, angkatan: Angkatan, plan: planning.Scene, *, at: datetime
) -> dict[str, Kelas]:
    """Give a kelas for each sender; the angkatan was planned with the first."""
    actor = planning.organiser(session, plan, on=clock.day_of(at))
    first = planning.only_kelas(session, angkatan)
    more = {
        sender: training.add_kelas(session, actor, angkatan.id, letter, at=at)
        for sender, letter in zip(list(plan.seats)[1:], "BC", strict=True)
    }
    return {next(iter(plan.seats)): first, **more}


def _gather(play: acts.Play, rooms: Mapping[str, Kelas], *, one_in: int, at: datetime) -> None:
    """Invite by one list, note who comes, and put everybody into the kelas of their sender."""
    people = list(_people(play.session, one_in=one_in))
    acts.nominate(play, people, ParticipationState.INVITED, at=at)
    acts.seat(play, at=at + timedelta(days=14))
    names = {_NAMES.get(sender, sender): kelas for sender, kelas in rooms.items()}
    for name, kelas in names.items():
        ids = [each.id for each in acts.everybody(play) if each.origin == name]
        training.assign_kelas(play.session, play.organiser, ids, kelas.id, at=at)


def _people(session: Session, *, one_in: int) -> Iterator[MadeUp]:
    for sender, seats in SEATS.items():
        name = _NAMES.get(sender, sender)
        for each in crowd(session, _HOMES.get(sender, sender), seats // one_in, seed=4):
            unsur = "PSM" if contains("32", sender) else "Pengurus IPSM Pusat"
            yield acts.sent(each, sender=name, unsur=unsur)


def _teach(play: acts.Play) -> None:
    everybody = play.participants()
    missing = {each.id for each in everybody[::_ONE_ABSENT_IN]}
    present = [each for each in everybody if each.id not in missing]
    for meeting in acts.sessions(play):
        acts.attend(play, meeting, missing if meeting.starts_at.date() > FIRST else set())
    evening = acts.sessions(play)[-1].ends_at
    acts.score(play, present, lowest=3, final=True, at=evening)
    acts.take_test(play, TestKind.POST, present, knows=0.97, at=evening)
    acts.confirm_names(play, present, at=evening)
