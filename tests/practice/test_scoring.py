"""Trainers score by rubric: drafts freely, final scores with a reason."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.access import Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.practice import queries
from lms.practice.models import ScoreStage
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.training import a_participant
from tests.practice.arranging import GOOD, Scene, a_scene, current, revisions, sent


def save(browser: Browser, scene: Scene, data: dict[str, str], expect: int = 303) -> str:
    """Send a page and give its text."""
    return browser.post("practice_desk.save", data, expect=expect, **scene.address).text


class TestPersonByPerson:
    def test_begins_with_the_rubric_and_ends_with_the_list(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        page = browser.get("practice_desk.rubrics", kelas_id=scene.kelas.id)
        assert "0 dari 1 peserta final" in page
        assert "Belum dinilai" in browser.get("practice_desk.people", **scene.address)
        page = browser.get("practice_desk.person", **scene.person_address)
        assert "4 · Mahir" in page
        page = browser.submit("practice_desk.save", sent(scene.who, GOOD), **scene.address)
        assert "Tidak ada lagi yang menunggu" in page
        assert "Draf lengkap" in page
        assert "87,5%" in page

    def test_goes_on_to_the_next_person(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        other = a_participant(session, scene.kelas)
        session.commit()
        first, second = sorted(
            (scene.who, other), key=lambda row: (row.person.search_name, str(row.id))
        )
        browser.sign_in(scene.trainer)
        data = sent(first, GOOD) | {"then": "next"}
        page = browser.submit("practice_desk.save", data, **scene.address)
        assert f"Sekarang {second.person.name}" in page
        assert "Orang ke-2 dari 2" in page

    def test_keeps_a_partial_draft_and_changes_it_freely(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        save(browser, scene, sent(scene.who, {"isi": 2}, note="Suara kecil"))
        found = current(scene)
        assert found is not None
        assert (found.levels, found.score.note) == ({"isi": 2}, "Suara kecil")
        save(browser, scene, sent(scene.who, GOOD, seen="-,2"))
        found = current(scene)
        assert found is not None
        assert (found.levels, found.score.revision) == (GOOD, 1)
        assert found.score.note == "Suara kecil"

    def test_a_second_click_changes_nothing(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        for _ in range(2):
            save(browser, scene, sent(scene.who, GOOD))
        assert revisions(scene) == 1

    def test_final_needs_every_criterion_and_keeps_what_was_chosen(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        data = sent(scene.who, {"isi": 2}) | {"then": "final"}
        page = browser.post("practice_desk.save", data, expect=422, **scene.address)
        assert "Belum semua kriteria dinilai: Pembukaan" in page
        assert page.html.count(" checked") == 1
        assert current(scene) is None

    def test_a_final_score_changes_by_a_revision_with_a_reason(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        save(browser, scene, sent(scene.who, GOOD) | {"then": "final"})
        better = sent(scene.who, {"pembukaan": 4, "isi": 4}, seen="3,4")
        assert "Tulis alasan perubahannya" in save(browser, scene, better, expect=422)
        save(browser, scene, better | {f"reason-{scene.who.id}": "Salah baca rubrik"})
        found = current(scene)
        assert found is not None
        assert (found.score.revision, found.score.stage) == (2, ScoreStage.FINAL)
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()
        assert [entry.act for entry in entries] == ["score.finalised", "score.changed"]
        assert entries[1].reason == "Salah baca rubrik"
        assert entries[1].detail["was"] == GOOD
        page = browser.get("practice_desk.person", **scene.person_address)
        assert "Alasan: Salah baca rubrik" in page
        assert "Pembukaan 3, Isi 4" in page

    def test_a_final_score_stays_complete(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        save(browser, scene, sent(scene.who, GOOD) | {"then": "final"})
        data = sent(scene.who, {"isi": 4}, seen="3,4", reason="Coba-coba")
        assert "Belum semua kriteria" in save(browser, scene, data, expect=422)

    @pytest.mark.parametrize("level", ["5", "0", "-1", "abc", "'; DROP TABLE score; --", "３"])
    def test_a_level_that_is_not_in_the_rubric_is_refused(
        self, session: Session, browser: Browser, level: str
    ) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        data = sent(scene.who, {"isi": level})
        assert "tidak ada dalam rubrik" in save(browser, scene, data, expect=422)
        assert current(scene) is None


class TestTheGrid:
    def test_saves_those_who_changed(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        other = a_participant(session, scene.kelas)
        session.commit()
        browser.sign_in(scene.trainer)
        page = browser.get("practice_desk.grid", **scene.address)
        assert page.html.count("<select") == 4
        data = sent(scene.who, GOOD) | sent(other, {}) | {"then": "grid"}
        page = browser.submit("practice_desk.save", data, **scene.address)
        assert "nilai 1 orang berubah" in page
        assert current(scene, other) is None

    def test_does_not_overwrite_what_a_colleague_scored_meanwhile(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        other = a_participant(session, scene.kelas)
        session.commit()
        browser.sign_in(scene.trainer)
        save(browser, scene, sent(scene.who, GOOD))
        untouched = sent(scene.who, {}) | sent(other, GOOD) | {"then": "grid"}
        save(browser, scene, untouched)
        found = current(scene)
        assert found is not None
        assert found.levels == GOOD
        clash = sent(scene.who, {"isi": 1}) | {"then": "grid"}
        assert "baru saja diubah orang lain" in save(browser, scene, clash, expect=422)

    def test_keeps_nothing_when_one_row_is_refused(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        other = a_participant(session, scene.kelas)
        session.commit()
        browser.sign_in(scene.trainer)
        data = sent(scene.who, GOOD) | sent(other, {"isi": 9}) | {"then": "grid"}
        save(browser, scene, data, expect=422)
        assert current(scene) is None

    def test_the_whole_kelas_becomes_final_at_once(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session)
        other = a_participant(session, scene.kelas)
        session.commit()
        browser.sign_in(scene.trainer)
        page = browser.post("practice_desk.finalise", expect=409, **scene.address)
        assert "Belum ada nilai draf yang lengkap" in page
        save(browser, scene, sent(scene.who, GOOD) | sent(other, {"isi": 1}))
        page = browser.submit("practice_desk.finalise", **scene.address)
        assert "1 nilai menjadi final" in page
        assert "1 dari 2 peserta final" in page
        assert "Draf belum lengkap" in page


class TestParallel:
    def test_saves_of_one_person_make_one_score(self, app: Flask, session: Session) -> None:
        scene = a_scene(session)
        browsers = [Browser(app).sign_in(scene.trainer) for _ in range(4)]
        address = browsers[0].address("practice_desk.save", **scene.address)
        data = sent(scene.who, GOOD) | {"then": "final"}
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(b.client.post, address, data=data) for b in browsers]
            answers = [job.result().status_code for job in jobs]
        assert answers == [303] * 4
        assert revisions(scene) == 1

    def test_different_saves_of_one_person_lose_nothing_silently(
        self, app: Flask, session: Session
    ) -> None:
        scene = a_scene(session)
        browsers = [Browser(app).sign_in(scene.trainer) for _ in range(4)]
        address = browsers[0].address("practice_desk.save", **scene.address)
        sheets = [sent(scene.who, {"isi": level}) for level in (1, 2, 3, 4)]
        with ThreadPoolExecutor(4) as pool:
            jobs = [
                pool.submit(b.client.post, address, data=data)
                for b, data in zip(browsers, sheets, strict=True)
            ]
            answers = sorted(job.result().status_code for job in jobs)
        assert answers == [303, 422, 422, 422]


class TestQueries:
    def test_final_percents_leave_drafts_out(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.trainer)
        save(browser, scene, sent(scene.who, GOOD))
        ids = [scene.who.id]
        with reading() as read:
            assert queries.final_percents(read, ids) == {scene.who.id: {}}
            assert queries.waiting(read, [scene.kelas.id]) == {scene.kelas.id: 1}
        save(browser, scene, sent(scene.who, GOOD, seen="3,4") | {"then": "final"})
        with reading() as read:
            expected = {scene.who.id: {"praktik-penyuluhan": Decimal("87.5")}}
            assert queries.final_percents(read, ids) == expected
            assert queries.waiting(read, [scene.kelas.id]) == {}


class TestParticipants:
    def test_see_their_final_score_and_not_the_draft(
        self, session: Session, browser: Browser
    ) -> None:
        scene = a_scene(session, slug="sikap")
        trainer = Browser(browser.app).sign_in(scene.trainer)
        save(trainer, scene, sent(scene.who, GOOD, note="Pertahankan"))
        browser.sign_in(scene.account)
        page = browser.get("practice.show")
        assert "Belum final" in page
        assert "87,5%" not in page
        save(trainer, scene, sent(scene.who, GOOD, seen="3,4") | {"then": "final"})
        page = browser.get("practice.show")
        assert "87,5%" in page
        assert "Mahir" in page
        assert "Pertahankan" in page

    def test_may_not_score(self, session: Session, browser: Browser) -> None:
        scene = a_scene(session)
        browser.sign_in(scene.account)
        browser.get("practice_desk.people", expect=403, **scene.address)
        save(browser, scene, sent(scene.who, GOOD), expect=403)

    def test_without_a_kelas_learn_what_will_appear(
        self, session: Session, browser: Browser
    ) -> None:
        trainer = a_scene(session).trainer
        assert "Belum ada nilai praktik" in browser.sign_in(trainer).get("practice.show")


class TestStrangers:
    def test_neither_see_nor_change_a_foreign_kelas(
        self, session: Session, browser: Browser
    ) -> None:
        scene, elsewhere = a_scene(session), a_scene(session)
        organiser = a_staff_member(session, Role.ORGANISER, region_code="35")
        session.commit()
        for account in (elsewhere.trainer, organiser):
            browser.sign_in(account)
            browser.get("practice_desk.rubrics", expect=404, kelas_id=scene.kelas.id)
            for name in ("people", "grid"):
                browser.get(f"practice_desk.{name}", expect=404, **scene.address)
            browser.get("practice_desk.person", expect=404, **scene.person_address)
            browser.post("practice_desk.finalise", expect=404, **scene.address)
            save(browser, scene, sent(scene.who, GOOD), expect=404)
        assert current(scene) is None

    def test_a_person_or_rubric_of_another_kelas_is_unknown(
        self, session: Session, browser: Browser
    ) -> None:
        scene, elsewhere = a_scene(session), a_scene(session)
        browser.sign_in(scene.trainer)
        save(browser, scene, sent(elsewhere.who, GOOD), expect=404)
        address = {**scene.address, "rubric_id": elsewhere.rubric.id}
        browser.get("practice_desk.people", expect=404, **address)
        browser.post("practice_desk.save", {"seen-x": ""}, expect=404, **scene.address)
