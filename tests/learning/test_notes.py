"""Notes beside a lesson: one's own, and nobody else's."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.errors import Forbidden, Refused
from lms.learning import notes
from lms.learning.about import about
from lms.learning.models import LessonNote
from lms.training.models import Kelas, Participation
from tests.browser import Browser
from tests.factories.assessment import acting
from tests.factories.training import a_participant, a_trainer, account_of
from tests.learning.books import LESSON, a_kelas_with_book


@pytest.fixture
def kelas(session: Session) -> Kelas:
    """A kelas that reads the book."""
    return a_kelas_with_book(session)


def _write(session: Session, own: Participation, text: str) -> None:
    actor = acting(account_of(session, own))
    slugs = tuple(LESSON.values())
    notes.write(session, actor, own.angkatan_id, *slugs, text, at=clock.now())


def _texts(session: Session) -> list[str]:
    return list(session.scalars(select(LessonNote.text)))


class TestWriting:
    def test_there_is_one_note_for_each_lesson(self, session: Session, kelas: Kelas) -> None:
        own = a_participant(session, kelas)
        _write(session, own, "Satu\r\ndua\x00")
        _write(session, own, "Tiga")
        assert _texts(session) == ["Tiga"]

    def test_lines_are_kept_as_they_were_written(self, session: Session, kelas: Kelas) -> None:
        _write(session, a_participant(session, kelas), "  Satu\r\n\r\n- dua\x00  \n")
        assert _texts(session) == ["  Satu\n\n- dua"]

    def test_an_empty_note_is_gone(self, session: Session, kelas: Kelas) -> None:
        own = a_participant(session, kelas)
        for text in ("Satu", " \r\n "):
            _write(session, own, text)
        assert _texts(session) == []

    def test_4000_letters_are_kept_and_more_are_refused(
        self, session: Session, kelas: Kelas
    ) -> None:
        own = a_participant(session, kelas)
        _write(session, own, "ä\r\n" * 2_000)
        with pytest.raises(Refused, match="paling panjang 4000 huruf; sekarang 4001"):
            _write(session, own, "x" * 4_001)
        assert len(_texts(session)[0]) == 3_999

    def test_who_does_not_take_part_writes_none(self, session: Session, kelas: Kelas) -> None:
        actor, slugs = acting(a_trainer(session, kelas)), tuple(LESSON.values())
        with pytest.raises(Forbidden):
            notes.write(session, actor, kelas.angkatan_id, *slugs, "x", at=clock.now())


class TestPages:
    @pytest.fixture
    def own(self, session: Session, kelas: Kelas, browser: Browser) -> Participation:
        """A participant, signed in."""
        made = a_participant(session, kelas)
        account = account_of(session, made)
        session.commit()
        browser.sign_in(account)
        return made

    def test_a_note_stands_beside_its_lesson_and_in_the_list(
        self, session: Session, browser: Browser, own: Participation
    ) -> None:
        place = {"angkatan_id": own.angkatan_id, **LESSON}
        assert "Belum ada catatan" in browser.get("learning.notes_list")
        page = browser.submit("learning.write", {"catatan": "<b>Ingat</b>\nini"}, **place)
        assert "Catatan disimpan." in page
        assert "&lt;b&gt;Ingat&lt;/b&gt;\nini</textarea>" in page.html
        for endpoint in ("learning.notes_list", "learning.notes_paper"):
            shown = browser.get(endpoint)
            assert "Arti" in shown
            assert "<b>Ingat</b> ini" in shown

    def test_one_that_is_too_long_is_not_lost(
        self, session: Session, browser: Browser, own: Participation
    ) -> None:
        place = {"angkatan_id": own.angkatan_id, **LESSON}
        page = browser.post("learning.write", {"catatan": "y" * 4_001}, expect=422, **place)
        assert "Paling panjang 4000 huruf." in page
        assert "y" * 4_001 in page.html
        assert _texts(session) == []

    def test_it_saves_itself_and_says_when_or_why_not(
        self, session: Session, browser: Browser, own: Participation
    ) -> None:
        place = {"angkatan_id": own.angkatan_id, **LESSON}
        told = browser.post("learning.autosave", {"catatan": "a"}, expect=200, **place)
        assert set(told.response.get_json()) == {"saved_at"}
        told = browser.post("learning.autosave", {"catatan": "a" * 4_001}, expect=422, **place)
        assert told.response.get_json() == {"reason": "Paling panjang 4000 huruf."}
        assert _texts(session) == ["a"]

    def test_nobody_else_reads_it(
        self, app: Flask, session: Session, kelas: Kelas, own: Participation
    ) -> None:
        _write(session, own, "Rahasia saya")
        others = [a_trainer(session, kelas), account_of(session, a_participant(session, kelas))]
        session.commit()
        for account in others:
            browser = Browser(app).sign_in(account)
            page = browser.get("learning.lesson", angkatan_id=kelas.angkatan_id, **LESSON)
            assert "Rahasia saya" not in page.html
            assert "Rahasia saya" not in browser.get("learning.notes_list").html


def test_a_person_s_copy_of_their_data_holds_notes_and_places(
    session: Session, kelas: Kelas
) -> None:
    own = a_participant(session, kelas)
    _write(session, own, "Ingat")
    told = about(session, own.person)
    assert [row["catatan"] for row in told["catatan_bacaan"]] == ["Ingat"]
    assert told["catatan_bacaan"][0]["modul"] == "Kerelawanan"
    assert told["tempat_membaca"] == []
