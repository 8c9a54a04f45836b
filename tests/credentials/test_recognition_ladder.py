"""A recognised paper counts where the ledger is asked, and is shown apart."""

from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import operations, recognition_deciding
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.database import reading, writing
from lms.registration import next_steps
from lms.standings.buckets import Bucket
from lms.standings.models import Standing
from lms.training import participant_queries
from tests.browser import Browser
from tests.credentials.papers_of_before import BASIC, actor_of, confirmed, filed
from tests.credentials.samples import a_holding
from tests.factories.people import a_person, a_staff_member, an_account
from tests.factories.training import a_programme, a_tier

_ADVANCED = "bimtek-lanjutan-psm"


def test_the_next_tier_opens_and_the_ladder_says_it_was_recognised(
    session: Session, browser: Browser
) -> None:
    basic, advanced = a_programme(session, BASIC), a_programme(session, _ADVANCED)
    advanced.requires, advanced.tier = [BASIC], a_tier(session, "lanjutan", 2)
    psm = an_account(session)
    session.commit()
    browser.sign_in(psm)
    assert "Diakui dari dokumen" not in browser.get("registration.levels")
    confirmed(session, filed(session, psm), a_staff_member(session, Role.REGISTRAR))
    session.commit()
    page = browser.get("registration.levels")
    assert "Diakui dari dokumen" in page
    assert f"terbuka: {advanced.title}" in page
    with reading() as again:
        asked = participant_queries.required(again, advanced.id)
        assert [each.achievement for each in asked] == [basic.slug]
        opened = next_steps.opened_programmes(again, psm.person_id)
    assert [each.slug for each in opened] == [_ADVANCED]


def test_whoever_passed_too_is_said_to_have_passed(session: Session) -> None:
    basic, psm = a_programme(session, BASIC), an_account(session)
    made = confirmed(session, filed(session, psm), a_staff_member(session, Role.REGISTRAR))
    holding = vars(a_holding(psm.person_id))
    session.add(type(made)(**holding, issued_at=made.issued_at, cycle=1))
    session.flush()
    held = next_steps.achievements(session, psm.person_id)
    recognised = next_steps.recognised_only(session, psm.person_id)
    assert next_steps.standing(basic, held, recognised) is next_steps.Standing.HELD


def test_first_pages_say_what_waits(app: Flask, session: Session) -> None:
    psm, organiser = an_account(session), a_staff_member(session, Role.ORGANISER)
    registrar = a_staff_member(session, Role.REGISTRAR)
    row = filed(session, psm)
    filed(session, registrar, a_person(session), number="2")
    session.commit()
    desk = Browser(app).sign_in(registrar)
    assert "1 dokumen pelatihan terdahulu menunggu" in desk.get("home.start")
    assert "2 dokumen pelatihan" in Browser(app).sign_in(organiser).get("home.start")
    reason = {"kembali-reason": "Buram."}
    desk.post("credentials_recognition_desk.give_back", reason, recognition_id=row.id)
    page = Browser(app).sign_in(psm).get("home.start")
    assert "Lengkapi dokumen pelatihan terdahulu" in page


def test_the_figures_count_it_apart_until_it_is_revoked(app: Flask, session: Session) -> None:
    psm, registrar = an_account(session), a_staff_member(session, Role.REGISTRAR)
    row = filed(session, psm)
    deciding = actor_of(session, registrar)
    session.commit()
    with writing() as own:
        made = recognition_deciding.confirm(own, deciding, row.id, BASIC, at=clock.now())
    assert _bucket(psm.person_id) is Bucket.RECOGNISED
    with writing() as own:
        words = {"reason": "Palsu.", "public_words": "Tidak benar."}
        operations.revoke(own, SYSTEM, made.id, **words, at=clock.now())
    assert _bucket(psm.person_id) is None


def _bucket(person_id: UUID) -> Bucket | None:
    with reading() as session:
        found = select(Standing.bucket).where(Standing.person_id == person_id)
        return session.scalars(found).one_or_none()
