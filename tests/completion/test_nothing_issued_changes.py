"""Whatever is edited afterwards: what was issued stays, byte for byte."""

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.completion import operations
from lms.credentials import house
from lms.credentials.models import Certificate
from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import reading, writing
from lms.people.models import Person
from lms.regions.models import Organisation, Region
from lms.training.catalogue import Curriculum, CurriculumMaterial, Programme, Tier
from lms.training.models import Angkatan, Participation, TrainingSession
from tests.browser import Browser
from tests.completion.samples import a_course


def _issued() -> tuple[Certificate, bytes]:
    with reading() as session:
        row = session.query(Certificate).one()
    return row, house.storage().read(row.storage_key or "")


def _edit_everything(session: Session) -> None:
    other = "Diubah"
    for table, values in (
        (Person, {"name": other, "gelar_belakang": other, "domicile_code": "35.78.01.1001"}),
        (Participation, {"confirmed_name": other, "origin": other}),
        (Angkatan, {"title": other, "place": other, "signatory_name": other, "number": 99}),
        (Organisation, {"name": other, "unit_code": other}),
        (Region, {"name": other}),
        (Curriculum, {"jp_total": 1, "content": {}}),
        (CurriculumMaterial, {"title": other, "jp": 9}),
        (Programme, {"title": other, "document_title": other}),
        (Tier, {"title": other}),
        (TrainingSession, {"title": other}),
    ):
        session.execute(update(table).values(**values))


def test_editing_everything_changes_nothing_issued(
    real: Flask, session: Session, browser: Browser
) -> None:
    course = a_course(session)
    operations.decide(session, SYSTEM, course.angkatan.id, [course.graduate().id], at=clock.now())
    session.commit()
    assert real.extensions["bekal.worker"].drain() == (1, 0)
    before, pdf = _issued()
    page_before = browser.get("credentials.show", token=before.token)
    with writing() as opened:
        _edit_everything(opened)
    assert real.extensions["bekal.worker"].drain() == (0, 0)
    after, pdf_after = _issued()
    assert pdf_after == pdf
    assert (after.claims, after.claims_digest) == (before.claims, before.claims_digest)
    assert (after.number, after.pdf_sha256) == (before.number, before.pdf_sha256)
    assert browser.get("credentials.show", token=before.token).text == page_before.text
