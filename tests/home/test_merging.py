"""Two rows of one person become one, with everything that hung on either."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.credentials import queries as credentials
from lms.home import merging
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.oversight import recount
from lms.people import operations as people
from lms.people.models import Account, Person
from lms.training.models import Participation
from tests.browser import Browser
from tests.credentials.samples import configured, issued
from tests.factories.people import a_grant, a_person, a_staff_member, an_account
from tests.factories.regions import KARANGPILANG, METRO
from tests.factories.registration import a_registration
from tests.factories.training import a_kelas, a_participant, an_angkatan

NIK, OTHER = "1872015705900001", "1872014101850002"


@pytest.fixture
def stays(session: Session) -> Person:
    """Somebody whose NIK is known, with an account."""
    made = an_account(session, a_person(session, "Sekar Wulandari")).person
    people.set_nik(session, SYSTEM, made, NIK, at=clock.now())
    return made


@pytest.fixture
def goes(session: Session) -> Person:
    """The same human being, nominated once more under another number."""
    return an_account(session, a_person(session, "Sekar W.")).person


def merge(goes: Person, stays: Person, *, nik: str = NIK, reason: str = "dua kali") -> None:
    with writing() as opened:
        given = {"typed_nik": nik, "reason": reason}
        merging.merge(opened, SYSTEM, goes.id, stays.id, at=clock.now(), **given)


def test_everything_goes_to_whoever_has_the_nik(
    app: Flask, session: Session, stays: Person, goes: Person
) -> None:
    kelas = a_kelas(session, an_angkatan(session))
    a_participant(session, kelas, goes)
    session.commit()
    with configured(app, base_url="https://bekal.example.go.id"):
        issued(goes.id)
    merge(goes, stays)
    with reading() as opened:
        assert credentials.holds(opened, stays.id, "bimtek-dasar-psm")
        assert not credentials.held(opened, goes.id)
        assert opened.scalars(select(Participation.person_id)).all() == [stays.id]
        gone = opened.get_one(Person, goes.id)
        account = opened.scalars(select(Account).where(Account.person_id == goes.id)).one()
        assert (gone.merged_into_id, gone.name) == (stays.id, "Sekar W.")
        assert account.closed_at is not None
        assert not recount.differences(opened).count


def test_what_both_hold_is_one_persons_two_cycles(
    app: Flask, session: Session, stays: Person, goes: Person
) -> None:
    session.commit()
    with configured(app, base_url="https://bekal.example.go.id"):
        first = issued(stays.id)
        with reading() as opened:
            version = credentials.held(opened, stays.id)[0].version_id
        issued(goes.id, version_id=version)
    merge(goes, stays)
    with reading() as opened:
        held = credentials.held(opened, stays.id)
        assert sorted(each.cycle for each in held) == [1, 2]
        assert first.credential_id in {each.id for each in held}
        assert not recount.differences(opened).count


def test_an_account_goes_along_where_the_other_row_has_none(session: Session, goes: Person) -> None:
    bare = a_person(session, "Sekar")
    people.set_nik(session, SYSTEM, bare, NIK, at=clock.now())
    session.commit()
    merge(goes, bare)
    with reading() as opened:
        account = opened.scalars(select(Account)).one()
        assert (account.person_id, account.closed_at) == (bare.id, None)


def test_it_is_in_the_trail_with_its_reason(session: Session, stays: Person, goes: Person) -> None:
    session.commit()
    merge(goes, stays)
    with reading() as opened:
        entry = opened.scalars(select(AuditEntry).where(AuditEntry.act == "person.merged")).one()
    assert (entry.subject_id, entry.reason) == (str(stays.id), "dua kali")
    assert entry.detail["merged_person"] == str(goes.id)


class TestRefusals:
    def refused(self, goes: Person, stays: Person, words: str, **how: str) -> None:
        with pytest.raises(Refused, match=words):
            merge(goes, stays, **how)
        with reading() as opened:
            count = select(func.count()).where(Person.merged_into_id.is_not(None))
            assert opened.scalar(count) == 0

    def test_two_different_nik_are_two_people(
        self, session: Session, stays: Person, goes: Person
    ) -> None:
        people.set_nik(session, SYSTEM, goes, OTHER, at=clock.now())
        session.commit()
        self.refused(goes, stays, "NIK keduanya berbeda")

    def test_the_nik_must_be_typed_from_the_ktp(
        self, session: Session, stays: Person, goes: Person
    ) -> None:
        session.commit()
        self.refused(goes, stays, "bukan NIK orang ini", nik=OTHER)
        self.refused(goes, stays, "Tulis alasan", reason=" ")

    def test_both_in_one_angkatan_must_be_settled_first(
        self, session: Session, stays: Person, goes: Person
    ) -> None:
        kelas = a_kelas(session, an_angkatan(session))
        a_participant(session, kelas, goes)
        a_participant(session, kelas, stays)
        session.commit()
        self.refused(goes, stays, "Keluarkan dahulu")

    def test_two_open_registrations_must_be_settled_first(
        self, session: Session, stays: Person, goes: Person
    ) -> None:
        first, second = a_registration(session), a_registration(session)
        first.person_id, second.person_id = stays.id, goes.id
        session.commit()
        self.refused(goes, stays, "pendaftaran")

    def test_a_living_role_must_end_first(
        self, session: Session, stays: Person, goes: Person
    ) -> None:
        account = session.scalars(select(Account).where(Account.person_id == goes.id)).one()
        a_grant(session, account, Role.ORGANISER)
        session.commit()
        self.refused(goes, stays, "memegang peran")


class TestPages:
    def test_an_admin_compares_and_merges(
        self, app: Flask, session: Session, stays: Person, goes: Person
    ) -> None:
        admin = a_staff_member(session, Role.ADMIN)
        stays.born_on = date(1990, 5, 17)
        session.commit()
        browser = Browser(app).sign_in(admin)
        assert "dua data" in browser.get("home.twin", person_id=goes.id).text
        browser.post("home.find_twin", {"nik": "12"}, expect=422, person_id=goes.id)
        unknown = browser.post("home.find_twin", {"nik": OTHER}, expect=422, person_id=goes.id)
        assert "tidak tercatat pada orang lain" in unknown
        page = browser.submit("home.find_twin", {"nik": NIK}, person_id=goes.id)
        assert "Sekar Wulandari" in page
        assert "Sekar W." in page
        assert NIK not in page.html
        where = {"person_id": goes.id, "holder_id": stays.id}
        browser.post("home.merge", {"nik": NIK, "reason": ""}, expect=422, **where)
        browser.post("home.merge", {"nik": OTHER, "reason": "x"}, expect=409, **where)
        done = browser.submit("home.merge", {"nik": NIK, "reason": "dua kali"}, **where)
        assert "digabung menjadi satu orang" in done
        browser.get("home.twins", expect=404, **where)

    def test_nobody_finds_people_of_another_region_by_nik(
        self, app: Flask, session: Session, stays: Person, goes: Person
    ) -> None:
        admin = a_staff_member(session, Role.ADMIN, METRO[:5])
        far = a_person(session, "Orang Jauh", KARANGPILANG)
        session.commit()
        browser = Browser(app).sign_in(admin)
        browser.get("home.twin", expect=404, person_id=far.id)
        browser.get("home.twins", expect=404, person_id=goes.id, holder_id=far.id)
        browser.get("home.twin", person_id=goes.id)
