"""What a trainer should do now. Pure."""

from dataclasses import dataclass
from uuid import UUID

from lms.home.step import NextStep, Urgency
from lms.kernel.sentence import Sentence, say


@dataclass(frozen=True)
class SessionToday:
    """A session of today in a kelas that one teaches."""

    session_id: UUID
    title: str
    hours: str
    is_open: bool
    is_over: bool  # opened and closed again


@dataclass(frozen=True)
class Teach:
    """A kelas that one teaches, and what waits in it."""

    kelas_id: UUID
    kelas: str
    title: str
    sessions: tuple[SessionToday, ...] = ()
    running_tests: tuple[str, ...] = ()
    to_score_count: int = 0  # participants without a final score
    to_mark_count: int = 0  # tests with an uraian that nobody has marked


def trainer_steps(teach: Teach) -> tuple[NextStep, ...]:
    """Give the queue of one kelas: sessions of today, tests that run, what is to be marked."""
    name = say("Kelas %(kelas)s, %(title)s", kelas=teach.kelas, title=teach.title)
    sessions = tuple(
        _session(each, name, teach.kelas_id) for each in teach.sessions if not each.is_over
    )
    return (*sessions, *_tests(teach, name), *_essays(teach, name), *_scores(teach, name))


def _session(each: SessionToday, name: Sentence, kelas_id: UUID) -> NextStep:
    if each.is_open:
        return NextStep(
            Urgency.NOW,
            say("Presensi dibuka: %(title)s", title=each.title),
            name,
            say("Tampilkan kode"),
            "attendance_desk.projector",
            {"session_id": each.session_id},
        )
    return NextStep(
        Urgency.TODAY,
        say("Sesi hari ini pukul %(hours)s: %(title)s", hours=each.hours, title=each.title),
        name,
        say("Buka halaman kelas"),
        "home.kelas",
        {"kelas_id": kelas_id},
    )


def _tests(teach: Teach, name: Sentence) -> tuple[NextStep, ...]:
    return tuple(
        NextStep(
            Urgency.TODAY,
            say("%(test)s sedang berjalan", test=test),
            name,
            say("Pantau atau tutup tes"),
            "assessment_desk.tests",
            {"kelas_id": teach.kelas_id},
        )
        for test in teach.running_tests
    )


def _essays(teach: Teach, name: Sentence) -> tuple[NextStep, ...]:
    if not teach.to_mark_count:
        return ()
    return (
        NextStep(
            Urgency.TODAY,
            say("%(count)s tes menunggu penilaian uraian", count=teach.to_mark_count),
            name,
            say("Nilai uraian"),
            "assessment_marking.questions",
            {"kelas_id": teach.kelas_id},
        ),
    )


def _scores(teach: Teach, name: Sentence) -> tuple[NextStep, ...]:
    if not teach.to_score_count:
        return ()
    return (
        NextStep(
            Urgency.SOON,
            say("%(count)s peserta belum dinilai praktiknya", count=teach.to_score_count),
            name,
            say("Nilai praktik"),
            "practice_desk.rubrics",
            {"kelas_id": teach.kelas_id},
        ),
    )
