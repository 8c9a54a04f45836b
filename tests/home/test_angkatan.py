"""The pages of an angkatan and a kelas, by who asks."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from lms.attendance.models import Mark, Status, Way
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.audit import chain
from lms.training import operations
from lms.training.models import Kelas, ParticipationState, Quota, Stage, TrainingSession
from tests.assessment.counting import statements
from tests.browser import Browser
from tests.factories.people import a_staff_member, an_account
from tests.factories.training import (
    a_kelas,
    a_participant,
    a_session,
    a_trainer,
    account_of,
    an_angkatan,
)


@pytest.fixture
def kelas(session: Session) -> Kelas:
    """A kelas of a running angkatan with one session today."""
    made = a_kelas(session)
    a_session(session, made)
    return made


def _mark(session: Session, row: TrainingSession, participation_id: object, status: Status) -> None:
    session.add(
        Mark(
            session_id=row.id,
            participation_id=participation_id,
            revision=1,
            status=status,
            way=Way.LIST,
            marked_at=clock.now(),
            receipt=uuid4().hex[:9],
        )
    )


class TestDesk:
    def test_shows_the_five_counts_side_by_side(
        self, session: Session, browser: Browser, kelas: Kelas
    ) -> None:
        session.add(Quota(angkatan_id=kelas.angkatan_id, sender_code="18.72", seats=5))
        first, second = a_participant(session, kelas), a_participant(session, kelas)
        a_participant(session, kelas, state=ParticipationState.INVITED)
        row = a_session(session, kelas)
        _mark(session, row, first.id, Status.LATE)
        _mark(session, row, second.id, Status.EXCUSED)
        account = a_staff_member(session, Role.ORGANISER)
        session.commit()
        page = browser.sign_in(account).get("home.angkatan", angkatan_id=kelas.angkatan_id)
        assert "Kuota 5 Diundang 1 Terdaftar 2 Hadir 1 Lulus 0" in page

    def test_leads_on_to_everything_of_a_kelas(
        self, session: Session, browser: Browser, kelas: Kelas
    ) -> None:
        account = a_staff_member(session, Role.ORGANISER)
        session.commit()
        page = browser.sign_in(account).get("home.angkatan", angkatan_id=kelas.angkatan_id)
        for endpoint in (
            "home.kelas",
            "attendance_desk.sessions",
            "assessment_desk.tests",
            "practice_desk.rubrics",
            "training_desk.schedule",
        ):
            assert browser.address(endpoint, kelas_id=kelas.id) in page.html
        for endpoint in ("completion_desk.table", "training_desk.participants"):
            assert browser.address(endpoint, angkatan_id=kelas.angkatan_id) in page.html

    def test_shows_quota_per_sender_contact_and_history(
        self, session: Session, browser: Browser, kelas: Kelas
    ) -> None:
        angkatan_id = kelas.angkatan_id
        sender = operations.Sender(region_code="18.72")
        operations.set_quota(session, SYSTEM, angkatan_id, sender, 4, at=clock.now())
        chain(session)
        account = a_staff_member(session, Role.ORGANISER)
        session.commit()
        page = browser.sign_in(account).get("home.angkatan", angkatan_id=angkatan_id)
        assert "Kota Metro 4 0 0" in page
        assert "Hubungi Sekar Wulandari" in page
        assert "https://wa.me/6281200000001" in page.html
        assert "Kuota pengirim diisi" in page

    def test_says_what_to_do_next(self, session: Session, browser: Browser) -> None:
        angkatan = an_angkatan(session, stage=Stage.PLANNED)
        account = a_staff_member(session, Role.ORGANISER)
        session.commit()
        page = browser.sign_in(account).get("home.angkatan", angkatan_id=angkatan.id)
        assert "Kuota per pengirim belum diisi" in page

    def test_readers_see_it_without_the_acts(
        self, session: Session, browser: Browser, kelas: Kelas
    ) -> None:
        account = a_staff_member(session, Role.AUDITOR)
        session.commit()
        page = browser.sign_in(account).get("home.angkatan", angkatan_id=kelas.angkatan_id)
        assert "Lima angka" in page
        assert browser.address("home.kelas", kelas_id=kelas.id) not in page.html
        assert "Persiapan" not in page

    def test_a_larger_class_costs_nothing_more(
        self, session: Session, browser: Browser, kelas: Kelas
    ) -> None:
        account = a_staff_member(session, Role.ORGANISER)
        counts = []
        for _round in range(2):
            a_participant(session, kelas)
            a_participant(session, kelas)
            session.commit()
            browser.sign_in(account)
            with statements() as seen:
                browser.get("home.angkatan", angkatan_id=kelas.angkatan_id)
            counts.append(len(seen))
        assert counts[0] == counts[1]


class TestParticipant:
    def test_sees_schedule_place_requirements_and_contact(
        self, session: Session, browser: Browser, kelas: Kelas
    ) -> None:
        account = account_of(session, a_participant(session, kelas))
        session.commit()
        page = browser.sign_in(account).get("home.angkatan", angkatan_id=kelas.angkatan_id)
        for words in ("WIB", "Aula", "Syarat kelulusan", "Tes akhir", "Terdaftar", "Hubungi"):
            assert words in page
        assert "Lima angka" not in page

    def test_who_is_invited_may_answer_here(self, session: Session, browser: Browser) -> None:
        kelas = a_kelas(session, an_angkatan(session, stage=Stage.PLANNED))
        own = a_participant(session, kelas, state=ParticipationState.INVITED)
        account = account_of(session, own)
        session.commit()
        page = browser.sign_in(account).get("home.angkatan", angkatan_id=kelas.angkatan_id)
        assert "Jawab undangan" in page
        assert "Jadwal belum ada" in page

    def test_who_takes_part_and_teaches_may_choose_the_view(
        self, session: Session, browser: Browser, kelas: Kelas
    ) -> None:
        account = a_trainer(session, kelas)
        other = a_kelas(session, kelas.angkatan, name="B")
        a_participant(session, other, account.person)
        session.commit()
        angkatan_id = kelas.angkatan_id
        page = browser.sign_in(account).get("home.angkatan", angkatan_id=angkatan_id)
        assert "Lihat sebagai peserta" in page
        mine = browser.get("home.angkatan", angkatan_id=angkatan_id, sebagai="peserta")
        assert "Keadaan Anda" in mine


class TestTrainer:
    def test_opens_presensi_of_today_from_the_kelas(
        self, session: Session, browser: Browser, kelas: Kelas
    ) -> None:
        a_session(session, kelas, starts_at=clock.now() + timedelta(days=3)).title = "Lusa"
        a_participant(session, kelas)
        account = a_trainer(session, kelas)
        session.commit()
        page = browser.sign_in(account).get("home.kelas", kelas_id=kelas.id)
        assert "Buka presensi" in page
        assert "0 dari 1 hadir" in page
        assert page.text.index("Hari ini pukul") < page.text.index("Lusa")

    def test_of_another_kelas_only_gets_their_own_links(
        self, session: Session, browser: Browser, kelas: Kelas
    ) -> None:
        other = a_kelas(session, kelas.angkatan, name="B")
        account = a_trainer(session, other)
        session.commit()
        page = browser.sign_in(account).get("home.angkatan", angkatan_id=kelas.angkatan_id)
        assert browser.address("home.kelas", kelas_id=other.id) in page.html
        assert browser.address("home.kelas", kelas_id=kelas.id) not in page.html
        assert "Riwayat" not in page


class TestStrangers:
    def test_find_nothing(self, session: Session, browser: Browser, kelas: Kelas) -> None:
        strangers = [
            an_account(session),
            a_staff_member(session, Role.ORGANISER, "35"),
            a_staff_member(session, Role.REGISTRAR),
            a_trainer(session, a_kelas(session)),
        ]
        session.commit()
        for each in strangers:
            browser.sign_in(each)
            browser.get("home.angkatan", angkatan_id=kelas.angkatan_id, expect=404)
            browser.get("home.kelas", kelas_id=kelas.id, expect=404)

    def test_an_unknown_id_is_not_found(self, session: Session, browser: Browser) -> None:
        account = a_staff_member(session, Role.ORGANISER)
        session.commit()
        browser.sign_in(account).get("home.angkatan", angkatan_id=uuid4(), expect=404)
