"""Deputies hold what they stand in for, until a day, and are shown as such."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import NATION, Actor, Permission, Role
from lms.kernel.database import writing
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.people import deputies, operations, queries, roles
from lms.people.models import Account, RoleGrant
from tests.browser import Browser
from tests.factories.people import a_grant, a_person, a_staff_member, an_account
from tests.factories.regions import an_organisation

WEEK = timedelta(days=7)


def _scene(session: Session) -> tuple[Actor, RoleGrant, Account]:
    """Give an admin, the grant of a registrar, and who shall stand in."""
    admin = a_staff_member(session, Role.ADMIN, "18")
    holder = an_account(session, a_person(session, "Ratna Dewi"))
    grant = a_grant(session, holder, Role.REGISTRAR, "18.72")
    grant.organisation_id = an_organisation(session).id
    session.flush()
    deputy = an_account(session, a_person(session, "Surya Atmaja"))
    return queries.actor_of(session, admin, on=clock.today()), grant, deputy


def _deputise(session: Session, admin: Actor, grant: RoleGrant, deputy: Account) -> RoleGrant:
    days = {"starts_on": clock.today() + WEEK, "ends_on": clock.today() + 2 * WEEK}
    return deputies.deputise(session, admin, grant.id, deputy, **days, at=clock.now())


def test_a_deputy_may_what_the_holder_may_and_ends_alone(session: Session) -> None:
    admin, grant, deputy = _scene(session)
    made = _deputise(session, admin, grant, deputy)
    held = {
        week: queries.actor_of(session, deputy, on=clock.today() + week * WEEK).may(
            Permission.REGISTRATION_DECIDE, within="18.72"
        )
        for week in range(4)
    }
    assert held == {0: False, 1: True, 2: True, 3: False}
    assert (made.role, made.region_code) == (grant.role, grant.region_code)
    assert made.organisation_id == grant.organisation_id
    assert queries.actor_of(
        session, grant.account, on=clock.today() + WEEK
    ).grants  # holder keeps the role


def test_a_deputy_is_never_without_an_end(session: Session) -> None:
    admin, grant, deputy = _scene(session)
    made = _deputise(session, admin, grant, deputy)
    with pytest.raises(Refused, match="harus bertanggal akhir"):
        roles.extend_role(session, admin, made.id, ends_on=None, at=clock.now())
    made.ends_on = None
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_deputy_has_no_deputy_and_nobody_is_their_own(session: Session) -> None:
    admin, grant, deputy = _scene(session)
    made = _deputise(session, admin, grant, deputy)
    third = an_account(session)
    with pytest.raises(Refused, match="tidak dapat diwakili"):
        deputies.deputise(
            session, admin, made.id, third, starts_on=None, ends_on=clock.today(), at=clock.now()
        )
    with pytest.raises(Refused, match="orang lain"):
        deputies.deputise(
            session,
            admin,
            grant.id,
            grant.account,
            starts_on=None,
            ends_on=clock.today(),
            at=clock.now(),
        )


def test_an_admin_elsewhere_or_of_the_same_height_names_no_deputy(session: Session) -> None:
    _, grant, deputy = _scene(session)
    foreign = a_staff_member(session, Role.ADMIN, "35")
    with pytest.raises(NotFound):
        _deputise(session, queries.actor_of(session, foreign, on=clock.today()), grant, deputy)
    mine = a_staff_member(session, Role.ADMIN, "18")
    of_province = session.scalars(select(RoleGrant).where(RoleGrant.account_id == mine.id)).one()
    colleague = a_staff_member(session, Role.ADMIN, "18")
    with pytest.raises(Forbidden, match="admin nasional"):
        actor = queries.actor_of(session, colleague, on=clock.today())
        _deputise(session, actor, of_province, deputy)


def test_the_page_finds_people_and_says_whose_deputy_they_are(
    session: Session, browser: Browser
) -> None:
    _, grant, deputy = _scene(session)
    admin = a_staff_member(session, Role.ADMIN, "18")
    session.commit()
    browser.sign_in(admin)
    page = browser.get("people_staff.deputy", grant_id=grant.id, q="surya")
    assert "Surya Atmaja" in page
    assert "Tidak ada akun yang cocok" in browser.get(
        "people_staff.deputy", grant_id=grant.id, q="zzz"
    )
    data = {"account": str(deputy.id)}
    browser.post("people_staff.deputise", data, grant_id=grant.id, q="surya", expect=422)
    data["ends_on"] = str(clock.today() + WEEK)
    page = browser.submit("people_staff.deputise", data, grant_id=grant.id)
    assert "Surya Atmaja" in page
    words = "Wakil (pelaksana harian) untuk Ratna Dewi"
    assert words in browser.get("people_staff.staff")
    assert words in browser.get("people_staff.member", account_id=deputy.id)


@pytest.mark.parametrize("whose", ["holder", "foreign", "nonsense"])
def test_nobody_is_made_a_deputy_by_an_invented_form(
    session: Session, browser: Browser, whose: str
) -> None:
    _, grant, _ = _scene(session)
    admin = a_staff_member(session, Role.ADMIN, "18")
    foreign = an_account(session, a_person(session, "Jauh", "35.78.01.1001"))
    session.commit()
    chosen = {"holder": grant.account_id, "foreign": foreign.id, "nonsense": "x"}[whose]
    data = {"account": str(chosen), "ends_on": str(clock.today() + WEEK)}
    browser.sign_in(admin).post("people_staff.deputise", data, grant_id=grant.id, expect=404)


def test_what_a_deputy_did_is_marked_in_the_trail(session: Session, browser: Browser) -> None:
    admin, _, deputy = _scene(session)
    held = a_grant(session, an_account(session), Role.ADMIN, "18.72")
    auditor = a_staff_member(session, Role.AUDITOR, NATION)
    other = an_account(session)
    session.commit()
    with writing() as fresh:
        row = fresh.get_one(Account, deputy.id)
        until = clock.today() + WEEK
        deputies.deputise(fresh, admin, held.id, row, starts_on=None, ends_on=until, at=clock.now())
    with writing() as fresh:
        acting = queries.actor_of(fresh, fresh.get_one(Account, deputy.id), on=clock.today())
        facts = operations.RoleFacts(Role.OFFICER, "18.72")
        operations.grant_role(
            fresh, acting, fresh.get_one(Account, other.id), facts, at=clock.now()
        )
    page = browser.sign_in(auditor).get("home.trail", who="surya")
    assert "wakil Admin, Kota Metro" in page
