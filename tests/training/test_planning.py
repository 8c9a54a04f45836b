"""Planning, starting and cancelling an angkatan."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.clock import Zone
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.training import operations, queries
from lms.training.catalogue import Mode
from lms.training.models import Angkatan, Kelas, Stage
from lms.training.operations import Change, Plan, Sender
from tests.factories.people import a_staff_member
from tests.factories.regions import an_organisation
from tests.factories.training import (
    a_curriculum,
    a_kelas,
    a_participant,
    a_programme,
    a_quota,
    a_session,
    an_angkatan,
)
from tests.training.support import actor_for, at_once


def a_plan(session: Session, region_code: str = "18", **changes: object) -> Plan:
    organiser = an_organisation(session, region_code)
    facts = Plan(
        curriculum_id=a_curriculum(session).id,
        organiser_id=organiser.id,
        place="Aula Dinas Sosial, Metro",
        starts_on=date(2026, 8, 10),
        ends_on=date(2026, 8, 11),
        contact_name="Sekar Wulandari",
        whatsapp="+6281200000001",
        number_pattern="{no:03}/BIMTEK-PSM/{unit}/{bulan_romawi}/{tahun}",
        issue_place="Metro",
        signatory_office="Kepala Dinas Sosial",
        signatory_name="Rahmat Hidayat",
        back_signatory_office="Kepala Bidang",
        back_signatory_name="Wayan Astuti",
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def _plan(session: Session, facts: Plan) -> Angkatan:
    return operations.plan(session, SYSTEM, facts, at=clock.now())


class TestPlan:
    def test_gives_the_next_number_kelas_a_and_the_zone_of_the_region(
        self, session: Session
    ) -> None:
        facts = a_plan(session, "91")
        first, second = _plan(session, facts), _plan(session, facts)
        assert (first.number, second.number, second.zone) == (1, 2, Zone.WIT)
        assert second.title == "Bimtek Dasar PSM Angkatan II"
        assert second.region_code == "91"
        assert [k.name for k in queries.kelas_of(session, second.id)] == ["A"]

    def test_a_number_that_is_taken_is_refused(self, session: Session) -> None:
        facts = replace(a_plan(session), number=2)
        _plan(session, facts)
        with pytest.raises(Refused, match="Angkatan II tahun 2026"):
            _plan(session, facts)

    def test_another_year_counts_anew(self, session: Session) -> None:
        facts = a_plan(session)
        _plan(session, facts)
        later = replace(facts, starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 5))
        assert _plan(session, later).number == 1

    def test_tells_everything_that_is_wrong_at_once(self, session: Session) -> None:
        facts = a_plan(session, number_pattern="{nomor}", ends_on=date(2026, 8, 9))
        with pytest.raises(Refused) as refusal:
            _plan(session, facts)
        said = str(refusal.value)
        assert "Token {nomor} tidak dikenal" in said
        assert "Hari terakhir mendahului" in said

    def test_an_unusual_level_of_organiser_needs_a_reason_that_is_kept(
        self, session: Session
    ) -> None:
        programme = a_programme(session)
        programme.organiser_levels = ["provinsi", "pusat"]
        curriculum = a_curriculum(session, programme)
        facts = a_plan(session, "18.72", curriculum_id=curriculum.id)
        with pytest.raises(Refused, match="tuliskan alasannya"):
            _plan(session, facts)
        made = _plan(session, replace(facts, level_reason="Atas penugasan provinsi."))
        assert made.stage is Stage.PLANNED

    def test_a_material_to_read_alone_without_a_module_is_refused(self, session: Session) -> None:
        curriculum = a_curriculum(session, materials=[("Etika", 2, Mode.ASYNCHRONOUS, None)])
        with pytest.raises(Refused, match="belum tersedia untuk: Etika"):
            _plan(session, a_plan(session, curriculum_id=curriculum.id))

    def test_nobody_plans_for_an_office_of_another_region(self, session: Session) -> None:
        stranger = actor_for(session, a_staff_member(session, Role.ORGANISER, "35"))
        with pytest.raises(Forbidden):
            operations.plan(session, stranger, a_plan(session), at=clock.now())

    def test_parallel_plans_get_numbers_without_twins(self, app: Flask, session: Session) -> None:
        facts = a_plan(session)
        session.commit()
        assert not at_once(app, lambda own, _: _plan(own, facts))
        with reading() as own:
            assert sorted(own.scalars(select(Angkatan.number))) == [1, 2, 3, 4]


class TestStart:
    def test_needs_sessions_where_the_curriculum_has_face_to_face_jp(
        self, session: Session
    ) -> None:
        angkatan = an_angkatan(session, stage=Stage.PLANNED)
        with pytest.raises(Refused, match="belum mempunyai kelas"):
            operations.start(session, SYSTEM, angkatan.id, at=clock.now())
        kelas = a_kelas(session, angkatan)
        with pytest.raises(Refused, match="Kelas A belum mempunyai sesi"):
            operations.start(session, SYSTEM, angkatan.id, at=clock.now())
        a_session(session, kelas)
        started = operations.start(session, SYSTEM, angkatan.id, at=clock.now())
        assert started.stage is Stage.RUNNING

    def test_happens_once(self, session: Session) -> None:
        angkatan = an_angkatan(session, stage=Stage.RUNNING)
        with pytest.raises(Refused, match="tidak lagi dalam keadaan direncanakan"):
            operations.start(session, SYSTEM, angkatan.id, at=clock.now())

    def test_is_for_planners_of_the_region(self, session: Session) -> None:
        angkatan = an_angkatan(session, stage=Stage.PLANNED)
        stranger = actor_for(session, a_staff_member(session, Role.ORGANISER, "35"))
        reader = actor_for(session, a_staff_member(session, Role.AUDITOR, "18"))
        with pytest.raises(NotFound):
            operations.start(session, stranger, angkatan.id, at=clock.now())
        with pytest.raises(Forbidden):
            operations.start(session, reader, angkatan.id, at=clock.now())


def test_a_cancellation_needs_a_reason_that_is_in_the_trail(app: Flask) -> None:
    with writing() as session:
        angkatan = an_angkatan(session)
    with pytest.raises(Refused, match="alasan pembatalan"), writing() as session:
        operations.cancel(session, SYSTEM, angkatan.id, " ", at=clock.now())
    with writing() as session:
        operations.cancel(session, SYSTEM, angkatan.id, "Banjir.", at=clock.now())
    with reading() as session:
        entry = select(AuditEntry).where(AuditEntry.act == "angkatan.cancelled")
        assert session.scalars(entry).one().reason == "Banjir."
    with pytest.raises(Refused, match="dibatalkan"), writing() as session:
        facts = Change("Balai", "Sekar", "+6281200000001")
        operations.change(session, SYSTEM, angkatan.id, facts, at=clock.now())


class TestKelasAndQuota:
    def test_a_kelas_has_a_name_of_its_own(self, session: Session) -> None:
        angkatan = a_kelas(session).angkatan
        with pytest.raises(Refused, match="Kelas a sudah ada"):
            operations.add_kelas(session, SYSTEM, angkatan.id, "a", at=clock.now())
        operations.add_kelas(session, SYSTEM, angkatan.id, "B", at=clock.now())
        assert session.scalars(select(func.count()).select_from(Kelas)).one() == 2

    def test_seats_of_a_sender_are_set_and_set_again(self, session: Session) -> None:
        angkatan, ipsm = an_angkatan(session), an_organisation(session, name="IPSM")
        for seats in (10, 12):
            operations.set_quota(
                session, SYSTEM, angkatan.id, Sender("18.72"), seats, at=clock.now()
            )
        office = Sender(organisation_id=ipsm.id)
        operations.set_quota(session, SYSTEM, angkatan.id, office, 5, at=clock.now())
        assert queries.seats(session, angkatan.id) == 17

    def test_a_sender_that_sent_somebody_keeps_its_quota(self, session: Session) -> None:
        kelas = a_kelas(session)
        quota = a_quota(session, kelas.angkatan, sender_code="18.72")
        a_participant(session, kelas).quota_id = quota.id
        with pytest.raises(Refused, match="sudah mengusulkan"):
            operations.remove_quota(session, SYSTEM, quota.id, at=clock.now())

    def test_an_unused_quota_goes(self, session: Session) -> None:
        quota = a_quota(session, an_angkatan(session), sender_code="18.72")
        operations.remove_quota(session, SYSTEM, quota.id, at=clock.now())
        assert not queries.quotas(session, quota.angkatan_id)
