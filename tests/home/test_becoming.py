"""How one becomes PSM or Pensosmas: what the rows say, and never a promise of pay."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.registration.models import Demand, RegistrationRequirement
from tests.browser import Browser
from tests.factories.offers import an_offer
from tests.factories.registration import the_requirements
from tests.factories.training import a_programme

PAGES = ("home.becoming_psm", "home.becoming_pensosmas")
_FORBIDDEN = re.compile(
    r"\b(pratama|madya|utama|PMKS|penyandang cacat|penggerak swadaya|berhak atas)\b", re.IGNORECASE
)


def _row(session: Session, slug: str) -> RegistrationRequirement:
    row = RegistrationRequirement
    return session.scalars(select(row).where(row.family == "psm", row.slug == slug)).one()


class TestRequirements:
    def test_say_so_while_they_are_not_loaded(self, browser: Browser) -> None:
        for page in PAGES:
            shown = browser.get(page)
            assert "Persyaratannya belum dimuat" in shown
            assert "Jenjang pelatihan belum dimuat" in shown

    def test_stand_there_with_their_sources(self, session: Session, browser: Browser) -> None:
        the_requirements(session)
        session.commit()
        page = browser.get("home.becoming_psm")
        for words in (
            "Telah mengikuti bimbingan teknis dasar",
            "Sekurang-kurangnya 18 tahun",
            "Standar pelayanan SK PSM Kota Pasuruan",
            "Saya berkelakuan baik.",
        ):
            assert words in page
        other = browser.get("home.becoming_pensosmas")
        assert "bukan ketentuan peraturan" in other
        assert "Telah mengikuti pembekalan Pensosmas" in other

    def test_change_with_the_row(self, session: Session, browser: Browser) -> None:
        the_requirements(session)
        session.commit()
        assert "Ikuti Bimtek Dasar PSM sampai selesai." in browser.get("home.becoming_psm")
        bimtek = _row(session, "bimtek-dasar")
        bimtek.value = {**bimtek.value, "accepts": ["lulus"]}
        _row(session, "usia").value = {"years": 21}
        _row(session, "baca-tulis").is_active = False
        session.commit()
        page = browser.get("home.becoming_psm")
        assert "Ikuti Bimtek Dasar PSM sampai dinyatakan lulus." in page
        assert "dapat diakui" not in page
        assert "Sekurang-kurangnya 21 tahun" in page
        assert "Dapat membaca dan menulis" not in page

    def test_of_a_region_add_to_those_of_the_nation(
        self, session: Session, browser: Browser
    ) -> None:
        the_requirements(session)
        session.add(
            RegistrationRequirement(
                family="psm",
                slug="rekomendasi-lurah",
                region_code="18.72",
                position=99,
                demand=Demand.RECOMMENDATION,
                title="Rekomendasi lurah",
                value={},
                source="Persyaratan setempat",
            )
        )
        session.commit()
        assert "Rekomendasi lurah" not in browser.get("home.becoming_psm")
        page = browser.get("home.becoming_psm", provinsi="18", kabupaten="18.72")
        assert "Rekomendasi lurah" in page
        assert "di Kota Metro" in page


class TestPage:
    def test_names_tiers_with_who_holds_them(self, session: Session, browser: Browser) -> None:
        programme = a_programme(session)
        programme.organiser_levels = ["provinsi"]
        session.commit()
        page = browser.get("home.becoming_psm")
        assert "Bimtek Dasar PSM" in page
        assert "Penyelenggara: provinsi" in page

    @pytest.mark.parametrize("endpoint", PAGES)
    def test_promises_nothing(self, session: Session, browser: Browser, endpoint: str) -> None:
        the_requirements(session)
        session.commit()
        page = browser.get(endpoint)
        assert "tidak digaji" in page
        assert not _FORBIDDEN.search(page.text)

    def test_leads_on(self, browser: Browser) -> None:
        page = browser.get("home.becoming_psm")
        for endpoint in ("training_offers.offers", "registration.psm", "people.activation"):
            assert f'href="{browser.address(endpoint)}"' in page.html


class TestFront:
    def test_names_the_next_angkatan(self, session: Session, browser: Browser) -> None:
        offers = [an_offer(session) for _number in range(4)]
        for number, offer in enumerate(offers):
            offer.angkatan.starts_on += timedelta(days=number)
            offer.angkatan.ends_on += timedelta(days=number)
        session.commit()
        page = browser.get("home.front")
        assert offers[0].angkatan.title in page
        assert offers[3].angkatan.title not in page

    def test_is_told_in_a_minute_and_weighs_little(self, browser: Browser) -> None:
        page = browser.get("home.front")
        assert "relawan dan tidak digaji" in page
        assert len(page.text.split()) < 300  # a minute's reading
        assert len(page.html.encode()) < 60_000
        for endpoint in (*PAGES, "training_offers.offers", "credentials.check", "people.sign_in"):
            assert f'href="{browser.address(endpoint)}"' in page.html
