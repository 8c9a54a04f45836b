"""One's own certificates, and revoking them."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lms.credentials import jobs, operations, queries
from lms.credentials.models import Revocation
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.kernel.errors import Refused
from tests.browser import Browser
from tests.credentials.samples import certificate_of, issue, issued
from tests.factories.people import a_person, a_staff_member, an_account

FORM = {"reason": "Salah orang.", "public_words": "Diterbitkan atas nama yang salah."}


def test_people_find_their_certificates_and_download_them_once_drawn(
    real: Flask, session: Session, browser: Browser
) -> None:
    account = an_account(session)
    session.commit()
    browser.sign_in(account)
    assert "Belum ada sertifikat" in browser.get("credentials.mine")
    certificate = issued(account.person_id)
    assert "Sedang dibuat" in browser.get("credentials.mine")
    page = browser.get("credentials.download", certificate_id=certificate.id, expect=409)
    assert "sedang dibuat" in page
    jobs.draw(certificate.id)
    page = browser.get("credentials.mine")
    assert "Unduh PDF" in page
    assert certificate.number in page
    got = browser.get("credentials.download", certificate_id=certificate.id)
    assert got.response.data.startswith(b"%PDF")
    assert "SERTIFIKAT-001-BIMTEK" in got.response.headers["Content-Disposition"]


def test_others_do_not_get_it_but_staff_of_the_region_do(
    real: Flask, session: Session, app: Flask
) -> None:
    person, stranger = a_person(session), an_account(session)
    near = a_staff_member(session, Role.ORGANISER, "18")
    far = a_staff_member(session, Role.ORGANISER, "35")
    session.commit()
    certificate = issued(person.id)
    jobs.draw(certificate.id)
    for account, status in ((stranger, 404), (far, 404), (near, 200)):
        visitor = Browser(app).sign_in(account)
        visitor.get("credentials.download", certificate_id=certificate.id, expect=status)


def test_an_organiser_of_the_issuers_region_revokes(
    real: Flask, session: Session, browser: Browser
) -> None:
    holder, organiser = an_account(session), a_staff_member(session, Role.ORGANISER, "18")
    session.commit()
    certificate = issued(holder.person_id)
    where = {"credential_id": certificate.credential_id}
    browser.sign_in(organiser).get("credentials_desk.revocation", **where)
    page = browser.post("credentials_desk.revoke", {"reason": "x"}, expect=422, **where)
    assert "Wajib diisi" in page
    page = browser.submit("credentials_desk.revoke", FORM, **where)
    assert "Sudah dicabut" in page
    assert "sudah dicabut" in browser.post("credentials_desk.revoke", FORM, expect=409, **where)
    with reading() as opened:
        assert not queries.holds(opened, holder.person_id, "bimtek-dasar-psm")
        assert queries.held(opened, holder.person_id) == ()
        entry = opened.query(AuditEntry).filter_by(act="credential.revoked").one()
        assert opened.query(Revocation).count() == 1
    assert entry.reason == "Salah orang."
    assert entry.account_id == organiser.id
    page = Browser(real).sign_in(holder).get("credentials.mine")
    assert "Dicabut" in page


@pytest.mark.parametrize(
    ("role", "region_code", "status"),
    [(Role.ORGANISER, "35", 404), (Role.OFFICER, "18", 403), (Role.REGISTRAR, "18", 403)],
)
def test_nobody_else_revokes(
    real: Flask, session: Session, browser: Browser, role: Role, region_code: str, status: int
) -> None:
    person, account = a_person(session), a_staff_member(session, role, region_code)
    session.commit()
    where = {"credential_id": issued(person.id).credential_id}
    browser.sign_in(account).post("credentials_desk.revoke", FORM, expect=status, **where)
    browser.get("credentials_desk.revocation", expect=status, **where)


def test_all_objections_come_at_once(real: Flask, session: Session) -> None:
    credential = issue(session, a_person(session).id)
    with pytest.raises(Refused) as refusal:
        operations.revoke(
            session, SYSTEM, credential.id, reason=" ", public_words="", at=clock.now()
        )
    assert len(refusal.value.reasons) == 2


def test_revoking_keeps_paper_and_facts(real: Flask, session: Session) -> None:
    person = a_person(session)
    session.commit()
    certificate = issued(person.id)
    jobs.draw(certificate.id)
    before = certificate_of(certificate.credential_id)
    with real.app_context():
        operations.revoke(
            session,
            SYSTEM,
            certificate.credential_id,
            reason="salah",
            public_words="Salah.",
            at=clock.now(),
        )
    session.commit()
    after = certificate_of(certificate.credential_id)
    assert (after.pdf_sha256, after.claims) == (before.pdf_sha256, before.claims)
