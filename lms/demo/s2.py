"""S2: Rakor dan sarasehan IPSM se-Jawa Tengah, 23 January 2022, Guci, Kabupaten Tegal.

Coordination, no training: presensi and a notula, no certificate of competence. The article names
no number of people: one from each of the 35 kabupaten and kota is chosen here.
"""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.completion import summarising
from lms.credentials import house
from lms.demo import acts, places, planning
from lms.demo.crowd import crowd
from lms.regions.models import Level, Region
from lms.training import operations as training
from lms.training.models import ParticipationState

DAY = date(2022, 1, 23)
PROVINCE = "33"
_MORNING = datetime(2022, 1, 23, 0, 30, tzinfo=UTC)  # 07.30 WIB
_TRAINER = planning.Trainer(
    "contoh-notulis", "Retno Palupi", "33.28.01.2001", "Pengurus IPSM Provinsi Jawa Tengah"
)
SUMMARY = """## Ringkasan rakor dan sarasehan

Notula contoh untuk demonstrasi. Pokok bahasannya mengikuti susunan acara; isinya rekaan.

## IPSM sebagai forum

- IPSM menjadi tempat PSM bertukar pengalaman dan menyusun rencana bersama.
- Setiap IPSM kabupaten dan kota menunjuk satu narahubung.

## Pemutakhiran data

- PSM membantu desa dan kelurahan memutakhirkan data warga menurut aturan yang berlaku.
- Data pribadi tidak dibagikan di grup percakapan.

## Puskesos

- PSM mengenali Puskesos terdekat dan mengantar warga ke layanan itu.
- Bila belum ada Puskesos, warga diarahkan ke Dinas Sosial setempat.

## PPKS

- Sebutan yang dipakai ialah PPKS, bukan istilah lama yang memberi cap.
- Rujukan dicatat dan ditindaklanjuti sampai warga mendapat jawaban.

## Rencana kerja bersama

- Tiap IPSM menyampaikan rencana kerja kepada IPSM provinsi.
- Pertemuan berikutnya menilai pelaksanaannya.
"""


def scene(session: Session) -> planning.Scene:
    """Give the plan: one seat for each kabupaten and kota of the province."""
    return planning.Scene(
        programme="rakor-ipsm",
        organiser=places.IPSM_JATENG,
        partners=(places.PEMKAB_TEGAL,),
        staff="contoh-ipsm",
        title="Rakor dan Sarasehan IPSM se-Jawa Tengah",
        number=1,
        place="Guci, Kabupaten Tegal",
        starts_on=DAY,
        ends_on=DAY,
        seats=dict.fromkeys(_senders(session), 1),
        issue_place="Tegal",
        signatory="Ketua IPSM Provinsi Jawa Tengah",
        back_signatory="Sekretaris IPSM Provinsi Jawa Tengah",
        pattern="{no:03}/RAKOR-IPSM/{unit}/{bulan_romawi}/{tahun}",
    )


def _senders(session: Session) -> list[str]:
    found = select(Region.code).where(
        Region.parent_code == PROVINCE, Region.is_active, Region.level == Level.KABUPATEN_KOTA
    )
    return list(session.scalars(found.order_by(Region.code)))


def build(session: Session, made: planning.Offices) -> None:
    """Play the day: invitations, presensi, the notula, and closing."""
    planned_at = _MORNING - timedelta(days=30)
    plan = scene(session)
    angkatan = planning.plan(session, made, plan, at=planned_at)
    play = planning.on_stage(
        session, angkatan, at=planned_at, seed=33, staff=plan.staff, trainer=_TRAINER
    )
    people = [
        acts.sent(each, unsur="Pengurus IPSM kabupaten/kota")
        for code in plan.seats
        for each in crowd(session, code, 1, seed=2)
    ]
    acts.nominate(play, people, ParticipationState.INVITED, at=planned_at)
    acts.join(play, at=planned_at + timedelta(days=7))
    training.propose(session, play.organiser, play.kelas.id, jp_minutes=45, at=planned_at)
    training.start(session, play.organiser, angkatan.id, at=_MORNING)
    everybody = play.participants()
    for meeting in acts.sessions(play):
        acts.attend(play, meeting, {everybody[-1].id})
    evening = acts.sessions(play)[-1].ends_at
    acts.confirm_names(play, everybody, at=evening)
    summarising.keep(
        session, play.organiser, angkatan.id, SUMMARY, storage=house.storage(), at=evening
    )
    acts.conclude(play, at=evening + timedelta(hours=1))
