"""What the page of a manuscript says before it is sent."""

import pytest
from sqlalchemy.orm import Session

from lms.workshop.models import ItemStatus
from tests.browser import Browser
from tests.workshop.naskah import items_of
from tests.workshop.test_publishing import Stage4


@pytest.fixture
def stage(session: Session) -> Stage4:
    """A manuscript of Lampung and its people."""
    return Stage4(session)


class TestWhatIsLeftToDo:
    def test_is_said_by_the_page_on_which_it_is_mended(
        self, session: Session, stage: Stage4, browser: Browser
    ) -> None:
        stage.rewrite(stage.writer, "![Kartu](media/kartu.png)\n")
        for item in items_of(session, stage.manuscript.id)[:3]:
            item.status = ItemStatus.DRAFT
        key = stage.manuscript.id
        session.commit()
        page = browser.sign_in(stage.writer).get("workshop.show", manuscript_id=key)
        assert "Belum dapat dikirim: 5 hal" in page
        assert "Tidak ada berkas “media/kartu.png”" in page
        assert "3 butir masih draf atau ditelaah" in page
        for endpoint in ("workshop.media", "workshop_bank.items"):
            where = browser.address(endpoint, manuscript_id=key)
            assert f'<dt><a href="{where}">' in page.html

    def test_what_has_not_changed_is_not_offered_to_be_sent(
        self, session: Session, stage: Stage4, browser: Browser
    ) -> None:
        key = stage.manuscript.id
        session.commit()
        page = browser.sign_in(stage.writer).get("workshop.show", manuscript_id=key)
        assert "masih sama dengan modul yang terbit" in page
        assert "Kirim untuk ditelaah" not in page

    def test_questions_that_stay_behind_are_named_before_sending(
        self, session: Session, stage: Stage4, browser: Browser
    ) -> None:
        stage.rewrite(stage.writer)
        items_of(session, stage.manuscript.id)[-1].status = ItemStatus.DRAFT
        key = stage.manuscript.id
        session.commit()
        page = browser.sign_in(stage.writer).get("workshop.show", manuscript_id=key)
        assert "Hanya soal yang siap ikut; 1 butir masih draf atau ditelaah." in page
        assert "Kirim untuk ditelaah" in page
