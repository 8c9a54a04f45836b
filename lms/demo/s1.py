"""S1: Pembinaan PSM, Dinas Sosial Kabupaten Bengkulu Selatan.

Knowledge, skills and attitude are evaluated, and what can be strengthened is told; nobody passes
or fails. The article bears no date and names no number of people: both are chosen here.
"""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from lms.demo import acts, offices, places, planning
from lms.demo.crowd import MadeUp, crowd
from lms.training import operations as training
from lms.training.models import ParticipationState, TestKind

DAY = date(2021, 6, 15)  # the article is undated
PEOPLE_COUNT = 24  # not in the article
REGION = "17.01"
SCENE = planning.Scene(
    programme="pembinaan-psm",
    organiser=places.BENGKULU_SELATAN,
    staff="contoh-pembina",
    title="Pembinaan PSM Kabupaten Bengkulu Selatan",
    number=1,
    place="Aula Dinas Sosial, Manna",
    starts_on=DAY,
    ends_on=DAY,
    seats={REGION: PEOPLE_COUNT},
    issue_place="Manna",
    signatory="Kepala Dinas Sosial Kabupaten Bengkulu Selatan",
    back_signatory="Kepala Bidang Pemberdayaan Sosial",
    pattern="{no:03}/PEMBINAAN-PSM/{unit}/{bulan_romawi}/{tahun}",
)
_TRAINER = planning.Trainer(
    "contoh-pengajar-bengkulu", "Erlina Susanti", "17.01.01.2001", "Pengurus IPSM setempat"
)
_MORNING = datetime(2021, 6, 15, 0, 30, tzinfo=UTC)  # 07.30 WIB


def scene(_session: Session) -> planning.Scene:
    """Give the plan."""
    return SCENE


def build(session: Session, made: planning.Offices) -> None:
    """Play the day, from the invitation to what everybody is told about their work."""
    planned_at = _MORNING - timedelta(days=20)
    angkatan = planning.plan(session, made, SCENE, at=planned_at)
    play = planning.on_stage(
        session, angkatan, at=planned_at, seed=1701, staff=SCENE.staff, trainer=_TRAINER
    )
    acts.nominate(play, _people(session), ParticipationState.INVITED, at=planned_at)
    acts.join(play, at=planned_at + timedelta(days=3))
    training.propose(session, play.organiser, play.kelas.id, jp_minutes=45, at=planned_at)
    training.start(session, play.organiser, angkatan.id, at=_MORNING)
    everybody = play.participants()
    acts.take_test(play, TestKind.PRE, everybody, knows=0.5, at=_MORNING)
    for meeting in acts.sessions(play):
        acts.attend(play, meeting, set())
    evening = acts.sessions(play)[-1].ends_at
    acts.score(play, everybody, lowest=1, final=True, at=evening)
    acts.take_test(play, TestKind.POST, everybody, knows=0.8, at=evening)
    acts.confirm_names(play, everybody, at=evening)
    acts.conclude(play, at=evening + timedelta(hours=1))
    offices.rename(session, everybody[0].person_id, "contoh-psm")


def _people(session: Session) -> list[MadeUp]:
    return [acts.sent(each, unsur="PSM") for each in crowd(session, REGION, PEOPLE_COUNT, seed=1)]
