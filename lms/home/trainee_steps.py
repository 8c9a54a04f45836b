"""What a participant and a graduate should do now. Pure."""

from dataclasses import dataclass
from uuid import UUID

from lms.home.step import NextStep, Urgency
from lms.kernel.sentence import Sentence, say
from lms.registration.models import RegistrationState
from lms.training.models import ParticipationState as State
from lms.training.models import Stage

_COMING = {
    State.NOMINATED: say("Dinas Sosial sudah mengusulkan Anda. Panitia akan mengundang Anda."),
    State.WILLING: say("Anda sudah menyatakan bersedia. Panitia akan mendaftarkan Anda."),
    State.RESERVE: say("Anda peserta cadangan. Panitia menghubungi Anda bila ada kursi."),
}


@dataclass(frozen=True)
class OpenSession:
    """A session of the own kelas whose presensi is open, not marked yet."""

    session_id: UUID
    title: str
    until: str


@dataclass(frozen=True)
class OpenTest:
    """A test of the own kelas that is open and not finished."""

    title: str
    attempt_id: UUID | None  # None: not begun


@dataclass(frozen=True)
class Course:
    """The own participation in an angkatan, and what is open in it."""

    participation_id: UUID
    angkatan_id: UUID
    title: str
    when: str
    place: str
    state: State
    stage: Stage
    is_name_confirmed: bool
    open_sessions: tuple[OpenSession, ...] = ()
    open_tests: tuple[OpenTest, ...] = ()
    modules_count: int = 0
    modules_done_count: int = 0
    is_decided: bool = False  # holds the credential of this angkatan


@dataclass(frozen=True)
class OwnPaper:
    """A certificate of one's own, in force."""

    certificate_id: UUID
    title: str
    is_drawn: bool


@dataclass(frozen=True)
class Graduate:
    """What the ledger says of somebody, and where their registration as PSM stands."""

    papers: tuple[OwnPaper, ...] = ()
    may_register: bool = False  # holds the bimtek that is asked for
    registration: RegistrationState | None = None
    opened: tuple[str, ...] = ()  # titles of the programmes that are open now


def course_steps(course: Course) -> tuple[NextStep, ...]:
    """Give what to do in one angkatan, most urgent first."""
    if course.stage is Stage.CANCELLED:
        return ()
    if course.state is State.INVITED:
        return (_invitation(course),)
    if course.state in _COMING and course.stage is not Stage.CLOSED:
        return (_awaited(course),)
    if course.state is not State.ENROLLED:
        return ()
    return (*_open_now(course), *_to_confirm(course), *_to_learn(course), *_ahead(course))


def graduate_steps(graduate: Graduate) -> tuple[NextStep, ...]:
    """Give what the ledger opens: the certificate, the registration as PSM, the next tier."""
    papers = tuple(_paper(each) for each in graduate.papers[:1])
    tier = (_next_tier(graduate.opened),) if graduate.opened and graduate.papers else ()
    return (*papers, *_registration(graduate), *tier)


def _invitation(course: Course) -> NextStep:
    return NextStep(
        Urgency.BLOCKING,
        say("Jawab undangan %(title)s", title=course.title),
        say("%(when)s, %(place)s. Panitia menunggu jawaban Anda.", **_where(course)),
        say("Jawab undangan"),
        "training.invitations",
    )


def _where(course: Course) -> dict[str, str]:
    return {"when": course.when, "place": course.place}


def _awaited(course: Course) -> NextStep:
    return NextStep(
        Urgency.WAITING,
        say("%(title)s", title=course.title),
        _COMING[course.state],
        say("Lihat angkatan"),
        "home.angkatan",
        {"angkatan_id": course.angkatan_id},
    )


def _open_now(course: Course) -> tuple[NextStep, ...]:
    sessions = tuple(
        NextStep(
            Urgency.NOW,
            say("Isi presensi: %(title)s", title=each.title),
            say("Presensi sedang dibuka. Sesi berakhir pukul %(until)s.", until=each.until),
            say("Isi presensi"),
            "attendance.confirm",
            {"session_id": each.session_id},
        )
        for each in course.open_sessions
    )
    return (*sessions, *map(_test, course.open_tests))


def _test(test: OpenTest) -> NextStep:
    if test.attempt_id is None:
        return NextStep(
            Urgency.NOW,
            say("Kerjakan %(title)s", title=test.title),
            say("Pengajar sudah membukanya. Tiap jawaban langsung tersimpan."),
            say("Buka halaman tes"),
            "assessment.tests",
        )
    return NextStep(
        Urgency.NOW,
        say("Lanjutkan %(title)s", title=test.title),
        say("Anda belum menyelesaikannya; jawaban Anda tetap tersimpan."),
        say("Lanjutkan tes"),
        "assessment.overview",
        {"attempt_id": test.attempt_id},
    )


def _to_confirm(course: Course) -> tuple[NextStep, ...]:
    if course.is_name_confirmed or course.is_decided or course.stage is Stage.PLANNED:
        return ()
    return (
        NextStep(
            Urgency.TODAY,
            say("Periksa nama untuk sertifikat"),
            say(
                "Pastikan ejaan nama dan gelar benar sebelum sertifikat %(t)s dicetak.",
                t=course.title,
            ),
            say("Periksa nama"),
            "training.name",
            {"participation_id": course.participation_id},
        ),
    )


def _to_learn(course: Course) -> tuple[NextStep, ...]:
    left = course.modules_count - course.modules_done_count
    if left < 1 or course.is_decided or course.stage is Stage.CLOSED:
        return ()
    return (
        NextStep(
            Urgency.SOON,
            say("Baca modul %(title)s", title=course.title),
            say(
                "%(done)s dari %(count)s modul selesai.",
                done=course.modules_done_count,
                count=course.modules_count,
            ),
            say("Buka materi"),
            "learning.modules",
        ),
    )


def _ahead(course: Course) -> tuple[NextStep, ...]:
    if course.stage is Stage.PLANNED:
        return (
            NextStep(
                Urgency.WAITING,
                say("%(title)s belum dimulai", title=course.title),
                say("%(when)s, %(place)s.", **_where(course)),
                say("Lihat jadwal"),
                "home.angkatan",
                {"angkatan_id": course.angkatan_id},
            ),
        )
    if course.is_decided:
        return ()
    return (
        NextStep(
            Urgency.SOON,
            say("Lihat apa yang masih kurang"),
            say(
                "Presensi, tes akhir, praktik, sikap, dan nama: syarat %(title)s satu per satu.",
                title=course.title,
            ),
            say("Apa yang masih kurang?"),
            "completion.progress",
            {"angkatan_id": course.angkatan_id},
        ),
    )


def _paper(paper: OwnPaper) -> NextStep:
    if not paper.is_drawn:
        return NextStep(
            Urgency.WAITING,
            say("Sertifikat %(title)s", title=paper.title),
            say("Sertifikat Anda sudah terbit dan sedang dibuat. Buka lagi beberapa saat lagi."),
            say("Sertifikat saya"),
            "credentials.mine",
        )
    return NextStep(
        Urgency.OPTION,
        say("Sertifikat %(title)s siap", title=paper.title),
        say("Unduh dan simpan berkasnya; keasliannya dapat diperiksa siapa pun."),
        say("Unduh sertifikat"),
        "credentials.mine",
    )


def _registration(graduate: Graduate) -> tuple[NextStep, ...]:
    match graduate.registration:
        case RegistrationState.APPROVED:
            return ()
        case RegistrationState.SUBMITTED:
            words = say("Petugas pendaftaran di wilayah Anda sedang memeriksanya.")
            step = NextStep(Urgency.WAITING, say("Pendaftaran sebagai PSM"), words)
            return (_to_registration(step, say("Lihat pendaftaran")),)
        case RegistrationState.DECLINED:
            words = say("Pendaftaran Anda ditolak. Baca alasannya, lalu ajukan lagi.")
            step = NextStep(Urgency.SOON, say("Pendaftaran sebagai PSM"), words)
            return (_to_registration(step, say("Baca alasannya")),)
    if not graduate.may_register:
        return ()
    words = say("Anda memegang bimtek yang disyaratkan. Pendaftaran sudah terbuka bagi Anda.")
    return (
        _to_registration(
            NextStep(Urgency.SOON, say("Daftar sebagai PSM"), words), say("Daftar sebagai PSM")
        ),
    )


def _to_registration(step: NextStep, label: Sentence) -> NextStep:
    return NextStep(step.urgency, step.title, step.text, label, "registration.psm")


def _next_tier(opened: tuple[str, ...]) -> NextStep:
    return NextStep(
        Urgency.OPTION,
        say("Jenjang berikutnya terbuka"),
        say("Anda dapat mengikuti: %(titles)s.", titles=", ".join(opened)),
        say("Jenjang saya"),
        "registration.levels",
    )
