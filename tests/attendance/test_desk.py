"""Trainers and panitia: open, project, tap, correct, sum up, print."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.attendance import queries
from lms.attendance.models import Status, Way
from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.people.models import Account
from tests.attendance.arranging import a_scene, code_of, marks
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.training import a_participant, a_session, a_trainer, account_of


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    """Stand at 12.00 WIB, away from midnight."""
    noon = clock.now().replace(hour=5, minute=0, second=1, microsecond=0)
    with time_machine.travel(noon, tick=False):
        yield


class TestOpening:
    def test_leads_to_the_projector_with_code_and_counter(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session, is_open=False)
        a_participant(session, scene.kelas)
        session.commit()
        browser.sign_in(scene.trainer)
        assert "Belum dibuka" in browser.get("attendance_desk.sessions", kelas_id=scene.kelas.id)
        page = browser.submit("attendance_desk.open_session", **scene.address)
        digits = code_of(scene.row).digits
        assert f"{digits[:3]}{digits[3:]}" in page.text.replace(" ", "")
        assert "0 dari 2" in page
        assert '<svg class="qr"' in page.html
        assert 'http-equiv="refresh"' in page.html

    def test_gives_the_code_as_json_with_the_living_count(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        Browser(browser.app).sign_in(scene.account).post(
            "attendance.type_code", {"code": code_of(scene.row).digits}, **scene.address
        )
        answer = browser.sign_in(scene.trainer).get("attendance_desk.code", **scene.address)
        body = answer.response.get_json()
        assert body["digits"] == code_of(scene.row).digits
        assert body["qr_svg"].startswith("<svg")
        assert body["count"] == "1 dari 1"
        assert 1 <= body["seconds_left"] <= 20

    def test_twice_keeps_the_code(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        before = code_of(scene.row)
        browser.sign_in(scene.trainer).post("attendance_desk.open_session", **scene.address)
        assert code_of(scene.row) == before

    def test_a_closed_session_has_no_code(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer).post("attendance_desk.close_session", **scene.address)
        page = browser.get("attendance_desk.projector", expect=409, **scene.address)
        assert "tidak sedang dibuka" in page
        browser.get("attendance_desk.code", expect=409, **scene.address)


class TestTheList:
    def test_marks_by_one_tap(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        assert "Belum" in browser.get("attendance_desk.tap_list", **scene.address)
        page = browser.submit("attendance_desk.mark", {"status": "hadir"}, **scene.person_address)
        assert "1 dari 1 peserta hadir" in page
        mark = marks(scene.row)[0]
        assert (mark.status, mark.way) == (Status.PRESENT, Way.LIST)
        assert mark.marked_by_id == scene.trainer.id

    def test_the_same_tap_twice_changes_nothing(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        for _ in range(2):
            browser.post("attendance_desk.mark", {"status": "sakit"}, **scene.person_address)
        assert len(marks(scene.row)) == 1

    def test_a_change_needs_a_reason_and_keeps_the_history(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        browser.post("attendance_desk.mark", {"status": "alpa"}, **scene.person_address)
        page = browser.post(
            "attendance_desk.mark", {"status": "izin"}, expect=422, **scene.person_address
        )
        assert "Tulis alasan perubahan ini" in page
        data = {"status": "izin", "reason": "Surat izin menyusul"}
        browser.post("attendance_desk.mark", data, **scene.person_address)
        assert [mark.status for mark in marks(scene.row)] == [Status.ABSENT, Status.EXCUSED]
        page = browser.get("attendance_desk.person", **scene.person_address)
        assert "Alasan: Surat izin menyusul" in page
        assert "Alpa" in page
        entries = session.scalars(select(AuditEntry).where(AuditEntry.act == "mark.changed"))
        assert [entry.reason for entry in entries] == ["Surat izin menyusul"]

    def test_a_first_mark_after_closing_needs_a_reason(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        browser.post("attendance_desk.close_session", **scene.address)
        browser.post("attendance_desk.mark", {"status": "alpa"}, expect=422, **scene.person_address)
        data = {"status": "alpa", "reason": "Tidak datang"}
        browser.post("attendance_desk.mark", data, **scene.person_address)
        assert len(marks(scene.row)) == 1

    def test_a_session_that_has_not_begun_is_not_marked(
        self, session: Session, browser: Browser
    ) -> None:
        later = clock.now() + timedelta(hours=3)
        scene = a_scene(session, starts_at=later, is_open=False)
        browser.sign_in(scene.trainer)
        data = {"status": "hadir", "reason": "Pasti datang"}
        page = browser.post("attendance_desk.mark", data, expect=422, **scene.person_address)
        assert "Sesi ini belum dimulai" in page

    @pytest.mark.parametrize("status", ["", "bolos", "'; DROP TABLE mark; --"])
    def test_an_unknown_status_is_refused(
        self, session: Session, browser: Browser, status: str
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        browser.post("attendance_desk.mark", {"status": status}, expect=422, **scene.person_address)
        assert marks(scene.row) == []

    def test_one_phone_for_two_people_is_flagged_not_refused(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        neighbour = account_of(session, a_participant(session, scene.kelas))
        session.commit()
        for account in (scene.account, neighbour):
            browser.sign_in(account).get("attendance.show")
            code = {"code": code_of(scene.row).digits}
            browser.post("attendance.type_code", code, **scene.address)
        page = browser.sign_in(scene.trainer).get("attendance_desk.tap_list", **scene.address)
        assert "Perlu dicek: 2 orang" in page
        assert "2 dari 2 peserta hadir" in page


class TestSums:
    def test_the_recap_shows_participants_by_sessions(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        a_session(session, scene.kelas, jp=6, starts_at=clock.now() + timedelta(hours=5))
        session.commit()
        browser.sign_in(scene.trainer)
        browser.post("attendance_desk.mark", {"status": "terlambat"}, **scene.person_address)
        page = browser.get("attendance_desk.recap", kelas_id=scene.kelas.id)
        assert "Terlambat" in page
        assert "10 dari 16" in page

    def test_the_sign_sheet_lists_everybody(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        page = browser.sign_in(scene.trainer).get("attendance_desk.sign_sheet", **scene.address)
        assert "DAFTAR HADIR" in page
        assert scene.who.person.name in page

    def test_attended_counts_the_last_revision_of_present_and_late(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        other = a_participant(session, scene.kelas)
        session.commit()
        browser.sign_in(scene.trainer)
        browser.post("attendance_desk.mark", {"status": "terlambat"}, **scene.person_address)
        address = {"session_id": scene.row.id, "participation_id": other.id}
        browser.post("attendance_desk.mark", {"status": "hadir"}, **address)
        data = {"status": "alpa", "reason": "Salah orang"}
        browser.post("attendance_desk.mark", data, **address)
        with reading() as read:
            found = queries.attended(read, [scene.who.id, other.id])
            counts = queries.present_counts(read, [scene.row.id])
        assert found == {scene.who.id: frozenset({scene.row.id}), other.id: frozenset()}
        assert counts == {scene.row.id: 1}

    def test_waiting_counts_todays_sessions_not_yet_opened(
        self, app: Flask, session: Session
    ) -> None:
        scene = a_scene(session)
        a_session(session, scene.kelas, starts_at=clock.now() + timedelta(hours=2))
        a_session(session, scene.kelas, starts_at=clock.now() + timedelta(hours=20))
        session.commit()
        with reading() as read:
            assert queries.waiting(read, [scene.kelas.id], at=clock.now()) == {scene.kelas.id: 1}


class TestStrangers:
    def _strangers(self, session: Session) -> list[Account]:
        elsewhere = a_scene(session, is_open=False, name="Z")
        return [
            elsewhere.trainer,
            a_staff_member(session, Role.ORGANISER, region_code="35"),
            a_staff_member(session, Role.ADMIN, region_code="35"),
        ]

    def test_neither_see_nor_change_a_foreign_session(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        strangers = self._strangers(session)
        session.commit()
        for account in strangers:
            browser.sign_in(account)
            for name in ("projector", "code", "tap_list", "sign_sheet"):
                browser.get(f"attendance_desk.{name}", expect=404, **scene.address)
            for name in ("sessions", "recap"):
                browser.get(f"attendance_desk.{name}", expect=404, kelas_id=scene.kelas.id)
            browser.get("attendance_desk.person", expect=404, **scene.person_address)
            for name in ("open_session", "close_session"):
                browser.post(f"attendance_desk.{name}", expect=404, **scene.address)
            data = {"status": "hadir", "reason": "x"}
            browser.post("attendance_desk.mark", data, expect=404, **scene.person_address)
        assert marks(scene.row) == []

    def test_a_participant_may_not_mark(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        data = {"status": "hadir"}
        browser.post("attendance_desk.mark", data, expect=403, **scene.person_address)
        browser.get("attendance_desk.projector", expect=403, **scene.address)

    def test_a_participant_of_another_kelas_is_not_in_the_list(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        other = a_scene(session, angkatan=scene.kelas.angkatan, name="B")
        a_trainer(session, other.kelas)
        session.commit()
        browser.sign_in(scene.trainer)
        address = {"session_id": scene.row.id, "participation_id": other.who.id}
        browser.post("attendance_desk.mark", {"status": "hadir"}, expect=404, **address)


class TestMarkingTheRest:
    def test_marks_whoever_has_no_mark_and_leaves_the_others(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        absent = a_participant(session, scene.kelas)
        a_participant(session, scene.kelas)
        session.commit()
        browser.sign_in(scene.trainer)
        where = {"session_id": scene.row.id, "participation_id": absent.id}
        browser.post("attendance_desk.mark", {"status": "alpa"}, **where)
        assert "Tandai sisanya hadir (2)" in browser.get(
            "attendance_desk.tap_list", **scene.address
        )
        page = browser.submit("attendance_desk.mark_rest", **scene.address)
        assert "2 peserta ditandai hadir." in page
        assert "2 dari 3 peserta hadir" in page
        assert "Tandai sisanya" not in page
        browser.post("attendance_desk.mark_rest", **scene.address)
        with reading() as fresh:
            found = queries.marks_of(fresh, [scene.row.id])
            acts = fresh.scalars(select(AuditEntry.act)).all()
        assert sorted(mark.status.value for mark in found) == ["alpa", "hadir", "hadir"]
        assert acts.count("mark.set") == 3

    def test_is_refused_while_presensi_is_closed(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session, is_open=False)
        session.commit()
        browser.sign_in(scene.trainer).post(
            "attendance_desk.mark_rest", expect=409, **scene.address
        )
