"""Something waits at every desk of the demonstration, and nothing of it is counted twice."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.credentials import recognition_queries
from lms.credentials.recognition_models import Recognition, RecognitionState
from lms.demo import offices, waiting
from lms.kernel import clock
from lms.kernel.database import reading
from lms.oversight import recount
from lms.registration.jobs import draw
from lms.registration.models import Registration, RegistrationState
from lms.registration.tenure_models import Appointment, DutyLetter
from lms.standings import queries
from lms.standings.buckets import Bucket, Key
from lms.training.models import Angkatan, Quota, Stage
from lms.training.offers_models import ApplicationState, Offer, SelfApplication
from tests.browser import Browser
from tests.demo import looking


def test_an_angkatan_some_weeks_ahead_is_announced_for_two_senders(built: Flask) -> None:
    with reading() as session:
        found = session.scalars(select(Angkatan).join(Offer)).one()
        senders = session.scalars(select(Quota.sender_code).where(Quota.angkatan_id == found.id))
        assert set(senders) == {waiting.METRO, waiting.LAMPUNG_TENGAH}
    assert found.stage is Stage.PLANNED
    assert found.starts_on > clock.today() + timedelta(weeks=4)
    assert found.title in Browser(built).get("training_offers.offers")


def test_two_citizens_wait_for_the_dinas_of_their_kota(built: Flask) -> None:
    with reading() as session:
        rows = session.scalars(select(SelfApplication)).all()
    assert {row.state for row in rows} == {ApplicationState.SUBMITTED}
    page = looking.signed_in(built, "contoh-utusan").get("training_offers_desk.applications")
    assert len(rows) == 2
    for row in rows:
        assert row.name in page


def test_one_paper_waits_with_its_scan_and_one_is_recognised_by_a_second_person(
    built: Flask,
) -> None:
    with reading() as session:
        rows = {row.state: row for row in session.scalars(select(Recognition))}
        assert set(rows) == {RecognitionState.FILED, RecognitionState.CONFIRMED}
        assert recognition_queries.scan_of(session, rows[RecognitionState.FILED].id) is not None
        metro = queries.total(session, waiting.METRO, Key("psm", "dasar"))
    decided = rows[RecognitionState.CONFIRMED]
    assert decided.decided_by_id not in {None, decided.filed_by_id}
    assert metro.people(Bucket.RECOGNISED) == 1


@pytest.mark.parametrize("login_name", ["contoh-utusan", "contoh-panitia", "contoh-registrar"])
def test_the_paper_stands_at_the_desk_of_who_may_decide(built: Flask, login_name: str) -> None:
    with reading() as session:
        actor = offices.actor_named(session, login_name, on=clock.today())
        assert recognition_queries.waiting_count(session, actor) == 1


def test_two_graduates_wait_for_the_registrar_one_of_them_from_the_counter(built: Flask) -> None:
    with reading() as session:
        waits = Registration.state == RegistrationState.SUBMITTED
        rows = session.scalars(select(Registration).where(waits)).all()
        clerk = offices.actor_named(session, "contoh-loket", on=clock.today())
        lulusan = offices.account_named(session, "contoh-lulusan")
    assert len(rows) == 2
    assert {row.filed_by_id for row in rows} == {None, clerk.account_id}
    assert lulusan is not None
    assert lulusan.person_id not in {row.person_id for row in rows}


def test_a_member_has_a_number_and_a_surat_tugas_that_the_worker_can_draw(built: Flask) -> None:
    with reading() as session:
        letter_id = session.scalars(select(DutyLetter.id)).one()
    draw(letter_id)
    with reading() as session:
        letter = session.scalars(select(DutyLetter)).one()
        numbered = Appointment.membership_number.is_not(None)
        term_id = session.scalars(select(Appointment.id).where(numbered)).one()
    assert letter.appointment_id == term_id
    assert letter.drawn_at is not None


def test_the_counters_say_what_a_recount_says(built: Flask) -> None:
    with reading() as session:
        assert recount.differences(session).count == 0
        assert session.scalar(select(func.count(Recognition.id))) == len(waiting.DECREES)
