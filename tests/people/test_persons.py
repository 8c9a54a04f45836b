"""Persons, their NIK, and who may see or change what."""

import threading
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Actor, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, Refused
from lms.people import operations, queries
from lms.people.about import about
from lms.people.models import Person, Sex
from lms.people.operations import PersonFacts
from tests.browser import Browser
from tests.factories.people import a_person, a_staff_member, an_account
from tests.factories.regions import IMOPURO, KARANGPILANG, METRO

NIK = "1872010903900001"
REASON = {"reason": "mencocokkan berkas"}


def _own(person: Person) -> Actor:
    return Actor(None, person.id)


class TestCreating:
    @pytest.mark.parametrize("name", ["A", "x" * 100, "Ma'arif", "Nur'aini Abdul-Rahman"])
    def test_real_names_are_kept_as_they_are(self, session: Session, name: str) -> None:
        made = operations.create_person(session, SYSTEM, PersonFacts(name), at=clock.now())
        assert made.name == name
        account = operations.open_account(session, SYSTEM, made, at=clock.now())
        assert operations.open_account(session, SYSTEM, made, at=clock.now()) is account

    @pytest.mark.parametrize("name", ["", "x" * 101, "Budi 😀", "'; DROP TABLE person; --", "<b>"])
    def test_others_are_refused_and_nothing_is_kept(self, session: Session, name: str) -> None:
        with pytest.raises(Refused):
            operations.create_person(session, SYSTEM, PersonFacts(name), at=clock.now())
        assert session.scalar(select(func.count()).select_from(Person)) == 0

    def test_an_officer_creates_nobody(self, session: Session) -> None:
        officer = a_staff_member(session, Role.OFFICER)
        actor = queries.actor_of(session, officer, on=clock.today())
        with pytest.raises(Forbidden):
            operations.create_person(session, actor, PersonFacts("Budi"), at=clock.now())


class TestNik:
    def test_it_is_kept_sealed_and_found_again(self, session: Session) -> None:
        person = a_person(session)
        assert (
            operations.set_nik(session, _own(person), person, "187201 0903900001", at=clock.now())
            == ()
        )
        assert person.nik_masked == "1872********0001"
        assert NIK not in f"{person.nik_sealed}{person.nik_fingerprint}"
        assert queries.find_by_nik(session, "1872.0109.0390.0001") is person

    def test_twice_the_same_is_refused_without_saying_whose(self, session: Session) -> None:
        first, second = a_person(session, "Nama Rahasia"), a_person(session)
        operations.set_nik(session, SYSTEM, first, NIK, at=clock.now())
        with pytest.raises(Refused, match="sudah tercatat pada orang lain") as refusal:
            operations.set_nik(session, SYSTEM, second, NIK, at=clock.now())
        assert "Rahasia" not in str(refusal.value)

    def test_of_two_at_once_one_keeps_it_and_one_is_told(
        self, app: Flask, session: Session
    ) -> None:
        people = [a_person(session).id for _ in range(2)]
        session.commit()
        told: list[str] = []

        def keep(person_id: object) -> None:
            with app.app_context():
                try:
                    with writing() as own:
                        person = own.get_one(Person, person_id)
                        operations.set_nik(own, SYSTEM, person, NIK, at=clock.now())
                    told.append("kept")
                except Refused as refusal:
                    told.append(str(refusal))

        threads = [threading.Thread(target=keep, args=(person_id,)) for person_id in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(words[:14] for words in told) == ["NIK ini sudah ", "kept"]

    def test_differences_are_warnings(self, session: Session) -> None:
        person = a_person(session)
        person.born_on, person.sex = date(1991, 1, 1), Sex.FEMALE
        assert len(operations.set_nik(session, SYSTEM, person, NIK, at=clock.now())) == 2

    def test_the_person_does_not_replace_it(self, session: Session) -> None:
        person = a_person(session)
        operations.set_nik(session, _own(person), person, NIK, at=clock.now())
        with pytest.raises(Refused, match="Hubungi panitia"):
            operations.set_nik(session, _own(person), person, NIK[:-1] + "2", at=clock.now())

    def test_nobody_sets_that_of_another(self, session: Session) -> None:
        with pytest.raises(Forbidden):
            operations.set_nik(
                session, _own(a_person(session)), a_person(session), NIK, at=clock.now()
            )


class TestRevealing:
    def test_it_needs_a_reason_and_leaves_a_trace(self, session: Session, browser: Browser) -> None:
        person = an_account(session).person
        operations.set_nik(session, SYSTEM, person, NIK, at=clock.now())
        registrar = a_staff_member(session, Role.REGISTRAR)
        session.commit()
        browser.sign_in(registrar)
        assert NIK not in browser.get("people_desk.nik", person_id=person.id)
        browser.post("people_desk.reveal_nik", {"reason": " "}, person_id=person.id, expect=422)
        page = browser.post("people_desk.reveal_nik", REASON, person_id=person.id, expect=200)
        assert NIK in page
        with reading() as read:
            trace = read.scalars(select(AuditEntry)).one()
        assert (trace.act, trace.reason) == ("nik.revealed", "mencocokkan berkas")
        assert (trace.account_id, trace.subject_id) == (registrar.id, str(person.id))
        assert NIK not in str(trace.detail)

    def test_elsewhere_it_is_nobody(self, session: Session, browser: Browser) -> None:
        person = a_person(session, "X", KARANGPILANG)
        operations.set_nik(session, SYSTEM, person, NIK, at=clock.now())
        registrar = a_staff_member(session, Role.REGISTRAR)
        session.commit()
        browser.sign_in(registrar)
        browser.get("people_desk.nik", person_id=person.id, expect=404)
        browser.post("people_desk.reveal_nik", REASON, person_id=person.id, expect=404)


class TestOwnPages:
    def test_a_trainee_corrects_the_own_data(self, session: Session, browser: Browser) -> None:
        account = an_account(session)
        session.commit()
        browser.sign_in(account)
        assert (
            'value="Metro, Metro Pusat, Kota Metro, Lampung"'
            in browser.get("people_own.profile").html
        )
        data = {"name": "Nur'aini", "gelar_belakang": "S.Sos.", "phone": "0812 3456 7890"}
        data |= {"domicile_code": "imopuro", "sex": "P", "born_on": "09/03/1990"}
        assert "Data Anda disimpan" in browser.submit("people_own.change_profile", data)
        with reading() as read:
            kept = queries.person(read, account.person_id)
        assert (kept.full_name, kept.phone) == ("Nur'aini, S.Sos.", "+6281234567890")
        assert (kept.domicile_code, kept.born_on) == (IMOPURO, date(1990, 3, 9))

    @pytest.mark.parametrize(
        ("field", "typed", "says"),
        [
            ("name", "Budi 😀", "😀"),
            ("name", "x" * 101, "Anda mengetik 101"),
            ("name", "'; DROP TABLE", "tidak boleh memuat ;"),
            ("phone", "12ab", "Tulis nomor HP seperti"),
            ("email", "tanpa-alamat", "Tulis alamat e-mail"),
            ("domicile_code", "tidak ada desa begini", "Wilayah tidak ditemukan"),
            ("born_on", "31/02/1990", "Tulis tanggal seperti"),
            ("sex", "X", "Pilihan ini tidak ada"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(
        self, session: Session, browser: Browser, field: str, typed: str, says: str
    ) -> None:
        account = an_account(session)
        session.commit()
        browser.sign_in(account)
        data = {"name": "Budi", "phone": "", field: typed}
        assert says in browser.post("people_own.change_profile", data, expect=422)

    def test_the_own_nik_is_asked_twice_when_it_looks_odd(
        self, session: Session, browser: Browser
    ) -> None:
        account = an_account(session)
        account.person.born_on = date(1991, 1, 1)
        session.commit()
        browser.sign_in(account)
        page = browser.post("people_own.keep_nik", {"nik": NIK}, expect=422)
        assert "tetap lanjutkan" in page
        assert "1872********0001" in browser.submit(
            "people_own.keep_nik", {"nik": NIK, "tetap": "y"}
        )

    def test_a_wrong_nik_is_told_at_its_field(self, session: Session, browser: Browser) -> None:
        account = an_account(session)
        session.commit()
        browser.sign_in(account)
        page = browser.post("people_own.keep_nik", {"nik": "123"}, expect=422)
        assert "NIK: NIK harus 16 angka. Anda mengetik 3." in page

    def test_ones_copy_names_everything_but_the_whole_nik(self, session: Session) -> None:
        person = an_account(session).person
        operations.set_nik(session, SYSTEM, person, NIK, at=clock.now())
        told = about(session, person)
        assert told["data_pribadi"]["domisili"] == "Metro, Metro Pusat, Kota Metro, Lampung"
        assert told["data_pribadi"]["kode_domisili"] == METRO
        assert NIK not in str(told)
