"""Closing an account and opening it again."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import NATION, Actor, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, Refused
from lms.people import closing, operations, queries
from lms.people.models import Account, CodePurpose, RoleGrant
from tests.browser import Browser
from tests.factories.people import a_grant, a_staff_member, an_account, with_password


def _actor(session: Session, role: Role, region: str) -> Actor:
    return queries.actor_of(session, a_staff_member(session, role, region), on=clock.today())


def _close(session: Session, actor: Actor, account: Account) -> None:
    closing.close_account(session, actor, account, reason="pensiun", at=clock.now())


def test_everything_of_the_account_ends_at_once(session: Session, browser: Browser) -> None:
    admin = a_staff_member(session, Role.ADMIN, "18")
    member = with_password(a_staff_member(session, Role.REGISTRAR, "18.72"), "tiga ekor kancil")
    session.commit()
    here = Browser(browser.app).sign_in(member)
    here.get("people_own.devices")
    browser.sign_in(admin)
    browser.get("people_staff.closure", account_id=member.id)
    browser.post("people_staff.close", {"reason": ""}, account_id=member.id, expect=422)
    page = browser.submit("people_staff.close", {"reason": "pensiun"}, account_id=member.id)
    assert "Akun ditutup" in page and "pensiun" in page
    assert here.get("people_own.devices", expect=303).location.startswith("/masuk")
    tried = {"nama": member.login_name, "kata_sandi": "tiga ekor kancil"}
    Browser(browser.app).post("people.enter", tried, expect=422)
    with reading() as read:
        grant = read.scalars(select(RoleGrant).where(RoleGrant.account_id == member.id)).one()
        assert grant.end_reason == "pensiun"
        acts = list(read.scalars(select(AuditEntry.act).order_by(AuditEntry.position)))
    assert acts == ["role.ended", "account.closed"]


def test_a_reopened_account_signs_in_again_without_roles(
    session: Session, browser: Browser
) -> None:
    admin = a_staff_member(session, Role.ADMIN, "18")
    member = with_password(a_staff_member(session, Role.REGISTRAR, "18.72"), "tiga ekor kancil")
    member.person.domicile_code = None
    session.commit()
    browser.sign_in(admin)
    browser.post("people_staff.close", {"reason": "pindah"}, account_id=member.id)
    assert "Buka kembali" in browser.get("people_staff.closure", account_id=member.id)
    browser.submit("people_staff.reopen", {"reason": "keliru"}, account_id=member.id)
    other = Browser(browser.app)
    other.post("people.enter", {"nama": member.login_name, "kata_sandi": "tiga ekor kancil"})
    other.get("registration_desk.queue", expect=403)


def test_twice_is_refused_either_way(session: Session) -> None:
    admin, account = _actor(session, Role.ADMIN, "18"), an_account(session)
    with pytest.raises(Refused, match="tidak ditutup"):
        closing.reopen_account(session, admin, account, reason="x", at=clock.now())
    _close(session, admin, account)
    with pytest.raises(Refused, match="sudah ditutup"):
        _close(session, admin, account)


class TestWho:
    @pytest.mark.parametrize(("role", "region"), [(Role.ADMIN, "35"), (Role.ORGANISER, "18")])
    def test_others_than_its_admin_close_nothing(
        self, session: Session, role: Role, region: str
    ) -> None:
        with pytest.raises(Forbidden):
            _close(session, _actor(session, role, region), an_account(session))

    def test_nobody_closes_oneself_or_a_colleague_of_the_same_height(
        self, session: Session, browser: Browser
    ) -> None:
        mine = a_staff_member(session, Role.ADMIN, "18")
        me = queries.actor_of(session, mine, on=clock.today())
        for account in (mine, a_staff_member(session, Role.ADMIN, "18")):
            with pytest.raises(Forbidden):
                _close(session, me, account)
            session.commit()
            browser.sign_in(mine).get("people_staff.closure", account_id=account.id, expect=404)

    def test_one_role_beyond_the_own_region_is_enough_to_be_out_of_reach(
        self, session: Session
    ) -> None:
        member = a_staff_member(session, Role.OFFICER, "18.72")
        a_grant(session, member, Role.OFFICER, "35")
        with pytest.raises(Forbidden):
            _close(session, _actor(session, Role.ADMIN, "18"), member)


class TestTheLastAdmin:
    def test_the_nations_last_admin_who_can_sign_in_stays(self, session: Session) -> None:
        first = a_staff_member(session, Role.ADMIN, NATION)
        second = a_staff_member(session, Role.ADMIN, NATION)
        second.activated_at = None
        session.flush()
        by_second = queries.actor_of(session, second, on=clock.today())
        with pytest.raises(Refused, match="admin nasional terakhir"):
            _close(session, by_second, first)
        grant = session.scalars(select(RoleGrant).where(RoleGrant.account_id == first.id)).one()
        with pytest.raises(Refused, match="admin nasional terakhir"):
            operations.end_role(session, by_second, grant.id, reason="x", at=clock.now())

    def test_a_deputy_does_not_count_as_the_other_one(self, session: Session) -> None:
        first = a_staff_member(session, Role.ADMIN, NATION)
        held = session.scalars(select(RoleGrant)).one()
        deputy = a_staff_member(session, Role.ADMIN, NATION)
        standing_in = session.scalars(
            select(RoleGrant).where(RoleGrant.account_id == deputy.id)
        ).one()
        standing_in.deputises_id, standing_in.ends_on = held.id, clock.today()
        session.flush()
        with pytest.raises(Refused, match="admin nasional terakhir"):
            _close(session, queries.actor_of(session, deputy, on=clock.today()), first)

    def test_with_another_one_it_goes(self, session: Session) -> None:
        first = a_staff_member(session, Role.ADMIN, NATION)
        _close(session, _actor(session, Role.ADMIN, NATION), first)
        assert first.closed_at


def test_waiting_codes_open_nothing_after_closing(session: Session, browser: Browser) -> None:
    admin, account = _actor(session, Role.ADMIN, NATION), an_account(session)
    code = operations.issue_code(session, admin, account, CodePurpose.RESET, at=clock.now())
    _close(session, admin, account)
    session.commit()
    browser.get("people.activate", code=code, expect=409)


def test_of_two_admins_who_close_each_other_at_once_one_stays(app: Flask, session: Session) -> None:
    pair = [a_staff_member(session, Role.ADMIN, NATION) for _ in range(2)]
    session.commit()
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def close(mine: Account, other: Account) -> None:
        with app.app_context():
            ready.wait()
            try:
                with writing() as fresh:
                    actor = queries.actor_of(fresh, mine, on=clock.today())
                    _close(fresh, actor, queries.account(fresh, other.id))
                outcomes.append("closed")
            except (Forbidden, Refused):
                outcomes.append("refused")

    threads = [threading.Thread(target=close, args=each) for each in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", "refused"]
