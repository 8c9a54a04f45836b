"""Lists of the obliged: every row judged, put in force as a whole, replaced, ended."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Actor, Grant, Role
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.obligations import operations, queries
from lms.oversight import recount
from lms.people import operations as people
from lms.standings import queries as standings
from lms.standings.buckets import Bucket
from lms.standings.models import Mode, Obligation, ObligedList, Standing
from lms.web.templating import sentence
from tests.factories.people import a_person
from tests.factories.regions import IMOPURO, KALIREJO, KARANGPILANG, METRO
from tests.factories.training import a_tier
from tests.obligations.sheets import tried
from tests.standings.lists import BASIC, a_nik

PROVINCE = Actor(None, None, (Grant(Role.OFFICER, "18"),))


@pytest.fixture(autouse=True)
def _a_tier(session: Session) -> None:
    a_tier(session)


def _remarks(session: Session, made: ObligedList) -> dict[int, list[str]]:
    found = queries.faults(session, made.id)
    return {
        one.row: [f"{key}: {sentence(words)}" for key, words in operations.problems_of(one)]
        for one in found
    }


def _apply(session: Session, made: ObligedList, *, leave_out: bool = False) -> None:
    operations.apply_list(session, PROVINCE, made.id, leave_out=leave_out, at=clock.now())


class TestTrying:
    def test_every_wrong_row_says_what_to_mend(self, app: Flask, session: Session) -> None:
        made = tried(
            session,
            PROVINCE,
            [
                (a_nik(1), "Sri Lestari", METRO),
                (a_nik(1), "Sri Lestari", METRO),
                (float(a_nik(2)), "Budi Santoso", METRO),
                (a_nik(3), "Ayu", "18.72.01.9999"),
                (a_nik(4), "Joko", KARANGPILANG),
                ("123", "", "Metro, Metro Pusat, Kota Metro"),
                (a_nik(5), "Wayan", "Metro, Metro Pusat, Kota Metro"),
            ],
        )
        assert (made.rows_count, made.faults_count, made.people_count) == (7, 5, 2)
        remarks = _remarks(session, made)
        assert remarks[3] == ["nik: NIK ini sudah ada pada baris 2. Hapus salah satunya."]
        assert "tersimpan sebagai angka" in remarks[4][0]
        assert remarks[5] == ["desa: Tidak ada desa atau kelurahan dengan kode 18.72.01.9999."]
        assert "di luar wilayah daftar ini" in remarks[6][0]
        assert remarks[7] == [
            "nik: NIK harus 16 angka. Anda mengetik 3.",
            "name: Isi nama lengkap.",
        ]
        assert standings.total(session, "18", BASIC).obliged_count is None

    def test_targets_are_whole_numbers_once_for_each_desa(
        self, app: Flask, session: Session
    ) -> None:
        rows = [(METRO, 5), (METRO, 3), (IMOPURO, "lima"), (KALIREJO, 1_000_000), ("", 4)]
        made = tried(session, PROVINCE, rows, mode=Mode.TARGETS)
        assert (made.faults_count, made.people_count) == (4, 5)
        remarks = _remarks(session, made)
        assert remarks[3] == ["desa: Desa ini sudah ada pada baris 2. Hapus salah satunya."]
        assert remarks[4] == remarks[5] == ["count: Tulis bilangan bulat 0 sampai 1000."]
        assert remarks[6] == ["desa: Isi desa atau kelurahan."]

    def test_a_second_try_forgets_the_first(self, app: Flask, session: Session) -> None:
        tried(session, PROVINCE, [(a_nik(1), "Sri Lestari", METRO)])
        tried(session, PROVINCE, [(a_nik(2), "Budi Santoso", METRO)])
        assert session.scalar(select(func.count()).select_from(Obligation)) == 1

    def test_another_region_is_refused(self, app: Flask, session: Session) -> None:
        with pytest.raises(Forbidden):
            tried(session, PROVINCE, [(a_nik(1), "Sri", KARANGPILANG)], region_code="35")
        made = tried(session, SYSTEM, [(a_nik(1), "Sri", KARANGPILANG)], region_code="35")
        with pytest.raises(NotFound):
            _apply(session, made)

    def test_no_number_is_readable_in_the_database(self, app: Flask, session: Session) -> None:
        made = tried(session, PROVINCE, [(a_nik(1), "Sri", METRO), (a_nik(2), "", METRO)])
        row = session.scalars(select(Obligation)).one()
        (fault,) = queries.faults(session, made.id)
        assert a_nik(1) not in (row.nik_sealed, row.nik_fingerprint, row.nik_masked)
        assert a_nik(2) not in str(fault.cells)


class TestApplying:
    def test_faulty_rows_have_to_be_left_out_by_name(self, app: Flask, session: Session) -> None:
        made = tried(session, PROVINCE, [(a_nik(1), "Sri", METRO), (a_nik(2), "Ayu", "x")])
        with pytest.raises(Refused):
            _apply(session, made)
        _apply(session, made, leave_out=True)
        figures = standings.total(session, METRO, BASIC)
        assert (figures.obliged_count, figures.obliged[Bucket.NEVER]) == (1, 1)

    def test_nothing_but_faults_is_refused(self, app: Flask, session: Session) -> None:
        made = tried(session, PROVINCE, [(a_nik(2), "Ayu", "x")])
        with pytest.raises(Refused, match="Tidak ada baris"):
            _apply(session, made, leave_out=True)

    def test_a_list_is_applied_once(self, app: Flask, session: Session) -> None:
        made = tried(session, PROVINCE, [(a_nik(1), "Sri", METRO)])
        _apply(session, made)
        with pytest.raises(Refused, match="sudah diterapkan"):
            _apply(session, made)

    def test_a_newer_list_replaces_the_older_one(self, app: Flask, session: Session) -> None:
        first = tried(session, PROVINCE, [(a_nik(1), "Sri", METRO)])
        _apply(session, first)
        second = tried(session, PROVINCE, [(a_nik(2), "Budi", IMOPURO)])
        _apply(session, second)
        assert first.replaced_by_id == second.id
        assert standings.total(session, METRO, BASIC).obliged_count == 0
        assert standings.total(session, IMOPURO, BASIC).obliged_count == 1
        assert [each.id for each in queries.lists(session, PROVINCE)] == [second.id, first.id]
        assert recount.differences(session).count == 0

    def test_a_listed_name_becomes_the_person_who_gives_the_nik(
        self, app: Flask, session: Session
    ) -> None:
        _apply(session, tried(session, PROVINCE, [(a_nik(1), "Sri", METRO)]))
        person = a_person(session, "Sri Lestari", IMOPURO)
        people.set_nik(session, SYSTEM, person, a_nik(1), at=clock.now())
        session.commit()
        assert session.scalars(select(Standing)).one().person_id == person.id
        assert standings.total(session, METRO, BASIC).obliged_count == 0
        assert standings.total(session, IMOPURO, BASIC).obliged_count == 1
        (own,) = standings.of_person(session, person.id)
        assert (own.is_obliged, own.bucket) == (True, Bucket.NEVER)

    def test_a_target_counts_who_is_missing(self, app: Flask, session: Session) -> None:
        made = tried(session, PROVINCE, [(METRO, 3), (IMOPURO, 0)], mode=Mode.TARGETS)
        _apply(session, made)
        figures = standings.total(session, "18.72", BASIC)
        assert (figures.target, figures.obliged_count) == (3, 3)
        assert figures.obliged[Bucket.NEVER] == 3

    def test_an_ended_list_obliges_nobody(self, app: Flask, session: Session) -> None:
        made = tried(session, PROVINCE, [(a_nik(1), "Sri", METRO)])
        _apply(session, made)
        operations.end_list(session, PROVINCE, made.id, "Salah sumber", at=clock.now())
        assert standings.total(session, "18", BASIC).obliged_count is None
        assert session.scalars(select(Standing)).all() == []
        with pytest.raises(Refused):
            operations.end_list(session, PROVINCE, made.id, "Lagi", at=clock.now())
