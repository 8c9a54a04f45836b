"""Staff put somebody's data right."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.people import operations, queries
from lms.people.models import Account, Person
from tests.browser import Browser
from tests.factories.people import a_person, a_staff_member, an_account
from tests.factories.regions import IMOPURO, KARANGPILANG, METRO

NIK, OTHER = "1872015705900001", "1872014101850002"


def given(person: Person, **changes: str) -> dict[str, str]:
    """Give what the form sends for a person."""
    return {"name": person.name, "domicile_code": METRO, "born_on": "17/05/1990"} | changes


def scene(session: Session, region_code: str = "18.72") -> tuple[Account, Account]:
    """Give a member of the desk and somebody of Metro."""
    clerk = a_staff_member(session, Role.ORGANISER, region_code)
    account = an_account(session, a_person(session, "Sekar Wulandri"))
    session.commit()
    return clerk, account


def test_a_misspelt_name_and_a_missing_nik_are_put_right(app: Flask, session: Session) -> None:
    clerk, account = scene(session)
    browser = Browser(app).sign_in(clerk)
    assert "Betulkan data" in browser.get("people_desk.data", account_id=account.id)
    sent = given(account.person, name="Sekar Wulandari", nik=NIK, domicile_code=IMOPURO)
    page = browser.submit("people_desk.correct", sent, account_id=account.id)
    assert "Data disimpan." in page
    with reading() as opened:
        person = queries.person(opened, account.person_id)
        acts = opened.scalars(select(AuditEntry.act).where(AuditEntry.account_id == clerk.id))
        assert {"person.changed", "person.nik-set"} <= set(acts)
    assert (person.name, person.domicile_code) == ("Sekar Wulandari", IMOPURO)
    assert person.nik_masked == "1872********0001"
    assert NIK not in page.html


def test_a_wrong_nik_is_replaced_and_its_new_holder_counted(app: Flask, session: Session) -> None:
    clerk, account = scene(session)
    operations.set_nik(session, SYSTEM, account.person, NIK, at=clock.now())
    session.commit()
    browser = Browser(app).sign_in(clerk)
    browser.post("people_desk.correct", given(account.person, nik=OTHER), account_id=account.id)
    with reading() as opened:
        assert queries.find_by_nik(opened, NIK) is None
        found = queries.find_by_nik(opened, OTHER)
        assert found is not None
        assert found.id == account.person_id


def test_what_cannot_be_changes_nothing(app: Flask, session: Session) -> None:
    clerk, account = scene(session)
    other = a_person(session, "Orang Lain")
    operations.set_nik(session, SYSTEM, other, NIK, at=clock.now())
    session.commit()
    browser = Browser(app).sign_in(clerk)
    where = {"account_id": account.id}
    name = "Nama Baru"
    sent = given(account.person, name=name)
    assert "Wajib diisi" in browser.post(
        "people_desk.correct", sent | {"name": " "}, expect=422, **where
    )
    taken = browser.post("people_desk.correct", sent | {"nik": NIK}, expect=409, **where)
    assert "sudah tercatat pada orang lain" in taken
    browser.post("people_desk.correct", sent | {"nik": "12"}, expect=409, **where)
    far = sent | {"domicile_code": KARANGPILANG}
    browser.post("people_desk.correct", far, expect=403, **where)
    with reading() as opened:
        assert queries.person(opened, account.person_id).name == "Sekar Wulandri"


def test_nobody_corrects_people_of_another_region(app: Flask, session: Session) -> None:
    clerk, account = scene(session, "35")
    browser = Browser(app).sign_in(clerk)
    browser.get("people_desk.data", expect=404, account_id=account.id)
    sent = given(account.person)
    browser.post("people_desk.correct", sent, expect=404, account_id=account.id)
