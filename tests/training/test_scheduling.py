"""Sessions of a kelas and who teaches them."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.attendance.models import CodeKey
from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import reading
from lms.kernel.errors import NotFound, Refused
from lms.training import operations, queries
from lms.training.catalogue import Mode
from lms.training.models import Angkatan, Duty, Kelas, Teaching, TrainingSession
from lms.training.operations import SessionFacts, Trainer
from tests.factories.people import a_person
from tests.factories.training import a_curriculum, a_kelas, an_angkatan
from tests.training.support import at_once


def a_two_day_kelas(session: Session) -> Kelas:
    curriculum = a_curriculum(
        session,
        materials=[
            ("Orientasi", 1, Mode.SYNCHRONOUS, None),
            ("Kerelawanan", 2, Mode.ASYNCHRONOUS, None),
            ("Penyuluhan", 8, Mode.SYNCHRONOUS, None),
        ],
    )
    return a_kelas(session, an_angkatan(session, curriculum))


def facts(angkatan: Angkatan, hour: int = 8, hours: int = 2, **changes: object) -> SessionFacts:
    starts = datetime.combine(angkatan.starts_on, time(hour), tzinfo=angkatan.zone.info)
    made = SessionFacts("Praktik", 2, starts, starts + timedelta(hours=hours), "Aula")
    return replace(made, **changes)  # type: ignore[arg-type]


def add(session: Session, kelas: Kelas, given: SessionFacts) -> TrainingSession:
    return operations.add_session(session, SYSTEM, kelas.id, given, at=clock.now())


def teach(session: Session, kelas: Kelas, person_id: object) -> Teaching:
    trainer = Trainer(Duty.WIDYAISWARA, person_id=person_id)  # type: ignore[arg-type]
    return operations.add_trainer(session, SYSTEM, kelas.id, trainer, at=clock.now())


class TestPropose:
    def test_only_face_to_face_materials_become_sessions(self, session: Session) -> None:
        kelas = a_two_day_kelas(session)
        operations.propose(session, SYSTEM, kelas.id, jp_minutes=45, at=clock.now())
        rows = queries.sessions(session, kelas.id)
        assert sum(row.jp for row in rows) == 9
        assert {row.material.title for row in rows if row.material} == {"Orientasi", "Penyuluhan"}
        first = rows[0].starts_at.astimezone(kelas.angkatan.zone.info)
        assert (first.date(), f"{first:%H.%M}") == (kelas.angkatan.starts_on, "08.00")

    def test_a_second_time_is_refused(self, session: Session) -> None:
        kelas = a_two_day_kelas(session)
        operations.propose(session, SYSTEM, kelas.id, jp_minutes=45, at=clock.now())
        with pytest.raises(Refused, match="sudah berisi sesi"):
            operations.propose(session, SYSTEM, kelas.id, jp_minutes=45, at=clock.now())


class TestSessions:
    def test_are_added_changed_and_removed(self, session: Session) -> None:
        kelas = a_kelas(session)
        row = add(session, kelas, facts(kelas.angkatan))
        changed = facts(kelas.angkatan, 13, title="Penutupan", jp=0)
        operations.change_session(session, SYSTEM, row.id, changed, at=clock.now())
        assert (row.title, row.jp) == ("Penutupan", 0)
        operations.remove_session(session, SYSTEM, row.id, at=clock.now())
        assert not queries.sessions(session, kelas.id)

    def test_lie_within_the_days_of_the_angkatan_and_end_after_they_begin(
        self, session: Session
    ) -> None:
        kelas = a_kelas(session)
        good = facts(kelas.angkatan)
        late = replace(
            good,
            starts_at=good.starts_at + timedelta(days=5),
            ends_at=good.ends_at - timedelta(hours=3),
        )
        with pytest.raises(Refused) as refusal:
            add(session, kelas, late)
        assert len(refusal.value.reasons) == 2

    def test_are_not_moved_once_their_presensi_was_opened(self, session: Session) -> None:
        kelas = a_kelas(session)
        row = add(session, kelas, facts(kelas.angkatan))
        row.opened_at = clock.now()
        session.flush()
        with pytest.raises(Refused, match="sudah pernah dibuka"):
            operations.remove_session(session, SYSTEM, row.id, at=clock.now())

    def test_are_not_removed_when_attendance_holds_on_to_them(self, session: Session) -> None:
        kelas = a_kelas(session)
        row = add(session, kelas, facts(kelas.angkatan))
        session.add(CodeKey(session_id=row.id, secret="s", created_at=clock.now()))
        session.flush()
        with pytest.raises(Refused, match="sudah mempunyai presensi"):
            operations.remove_session(session, SYSTEM, row.id, at=clock.now())

    def test_take_no_material_of_another_curriculum(self, session: Session) -> None:
        kelas, other = a_kelas(session), a_two_day_kelas(session)
        operations.propose(session, SYSTEM, other.id, jp_minutes=45, at=clock.now())
        foreign = queries.sessions(session, other.id)[0].material_id
        with pytest.raises(NotFound):
            add(session, kelas, facts(kelas.angkatan, material_id=foreign))


class TestTrainers:
    def test_somebody_without_an_account_teaches_by_name(self, session: Session) -> None:
        kelas = a_kelas(session)
        trainer = Trainer(Duty.NARASUMBER, name="Ibu Camat")
        operations.add_trainer(session, SYSTEM, kelas.id, trainer, at=clock.now())
        assert [t.name for t in queries.teachings(session, kelas.id)] == ["Ibu Camat"]

    def test_nobody_has_two_duties_in_a_kelas(self, session: Session) -> None:
        kelas, person = a_kelas(session), a_person(session)
        teach(session, kelas, person.id)
        with pytest.raises(Refused, match="sudah bertugas"):
            teach(session, kelas, person.id)

    def test_who_teaches_elsewhere_at_that_time_is_refused_naming_both_sessions(
        self, session: Session
    ) -> None:
        kelas, person = a_kelas(session), a_person(session)
        second = a_kelas(session, kelas.angkatan, "B")
        here, there = (teach(session, each, person.id) for each in (kelas, second))
        add(session, kelas, facts(kelas.angkatan, 8, title="Pagi", teaching_ids=(here.id,)))
        clash = facts(kelas.angkatan, 9, title="Siang", teaching_ids=(there.id,))
        with pytest.raises(Refused) as refusal:
            add(session, second, clash)
        said = str(refusal.value)
        assert person.full_name in said
        assert "“Pagi” pukul 08.00 sampai 10.00 WIB" in said
        assert "“Siang”" in said

    def test_the_next_session_may_begin_when_the_first_ends(self, session: Session) -> None:
        kelas, person = a_kelas(session), a_person(session)
        here = teach(session, kelas, person.id)
        add(session, kelas, facts(kelas.angkatan, 8, teaching_ids=(here.id,)))
        row = add(session, kelas, facts(kelas.angkatan, 10, teaching_ids=(here.id,)))
        again = facts(kelas.angkatan, 10, teaching_ids=(here.id,), title="Lanjutan")
        operations.change_session(session, SYSTEM, row.id, again, at=clock.now())
        assert queries.trainers(session, [row.id])[row.id][0].id == here.id

    def test_parallel_plans_give_one_person_one_session(self, app: Flask, session: Session) -> None:
        kelas, person = a_kelas(session), a_person(session)
        rooms = [kelas, *(a_kelas(session, kelas.angkatan, n) for n in "BCD")]
        duties = [teach(session, each, person.id) for each in rooms]
        session.commit()

        def plan(own: Session, number: int) -> None:
            given = facts(kelas.angkatan, 8, teaching_ids=(duties[number].id,))
            add(own, rooms[number], given)

        assert len(at_once(app, plan)) == 3
        with reading() as own:
            assert len(own.scalars(select(TrainingSession)).all()) == 1

    def test_a_trainer_of_another_kelas_is_not_found(self, session: Session) -> None:
        kelas = a_kelas(session)
        other = teach(session, a_kelas(session, kelas.angkatan, "B"), a_person(session).id)
        with pytest.raises(NotFound):
            add(session, kelas, facts(kelas.angkatan, teaching_ids=(other.id,)))
