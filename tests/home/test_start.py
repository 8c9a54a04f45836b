"""The first page of each role, and what it costs."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from lms.credentials.models import Basis, Credential, Merit
from lms.kernel import clock
from lms.kernel.access import Role
from lms.people.models import Account
from lms.registration.models import Demand, RegistrationRequirement
from lms.training.catalogue import Mode
from lms.training.models import ParticipationState, Quota, Stage
from tests.assessment.counting import statements
from tests.browser import Browser, Page
from tests.factories.people import a_grant, a_person, a_staff_member, an_account
from tests.factories.regions import METRO
from tests.factories.training import (
    a_curriculum,
    a_kelas,
    a_module,
    a_participant,
    a_programme,
    a_rubric,
    a_session,
    a_trainer,
    account_of,
    an_angkatan,
    an_open_test,
)

_STATEMENTS_MOST = 12


def _start(session: Session, browser: Browser, account: Account) -> Page:
    session.commit()
    return browser.sign_in(account).get("home.start")


class TestTrainee:
    def test_sees_first_the_presensi_that_is_open(self, session: Session, browser: Browser) -> None:
        kelas = a_kelas(session)
        a_session(session, kelas).opened_at = clock.now()
        an_open_test(session, kelas)
        own = a_participant(session, kelas)
        page = _start(session, browser, account_of(session, own))
        assert page.text.index("Isi presensi: Kerelawanan") < page.text.index("Kerjakan Tes akhir")
        assert "Periksa nama untuk sertifikat" in page

    def test_answers_an_invitation(self, session: Session, browser: Browser) -> None:
        kelas = a_kelas(session, an_angkatan(session, stage=Stage.PLANNED))
        own = a_participant(session, kelas, state=ParticipationState.INVITED)
        page = _start(session, browser, account_of(session, own))
        assert "Jawab undangan Bimtek Dasar PSM" in page
        assert browser.address("training.invitations") in page.html

    def test_sees_how_far_the_modules_are(self, session: Session, browser: Browser) -> None:
        module = a_module(session)
        curriculum = a_curriculum(
            session, materials=[("Kerelawanan", 2, Mode.ASYNCHRONOUS, module)]
        )
        own = a_participant(session, a_kelas(session, an_angkatan(session, curriculum)))
        page = _start(session, browser, account_of(session, own))
        assert "0 dari 1 modul selesai." in page

    def test_has_five_places_at_the_bottom(self, session: Session, browser: Browser) -> None:
        own = a_participant(session, a_kelas(session))
        page = _start(session, browser, account_of(session, own))
        bar = page.html.split('class="bottom-bar"')[1]
        assert bar.count("<li>") == 5

    def test_is_told_how_it_begins_when_nobody_has_nominated_them(
        self, session: Session, browser: Browser
    ) -> None:
        page = _start(session, browser, an_account(session))
        assert "Anda belum diusulkan ke pelatihan mana pun." in page


class TestStaff:
    def test_a_trainer_sees_the_queue(self, session: Session, browser: Browser) -> None:
        curriculum = a_curriculum(session, rubrics=[a_rubric(session)])
        kelas = a_kelas(session, an_angkatan(session, curriculum))
        a_session(session, kelas, starts_at=clock.now())  # on this day even just after midnight
        a_participant(session, kelas)
        account = a_trainer(session, kelas)
        page = _start(session, browser, account)
        for words in ("Sesi hari ini", "1 peserta belum dinilai praktiknya"):
            assert words in page
            assert words in browser.get("home.queue")

    def test_an_organiser_sees_what_each_angkatan_needs(
        self, session: Session, browser: Browser
    ) -> None:
        kelas = a_kelas(session)
        a_participant(session, kelas, state=ParticipationState.NOMINATED)
        page = _start(session, browser, a_staff_member(session, Role.ORGANISER))
        assert "1 kelas belum mempunyai jadwal sesi" in page
        assert "1 usulan peserta menunggu undangan" in page
        assert "Angkatan berjalan 1" in page

    def test_an_organiser_sees_nothing_of_another_province(
        self, session: Session, browser: Browser
    ) -> None:
        a_kelas(session)
        page = _start(session, browser, a_staff_member(session, Role.ORGANISER, "35"))
        assert "Bimtek Dasar PSM" not in page

    def test_a_sender_is_asked_for_nominees(self, session: Session, browser: Browser) -> None:
        angkatan = an_angkatan(session, stage=Stage.PLANNED)
        quota = Quota(angkatan_id=angkatan.id, sender_code="18.72", seats=3)
        session.add(quota)
        session.flush()
        kelas = a_kelas(session, angkatan)
        a_participant(session, kelas, state=ParticipationState.NOMINATED).quota_id = quota.id
        page = _start(session, browser, a_staff_member(session, Role.ORGANISER, "18.72"))
        assert "Usulkan 2 peserta untuk" in page
        assert "Kuota wilayah Anda 3 kursi, 1 sudah diusulkan." in page

    def test_an_admin_sees_offices_without_staff(self, session: Session, browser: Browser) -> None:
        an_angkatan(session)
        page = _start(session, browser, a_staff_member(session, Role.ADMIN))
        assert "1 kantor belum mempunyai petugas" in page

    @pytest.mark.parametrize("role", list(Role))
    def test_every_role_has_a_first_page(
        self, session: Session, browser: Browser, role: Role
    ) -> None:
        page = _start(session, browser, a_staff_member(session, role))
        assert "Selamat datang" in page


class TestSeveralThingsAtOnce:
    def test_a_trainee_here_who_teaches_there_keeps_both_menus(
        self, session: Session, browser: Browser
    ) -> None:
        teaching = a_trainer(session, a_kelas(session))
        a_participant(session, a_kelas(session), teaching.person)
        a_grant(session, teaching, Role.REGISTRAR)
        page = _start(session, browser, teaching)
        for words in ("Antrean pengajar", "Materi", "Sertifikat", "Pendaftaran masuk"):
            assert words in page
        assert "Petugas pendaftaran, Lampung · Pengajar · Peserta" in page


class TestCosts:
    def _count(self, session: Session, browser: Browser, account: Account) -> int:
        session.commit()
        browser.sign_in(account)
        with statements() as seen:
            browser.get("home.start")
        return len(seen)

    @pytest.mark.parametrize("role", list(Role))
    def test_a_first_page_of_staff_is_cheap(
        self, session: Session, browser: Browser, role: Role
    ) -> None:
        a_participant(session, a_kelas(session))
        count = self._count(session, browser, a_staff_member(session, role))
        assert count <= _STATEMENTS_MOST

    def test_a_larger_class_costs_nothing_more(self, session: Session, browser: Browser) -> None:
        kelas = a_kelas(session)
        a_session(session, kelas)
        an_open_test(session, kelas)
        people = [
            account_of(session, a_participant(session, kelas)),
            a_trainer(session, kelas),
            a_staff_member(session, Role.ORGANISER),
        ]
        few = [self._count(session, browser, each) for each in people]
        for _n in range(12):
            a_participant(session, kelas)
        many = [self._count(session, browser, each) for each in people]
        assert many == few
        assert max(many) <= _STATEMENTS_MOST


class TestGraduate:
    def test_is_shown_the_way_on_and_it_is_cheap(self, session: Session, browser: Browser) -> None:
        own = a_participant(session, a_kelas(session))
        asked = RegistrationRequirement(
            family="psm",
            slug="bimtek",
            position=1,
            demand=Demand.HOLDS,
            title="Telah mengikuti bimtek dasar",
            value={"achievements": ["bimtek-dasar"], "name": "bimtek dasar"},
            source="uji",
        )
        ahead = a_programme(session, "bimtek-lanjutan")
        ahead.title, ahead.requires = "Bimtek Lanjutan", ["bimtek-dasar"]
        held = Credential(
            person_id=own.person_id,
            achievement="bimtek-dasar",
            family="psm",
            version_id=uuid4(),
            source_id=own.angkatan_id,
            basis=Basis.COMPLETION,
            merit=Merit.PASSED,
            region_code=METRO,
            issuer_region_code="18",
            issued_at=clock.now(),
        )
        session.add_all([asked, held])
        account = account_of(session, own)
        session.commit()
        browser.sign_in(account)
        with statements() as seen:
            page = browser.get("home.start")
        assert len(seen) <= _STATEMENTS_MOST
        assert "Daftar sebagai PSM" in page
        assert "Lihat apa yang masih kurang" not in page


def test_nobody_unknown_comes_in(browser: Browser) -> None:
    page = browser.get("home.start", expect=303)
    assert "/masuk" in page.location


def test_a_name_with_titles_is_greeted_whole(session: Session, browser: Browser) -> None:
    person = a_person(session, "Nur'aini")
    person.gelar_belakang = "S.Sos."
    assert "Selamat datang, Nur'aini, S.Sos.." in _start(
        session, browser, an_account(session, person)
    )
