"""Who is missing in one angkatan."""

from random import Random
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lms.attendance.models import Mark, Status, Way
from lms.completion.models import Decision, DecisionRound, Outcome
from lms.kernel import clock
from lms.kernel.access import Role
from lms.oversight import runs
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    ParticipationStep,
    Quota,
    TrainingSession,
)
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.regions import an_organisation
from tests.factories.registration import a_credential, a_revocation
from tests.factories.training import a_kelas, a_participant, a_session
from tests.oversight.reading import counted

STATES = ParticipationState


def _mark(session: Session, of: TrainingSession, who: Participation, *statuses: Status) -> None:
    for revision, status in enumerate(statuses, start=1):
        session.add(
            Mark(
                session_id=of.id,
                participation_id=who.id,
                revision=revision,
                status=status,
                way=Way.LIST,
                marked_at=clock.now(),
                receipt=uuid4().hex[:12],
            )
        )
    session.flush()


def _also(session: Session, who: Participation, state: ParticipationState, position: int) -> None:
    session.add(
        ParticipationStep(participation_id=who.id, position=position, state=state, at=clock.now())
    )


def _decide(session: Session, angkatan: Angkatan) -> DecisionRound:
    made = DecisionRound(angkatan_id=angkatan.id, position=1, decided_at=clock.now())
    session.add(made)
    session.flush()
    return made


def _outcome(
    session: Session, of: DecisionRound, who: Participation, outcome: Outcome, *, revoked: bool
) -> None:
    credential = a_credential(session, who.person)
    if revoked:
        a_revocation(session, credential)
    session.add(
        Decision(
            round_id=of.id,
            participation_id=who.id,
            outcome=outcome,
            requirements=[],
            credential_id=credential.id,
        )
    )
    session.flush()


def _a_sent_kelas(session: Session) -> tuple[Kelas, Quota]:
    kelas = a_kelas(session)
    quota = Quota(angkatan_id=kelas.angkatan_id, sender_code="18.72", seats=20)
    an_organisation(session, "18.72", "Dinas Sosial Kota Metro")
    session.add(quota)
    session.flush()
    return kelas, quota


def test_each_gap_names_its_people_and_the_office_that_sent_them(
    session: Session, browser: Browser
) -> None:
    kelas, quota = _a_sent_kelas(session)
    first = a_session(session, kelas)
    people = {}
    for name in ("Diundang Saja", "Terdaftar Saja", "Hadir Saja", "Lulus Sudah"):
        state = STATES.INVITED if name == "Diundang Saja" else STATES.ENROLLED
        people[name] = a_participant(session, kelas, state=state)
        people[name].person.name, people[name].quota = name, quota
    for name in ("Hadir Saja", "Lulus Sudah"):
        _mark(session, first, people[name], Status.PRESENT)
    _mark(session, first, people["Terdaftar Saja"], Status.PRESENT, Status.ABSENT)
    decided = _decide(session, kelas.angkatan)
    _outcome(session, decided, people["Lulus Sudah"], Outcome.PASSED, revoked=False)
    officer = a_staff_member(session, Role.OFFICER, "18")
    session.commit()
    page = browser.sign_in(officer).get("oversight.angkatan", angkatan_id=kelas.angkatan_id)
    assert "Diundang, belum terdaftar: 1 orang" in page
    assert "Terdaftar, belum hadir: 1 orang" in page
    assert "Hadir, belum lulus: 1 orang" in page
    assert page.text.index("Diundang Saja") < page.text.index("Terdaftar Saja")
    assert page.text.index("Terdaftar Saja") < page.text.index("Hadir Saja")
    assert "Lulus Sudah" not in page
    assert "WhatsApp Sekar Wulandari, Dinas Sosial Kota Metro" in page
    counts = runs.five_counts(session, [kelas.angkatan_id])[kelas.angkatan_id]
    assert counts == runs.FiveCounts(kuota=20, diundang=1, terdaftar=3, hadir=2, lulus=1)
    listed = browser.get("oversight.angkatan_list")
    assert kelas.angkatan.title in listed


@pytest.mark.parametrize("seed", range(3))
def test_the_counts_are_the_people_of_the_lists(session: Session, seed: int) -> None:
    chance = Random(seed)
    kelas = a_kelas(session)
    sessions = [a_session(session, kelas) for _ in range(2)]
    decided = _decide(session, kelas.angkatan)
    expected = [0, 0, 0, 0]
    for _ in range(20):
        states = chance.sample([STATES.INVITED, STATES.ENROLLED, STATES.DECLINED], 2)
        who = a_participant(session, kelas, state=states[0])
        _also(session, who, states[1], 2)
        came, passed = False, False
        for each in sessions:
            marks = chance.choices([Status.PRESENT, Status.LATE, Status.ABSENT], k=2)
            marks = marks[: chance.randrange(3)]
            _mark(session, each, who, *marks)
            came = came or (bool(marks) and marks[-1] is not Status.ABSENT)
        if chance.random() < 0.6:
            outcome, revoked = chance.choice(list(Outcome)), chance.random() < 0.3
            _outcome(session, decided, who, outcome, revoked=revoked)
            passed = outcome is not Outcome.NOT_YET and not revoked
        flags = (STATES.INVITED in states, STATES.ENROLLED in states, came, passed)
        expected = [count + flag for count, flag in zip(expected, flags, strict=True)]
    counts = runs.five_counts(session, [kelas.angkatan_id])[kelas.angkatan_id]
    assert [counts.diundang, counts.terdaftar, counts.hadir, counts.lulus] == expected
    people = runs.reached(session, kelas.angkatan_id)
    assert [
        sum(one.is_invited for one in people),
        sum(one.is_enrolled for one in people),
        sum(one.has_come for one in people),
        sum(one.has_passed for one in people),
    ] == expected


def test_an_angkatan_of_another_region_does_not_exist_for_the_officer(
    session: Session, browser: Browser
) -> None:
    kelas = a_kelas(session)
    officer = a_staff_member(session, Role.OFFICER, "35")
    session.commit()
    browser.sign_in(officer).get("oversight.angkatan", angkatan_id=kelas.angkatan_id, expect=404)
    assert "Belum ada angkatan" in browser.get("oversight.angkatan_list")


def test_the_number_of_queries_does_not_grow_with_angkatan_or_people(
    app: Flask, session: Session, browser: Browser
) -> None:
    kelas = a_kelas(session)
    officer = a_staff_member(session, Role.OFFICER, "ID")
    session.commit()
    browser.sign_in(officer)
    seen = []
    for _ in range(2):
        with counted(app) as found:
            browser.get("oversight.angkatan_list")
            browser.get("oversight.angkatan", angkatan_id=kelas.angkatan_id)
        seen.append(len(found))
        for _ in range(4):
            a_participant(session, kelas)
            a_kelas(session)
        session.commit()
    assert seen[0] == seen[1] <= 20
