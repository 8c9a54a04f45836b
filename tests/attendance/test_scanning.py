"""The QR: judged at first contact, used once, even when sign-in comes between."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from lms.attendance import contacts
from lms.attendance.models import Status, Way
from lms.kernel import clock
from lms.people import passwords
from tests.attendance.arranging import a_scene, code_of, marks
from tests.browser import Browser
from tests.factories.training import a_participant, a_session, account_of


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    """Stand at 12.00 WIB, away from midnight."""
    noon = clock.now().replace(hour=5, minute=0, second=1, microsecond=0)
    with time_machine.travel(noon, tick=False):
        yield


def later(**time: int) -> time_machine.travel:
    """Move the clock on."""
    return time_machine.travel(clock.now() + timedelta(**time), tick=False)


class TestFirstContact:
    def test_marks_nothing_until_the_button(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        token = code_of(scene.row).token
        scanned = browser.get("attendance.scan", expect=303, token=token, **scene.address)
        assert "Kode Anda diterima" in browser.open(scanned.location)
        assert marks(scene.row) == []
        assert "Tanda terima" in browser.submit("attendance.check_in", **scene.address)
        mark = marks(scene.row)[0]
        assert (mark.way, mark.status) == (Way.QR, Status.PRESENT)

    def test_is_not_lost_by_a_slow_sign_in(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        token = code_of(scene.row).token
        scanned = browser.get("attendance.scan", expect=303, token=token, **scene.address)
        assert scanned.location.startswith("/masuk?lanjut=")
        with later(minutes=9):
            browser.sign_in(scene.account)
            assert "Kode Anda diterima" in browser.get("attendance.confirm", **scene.address)
            browser.post("attendance.check_in", **scene.address)
        assert marks(scene.row)[0].status is Status.PRESENT

    def test_outlives_the_sign_in_page_itself(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        scene.account.password_hash = passwords.hashed("rahasia-desa-metro")
        session.commit()
        token = code_of(scene.row).token
        scanned = browser.get("attendance.scan", expect=303, token=token, **scene.address)
        browser.open(scanned.location)
        data = {"nama": scene.account.login_name, "kata_sandi": "rahasia-desa-metro"}
        lanjut = browser.address("attendance.confirm", **scene.address)
        with later(minutes=4):
            page = browser.submit("people.enter", data | {"lanjut": lanjut})
            assert "Kode Anda diterima" in page
            browser.post("attendance.check_in", **scene.address)
        assert len(marks(scene.row)) == 1

    def test_decides_whether_one_is_late(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        with later(minutes=14):
            token = code_of(scene.row).token
            browser.get("attendance.scan", expect=303, token=token, **scene.address)
            with later(minutes=5):
                browser.sign_in(scene.account).post("attendance.check_in", **scene.address)
        assert marks(scene.row)[0].status is Status.PRESENT

    def test_is_worth_ten_minutes(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        token = code_of(scene.row).token
        browser.get("attendance.scan", expect=303, token=token, **scene.address)
        with later(minutes=10, seconds=1):
            browser.sign_in(scene.account)
            page = browser.post("attendance.check_in", expect=409, **scene.address)
            assert "sudah lebih dari 10 menit" in page
            assert "Anda belum tercatat" in browser.get("attendance.confirm", **scene.address)
        assert marks(scene.row) == []

    def test_survives_a_reload_of_the_scanned_address(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        token = code_of(scene.row).token
        browser.get("attendance.scan", expect=303, token=token, **scene.address)
        with later(minutes=5):
            browser.get("attendance.scan", expect=303, token=token, **scene.address)
            browser.post("attendance.check_in", **scene.address)
        assert len(marks(scene.row)) == 1

    def test_a_good_scan_after_one_that_ran_out_counts(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        token = code_of(scene.row).token
        browser.get("attendance.scan", expect=303, token=token, **scene.address)
        with later(minutes=11):
            token = code_of(scene.row).token
            browser.get("attendance.scan", expect=303, token=token, **scene.address)
            browser.post("attendance.check_in", **scene.address)
        assert len(marks(scene.row)) == 1

    def test_while_open_counts_when_presensi_closes_before_the_button(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        token = code_of(scene.row).token
        browser.get("attendance.scan", expect=303, token=token, **scene.address)
        with later(minutes=1):
            Browser(browser.app).sign_in(scene.trainer).post(
                "attendance_desk.close_session", **scene.address
            )
            browser.post("attendance.check_in", **scene.address)
        assert len(marks(scene.row)) == 1


class TestRefusals:
    def test_a_replayed_code(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        token = code_of(scene.row).token
        browser.sign_in(scene.account)
        with later(minutes=2):
            browser.get("attendance.scan", expect=303, token=token, **scene.address)
            page = browser.get("attendance.confirm", **scene.address)
            assert "Kode ini sudah tidak berlaku" in page
            browser.post("attendance.check_in", expect=409, **scene.address)
        assert marks(scene.row) == []

    def test_the_same_code_serves_others_within_its_time(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        neighbour = account_of(session, a_participant(session, scene.kelas))
        session.commit()
        token = code_of(scene.row).token
        for account in (scene.account, neighbour):
            own = Browser(browser.app).sign_in(account)
            own.get("attendance.scan", expect=303, token=token, **scene.address)
            own.post("attendance.check_in", **scene.address)
        assert len(marks(scene.row)) == 2

    def test_a_scan_copied_to_somebody_else(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        neighbour = account_of(session, a_participant(session, scene.kelas))
        session.commit()
        browser.sign_in(scene.account)
        token = code_of(scene.row).token
        browser.get("attendance.scan", expect=303, token=token, **scene.address)
        scan = browser.client.get_cookie(contacts.SCAN)
        assert scan is not None
        browser.post("attendance.check_in", **scene.address)
        thief = Browser(browser.app).sign_in(neighbour)
        thief.client.set_cookie(contacts.SCAN, scan.value)
        page = thief.post("attendance.check_in", expect=409, **scene.address)
        assert "Pemindaian ini sudah dipakai" in page

    def test_a_scan_made_up_by_hand(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        browser.client.set_cookie(contacts.SCAN, "WyJhIiwiYiIsImMiLCJkIl0.forged")
        browser.post("attendance.check_in", expect=409, **scene.address)
        assert marks(scene.row) == []

    def test_the_button_without_a_scan(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        page = browser.post("attendance.check_in", expect=409, **scene.address)
        assert "Belum ada kode untuk sesi ini" in page

    def test_a_scan_of_another_session(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        other = a_session(session, scene.kelas, starts_at=clock.now() + timedelta(hours=5))
        session.commit()
        browser.sign_in(scene.account)
        token = code_of(scene.row).token
        browser.get("attendance.scan", expect=303, token=token, **scene.address)
        page = browser.post("attendance.check_in", expect=409, session_id=other.id)
        assert "belum dibuka" in page
        browser.get("attendance.scan", expect=404, token=token, session_id=other.id)
        assert marks(other) == []
