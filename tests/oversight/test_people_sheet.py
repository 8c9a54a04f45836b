"""The list of everybody behind the figures, as CSV."""

import csv
import io

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.access import Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.people.models import Account
from lms.standings import queries
from tests.browser import Browser
from tests.factories.oversight import somebody_trained
from tests.factories.people import a_staff_member
from tests.factories.regions import IMOPURO, METRO
from tests.factories.training import a_tier

PLACE = {"family": "psm", "tier": "dasar"}


def an_officer(session: Session, region_code: str = "18") -> Account:
    a_tier(session)
    return a_staff_member(session, Role.OFFICER, region_code)


def rows(app: Flask, account: Account, code: str, **sent: str) -> list[list[str]]:
    page = (
        Browser(app)
        .sign_in(account)
        .post("oversight.people_sheet", sent, expect=200, code=code, **PLACE)
    )
    assert page.response.mimetype == "text/csv"
    text = page.response.get_data().decode("utf-8-sig")
    first, rest = text.split("\r\n", 1)
    assert first == "sep=;"
    return list(csv.reader(io.StringIO(rest), delimiter=";"))


def test_everybody_of_the_page_is_in_it_with_the_time(app: Flask, session: Session) -> None:
    officer = an_officer(session)
    names = [f"Peserta Ke {number}" for number in range(60)]
    for number, name in enumerate(names):
        somebody_trained(session, METRO if number % 2 else IMOPURO, name)
    session.commit()
    found = rows(app, officer, "18")
    assert found[1][0] == "Keadaan per"
    assert found[2] == ["Nama", "NIK", "Wilayah", "Wajib", "Keadaan", "Berikutnya"]
    assert sorted(row[0] for row in found[3:]) == sorted(names)
    shown = Browser(app).sign_in(officer).open("/capaian/psm/dasar/wilayah/18/orang")
    assert f"{len(names)} orang" in shown
    assert len(rows(app, officer, METRO)) == 3 + len(names) // 2


def test_batches_leave_nobody_out_and_take_nobody_twice(app: Flask, session: Session) -> None:
    an_officer(session)
    for number in range(7):
        somebody_trained(session, METRO, f"Orang {number}")
    session.commit()
    with reading() as opened:
        key = queries.keys(opened)[0]
        batches = list(queries.everybody(opened, "18", key, batch_rows=2))
    ids = [one.person_id for batch in batches for one in batch]
    assert [len(batch) for batch in batches] == [2, 2, 2, 1]
    assert len(set(ids)) == len(ids) == 7


def test_no_cell_is_a_formula(app: Flask, session: Session) -> None:
    officer = an_officer(session)
    somebody_trained(session, METRO, "=1+1")
    session.commit()
    assert rows(app, officer, "18")[3][0] == "'=1+1"


def test_only_the_state_that_was_asked_for(app: Flask, session: Session) -> None:
    officer = an_officer(session)
    somebody_trained(session, METRO, "Sekar")
    session.commit()
    assert len(rows(app, officer, "18", keadaan="selesai")) == 4
    assert len(rows(app, officer, "18", keadaan="belum-pernah")) == 3


def test_who_took_the_list_is_in_the_trail(app: Flask, session: Session) -> None:
    officer = an_officer(session)
    session.commit()
    rows(app, officer, "18")
    with reading() as opened:
        entry = opened.scalars(
            select(AuditEntry).where(AuditEntry.act == "coverage.exported")
        ).one()
    assert (entry.account_id, entry.subject_id) == (officer.id, "18")


def test_another_regions_people_are_not_given(app: Flask, session: Session) -> None:
    officer = an_officer(session, "18.72")
    session.commit()
    browser = Browser(app).sign_in(officer)
    for code in ("18", "35", "ID", "18.00"):
        browser.post("oversight.people_sheet", {}, expect=404, code=code, **PLACE)
