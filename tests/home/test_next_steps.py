"""What to do now, from facts alone."""

from dataclasses import replace
from uuid import uuid4

import pytest

from lms.home.graduate_steps import Applying, Graduate, OwnPaper
from lms.home.next_steps import Facts, steps
from lms.home.staff_steps import Office, Run, Sending
from lms.home.step import Urgency
from lms.home.trainee_steps import Course, OpenSession, OpenTest
from lms.home.trainer_steps import SessionToday, Teach, trainer_steps
from lms.registration.membership import Duties
from lms.registration.models import RegistrationState
from lms.training.models import ParticipationState, Stage

_COURSE = Course(
    participation_id=uuid4(),
    angkatan_id=uuid4(),
    title="Bimtek Dasar",
    when="9–10 Maret 2026",
    place="Aula",
    state=ParticipationState.ENROLLED,
    stage=Stage.RUNNING,
    is_name_confirmed=True,
)
_RUN = Run(uuid4(), "Bimtek Dasar", Stage.RUNNING, is_over=True, seats=10, enrolled=5)
_TEACH = Teach(uuid4(), "A", "Bimtek Dasar")


def _titles(facts: Facts) -> list[str]:
    return [str(step.title) for step in steps(facts)]


def _course(**changes: object) -> Facts:
    return Facts(courses=(replace(_COURSE, **changes),))  # type: ignore[arg-type]


class TestTrainee:
    def test_an_invitation_is_answered_before_anything_else(self) -> None:
        titles = _titles(_course(state=ParticipationState.INVITED, stage=Stage.PLANNED))
        assert titles == ["Jawab undangan Bimtek Dasar"]

    def test_what_closes_soon_stands_above_what_can_wait(self) -> None:
        facts = _course(
            is_name_confirmed=False,
            open_sessions=(OpenSession(uuid4(), "Kerelawanan", "10.15 WIB"),),
            open_tests=(OpenTest("Tes akhir", None),),
            modules_count=3,
            modules_done_count=1,
        )
        assert _titles(facts) == [
            "Isi presensi: Kerelawanan",
            "Kerjakan Tes akhir",
            "Periksa nama untuk sertifikat",
            "Baca modul Bimtek Dasar",
            "Lihat apa yang masih kurang",
        ]

    def test_a_test_that_was_begun_is_gone_on_with(self) -> None:
        attempt_id = uuid4()
        (step, *_) = steps(_course(open_tests=(OpenTest("Tes akhir", attempt_id),)))
        assert step.endpoint == "assessment.overview"
        assert step.values == {"attempt_id": attempt_id}

    def test_modules_that_are_done_are_not_asked_for_again(self) -> None:
        assert _titles(_course(modules_count=3, modules_done_count=3)) == [
            "Lihat apa yang masih kurang"
        ]

    def test_nothing_is_missing_once_it_is_decided(self) -> None:
        assert not _titles(_course(is_decided=True, is_name_confirmed=False, modules_count=3))

    @pytest.mark.parametrize(
        "state",
        [ParticipationState.NOMINATED, ParticipationState.WILLING, ParticipationState.RESERVE],
    )
    def test_who_waits_for_the_organiser_sees_it_as_waiting(
        self, state: ParticipationState
    ) -> None:
        (step,) = steps(_course(state=state, stage=Stage.PLANNED))
        assert step.is_waiting

    @pytest.mark.parametrize("state", [ParticipationState.DECLINED, ParticipationState.WITHDRAWN])
    def test_who_is_out_has_nothing_to_do(self, state: ParticipationState) -> None:
        assert not steps(_course(state=state))

    def test_a_cancelled_angkatan_asks_for_nothing(self) -> None:
        assert not steps(_course(state=ParticipationState.INVITED, stage=Stage.CANCELLED))


class TestTrainer:
    def test_uraian_that_wait_come_before_practice_that_waits(self) -> None:
        found = trainer_steps(replace(_TEACH, to_mark_count=3, to_score_count=5))
        assert [str(step.title) for step in found] == [
            "3 tes menunggu penilaian uraian",
            "5 peserta belum dinilai praktiknya",
        ]
        assert found[0].endpoint == "assessment_marking.questions"


class TestGraduate:
    _PAPER = OwnPaper(uuid4(), "Bimtek Dasar", is_drawn=True)

    def _titles(self, **changes: object) -> list[str]:
        graduate = replace(Graduate(papers=(self._PAPER,)), **changes)  # type: ignore[arg-type]
        return _titles(Facts(graduate=graduate))

    def test_registers_as_psm_then_sees_certificate_and_next_tier(self) -> None:
        assert self._titles(psm=Applying(may_register=True), opened=("Bimtek Lanjutan",)) == [
            "Daftar sebagai PSM",
            "Sertifikat Bimtek Dasar siap",
            "Jenjang berikutnya terbuka",
        ]

    def test_waits_while_the_certificate_is_drawn(self) -> None:
        facts = Facts(graduate=Graduate(papers=(replace(self._PAPER, is_drawn=False),)))
        (step,) = steps(facts)
        assert step.is_waiting

    def test_is_not_sent_to_register_twice(self) -> None:
        state = RegistrationState.APPROVED
        assert "Daftar sebagai PSM" not in self._titles(
            psm=Applying(may_register=True, state=state)
        )

    def test_waits_while_the_registrar_decides(self) -> None:
        graduate = Graduate(psm=Applying(may_register=True, state=RegistrationState.SUBMITTED))
        (step,) = steps(Facts(graduate=graduate))
        assert step.is_waiting

    def test_completes_the_registration_that_was_returned(self) -> None:
        graduate = Graduate(psm=Applying(may_register=True, state=RegistrationState.RETURNED))
        (step,) = steps(Facts(graduate=graduate))
        assert str(step.title) == "Lengkapi pendaftaran sebagai PSM"

    def test_reads_the_same_of_pensosmas(self) -> None:
        ours = Applying("Pensosmas", "registration.pensosmas", may_register=True)
        (step,) = steps(Facts(graduate=Graduate(pensosmas=ours)))
        assert (str(step.title), step.endpoint) == (
            "Daftar sebagai Pensosmas",
            "registration.pensosmas",
        )

    def test_reads_why_the_registration_was_declined(self) -> None:
        graduate = Graduate(psm=Applying(may_register=True, state=RegistrationState.DECLINED))
        (step,) = steps(Facts(graduate=graduate))
        assert str(step.label) == "Baca alasannya"


class TestStaff:
    def test_a_trainer_projects_the_open_session_and_opens_the_next(self) -> None:
        opened = SessionToday(uuid4(), "Pagi", "08.00–10.00 WIB", is_open=True, is_over=False)
        ahead = SessionToday(uuid4(), "Siang", "13.00–15.00 WIB", is_open=False, is_over=False)
        past = SessionToday(uuid4(), "Subuh", "06.00–07.00 WIB", is_open=False, is_over=True)
        teach = replace(
            _TEACH,
            sessions=(past, ahead, opened),
            running_tests=("Tes akhir",),
            to_score_count=4,
        )
        assert _titles(Facts(teaches=(teach,))) == [
            "Presensi dibuka: Pagi",
            "Sesi hari ini pukul 13.00–15.00 WIB: Siang",
            "Tes akhir sedang berjalan",
            "4 peserta belum dinilai praktiknya",
        ]

    @pytest.mark.parametrize(
        ("changes", "title"),
        [
            ({"kelas_without_sessions": 1}, "1 kelas belum mempunyai jadwal sesi"),
            ({"seats": 0, "stage": Stage.PLANNED}, "Kuota per pengirim belum diisi"),
            ({"nominated": 3}, "3 usulan peserta menunggu undangan"),
            ({"willing": 2}, "2 orang bersedia dan belum didaftarkan"),
            ({"undecided": 5}, "5 peserta menunggu penetapan kelulusan"),
            ({"to_review": 1}, "1 kelulusan perlu ditinjau"),
            ({"rounds": 1}, "Kelulusan sudah ditetapkan; angkatan belum ditutup"),
        ],
    )
    def test_an_angkatan_says_what_it_needs(self, changes: dict[str, object], title: str) -> None:
        run = replace(_RUN, **changes)  # type: ignore[arg-type]
        assert _titles(Facts(runs=(run,))) == [title]

    def test_an_angkatan_that_goes_well_asks_for_nothing(self) -> None:
        assert not steps(Facts(runs=(replace(_RUN, is_over=False, undecided=5),)))

    def test_a_sender_is_asked_for_the_seats_that_are_left(self) -> None:
        sending = Sending(uuid4(), "Bimtek Dasar", "9 Maret 2026", seats=10, sent=8)
        assert _titles(Facts(sendings=(sending,))) == ["Usulkan 2 peserta untuk Bimtek Dasar"]
        assert not steps(Facts(sendings=(replace(sending, sent=10),)))

    def test_a_registrar_sees_how_many_wait(self) -> None:
        assert _titles(Facts(office=Office(registrations_waiting=2))) == [
            "2 pendaftaran PSM menunggu putusan"
        ]
        assert not steps(Facts(office=Office(registrations_waiting=0)))

    def test_a_registrar_hears_of_members_who_wait_for_a_decision(self) -> None:
        waiting = Duties(bases=1, moved=2, ending=0, expired=3)
        assert _titles(Facts(office=Office(members=waiting))) == [
            "Dasar 1 keanggotaan dicabut",
            "2 anggota pindah domisili",
            "Masa berlaku 3 keanggotaan sudah habis",
        ]

    def test_a_dinas_hears_of_people_who_put_themselves_forward(self) -> None:
        assert _titles(Facts(office=Office(applications_waiting=3))) == [
            "3 warga mengajukan diri sebagai peserta"
        ]
        assert not steps(Facts(office=Office(applications_waiting=0)))

    def test_an_admin_sees_offices_without_staff(self) -> None:
        office = Office(offices_without_staff=("A", "B", "C", "D"))
        (step,) = steps(Facts(office=office))
        assert str(step.title) == "4 kantor belum mempunyai petugas"
        assert str(step.text) == "A, B, C, …"


def test_one_person_may_be_several_things_and_the_most_urgent_comes_first() -> None:
    facts = Facts(
        courses=(replace(_COURSE, modules_count=1),),
        teaches=(
            replace(
                _TEACH,
                sessions=(SessionToday(uuid4(), "Pagi", "08.00", is_open=True, is_over=False),),
            ),
        ),
        office=Office(registrations_waiting=1),
    )
    found = steps(facts)
    assert [step.urgency for step in found] == sorted(step.urgency for step in found)
    assert found[0].urgency is Urgency.NOW
    assert len(found) == 4


def test_nobody_has_nothing() -> None:
    assert steps(Facts()) == ()
