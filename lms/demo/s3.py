"""S3: Pembekalan calon relawan Pensosmas, Surabaya, 26–29 July 2017.

Kementerian Sosial and Dinas Sosial Provinsi Jawa Timur hold it together. Thirty people, called by
the Dinas: their asal is Kota Surabaya, their domicile lies in Kota Surabaya, Sidoarjo and Gresik.
How many live where, and who stands for which unsur, is not in the article.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import cycle

from sqlalchemy.orm import Session

from lms.demo import acts, places, planning, registering
from lms.demo.crowd import MadeUp, crowd
from lms.registration import decrees
from lms.training import operations as training
from lms.training.models import Participation, ParticipationState, TestKind

FIRST, LAST = date(2017, 7, 26), date(2017, 7, 29)
ORIGIN = "Kota Surabaya"
DOMICILES = {"35.78": 14, "35.15": 8, "35.25": 8}
"""Kota Surabaya, Kabupaten Sidoarjo, Kabupaten Gresik."""
UNSUR = ("Tokoh agama", "Tokoh adat", "Tokoh perempuan", "Tokoh pemuda")
SCENE = planning.Scene(
    programme="pembekalan-pensosmas",
    organiser=places.JATIM,
    partners=(places.KEMENSOS,),
    staff="contoh-jatim",
    title="Pembekalan Calon Relawan Pensosmas",
    number=1,
    place="Surabaya",
    starts_on=FIRST,
    ends_on=LAST,
    seats={"35.78": 30},
    issue_place="Surabaya",
    signatory="Kepala Dinas Sosial Provinsi Jawa Timur",
    back_signatory="Kepala Bidang Pemberdayaan Sosial",
    pattern="{no:03}/PEMBEKALAN-PENSOSMAS/{unit}/{bulan_romawi}/{tahun}",
)
_TRAINER = planning.Trainer(
    "contoh-pengajar-jatim",
    "Hartini Kusuma",
    "35.78.01.1001",
    "Widyaiswara BBPPKS Regional III Yogyakarta",
)
_MORNING = datetime(2017, 7, 26, 0, 30, tzinfo=UTC)  # 07.30 WIB
_DECREED_ON = date(2017, 8, 10)
_REGISTERED = 8  # not in the article
_MISSES_A_DAY = 1  # of thirty; not in the article


def scene(_session: Session) -> planning.Scene:
    """Give the plan."""
    return SCENE


def build(session: Session, made: planning.Offices) -> None:
    """Play the four days, from the call to the certificates."""
    planned_at = _MORNING - timedelta(days=30)
    angkatan = planning.plan(session, made, SCENE, at=planned_at)
    play = planning.on_stage(
        session, angkatan, at=planned_at, seed=35, staff=SCENE.staff, trainer=_TRAINER
    )
    people = list(_people(session))
    acts.nominate(play, people, ParticipationState.INVITED, at=planned_at)
    acts.join(play, at=planned_at + timedelta(days=7))
    training.propose(session, play.organiser, play.kelas.id, jp_minutes=45, at=planned_at)
    training.start(session, play.organiser, angkatan.id, at=_MORNING)
    _teach(play)
    evening = acts.sessions(play)[-1].ends_at + timedelta(hours=1)
    graduates = acts.conclude(play, at=evening)
    _register(play, graduates[:_REGISTERED], registering.births(people), at=evening)


def _register(
    play: acts.Play,
    graduates: Sequence[Participation],
    born_on: Mapping[str, date],
    *,
    at: datetime,
) -> None:
    """Register some as Pensosmas, by one SK of the province."""
    for each in graduates:
        registering.complete(play.session, each.person, born_on[each.person.phone or ""], at=at)
    paper = decrees.Paper("460/112/SK-PENSOSMAS/2017", _DECREED_ON, SCENE.signatory)
    registering.register(
        play.session,
        [each.person_id for each in graduates],
        "pensosmas",
        paper,
        registrar="contoh-registrar-jatim",
        at=at + timedelta(days=7),
    )


def _people(session: Session) -> Iterator[MadeUp]:
    unsur = cycle(UNSUR)
    for code, count in DOMICILES.items():
        for each in crowd(session, code, count, seed=3):
            yield acts.sent(each, sender=ORIGIN, unsur=next(unsur))


def _teach(play: acts.Play) -> None:
    everybody = play.participants()
    present = everybody[:-_MISSES_A_DAY]
    missing = {each.id for each in everybody[-_MISSES_A_DAY:]}
    acts.take_test(play, TestKind.PRE, everybody, knows=0.4, at=_MORNING)
    acts.read_modules(play, everybody, slugs={"kerelawanan"}, at=_MORNING)
    for meeting in acts.sessions(play):
        late = meeting.starts_at.astimezone(UTC).date() > FIRST + timedelta(days=1)
        acts.attend(play, meeting, missing if late else set())
    evening = acts.sessions(play)[-1].ends_at
    acts.score(play, present, lowest=3, final=True, at=evening)
    acts.take_test(play, TestKind.POST, present, knows=0.97, at=evening)
    acts.confirm_names(play, everybody, at=evening)
