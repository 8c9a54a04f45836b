"""Evaluasi kinerja in a pembinaan: told aspect by aspect, passed or failed by nobody."""

from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.reading import read
from lms.completion import operations, queries
from lms.completion.models import Outcome
from lms.credentials.models import Certificate, Credential, Merit
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.training.catalogue import CurriculumRubric, RubricVersion
from lms.training.models import Kind
from lms.web.templating import content_folder
from tests.browser import Browser
from tests.completion.samples import Course, a_course
from tests.factories.people import a_staff_member
from tests.factories.training import account_of

ASPECTS = ("pengetahuan", "keterampilan", "sikap")


class Pembinaan(NamedTuple):
    """A pembinaan that evaluates the three aspects with the shipped rubrics."""

    course: Course
    rubrics: list[RubricVersion]


@pytest.fixture
def pembinaan(session: Session) -> Pembinaan:
    """One that runs."""
    course, library = a_course(session, Kind.PEMBINAAN), read(content_folder())
    curriculum = course.angkatan.curriculum
    rubrics = []
    for position, aspect in enumerate(ASPECTS, start=len(course.rubrics) + 1):
        content = library.rubric(f"kinerja-{aspect}")
        row = RubricVersion(
            slug=content.slug,
            title=content.title,
            digest=content.digest,
            content=content.to_json(),
            loaded_at=clock.now(),
        )
        session.add(row)
        session.flush()
        rubrics.append(row)
        asked = CurriculumRubric(curriculum_id=curriculum.id, rubric_id=row.id, position=position)
        session.add(asked)
    asks = {"rubrics": [row.slug for row in rubrics], "attitude": None}
    requirements = curriculum.content["requirements"] | asks
    curriculum.content = curriculum.content | {"requirements": requirements}
    session.flush()
    return Pembinaan(course, rubrics)


def test_everybody_evaluated_has_attended_however_the_evaluation_went(
    real: Flask, session: Session, pembinaan: Pembinaan
) -> None:
    course = pembinaan.course
    who = course.participant()
    for each in course.sessions:
        course.attend(who, each)
    course.read(who)
    course.confirm(who)
    standing = queries.standing_of(session, who)
    assert [str(each.label) for each in standing.unmet] == [
        f"Evaluasi kinerja: {aspect}" for aspect in ASPECTS
    ]
    for rubric in pembinaan.rubrics:
        course.score(who, rubric, 1)
    operations.decide(session, SYSTEM, course.angkatan.id, [who.id], at=clock.now())
    assert queries.standing_of(session, who).outcome is Outcome.ATTENDED
    held = session.scalars(select(Credential)).one()
    assert held.merit is Merit.ATTENDED
    claims = session.scalars(select(Certificate)).one().claims
    assert claims["document_title"].startswith("SURAT KETERANGAN")
    assert claims["status_line"] == "TELAH MENGIKUTI"


def test_the_three_aspects_are_told_in_words_to_the_participant_and_the_organiser(
    app: Flask, session: Session, browser: Browser, pembinaan: Pembinaan
) -> None:
    course = pembinaan.course
    who = course.participant("Wayan Astuti")
    other = course.participant("Made Wirawan")
    for level, rubric in zip((4, 3, 1), pembinaan.rubrics, strict=True):
        course.score(who, rubric, level)
    course.take_test(who, 80)
    own, foreign = account_of(session, who), account_of(session, other)
    desk = a_staff_member(session, Role.ORGANISER)
    session.commit()
    where = {"angkatan_id": course.angkatan.id}
    words = ("Sangat baik 100%", "Baik 75%", "Kurang 25%", "Tes akhir 80%")
    mine = browser.sign_in(own).get("completion.performance", **where)
    shown = Browser(app).sign_in(desk)
    theirs = shown.get("completion_desk.performance", participation_id=who.id, **where)
    for page in (mine, theirs):
        for word in words:
            assert word in page
        for aspect in ASPECTS:
            assert f"Evaluasi kinerja: {aspect}" in page
        assert "Memenuhi syarat" not in page
    table = shown.get("completion_desk.performances", **where)
    assert "1 dari 2 peserta sudah dinilai lengkap." in table
    assert "Wayan Astuti" in table
    waiting = browser.sign_in(foreign).get("completion.performance", **where)
    assert "Belum final" in waiting
    assert "100%" not in waiting
    browser.get("completion_desk.performance", expect=403, participation_id=who.id, **where)


def test_a_course_without_evaluation_says_so(
    app: Flask, session: Session, browser: Browser
) -> None:
    made = a_course(session)
    own = account_of(session, made.participant())
    desk = a_staff_member(session, Role.ORGANISER)
    session.commit()
    where = {"angkatan_id": made.angkatan.id}
    assert "Tidak ada evaluasi kinerja" in browser.sign_in(own).get(
        "completion.performance", **where
    )
    assert "Tidak ada evaluasi kinerja" in browser.sign_in(desk).get(
        "completion_desk.performances", **where
    )
