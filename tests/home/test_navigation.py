"""Menus, the trail, and that each of their addresses exists."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lms.home import navigation
from lms.home.queries import Belonging
from lms.home.words import ACT_WORDS
from lms.kernel import clock
from lms.kernel.access import NATION, SYSTEM, Grant, Role
from lms.kernel.audit import chain, record
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.training import a_kelas

_LMS = Path(navigation.__file__).parents[1]


def test_every_place_and_step_leads_to_a_page(app: Flask) -> None:
    places = [
        navigation.HOME,
        *navigation.TRAINEE,
        *navigation.TRAINEE_MORE,
        *navigation.TRAINER,
        *(place for _permissions, place in navigation.DESKS),
        *navigation.OWN,
        *navigation.PUBLIC,
    ]
    named = {place.endpoint for place in places}
    for path in [*(_LMS / "home").glob("*_steps.py"), _LMS / "home" / "angkatan_page.py"]:
        text = path.read_text("utf-8")
        named |= set(re.findall(r'"((?!angkatan)[a-z_]+\.[a-z_]+)"', text))
    assert not named - set(app.view_functions)


def test_every_act_has_its_words() -> None:
    nouns = "|".join({act.partition(".")[0] for act in ACT_WORDS})
    an_act = re.compile(rf'"((?:{nouns})\.[a-z-]*(?:ed|set|given|spent))"')
    acts = {act for path in _LMS.rglob("*.py") for act in an_act.findall(path.read_text("utf-8"))}
    assert acts
    assert not acts - ACT_WORDS.keys()


@pytest.mark.parametrize(
    ("grants", "label"),
    [
        ((), ""),
        ((Grant(Role.OFFICER, NATION),), "Petugas Kementerian Sosial"),
        ((Grant(Role.ORGANISER, "18"),), "Penyelenggara, Lampung"),
        (
            (Grant(Role.REGISTRAR, "18.72"), Grant(Role.ADMIN, "18")),
            "Admin, Lampung · Petugas pendaftaran, Kota Metro",
        ),
        (
            tuple(Grant(Role.REGISTRAR, code) for code in ("18", "18.72", "35")),
            "Petugas pendaftaran, Lampung, Kota Metro, +1",
        ),
    ],
)
def test_says_who_one_is_with_the_region(app: Flask, grants: tuple[Grant, ...], label: str) -> None:
    names = {"18": "Lampung", "18.72": "Kota Metro", "35": "Jawa Timur"}
    what = Belonging(takes_part=False, teaches=False, region_names=names)
    with app.test_request_context():
        assert navigation.roles_label(grants, what) == label


class TestTrail:
    def test_shows_acts_of_the_own_region_only(self, session: Session, browser: Browser) -> None:
        for code in ("18.72", "35"):
            subject = ("angkatan", f"{code}-abcdef")
            record(
                session,
                SYSTEM,
                "angkatan.cancelled",
                subject,
                region_code=code,
                at=clock.now(),
                reason=f"Alasan {code}",
            )
        chain(session)
        account = a_staff_member(session, Role.AUDITOR)
        session.commit()
        page = browser.sign_in(account).get("home.trail")
        assert "Angkatan dibatalkan" in page
        assert "Alasan 18.72" in page
        assert "Alasan 35" not in page

    def test_is_closed_to_organisers(self, session: Session, browser: Browser) -> None:
        account = a_staff_member(session, Role.ORGANISER)
        session.commit()
        browser.sign_in(account).get("home.trail", expect=403)

    def test_survives_any_page_number(self, session: Session, browser: Browser) -> None:
        account = a_staff_member(session, Role.AUDITOR)
        session.commit()
        browser.sign_in(account)
        for number in ("0", "-3", "999", "x"):
            browser.open(browser.address("home.trail", halaman=number), expect=200)


class TestWhereOneIs:
    def _current(self, browser: Browser, endpoint: str, **values: Any) -> list[str]:
        side = browser.get(endpoint, **values).html.split('class="side')[1].split("</nav>")[0]
        return re.findall(r'aria-current="page">.*?<span>([^<]*)', side)

    def test_is_marked_once(self, session: Session, browser: Browser) -> None:
        kelas = a_kelas(session)
        account = a_staff_member(session, Role.ORGANISER)
        session.commit()
        browser.sign_in(account)
        assert self._current(browser, "home.start") == ["Beranda"]
        assert self._current(browser, "training_desk.invites") == ["Usulan peserta"]
        angkatan_id = kelas.angkatan_id
        assert self._current(browser, "home.angkatan", angkatan_id=angkatan_id) == ["Angkatan"]
