"""The admins' desk for keys of other systems."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.api import keys
from lms.api.models import ApiKey, Use
from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from tests.browser import Browser
from tests.factories.api import a_key
from tests.factories.people import a_staff_member


def form(**changes: str | list[str]) -> dict[str, str | list[str]]:
    """Give what an admin sends."""
    ends_on = f"{clock.today() + timedelta(days=30):%d/%m/%Y}"
    sent: dict[str, str | list[str]] = {
        "label": "Aplikasi PSKS Kabupaten Contoh",
        "purpose": "Memeriksa calon PSM",
        "region_code": "18.72",
        "uses": ["kelayakan"],
        "ends_on": ends_on,
    }
    return sent | changes


def test_a_key_is_shown_once_and_kept_as_a_hash(app: Flask, session: Session) -> None:
    admin = a_staff_member(session, Role.ADMIN)
    session.commit()
    browser = Browser(app).sign_in(admin)
    page = browser.post("api_keys.make", expect=200, data=form())
    assert "hanya tampil sekali" in page
    with reading() as opened:
        row = opened.scalars(select(ApiKey)).one()
        acts = opened.scalars(select(AuditEntry.act)).all()
    key = page.html.split('value="bekal_')[1].split('"')[0]
    assert keys.key_hash(f"bekal_{key}") == row.key_hash
    assert (row.region_code, row.uses) == ("18.72", [Use.ELIGIBILITY.value])
    assert "api-key.made" in acts
    shown = browser.get("api_keys.show", key_id=row.id)
    assert "Belum pernah" in browser.get("api_keys.overview")
    assert key not in shown.html


def test_what_is_missing_is_named_at_its_field(app: Flask, session: Session) -> None:
    admin = a_staff_member(session, Role.ADMIN)
    session.commit()
    browser = Browser(app).sign_in(admin)
    page = browser.post("api_keys.make", expect=422, data=form(label=" ", ends_on="31/02/2027"))
    assert "Wajib diisi." in page
    late = f"{clock.today() + timedelta(days=400):%d/%m/%Y}"
    refused = browser.post("api_keys.make", expect=409, data=form(uses=[], ends_on=late))
    assert "Pilih sekurang-kurangnya satu kegunaan." in refused
    assert "paling lama satu tahun" in refused


def test_nobody_makes_keys_for_another_region(app: Flask, session: Session) -> None:
    admin = a_staff_member(session, Role.ADMIN, "18.72")
    session.commit()
    browser = Browser(app).sign_in(admin)
    browser.post("api_keys.make", expect=403, data=form(region_code="18"))
    browser.post("api_keys.make", expect=200, data=form())


def test_a_key_ends_at_once_with_a_reason(app: Flask, session: Session) -> None:
    admin = a_staff_member(session, Role.ADMIN)
    row, _ = a_key(session)
    session.commit()
    browser = Browser(app).sign_in(admin)
    browser.post("api_keys.end", expect=422, key_id=row.id, data={"reason": ""})
    browser.post("api_keys.end", expect=303, key_id=row.id, data={"reason": "bocor"})
    browser.post("api_keys.end", expect=409, key_id=row.id, data={"reason": "bocor"})
    page = browser.get("api_keys.show", key_id=row.id)
    assert "Diakhiri" in page
    assert "bocor" in page


def test_without_keys_the_page_says_how_to_begin(app: Flask, session: Session) -> None:
    admin = a_staff_member(session, Role.ADMIN)
    session.commit()
    assert "Belum ada kunci" in Browser(app).sign_in(admin).get("api_keys.overview")
