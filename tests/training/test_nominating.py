"""Nominations by XLSX: a result for every row, applied once."""

import io
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Actor, Role
from lms.kernel.cipher import Cipher
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.people import operations as people
from lms.people.models import Account, Person
from lms.training import nominating, queries
from lms.training.models import Angkatan, NominationSheet, Participation, ParticipationState
from lms.training.nominees import Result
from tests.factories.people import a_person, a_staff_member
from tests.factories.regions import an_organisation
from tests.factories.training import a_list, a_quota, an_angkatan
from tests.training.support import actor_for, at_once

NIK, OTHER_NIK = "1872014107900001", "1872011708850002"


@pytest.fixture
def cipher(app: Flask) -> Cipher:
    found: Cipher = app.extensions["bekal.cipher"]
    return found


def tried(
    session: Session,
    angkatan: Angkatan,
    stream: io.BytesIO,
    cipher: Cipher,
    actor: Actor = SYSTEM,
    state: ParticipationState = ParticipationState.INVITED,
) -> NominationSheet:
    return nominating.try_sheet(
        session,
        actor,
        angkatan.id,
        stream,
        filename="usulan.xlsx",
        state=state,
        cipher=cipher,
        at=clock.now(),
    )


def results(sheet: NominationSheet) -> list[str]:
    return [entry["result"] for entry in sheet.rows["rows"]]


def said(sheet: NominationSheet, row: int = 0) -> str:
    found = nominating.problems_of(sheet.rows["rows"][row])
    return " ".join(f"{key}: {sentence}" for key, sentence in found)


class TestTrial:
    def test_adds_nobody(self, session: Session, cipher: Cipher) -> None:
        sheet = tried(session, an_angkatan(session), a_list({}), cipher)
        assert results(sheet) == ["baru"]
        assert not session.scalars(select(Person)).all()

    @pytest.mark.parametrize(
        ("row", "problem"),
        [
            ({"name": ""}, "name: Nama wajib diisi."),
            ({"name": "Budi 😀"}, "name: Nama tidak boleh memuat 😀"),
            ({"name": "'; DROP TABLE person; --"}, "name: Nama tidak boleh memuat ;"),
            ({"name": "B" * 101}, "name: Nama paling panjang 100 huruf"),
            ({"nik": 1872014107900001.0}, "nik: NIK ini tersimpan sebagai angka"),
            ({"nik": "187201410790"}, "nik: "),
            ({"phone": "12"}, "phone: Tulis nomor HP"),
            ({"phone": ""}, "phone: Nomor HP wajib diisi."),
            ({"email": "tanpa-at"}, "email: Tulis e-mail"),
            ({"sex": "X"}, "sex: Isi L untuk laki-laki"),
            ({"domicile": "18.72.01.9999"}, "domicile: Tidak ada desa atau kelurahan dengan kode"),
            ({"domicile": "Antah Berantah"}, "domicile: Desa atau kelurahan ini tidak ditemukan"),
            ({"domicile": ""}, "domicile: Domisili wajib diisi."),
            ({"origin": ""}, "origin: Asal atau utusan wajib diisi."),
            ({"unsur": "u" * 81}, "unsur: Paling panjang 80 huruf."),
        ],
    )
    def test_each_wrong_field_is_named_with_what_to_do(
        self, session: Session, cipher: Cipher, row: dict[str, Any], problem: str
    ) -> None:
        sheet = tried(session, an_angkatan(session), a_list(row), cipher)
        assert results(sheet) == ["masalah"]
        assert problem in said(sheet)

    @pytest.mark.parametrize("name", ["I", "Ma'arif", "Abdul-Rahman", "B" * 100])
    def test_names_as_people_have_them_are_fine(
        self, session: Session, cipher: Cipher, name: str
    ) -> None:
        assert results(tried(session, an_angkatan(session), a_list({"name": name}), cipher)) == [
            "baru"
        ]

    @pytest.mark.parametrize(
        "domicile",
        [
            "1872011001",
            "18.72.01.1001",
            "Metro, Metro Pusat, Kota Metro",
            "kel. metro; kec. metro pusat",
            "Metro, Lampung",
        ],
    )
    def test_a_desa_is_known_by_code_or_by_its_path(
        self, session: Session, cipher: Cipher, domicile: str
    ) -> None:
        sheet = tried(session, an_angkatan(session), a_list({"domicile": domicile}), cipher)
        assert results(sheet) == ["baru"], said(sheet)

    def test_twins_in_the_file_are_named_with_the_other_row(
        self, session: Session, cipher: Cipher
    ) -> None:
        stream = a_list({"nik": NIK}, {"nik": NIK, "name": "Sri L."}, {}, {"name": "Lain"})
        sheet = tried(session, an_angkatan(session), stream, cipher)
        assert results(sheet) == ["baru", "masalah", "masalah", "baru"]
        assert "sama dengan baris 2" in said(sheet, 1)

    def test_whoever_is_known_by_nik_or_by_name_phone_and_desa_is_no_twin(
        self, session: Session, cipher: Cipher
    ) -> None:
        by_nik = a_person(session, name="Sri Lestari")
        people.set_nik(session, SYSTEM, by_nik, NIK, at=clock.now())
        known = a_person(session, name="Budi Santoso")
        stream = a_list({"nik": NIK}, {"name": "BUDI SANTOSO", "phone": known.phone})
        assert results(tried(session, an_angkatan(session), stream, cipher)) == ["sudah ada"] * 2

    def test_a_nik_under_another_name_is_a_problem(self, session: Session, cipher: Cipher) -> None:
        people.set_nik(session, SYSTEM, a_person(session, "Wayan Putra"), NIK, at=clock.now())
        sheet = tried(session, an_angkatan(session), a_list({"nik": NIK}), cipher)
        assert "tercatat atas nama lain" in said(sheet)

    def test_the_nik_does_not_lie_open_in_the_stored_rows(
        self, session: Session, cipher: Cipher
    ) -> None:
        sheet = tried(session, an_angkatan(session), a_list({"nik": NIK}), cipher)
        assert NIK not in str(sheet.rows)
        assert nominating.rows_of(sheet, cipher)[0].cells["nik"] == NIK


class TestSenders:
    def test_asal_finds_the_quota_with_or_without_kota(
        self, session: Session, cipher: Cipher
    ) -> None:
        angkatan = an_angkatan(session)
        metro = a_quota(session, angkatan, sender_code="18.72")
        ipsm = a_quota(session, angkatan, sender=an_organisation(session, name="IPSM Lampung"))
        stream = a_list(
            {"origin": "kota metro"},
            {"origin": "Metro", "name": "Budi"},
            {"origin": "IPSM Lampung", "name": "Wayan"},
            {"origin": "Kota Surabaya", "name": "Ketut"},
        )
        sheet = tried(session, angkatan, stream, cipher)
        assert results(sheet) == ["baru", "baru", "baru", "masalah"]
        nominating.apply_sheet(session, SYSTEM, sheet.id, cipher=cipher, at=clock.now())
        quotas = [row.quota_id for row in queries.everybody(session, angkatan.id)]
        assert quotas.count(metro.id) == 2
        assert quotas.count(ipsm.id) == 1

    def test_a_sender_nominates_for_the_own_region_only_and_does_not_invite(
        self, session: Session, cipher: Cipher
    ) -> None:
        angkatan = an_angkatan(session)
        a_quota(session, angkatan, sender_code="18.72")
        a_quota(session, angkatan, sender_code="18.02")
        metro = actor_for(session, a_staff_member(session, Role.ORGANISER, "18.72"))
        stream = a_list({}, {"origin": "Kabupaten Lampung Tengah", "name": "Budi"})
        with pytest.raises(Refused, match="panitia yang mengundang"):
            tried(session, angkatan, stream, cipher, metro)
        stream.seek(0)
        state = ParticipationState.NOMINATED
        sheet = tried(session, angkatan, stream, cipher, metro, state)
        assert results(sheet) == ["baru", "masalah"]

    def test_whoever_has_no_seats_there_does_not_find_the_angkatan(
        self, session: Session, cipher: Cipher
    ) -> None:
        angkatan = an_angkatan(session)
        a_quota(session, angkatan, sender_code="18.72")
        stranger = actor_for(session, a_staff_member(session, Role.ORGANISER, "35"))
        with pytest.raises(NotFound):
            tried(session, angkatan, a_list({}), cipher, stranger)


class TestApply:
    def test_makes_person_account_and_participation_of_the_good_rows(
        self, session: Session, cipher: Cipher
    ) -> None:
        angkatan = an_angkatan(session)
        stream = a_list({"nik": NIK, "gelar_belakang": "S.Sos."}, {"name": ""})
        sheet = tried(session, angkatan, stream, cipher)
        nominating.apply_sheet(session, SYSTEM, sheet.id, cipher=cipher, at=clock.now())
        person = session.scalars(select(Person)).one()
        assert (person.full_name, person.phone) == ("Sri Lestari, S.Sos.", "+6281270000001")
        assert person.nik_fingerprint == cipher.fingerprint(NIK)
        assert session.scalars(select(Account)).one().person_id == person.id
        taking_part = session.scalars(select(Participation)).one()
        assert (taking_part.state, taking_part.origin) == ("diundang", "Kota Metro")
        assert [s.state for s in queries.steps(session, taking_part.id)] == ["diundang"]
        assert nominating.counts(sheet) == {Result.NEW: 1, Result.KNOWN: 0, Result.PROBLEM: 1}

    def test_a_known_person_keeps_the_account_and_gets_the_missing_nik(
        self, session: Session, cipher: Cipher
    ) -> None:
        known = a_person(session, name="Sri Lestari")
        stream = a_list({"phone": known.phone, "nik": OTHER_NIK, "sex": "L"})
        sheet = tried(session, an_angkatan(session), stream, cipher)
        nominating.apply_sheet(session, SYSTEM, sheet.id, cipher=cipher, at=clock.now())
        assert session.scalars(select(Person)).one() is known
        assert known.nik_fingerprint == cipher.fingerprint(OTHER_NIK)

    def test_the_same_list_again_adds_nobody(self, session: Session, cipher: Cipher) -> None:
        angkatan = an_angkatan(session)
        for _ in range(2):
            sheet = tried(session, angkatan, a_list({}), cipher)
            nominating.apply_sheet(session, SYSTEM, sheet.id, cipher=cipher, at=clock.now())
        assert len(session.scalars(select(Participation)).all()) == 1
        assert "dilewati" in sheet.rows["rows"][0]["note"]

    def test_parallel_clicks_apply_once(self, app: Flask, session: Session, cipher: Cipher) -> None:
        sheet = tried(session, an_angkatan(session), a_list({}, {"name": "Budi"}), cipher)
        session.commit()
        assert not at_once(
            app,
            lambda own, _: nominating.apply_sheet(
                own, SYSTEM, sheet.id, cipher=cipher, at=clock.now()
            ),
        )
        with reading() as own:
            assert len(own.scalars(select(Participation)).all()) == 2
            assert len(own.scalars(select(Person)).all()) == 2

    def test_a_long_list_is_applied_in_parts_and_goes_on_where_it_broke_off(
        self, app: Flask, session: Session, cipher: Cipher
    ) -> None:
        rows = [{"name": f"Orang {n}", "phone": f"08127{n:07d}"} for n in range(150)]
        sheet = tried(session, an_angkatan(session), a_list(*rows), cipher)
        session.commit()
        for expected, is_done in ((100, False), (150, True), (150, True)):
            with writing() as own:
                applied = nominating.apply_sheet(
                    own, SYSTEM, sheet.id, cipher=cipher, at=clock.now()
                )
                assert len(own.scalars(select(Participation)).all()) == expected
                assert (applied.applied_at is not None) is is_done
        assert nominating.counts(applied)[Result.NEW] == 150


class TestFixFile:
    def test_has_the_rows_as_they_were_and_a_problem_column(
        self, app: Flask, cipher: Cipher
    ) -> None:
        stream = a_list({"nik": NIK, "sex": "X"}, {"name": "=1+1"})
        with writing() as session:
            angkatan = an_angkatan(session)
            sheet = tried(session, angkatan, stream, cipher)
            to = nominating.target(session, SYSTEM, angkatan.id)
            content = nominating.problem_workbook(sheet, to, cipher=cipher)
        lines = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        head, first, second = lines.to_python()
        assert (head[-1], first[3]) == ("Masalah", NIK)
        assert "Jenis kelamin: Isi L" in str(first[-1])
        assert second[0] == "'=1+1"

    def test_can_be_mended_and_uploaded_again(self, session: Session, cipher: Cipher) -> None:
        angkatan = an_angkatan(session)
        sheet = tried(session, angkatan, a_list({"nik": NIK}), cipher)
        to = nominating.target(session, SYSTEM, angkatan.id)
        content = nominating.problem_workbook(sheet, to, cipher=cipher)
        assert results(tried(session, angkatan, io.BytesIO(content), cipher)) == ["baru"]


def test_the_template_can_be_read_once_it_is_filled(session: Session, cipher: Cipher) -> None:
    angkatan = an_angkatan(session)
    a_quota(session, angkatan, sender_code="18.72")
    to = nominating.target(session, SYSTEM, angkatan.id)
    with pytest.raises(Refused, match="Tidak ada baris"):
        tried(session, angkatan, io.BytesIO(nominating.template(to)), cipher)
