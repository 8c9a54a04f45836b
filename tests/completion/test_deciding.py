"""Menetapkan kelulusan, closing, and looking again at facts that changed."""

import threading
from collections.abc import Sequence
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.assessment.models import Attempt
from lms.attendance.models import Status
from lms.completion import operations, queries, reviewing
from lms.completion.models import Decision, DecisionRound, Outcome
from lms.credentials import queries as credentials
from lms.credentials.models import Certificate, Credential
from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.training.models import Kind, Participation, Stage
from tests.completion.samples import Course, a_course


def _decide(session: Session, course: Course, *chosen: Participation) -> DecisionRound:
    ids = [each.id for each in chosen]
    return operations.decide(session, SYSTEM, course.angkatan.id, ids, at=clock.now())


def _decisions(session: Session) -> Sequence[Decision]:
    return session.scalars(select(Decision)).all()


def test_a_graduate_gets_what_the_ledger_says(real: Flask, session: Session) -> None:
    course = a_course(session)
    graduate, straggler = course.graduate(), course.participant("Ayu Lestari")
    _decide(session, course, graduate)
    (held,) = credentials.held(session, graduate.person_id)
    assert held.achievement == course.angkatan.programme.slug
    assert (held.version_id, held.source_id) == (course.angkatan.curriculum_id, course.angkatan.id)
    assert (held.family, held.tier, held.region_code) == ("psm", "dasar", "18.72.01.1001")
    by_person = {row.participation_id: row for row in _decisions(session)}
    assert by_person[graduate.id].outcome is Outcome.PASSED
    assert by_person[graduate.id].credential_id == held.id
    assert by_person[straggler.id].outcome is Outcome.NOT_YET
    assert by_person[straggler.id].credential_id is None
    assert [each["is_met"] for each in by_person[graduate.id].requirements] == [True] * 6
    assert credentials.held(session, straggler.person_id) == ()
    assert queries.passed_count(session, course.angkatan.id) == 1


def test_the_certificate_states_the_facts_of_the_angkatan(real: Flask, session: Session) -> None:
    course = a_course(session)
    _decide(session, course, course.graduate())
    claims = session.scalars(select(Certificate)).one().claims
    assert claims["holder_name"] == "Sekar Wulandari"
    assert claims["origin"] == "Kelurahan Metro, Kecamatan Metro Pusat, Kota Metro"
    assert claims["delegate_of"] == "Kota Metro"
    assert (claims["document_title"], claims["status_line"]) == ("SERTIFIKAT", "LULUS")
    assert claims["kind_label"] == "Bimbingan Teknis"
    assert claims["jp_total"] == 10
    assert [each["mode"] for each in claims["materials"]] == [
        "tatap muka",
        "tatap muka",
        "mandiri",
    ]
    assert claims["organiser"] == "Dinas Sosial Provinsi Lampung"


@pytest.mark.parametrize("kind", [Kind.RAKOR, Kind.PEMBINAAN])
def test_meetings_attest_presence(real: Flask, session: Session, kind: Kind) -> None:
    course = a_course(session, kind)
    who = course.participant()
    for each in course.sessions:
        course.attend(who, each)
    course.read(who)
    course.confirm(who)
    _decide(session, course, who)
    claims = session.scalars(select(Certificate)).one().claims
    assert (claims["document_title"], claims["status_line"]) == (
        "SURAT KETERANGAN",
        "TELAH MENGIKUTI",
    )
    assert [row.outcome for row in _decisions(session)] == [Outcome.ATTENDED]


def test_whoever_lacks_something_can_not_be_chosen(real: Flask, session: Session) -> None:
    course = a_course(session)
    good, lacking = course.graduate(), course.participant("Ayu Lestari")
    with pytest.raises(Refused, match="Ayu Lestari belum memenuhi: Jam pelajaran"):
        _decide(session, course, good, lacking)
    session.rollback()
    assert session.scalars(select(Credential)).all() == []


def test_a_participant_of_another_angkatan_is_not_found(real: Flask, session: Session) -> None:
    course, other = a_course(session), a_course(session)
    with pytest.raises(NotFound):
        _decide(session, course, other.graduate())


def test_rounds_are_repeated_for_stragglers(real: Flask, session: Session) -> None:
    course = a_course(session)
    first, straggler = course.graduate(), course.graduate("Ayu Lestari")
    straggler.name_confirmed_at = None
    _decide(session, course, first)
    with pytest.raises(Refused, match="Tidak ada peserta baru"):
        _decide(session, course, first)
    course.confirm(straggler)
    again = _decide(session, course, first, straggler)
    assert again.position == 2
    assert len(session.scalars(select(Credential)).all()) == 2
    numbers = sorted(session.scalars(select(Certificate.number)))
    assert [number[:4] for number in numbers] == ["001/", "002/"]
    latest = queries.decisions(session, [first.id, straggler.id])
    assert {row.outcome for row in latest.values()} == {Outcome.PASSED}


def test_nobody_chosen_is_refused_while_somebody_is_ready(real: Flask, session: Session) -> None:
    course = a_course(session)
    course.graduate()
    with pytest.raises(Refused, match="Centang"):
        _decide(session, course)


def test_an_angkatan_in_which_nobody_is_ready_can_be_closed(real: Flask, session: Session) -> None:
    course = a_course(session)
    course.participant()
    assert _decide(session, course).position == 1
    with pytest.raises(Refused, match="Tidak ada peserta baru"):
        _decide(session, course)
    operations.close_angkatan(session, SYSTEM, course.angkatan.id, at=clock.now())
    assert [row.outcome for row in _decisions(session)] == [Outcome.NOT_YET]


def test_parallel_acts_decide_once(real: Flask, session: Session) -> None:
    course = a_course(session)
    ids = [course.graduate(f"Peserta {number}").id for number in range(3)]
    angkatan_id = course.angkatan.id
    session.commit()
    refusals: list[str] = []

    def act() -> None:
        with real.app_context():
            try:
                with writing() as opened:
                    operations.decide(opened, SYSTEM, angkatan_id, ids, at=clock.now())
            except Refused as refusal:
                refusals.append(str(refusal))

    threads = [threading.Thread(target=act) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refusals == ["Tidak ada peserta baru untuk ditetapkan."] * 2
    with reading() as opened:
        assert len(opened.scalars(select(Credential)).all()) == 3
        assert len(opened.scalars(select(DecisionRound)).all()) == 1
        numbers = sorted(opened.scalars(select(Certificate.number)))
    assert [number[:3] for number in numbers] == ["001", "002", "003"]


def test_a_refusal_to_issue_undoes_the_whole_round(app: Flask, session: Session) -> None:
    course = a_course(session)
    who, angkatan_id = course.graduate().id, course.angkatan.id
    session.commit()
    with pytest.raises(Refused, match="LMS_BASE_URL"), writing() as opened:
        operations.decide(opened, SYSTEM, angkatan_id, [who], at=clock.now())
    with reading() as opened:
        assert opened.scalars(select(DecisionRound)).all() == []


def test_an_attempt_that_ran_out_is_settled_before(real: Flask, session: Session) -> None:
    course = a_course(session)
    slow = course.participant("Ayu Lestari")
    course.take_test(slow, 0, is_finished=False)
    _decide(session, course, course.graduate())
    attempt = session.scalars(select(Attempt).where(Attempt.participation_id == slow.id)).one()
    assert attempt.finished_at is not None
    (test,) = [each for each in _frozen_of(session, slow) if each["key"] == "tes-akhir"]
    assert (test["value"], test["is_met"]) == ("Nilai 0", False)


def _frozen_of(session: Session, who: Participation) -> list[dict[str, object]]:
    frozen: list[dict[str, object]] = session.scalars(
        select(Decision.requirements).where(Decision.participation_id == who.id)
    ).one()
    return frozen


def test_closing_is_an_act_of_its_own_after_a_decision(real: Flask, session: Session) -> None:
    course = a_course(session)
    who = course.graduate()
    course.sessions[0].opened_at = clock.now()
    session.flush()
    with pytest.raises(Refused) as refusal:
        operations.close_angkatan(session, SYSTEM, course.angkatan.id, at=clock.now())
    assert len(refusal.value.reasons) == 2
    course.sessions[0].closed_at = clock.now()
    _decide(session, course, who)
    operations.close_angkatan(session, SYSTEM, course.angkatan.id, at=clock.now())
    assert course.angkatan.stage is Stage.CLOSED
    with pytest.raises(Refused, match="sudah ditutup"):
        operations.close_angkatan(session, SYSTEM, course.angkatan.id, at=clock.now())


def test_stragglers_may_follow_after_closing_but_not_after_cancelling(
    real: Flask, session: Session
) -> None:
    course = a_course(session)
    first, straggler = course.graduate(), course.participant("Ayu Lestari")
    _decide(session, course, first)
    operations.close_angkatan(session, SYSTEM, course.angkatan.id, at=clock.now())
    assert queries.passed_count(session, course.angkatan.id) == 1
    for each in course.sessions:
        course.attend(straggler, each)
    course.read(straggler)
    course.take_test(straggler, 90)
    for rubric in course.rubrics:
        course.score(straggler, rubric, 3)
    course.confirm(straggler)
    assert _decide(session, course, straggler).position == 2
    course.angkatan.stage = Stage.CANCELLED
    with pytest.raises(Refused, match="dibatalkan"):
        _decide(session, course, straggler)


def _to_review(session: Session, course: Course) -> tuple[queries.ToReview, ...]:
    return queries.to_review(session, queries.with_curriculum(session, course.angkatan.id))


def test_changed_facts_are_to_be_reviewed_and_change_nothing(real: Flask, session: Session) -> None:
    course = a_course(session)
    who, untouched = course.graduate(), course.graduate("Ayu Lestari")
    _decide(session, course, who, untouched)
    assert _to_review(session, course) == ()
    course.attend(who, course.sessions[0], Status.ABSENT)
    (changed,) = _to_review(session, course)
    assert changed.decision.participation_id == who.id
    assert [each.label for each in changed.changes] == ["Jam pelajaran (JP)", "JP tatap muka"]
    assert [(each.was, each.now) for each in changed.changes][1] == (
        "6 dari 6 JP",
        "2 dari 6 JP",
    )
    assert len(credentials.held(session, who.person_id)) == 1
    assert queries.passed_count(session, course.angkatan.id) == 2


def test_a_review_is_written_and_asked_again_only_for_further_changes(
    real: Flask, session: Session
) -> None:
    course = a_course(session)
    who = course.graduate()
    _decide(session, course, who)
    course.attend(who, course.sessions[0], Status.ABSENT)
    decision_id: UUID = _to_review(session, course)[0].decision.id
    place = (session, SYSTEM, course.angkatan.id, decision_id)
    with pytest.raises(Refused, match="kesimpulan"):
        reviewing.review(*place, " ", at=clock.now())
    reviewing.review(*place, "Daftar hadir kertas memuat namanya.", at=clock.now())
    assert _to_review(session, course) == ()
    with pytest.raises(Refused, match="Tidak ada perubahan"):
        reviewing.review(*place, "Sekali lagi.", at=clock.now())
    course.attend(who, course.sessions[0], Status.PRESENT)
    assert len(_to_review(session, course)) == 1


def test_the_trail_names_the_round_without_names_of_people(real: Flask, session: Session) -> None:
    course = a_course(session)
    who, angkatan_id = course.graduate(), course.angkatan.id
    session.commit()
    with writing() as opened:
        operations.decide(opened, SYSTEM, angkatan_id, [who.id], at=clock.now())
    with reading() as opened:
        entries = opened.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()
    assert [each.act for each in entries] == ["credential.issued", "round.decided"]
    assert entries[1].detail["participation_ids"] == [str(who.id)]
    assert "Sekar" not in "".join(str(each.detail) for each in entries)
