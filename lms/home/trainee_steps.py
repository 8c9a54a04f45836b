"""What a participant and a graduate should do now. Pure."""

from dataclasses import dataclass
from uuid import UUID

from lms.home.step import NextStep, Urgency
from lms.kernel.sentence import say
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
