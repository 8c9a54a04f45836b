"""Staff: granting and ending roles, never beyond the own region, never to oneself."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Actor, Permission, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.people import codes, commands, operations, queries
from lms.people.models import Account, Person, RoleGrant
from lms.people.operations import RoleFacts
from tests.browser import Browser
from tests.factories.people import a_grant, a_staff_member, an_account

AT_METRO = RoleFacts(Role.REGISTRAR, "18.72")
NEW = {"name": "Dewi Lestari", "phone": "0813-0000-0001", "role": "registrar"}


def _admin(session: Session, region: str = "18") -> tuple[Account, Actor]:
    account = a_staff_member(session, Role.ADMIN, region)
    return account, queries.actor_of(session, account, on=clock.today())


def test_an_admin_grants_in_the_own_region_and_it_holds_at_once(session: Session) -> None:
    _, admin = _admin(session)
    account = an_account(session)
    operations.grant_role(session, admin, account, AT_METRO, at=clock.now())
    actor = queries.actor_of(session, account, on=clock.today())
    assert actor.may(Permission.REGISTRATION_DECIDE, within="18.72.01")
    assert not actor.may(Permission.REGISTRATION_DECIDE, within="18.02")


@pytest.mark.parametrize("region", ["35", "ID"])
def test_nobody_grants_beyond_the_own_region(session: Session, region: str) -> None:
    _, admin = _admin(session)
    with pytest.raises(Forbidden):
        operations.grant_role(
            session, admin, an_account(session), RoleFacts(Role.OFFICER, region), at=clock.now()
        )


def test_nobody_grants_to_oneself_or_ends_an_own_role(session: Session) -> None:
    account, admin = _admin(session)
    with pytest.raises(Forbidden, match="diri sendiri"):
        operations.grant_role(session, admin, account, AT_METRO, at=clock.now())
    own = session.scalars(select(RoleGrant)).one()
    with pytest.raises(Forbidden, match="admin lain"):
        operations.end_role(session, admin, own.id, reason="x", at=clock.now())


def test_the_same_role_twice_and_one_that_is_over_are_refused(session: Session) -> None:
    _, admin = _admin(session)
    account = an_account(session)
    operations.grant_role(session, admin, account, AT_METRO, at=clock.now())
    with pytest.raises(Refused, match="peran yang sama"):
        operations.grant_role(session, admin, account, AT_METRO, at=clock.now())
    past = RoleFacts(Role.OFFICER, "18", ends_on=clock.today() - timedelta(days=2))
    with pytest.raises(Refused, match="sudah lewat"):
        operations.grant_role(session, admin, account, past, at=clock.now())


def test_an_ended_role_holds_no_longer_and_stays_in_history(session: Session) -> None:
    _, admin = _admin(session)
    account = an_account(session)
    made = operations.grant_role(session, admin, account, AT_METRO, at=clock.now())
    operations.end_role(session, admin, made.id, reason="pindah tugas", at=clock.now())
    assert queries.actor_of(session, account, on=clock.today()).grants == ()
    session.expire_all()
    assert queries.grants_of(session, account.id)[0].end_reason == "pindah tugas"
    with pytest.raises(Refused, match="sudah diakhiri"):
        operations.end_role(session, admin, made.id, reason="lagi", at=clock.now())


def test_a_role_elsewhere_is_no_role(session: Session) -> None:
    _, admin = _admin(session)
    foreign = a_grant(session, an_account(session), Role.OFFICER, "35")
    with pytest.raises(NotFound):
        operations.end_role(session, admin, foreign.id, reason="x", at=clock.now())


class TestDesk:
    def test_a_staff_member_is_appointed_and_gets_a_code(
        self, session: Session, browser: Browser
    ) -> None:
        admin, _ = _admin(session)
        session.commit()
        browser.sign_in(admin).get("people_staff.new_member")
        page = browser.submit("people_staff.appoint", NEW | {"region_code": "kota metro"})
        assert "Petugas pendaftaran · Kota Metro" in page
        assert "Buat kode aktivasi" in page
        assert "Dewi Lestari" in browser.get("people_staff.staff")
        with reading() as read:
            acts = set(read.scalars(select(AuditEntry.act)))
        assert {"person.created", "account.opened", "role.granted"} <= acts

    @pytest.mark.parametrize("region", ["jawa timur", "indonesia"])
    def test_beyond_the_region_nothing_is_kept(
        self, session: Session, browser: Browser, region: str
    ) -> None:
        admin, _ = _admin(session)
        session.commit()
        browser.sign_in(admin).post(
            "people_staff.appoint", NEW | {"region_code": region}, expect=403
        )
        with reading() as read:
            assert read.scalar(select(Person).where(Person.name == "Dewi Lestari")) is None

    def test_wrong_input_comes_back_with_sentences(
        self, session: Session, browser: Browser
    ) -> None:
        admin, _ = _admin(session)
        session.commit()
        page = browser.sign_in(admin).post("people_staff.appoint", {"role": "x"}, expect=422)
        for words in ("Nama lengkap: Wajib diisi.", "Wilayah peran: Wajib diisi."):
            assert words in page

    def test_a_role_is_granted_and_ended_with_a_reason(
        self, session: Session, browser: Browser
    ) -> None:
        admin, _ = _admin(session)
        member = a_staff_member(session, Role.ORGANISER, "18.72")
        session.commit()
        browser.sign_in(admin)
        data = {"role": "officer", "region_code": "18.72"}
        assert "Petugas pemantau" in browser.submit(
            "people_staff.grant", data, account_id=member.id
        )
        with reading() as read:
            row = read.scalars(select(RoleGrant).where(RoleGrant.role == Role.OFFICER)).one()
        browser.get("people_staff.role", grant_id=row.id)
        browser.post("people_staff.end_role", {"reason": ""}, grant_id=row.id, expect=422)
        browser.post("people_staff.end_role", {"reason": "pindah tugas"}, grant_id=row.id)
        page = browser.get("people_staff.member", account_id=member.id)
        assert "Diakhiri: pindah tugas" in page

    def test_foreign_staff_is_not_found(self, session: Session, browser: Browser) -> None:
        admin, _ = _admin(session)
        foreign = an_account(session)
        foreign.person.domicile_code = None
        row = a_grant(session, foreign, Role.OFFICER, "35")
        session.commit()
        browser.sign_in(admin)
        browser.get("people_staff.member", account_id=foreign.id, expect=404)
        browser.post("people_staff.grant", account_id=foreign.id, expect=404)
        browser.get("people_staff.role", grant_id=row.id, expect=404)
        browser.post("people_staff.end_role", {"reason": "x"}, grant_id=row.id, expect=404)


class TestCommand:
    def test_the_first_admin_is_made_with_a_link(self, app: Flask, browser: Browser) -> None:
        asked = ["create", "--name", "Rina Kusuma", "--phone", "0812-3456-7890"]
        told = app.test_cli_runner().invoke(commands.admin, asked)
        assert told.exit_code == 0, told.output
        code = codes.bare(told.output.split("Kode aktivasi: ")[1].split(" ")[0])
        assert f"/aktivasi/{code}" in told.output
        browser.post("people.spend", {"kata_sandi": "tiga ekor kancil"}, code=code)
        browser.get("people_staff.staff")

    def test_a_wrong_name_is_told(self, app: Flask) -> None:
        asked = ["create", "--name", "😀", "--phone", "081234567890"]
        told = app.test_cli_runner().invoke(commands.admin, asked)
        assert told.exit_code == 1
        assert "Nama harus memuat huruf" in told.output

    def test_a_nik_is_judged_as_json(self, app: Flask) -> None:
        told = app.test_cli_runner().invoke(commands.nik_commands, ["check", "1872014903900001"])
        assert '"valid": true' in told.output
        assert '"sex": "P", "district": "187201"' in told.output
