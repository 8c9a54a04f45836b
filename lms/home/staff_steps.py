"""What an organiser, a sender, a registrar, an officer and an admin should do now. Pure."""

from dataclasses import dataclass
from uuid import UUID

from lms.home.step import NextStep, Urgency
from lms.kernel.sentence import Sentence, say
from lms.oversight.summaries import Summary
from lms.registration.membership import Duties
from lms.training.models import Stage


@dataclass(frozen=True)
class Run:
    """An angkatan that one organises, in numbers."""

    angkatan_id: UUID
    title: str
    stage: Stage
    is_over: bool  # its last day has passed
    seats: int = 0
    kelas_without_sessions: int = 0
    nominated: int = 0
    willing: int = 0
    enrolled: int = 0
    undecided: int = 0
    rounds: int = 0
    to_review: int = 0


@dataclass(frozen=True)
class Sending:
    """An angkatan that has seats for one's region."""

    angkatan_id: UUID
    title: str
    when: str
    seats: int
    sent: int


@dataclass(frozen=True)
class Office:
    """What waits at an office, by role; None where the role is not held."""

    registrations_waiting: int | None = None
    members: Duties | None = None  # who is registered and waits for a decision
    applications_waiting: int | None = None  # people who put themselves forward
    recognitions_waiting: int | None = None  # papers of earlier training that others filed
    figures: Summary | None = None
    offices_without_staff: tuple[str, ...] | None = None
    reads_trail: bool = False


def organiser_steps(run: Run) -> tuple[NextStep, ...]:
    """Give what an angkatan needs of its organiser."""
    found: list[tuple[bool, Urgency, Sentence, Sentence, str]] = [
        (
            run.kelas_without_sessions > 0,
            Urgency.TODAY,
            say("%(count)s kelas belum mempunyai jadwal sesi", count=run.kelas_without_sessions),
            say("Susun jadwal"),
            "training_desk.setup",
        ),
        (
            run.seats == 0 and run.stage is Stage.PLANNED,
            Urgency.SOON,
            say("Kuota per pengirim belum diisi"),
            say("Isi kuota"),
            "training_desk.setup",
        ),
        (
            run.nominated > 0,
            Urgency.TODAY,
            say("%(count)s usulan peserta menunggu undangan", count=run.nominated),
            say("Periksa usulan"),
            "training_desk.participants",
        ),
        (
            run.willing > 0,
            Urgency.TODAY,
            say("%(count)s orang bersedia dan belum didaftarkan", count=run.willing),
            say("Daftarkan peserta"),
            "training_desk.participants",
        ),
        (
            run.is_over and run.undecided > 0 and run.stage is Stage.RUNNING,
            Urgency.TODAY,
            say("%(count)s peserta menunggu penetapan kelulusan", count=run.undecided),
            say("Tetapkan kelulusan"),
            "completion_desk.preview",
        ),
        (
            run.to_review > 0,
            Urgency.TODAY,
            say("%(count)s kelulusan perlu ditinjau", count=run.to_review),
            say("Tinjau"),
            "completion_desk.reviews",
        ),
        (
            run.is_over and run.undecided == 0 and run.rounds > 0 and run.stage is Stage.RUNNING,
            Urgency.SOON,
            say("Kelulusan sudah ditetapkan; angkatan belum ditutup"),
            say("Tutup angkatan"),
            "completion_desk.table",
        ),
    ]
    values = {"angkatan_id": run.angkatan_id}
    name = say("%(title)s", title=run.title)
    return tuple(
        NextStep(urgency, title, name, label, endpoint, values)
        for is_so, urgency, title, label, endpoint in found
        if is_so
    )


def sender_steps(sending: Sending) -> tuple[NextStep, ...]:
    """Give the nomination that an angkatan waits for from a sender."""
    left = sending.seats - sending.sent
    if left < 1:
        return ()
    return (
        NextStep(
            Urgency.TODAY,
            say("Usulkan %(left)s peserta untuk %(title)s", left=left, title=sending.title),
            say(
                "%(when)s. Kuota wilayah Anda %(seats)s kursi, %(sent)s sudah diusulkan.",
                when=sending.when,
                seats=sending.seats,
                sent=sending.sent,
            ),
            say("Usulkan peserta"),
            "training_desk.nominations",
            {"angkatan_id": sending.angkatan_id},
        ),
    )


def _members(duties: Duties | None) -> list[NextStep]:
    """Give what members wait for: a revoked basis, a move, a term that ends."""
    if duties is None:
        return []
    asked = (
        (
            duties.bases,
            "dasar-dicabut",
            say("Dasar %(count)s keanggotaan dicabut", count=duties.bases),
            say("Keanggotaannya tidak gugur sendiri. Tentukan langkah untuk setiap orang."),
        ),
        (
            duties.moved,
            "pindah-domisili",
            say("%(count)s anggota pindah domisili", count=duties.moved),
            say("Terima di wilayah Anda, atau akhiri keanggotaannya."),
        ),
        (
            duties.ending,
            "akan-berakhir",
            say("Masa berlaku %(count)s keanggotaan habis dalam 90 hari", count=duties.ending),
            say("Siapkan SK perpanjangan."),
        ),
        (
            duties.expired,
            "masa-berlaku-habis",
            say("Masa berlaku %(count)s keanggotaan sudah habis", count=duties.expired),
            say("Perpanjang dengan SK baru, atau akhiri dengan alasan."),
        ),
    )
    where = "registration_membership.members"
    return [
        NextStep(Urgency.SOON, title, text, say("Buka daftarnya"), where, {"daftar": listing})
        for count, listing, title, text in asked
        if count
    ]


def office_steps(office: Office) -> tuple[NextStep, ...]:
    """Give what waits for a registrar, an officer, an admin and an auditor."""
    found = []
    if office.registrations_waiting:
        found.append(
            NextStep(
                Urgency.TODAY,
                say(
                    "%(count)s pendaftaran PSM menunggu putusan", count=office.registrations_waiting
                ),
                say("Yang paling lama menunggu berada paling atas."),
                say("Periksa pendaftaran"),
                "registration_desk.queue",
            )
        )
    found += _members(office.members)
    if office.applications_waiting:
        count = office.applications_waiting
        found.append(
            NextStep(
                Urgency.TODAY,
                say("%(count)s warga mengajukan diri sebagai peserta", count=count),
                say("Jadikan usulan, atau tolak dengan alasan."),
                say("Periksa pengajuan"),
                "training_offers_desk.applications",
            )
        )
    if office.recognitions_waiting:
        found.append(_recognitions(office.recognitions_waiting))
    if office.offices_without_staff:
        found.append(_unstaffed(office.offices_without_staff))
    if office.figures is not None:
        found.append(
            NextStep(
                Urgency.OPTION,
                say("Lihat siapa yang wajib dan sudah terlatih"),
                say("Dari provinsi sampai desa dan orangnya, dengan kantor yang dihubungi."),
                say("Buka pelatihan wajib"),
                "oversight.regions",
            )
        )
    if office.reads_trail:
        found.append(
            NextStep(
                Urgency.OPTION,
                say("Baca jejak tindakan"),
                say("Siapa melakukan apa, kapan, dan mengapa. Jejak ini tidak dapat diubah."),
                say("Buka jejak"),
                "home.trail",
            )
        )
    return tuple(found)


def _recognitions(count: int) -> NextStep:
    return NextStep(
        Urgency.TODAY,
        say("%(count)s dokumen pelatihan terdahulu menunggu diperiksa", count=count),
        say("Cocokkan pindaian dengan isiannya, lalu akui, kembalikan, atau tolak."),
        say("Periksa dokumen"),
        "credentials_recognition_desk.papers",
    )


def _unstaffed(names: tuple[str, ...]) -> NextStep:
    shown = ", ".join(names[:3])
    return NextStep(
        Urgency.SOON,
        say("%(count)s kantor belum mempunyai petugas", count=len(names)),
        say("%(names)s", names=shown) if len(names) < 4 else say("%(names)s, …", names=shown),
        say("Beri peran petugas"),
        "people_staff.staff",
    )
