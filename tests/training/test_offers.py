"""Announcing an angkatan, and what everybody then sees."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.audit import AuditEntry
from lms.people.models import Account
from lms.training.models import Angkatan, Stage
from lms.training.offers_models import Offer
from tests.browser import Browser
from tests.factories.offers import an_offer
from tests.factories.people import a_staff_member
from tests.factories.training import a_quota, an_angkatan


@pytest.fixture
def planned(session: Session) -> Angkatan:
    """An angkatan to come, with seats for Kota Metro, announced to nobody."""
    angkatan = an_angkatan(session)
    angkatan.stage = Stage.PLANNED
    angkatan.starts_on = clock.today() + timedelta(days=10)
    angkatan.ends_on = clock.today() + timedelta(days=12)
    a_quota(session, angkatan, sender_code="18.72", seats=7)
    session.commit()
    return angkatan


@pytest.fixture
def organiser(session: Session, planned: Angkatan) -> Account:
    """Who plans in Lampung."""
    account = a_staff_member(session, Role.ORGANISER)
    session.commit()
    return account


def _days(count: int) -> str:
    return f"{clock.today() + timedelta(days=count):%Y-%m-%d}"


class TestAnnouncing:
    def test_shows_the_angkatan_to_everybody(
        self, browser: Browser, planned: Angkatan, organiser: Account
    ) -> None:
        browser.get("training_offers.offer", angkatan_id=planned.id, expect=404)
        staff = Browser(browser.app).sign_in(organiser)
        page = staff.submit(
            "training_offers_desk.announce",
            {"closes_on": _days(5), "note": "Diutamakan warga yang belum pernah ikut."},
            angkatan_id=planned.id,
        )
        assert "Angkatan ini diumumkan" in page
        assert planned.title in browser.get("training_offers.offers")
        shown = browser.get("training_offers.offer", angkatan_id=planned.id)
        for words in ("Kota Metro", "7", "Diutamakan warga", "Aula Dinas Sosial", "18 tahun"):
            assert words in shown
        assert "https://wa.me/6281200000001?text=" in shown.html

    def test_is_written_into_the_trail(
        self, session: Session, browser: Browser, planned: Angkatan, organiser: Account
    ) -> None:
        browser.sign_in(organiser).post(
            "training_offers_desk.announce", {"closes_on": _days(5)}, angkatan_id=planned.id
        )
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "offer.announced")).one()
        assert entry.subject_id == str(planned.id)
        assert entry.detail == {"closes_on": _days(5)}

    @pytest.mark.parametrize(
        ("closes_in", "words"),
        [(-1, "sudah lewat"), (11, "sebelum atau pada hari pertama")],
        ids=["past", "after-the-start"],
    )
    def test_refuses_days_that_make_no_sense(
        self, browser: Browser, planned: Angkatan, organiser: Account, closes_in: int, words: str
    ) -> None:
        page = browser.sign_in(organiser).post(
            "training_offers_desk.announce",
            {"closes_on": _days(closes_in)},
            angkatan_id=planned.id,
            expect=422,
        )
        assert words in page
        browser.get("training_offers.offer", angkatan_id=planned.id, expect=404)

    def test_wants_a_region_with_seats_first(
        self, session: Session, browser: Browser, organiser: Account
    ) -> None:
        angkatan = an_angkatan(session)
        angkatan.stage = Stage.PLANNED
        session.commit()
        page = browser.sign_in(organiser).post(
            "training_offers_desk.announce",
            {"closes_on": _days(0)},
            angkatan_id=angkatan.id,
            expect=422,
        )
        assert "Beri dahulu kuota" in page

    def test_can_be_changed_and_taken_back(
        self, session: Session, browser: Browser, planned: Angkatan, organiser: Account
    ) -> None:
        staff = Browser(browser.app).sign_in(organiser)
        for day in (5, 6):
            staff.post(
                "training_offers_desk.announce", {"closes_on": _days(day)}, angkatan_id=planned.id
            )
        assert session.scalars(select(Offer.closes_on)).one() == clock.today() + timedelta(days=6)
        session.commit()
        staff.post("training_offers_desk.withdraw", angkatan_id=planned.id)
        browser.get("training_offers.offer", angkatan_id=planned.id, expect=404)
        assert planned.title not in browser.get("training_offers.offers")
        staff.post("training_offers_desk.announce", {"closes_on": _days(5)}, angkatan_id=planned.id)
        browser.get("training_offers.offer", angkatan_id=planned.id)

    def test_is_for_planners_of_the_region_only(
        self, session: Session, browser: Browser, planned: Angkatan
    ) -> None:
        elsewhere = a_staff_member(session, Role.ORGANISER, "35")
        session.commit()
        browser.sign_in(elsewhere).post(
            "training_offers_desk.announce",
            {"closes_on": _days(5)},
            angkatan_id=planned.id,
            expect=404,
        )


class TestList:
    def test_says_what_will_appear_while_there_is_nothing(self, browser: Browser) -> None:
        assert "Belum ada angkatan yang diumumkan" in browser.get("training_offers.offers")
        page = browser.get("training_offers.offers", provinsi="18", kabupaten="18.72")
        assert "Belum ada angkatan untuk Kota Metro" in page

    @pytest.mark.parametrize(
        ("chosen", "is_there"),
        [
            ({}, True),
            ({"provinsi": "18"}, True),
            ({"provinsi": "18", "kabupaten": "18.72"}, True),
            ({"provinsi": "18", "kabupaten": "18.02"}, False),
            ({"provinsi": "35"}, False),
            ({"provinsi": "35", "kabupaten": "18.72"}, False),
            ({"provinsi": "bukan kode"}, True),
        ],
    )
    def test_shows_what_has_seats_for_the_region(
        self, session: Session, browser: Browser, chosen: dict[str, Any], is_there: bool
    ) -> None:
        title = an_offer(session).angkatan.title
        session.commit()
        assert (title in browser.get("training_offers.offers", **chosen)) is is_there

    def test_shows_what_is_for_the_whole_province_in_each_part(
        self, session: Session, browser: Browser
    ) -> None:
        title = an_offer(session, sender_code="18").angkatan.title
        session.commit()
        page = browser.get("training_offers.offers", provinsi="18", kabupaten="18.02")
        assert title in page

    def test_leaves_out_what_has_begun_or_was_cancelled(
        self, session: Session, browser: Browser
    ) -> None:
        running, cancelled = an_offer(session), an_offer(session)
        running.angkatan.stage, cancelled.angkatan.stage = Stage.RUNNING, Stage.CANCELLED
        session.commit()
        page = browser.get("training_offers.offers")
        assert "Belum ada angkatan yang diumumkan" in page
        shown = browser.get("training_offers.offer", angkatan_id=cancelled.angkatan_id)
        assert "dibatalkan" in shown
        assert "Kirim pengajuan" not in browser.get(
            "training_offers.application", angkatan_id=cancelled.angkatan_id
        )

    def test_names_the_office_to_ask(self, session: Session, browser: Browser) -> None:
        an_offer(session)
        session.commit()
        page = browser.get("training_offers.offers", provinsi="18")
        assert "Dinas Sosial Provinsi Lampung" in page
        assert "wa.me/6281200000001" in page.html

    def test_goes_over_several_pages(self, session: Session, browser: Browser) -> None:
        for _number in range(21):
            an_offer(session)
        session.commit()
        assert "Halaman 1 dari 2" in browser.get("training_offers.offers")
        assert "Halaman 2 dari 2" in browser.get("training_offers.offers", halaman=2)
