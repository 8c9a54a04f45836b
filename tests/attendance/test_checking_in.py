"""Participants fill in presensi: always a receipt or a reason."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from lms.attendance.models import Status, Way
from lms.kernel import clock
from tests.attendance.arranging import a_scene, code_of, marks, open_now
from tests.browser import Browser
from tests.factories.people import an_account
from tests.factories.training import a_participant, a_session, account_of


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    """Stand at 12.00 WIB, away from midnight."""
    noon = clock.now().replace(hour=5, minute=0, second=1, microsecond=0)
    with time_machine.travel(noon, tick=False):
        yield


class TestTypedDigits:
    def test_give_a_receipt(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        assert "Enam angka di layar" in browser.get("attendance.show")
        code = {"code": code_of(scene.row).digits}
        page = browser.submit("attendance.type_code", code, **scene.address)
        mark = marks(scene.row)[0]
        assert f"Tanda terima {mark.receipt}" in page
        assert "Hadir pukul 12.00.01 WIB" in page
        assert (mark.status, mark.way) == (Status.PRESENT, Way.CODE)
        assert mark.receipt in browser.get("attendance.show")

    def test_may_have_a_blank_between(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        digits = code_of(scene.row).digits
        browser.sign_in(scene.account).post(
            "attendance.type_code", {"code": f"{digits[:3]} {digits[3:]}"}, **scene.address
        )
        assert len(marks(scene.row)) == 1

    @pytest.mark.parametrize("code", ["", "12345", "abcdef", "'; DROP TABLE mark; --", "😀"])
    def test_nonsense_stays_with_the_field(
        self, session: Session, browser: Browser, code: str
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        page = browser.post("attendance.type_code", {"code": code}, expect=422, **scene.address)
        assert "Ketik enam angka" in page or "Wajib diisi" in page
        assert marks(scene.row) == []

    def test_wrong_and_old_digits_have_their_own_sentences(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        shown = code_of(scene.row).digits
        wrong = f"{(int(shown) + 1) % 1_000_000:06}"
        page = browser.post("attendance.type_code", {"code": wrong}, expect=422, **scene.address)
        assert "Kode ini tidak cocok" in page
        with time_machine.travel(clock.now() + timedelta(minutes=3), tick=False):
            data = {"code": shown}
            page = browser.post("attendance.type_code", data, expect=422, **scene.address)
        assert "Kode ini sudah tidak berlaku" in page
        assert marks(scene.row) == []

    def test_of_another_kelas_are_refused_by_name(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        other = a_scene(session, angkatan=scene.kelas.angkatan, name="B")
        code = {"code": code_of(other.row).digits}
        browser.sign_in(scene.account)
        page = browser.post("attendance.type_code", code, expect=422, **scene.address)
        assert "Kode ini milik kelas lain" in page
        page = browser.post("attendance.type_code", code, expect=409, **other.address)
        assert "Sesi ini milik kelas B, sedangkan Anda di kelas A" in page

    def test_are_limited_per_account(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        neighbour = account_of(session, a_participant(session, scene.kelas))
        session.commit()
        browser.sign_in(scene.account)
        for _ in range(10):
            browser.post("attendance.type_code", {"code": "1"}, expect=422, **scene.address)
        browser.post("attendance.type_code", {"code": "1"}, expect=429, **scene.address)
        code = {"code": code_of(scene.row).digits}
        Browser(browser.app).sign_in(neighbour).post("attendance.type_code", code, **scene.address)


class TestRefusals:
    def test_a_future_session(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        later = a_session(session, scene.kelas, starts_at=clock.now() + timedelta(hours=3))
        session.commit()
        browser.sign_in(scene.account)
        data = {"code": code_of(scene.row).digits}
        page = browser.post("attendance.type_code", data, expect=422, session_id=later.id)
        assert "belum dibuka" in page
        assert "pukul 15.00 WIB" in page

    def test_a_closed_session(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        data = {"code": code_of(scene.row).digits}
        Browser(browser.app).sign_in(scene.trainer).post(
            "attendance_desk.close_session", **scene.address
        )
        browser.sign_in(scene.account)
        page = browser.post("attendance.type_code", data, expect=422, **scene.address)
        assert "sudah ditutup pukul 12.00 WIB" in page
        assert marks(scene.row) == []

    def test_a_stranger(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        stranger = an_account(session)
        session.commit()
        browser.sign_in(stranger)
        data = {"code": code_of(scene.row).digits}
        page = browser.post("attendance.type_code", data, expect=403, **scene.address)
        assert "Anda tidak terdaftar di sesi ini" in page
        browser.get("attendance.confirm", expect=403, **scene.address)
        browser.get("attendance.receipt", expect=403, **scene.address)
        token = code_of(scene.row).token
        browser.get("attendance.scan", expect=403, token=token, **scene.address)

    def test_a_mark_by_the_trainer_stands(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        Browser(browser.app).sign_in(scene.trainer).post(
            "attendance_desk.mark", {"status": "izin"}, **scene.person_address
        )
        data = {"code": code_of(scene.row).digits}
        browser.sign_in(scene.account)
        page = browser.post("attendance.type_code", data, expect=422, **scene.address)
        assert "Pengajar sudah mencatat Anda: izin" in page


class TestOnce:
    def test_a_second_click_shows_the_first_receipt(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        data = {"code": code_of(scene.row).digits}
        browser.post("attendance.type_code", data, **scene.address)
        page = browser.submit("attendance.type_code", data, **scene.address)
        assert "Anda sudah tercatat hadir" in page
        assert marks(scene.row)[0].receipt in page
        assert len(marks(scene.row)) == 1

    def test_parallel_posts_make_one_mark(self, app: Flask, session: Session) -> None:
        scene = a_scene(session)
        browsers = [Browser(app).sign_in(scene.account) for _ in range(4)]
        data = {"code": code_of(scene.row).digits}
        address = browsers[0].address("attendance.type_code", **scene.address)
        with ThreadPoolExecutor(4) as pool:
            sent = [pool.submit(b.client.post, address, data=data) for b in browsers]
            answers = [each.result() for each in sent]
        assert [answer.status_code for answer in answers] == [303] * 4
        assert len(marks(scene.row)) == 1

    def test_late_from_fifteen_minutes_after_the_start(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        with time_machine.travel(clock.now() + timedelta(minutes=15, seconds=1), tick=False):
            data = {"code": code_of(scene.row).digits}
            page = browser.submit("attendance.type_code", data, **scene.address)
        assert re.search("Terlambat pukul 12.15.02 WIB", page.text)
        assert marks(scene.row)[0].status is Status.LATE

    def test_reopening_makes_the_old_codes_worthless(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        old = {"code": code_of(scene.row).digits}
        trainer = Browser(browser.app).sign_in(scene.trainer)
        trainer.post("attendance_desk.close_session", **scene.address)
        open_now(scene.row)
        browser.sign_in(scene.account)
        page = browser.post("attendance.type_code", old, expect=422, **scene.address)
        assert "Kode ini tidak cocok" in page
