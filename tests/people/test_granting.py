"""Who may give, extend and end which role, and roles that begin or end on a day."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import NATION, Actor, Grant, Permission, Role
from lms.kernel.database import reading
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.people import granting, operations, queries, roles
from lms.people.models import Account, RoleGrant
from lms.people.operations import RoleFacts
from tests.browser import Browser
from tests.factories.people import a_grant, a_staff_member, an_account

WEEK = timedelta(days=7)


def admin_of(session: Session, region: str) -> tuple[Account, Actor]:
    """Give an admin with the actor that they are."""
    account = a_staff_member(session, Role.ADMIN, region)
    return account, queries.actor_of(session, account, on=clock.today())


def _holder(code: str) -> Actor:
    return Actor(None, None, (Grant(Role.ADMIN, code),))


@pytest.mark.parametrize(
    ("admin", "role", "region", "may"),
    [
        (NATION, Role.ADMIN, NATION, True),
        (NATION, Role.ADMIN, "18", True),
        (NATION, Role.AUDITOR, NATION, True),
        ("18", Role.ADMIN, "18", False),
        ("18", Role.ADMIN, "18.72", True),
        ("18", Role.AUDITOR, "18", True),
        ("18", Role.AUDITOR, NATION, False),
        ("18", Role.REGISTRAR, "35", False),
        ("18.72", Role.ADMIN, "18.72", True),
        ("18.72", Role.ADMIN, "18.02", False),
        ("18.72", Role.REGISTRAR, "18.72", True),
        ("18.72", Role.REGISTRAR, "18", False),
    ],
)
def test_an_admin_grants_below_and_never_beside(
    admin: str, role: Role, region: str, may: bool
) -> None:
    assert granting.may_grant(_holder(admin), role, region) is may


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_no_other_role_grants_any(role: Role) -> None:
    other = Actor(None, None, (Grant(role, NATION),))
    assert not any(granting.may_grant(other, each, "18.72") for each in Role)


def test_who_issues_revokes_reveals_decides_or_grants_is_guarded() -> None:
    guarded = {
        role for role in Role if granting.is_sensitive(Actor(None, None, (Grant(role, "18"),)))
    }
    assert guarded == {Role.ADMIN, Role.ORGANISER, Role.REGISTRAR}


class TestProvinces:
    def test_the_admin_of_a_province_is_made_by_the_nation_only(self, session: Session) -> None:
        _, admin = admin_of(session, "18")
        facts = RoleFacts(Role.ADMIN, "18")
        with pytest.raises(Forbidden, match="admin nasional"):
            operations.grant_role(session, admin, an_account(session), facts, at=clock.now())
        _, national = admin_of(session, NATION)
        operations.grant_role(session, national, an_account(session), facts, at=clock.now())

    def test_a_colleague_of_the_same_province_is_not_dismissed_or_taken_over(
        self, session: Session
    ) -> None:
        _, admin = admin_of(session, "18")
        colleague = a_staff_member(session, Role.ADMIN, "18")
        grant = session.scalars(select(RoleGrant).where(RoleGrant.account_id == colleague.id)).one()
        with pytest.raises(Forbidden, match="admin nasional"):
            operations.end_role(session, admin, grant.id, reason="iri", at=clock.now())
        assert not queries.may_take_over(session, admin, colleague, on=clock.today())


class TestDays:
    def test_a_role_of_the_future_holds_from_its_day(self, session: Session) -> None:
        _, admin = admin_of(session, "18")
        account, facts = (
            an_account(session),
            RoleFacts(
                Role.REGISTRAR,
                "18.72",
                starts_on=clock.today() + WEEK,
                ends_on=clock.today() + 2 * WEEK,
            ),
        )
        operations.grant_role(session, admin, account, facts, at=clock.now())
        held = {
            week: queries.actor_of(session, account, on=clock.today() + week * WEEK).may(
                Permission.REGISTRATION_DECIDE, within="18.72"
            )
            for week in range(4)
        }
        assert held == {0: False, 1: True, 2: True, 3: False}

    @pytest.mark.parametrize(
        ("starts", "ends", "words"),
        [
            (-1, None, "mulai peran tidak boleh sudah lewat"),
            (0, -1, "berakhir peran tidak boleh sudah lewat"),
            (2, 1, "sebelum tanggal mulainya"),
        ],
    )
    def test_days_that_make_no_sense_are_refused(
        self, session: Session, starts: int, ends: int | None, words: str
    ) -> None:
        _, admin = admin_of(session, "18")
        facts = RoleFacts(
            Role.OFFICER,
            "18",
            starts_on=clock.today() + timedelta(days=starts),
            ends_on=None if ends is None else clock.today() + timedelta(days=ends),
        )
        with pytest.raises(Refused, match=words):
            operations.grant_role(session, admin, an_account(session), facts, at=clock.now())

    def test_the_same_role_again_is_taken_once_the_first_is_over(self, session: Session) -> None:
        _, admin = admin_of(session, "18")
        account, at = an_account(session), clock.now()
        first = RoleFacts(Role.OFFICER, "18", ends_on=clock.today() + WEEK)
        operations.grant_role(session, admin, account, first, at=at)
        with pytest.raises(Refused, match="peran yang sama"):
            overlapping = RoleFacts(Role.OFFICER, "18", starts_on=clock.today() + WEEK)
            operations.grant_role(session, admin, account, overlapping, at=at)
        after = RoleFacts(Role.OFFICER, "18", starts_on=clock.today() + WEEK + timedelta(days=1))
        operations.grant_role(session, admin, account, after, at=at)


class TestExtending:
    def _grant(self, session: Session, admin: Actor) -> RoleGrant:
        facts = RoleFacts(Role.OFFICER, "18", ends_on=clock.today() + WEEK)
        return operations.grant_role(session, admin, an_account(session), facts, at=clock.now())

    def test_a_role_lasts_longer_or_without_end(self, session: Session) -> None:
        _, admin = admin_of(session, "18")
        row = self._grant(session, admin)
        for day in (clock.today() + 2 * WEEK, None):
            roles.extend_role(session, admin, row.id, ends_on=day, at=clock.now())
            assert row.ends_on == day
        with pytest.raises(Refused, match="tidak bertanggal akhir"):
            roles.extend_role(session, admin, row.id, ends_on=clock.today() + WEEK, at=clock.now())

    def test_it_is_never_shortened_that_way_and_never_from_elsewhere(
        self, session: Session
    ) -> None:
        _, admin = admin_of(session, "18")
        row = self._grant(session, admin)
        with pytest.raises(Refused, match="sesudah tanggal berakhir"):
            roles.extend_role(session, admin, row.id, ends_on=clock.today() + WEEK, at=clock.now())
        for foreign in (admin_of(session, "35")[1], admin_of(session, "18.72")[1]):
            with pytest.raises(NotFound):
                roles.extend_role(session, foreign, row.id, ends_on=None, at=clock.now())

    def test_a_role_that_is_over_is_granted_anew_instead(self, session: Session) -> None:
        _, admin = admin_of(session, "18")
        row = self._grant(session, admin)
        later = clock.now() + 2 * WEEK
        with pytest.raises(Refused, match="sudah berakhir"):
            roles.extend_role(session, admin, row.id, ends_on=None, at=later)


class TestDesk:
    def test_the_staff_of_an_office_is_filtered_and_shown_by_phase(
        self, session: Session, browser: Browser
    ) -> None:
        admin, _ = admin_of(session, "18")
        for name, days in (("Agung Wicaksana", 10), ("Bunga Citra", 100), ("Candra Kirana", -5)):
            member = an_account(session)
            member.person.name, member.person.search_name = name, name.lower()
            a_grant(session, member, Role.OFFICER, "18.72").ends_on = clock.today() + timedelta(
                days=days
            )
        session.commit()
        browser.sign_in(admin)
        page = browser.get("people_staff.staff")
        assert "1 peran akan berakhir dalam 30 hari" in page
        assert "Agung" in page and "Bunga" in page and "Candra" not in page
        ending = browser.get("people_staff.staff", keadaan="segera-berakhir")
        assert "Agung" in ending and "Bunga" not in ending
        assert "Candra" in browser.get("people_staff.staff", keadaan="sudah-berakhir")
        asked: dict[str, Any] = {"q": "bunga", "role": "officer", "region_code": "kota metro"}
        found = browser.get("people_staff.staff", **asked)
        assert "Bunga" in found and "Agung" not in found
        assert "Tidak ada peran" in browser.get("people_staff.staff", role="clerk")

    @pytest.mark.parametrize(
        "asked", [{"role": "x"}, {"organisation": "x"}, {"region_code": "x"}, {"keadaan": "x"}]
    )
    def test_a_filter_that_makes_no_sense_is_no_error(
        self, session: Session, browser: Browser, asked: dict[str, Any]
    ) -> None:
        admin, _ = admin_of(session, "18")
        session.commit()
        assert "Petugas Admin" in browser.sign_in(admin).get("people_staff.staff", **asked)

    def test_an_admin_of_a_kota_grants_nothing_next_door(
        self, session: Session, browser: Browser
    ) -> None:
        admin, _ = admin_of(session, "18.72")
        member = a_staff_member(session, Role.ORGANISER, "18.72")
        session.commit()
        browser.sign_in(admin)
        data = {"role": "registrar", "region_code": "18.02"}
        browser.post("people_staff.grant", data, account_id=member.id, expect=403)
        data["region_code"] = "18.72"
        browser.post("people_staff.grant", data, account_id=member.id)

    def test_a_role_is_granted_for_later_and_extended_on_its_page(
        self, session: Session, browser: Browser
    ) -> None:
        admin, _ = admin_of(session, "18")
        member = a_staff_member(session, Role.ORGANISER, "18.72")
        session.commit()
        browser.sign_in(admin)
        data = {
            "role": "officer",
            "region_code": "18.72",
            "starts_on": str(clock.today() + WEEK),
            "ends_on": str(clock.today() + 2 * WEEK),
        }
        browser.post("people_staff.grant", data, account_id=member.id)
        assert "Petugas pemantau" in browser.get("people_staff.staff", keadaan="akan-mulai")
        with reading() as read:
            row = read.scalars(select(RoleGrant).where(RoleGrant.role == Role.OFFICER)).one()
        browser.post("people_staff.extend_role", {"ends_on": "x"}, grant_id=row.id, expect=422)
        page = browser.submit(
            "people_staff.extend_role", {"ends_on": str(clock.today() + 3 * WEEK)}, grant_id=row.id
        )
        assert "Masa peran diperpanjang" in page
