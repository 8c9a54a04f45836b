"""Reports: numbered without gaps, frozen, to be looked up, only within one's regions."""

import hashlib
import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.oversight import operations
from lms.oversight.models import CoverageReport
from lms.people.models import Account
from tests.browser import Browser, forget_user
from tests.factories.oversight import a_report, a_snapshot, somebody_trained
from tests.factories.people import a_staff_member
from tests.factories.regions import METRO
from tests.oversight.reading import OWN, made_report, page_rows, paper, report_id, sheet
from tests.standings import lists


@pytest.fixture
def officer(session: Session, browser: Browser) -> Account:
    """Somebody who reads the figures of Lampung, signed in."""
    lists.names(session, [(number, METRO) for number in range(60)])
    account = a_staff_member(session, Role.OFFICER, "18")
    session.commit()
    browser.sign_in(account)
    return account


def test_numbers_have_no_gaps_even_after_a_refusal(
    session: Session, browser: Browser, officer: Account
) -> None:
    for view in ("wilayah", "orang", "lain", "belum-ada"):
        data = {"tampilan": view}
        expect = 404 if view == "lain" else 303
        browser.post("oversight.make_report", data, **OWN, code="18", expect=expect)
    with reading() as fresh:
        numbers = sorted(fresh.scalars(select(CoverageReport.number)))
    year = clock.today().year
    assert numbers == [f"PW-{year}-{number:05d}" for number in (1, 2, 3)]


def test_a_report_says_who_made_it_when_and_what_its_files_are(
    app: Flask, browser: Browser, officer: Account
) -> None:
    page = made_report(browser, "wilayah", "18")
    assert "PDF sedang disiapkan" in page
    address = browser.address("oversight.report_paper", report_id=report_id(page))
    assert "sedang disiapkan" in browser.open(address, expect=409)
    printed = paper(browser, app, page)
    page = browser.open(page.response.request.path)
    assert "PDF sedang disiapkan" not in page
    assert "Petugas Officer" in page
    number = re.search(r"PW-\d{4}-\d{5}", page.text)
    assert number
    assert f"Laporan {number.group()}" in printed
    assert f"/capaian/laporan/{report_id(page)}" in printed
    assert "oleh Petugas Officer" in printed
    assert "Halaman 1 dari" in printed
    forget_user()
    data = browser.client.get(address).data
    assert hashlib.sha256(data).hexdigest() in page


def test_a_report_stays_as_it_was_when_the_figures_change(
    app: Flask, session: Session, browser: Browser, officer: Account
) -> None:
    page = made_report(browser, "wilayah", "18")
    before = sheet(browser, page)
    somebody_trained(session)
    session.commit()
    printed = paper(browser, app, page)
    assert sheet(browser, page) == before
    assert "0 dari 60 orang yang wajib sudah terlatih (0%)" in printed


def test_people_of_all_pages_stand_in_the_report(browser: Browser, officer: Account) -> None:
    page = browser.get("oversight.people", **OWN, code=METRO)
    assert "Halaman 1 dari 2" in page
    shown = page_rows(page) + page_rows(
        browser.get("oversight.people", **OWN, code=METRO, halaman=2)
    )
    _, (headings, *table) = sheet(browser, made_report(browser, "orang", METRO))
    assert headings[:2] == ("Nama", "NIK")
    assert len(table) == len(shown) == 60
    assert [row[1] for row in table] == [row[1] for row in shown]
    assert not any(lists.a_nik(number) in str(table) for number in range(60))


def test_a_filter_is_named_in_the_report(browser: Browser, officer: Account) -> None:
    notes, (_, *table) = sheet(browser, made_report(browser, "orang", "18", keadaan="selesai"))
    assert "Keadaan orang: Selesai" in notes
    assert table in ([], [("",) * 6])
    notes, _ = sheet(browser, made_report(browser, "wilayah", "18", tampil="belum-ada"))
    assert "Ditampilkan: hanya yang belum ada" in notes


def test_a_printed_report_is_found_by_its_number(
    session: Session, browser: Browser, officer: Account
) -> None:
    assert "Belum ada laporan" in browser.get("oversight.reports")
    made = a_report(session, "18.72")
    a_report(session, "35")
    session.commit()
    page = browser.get("oversight.reports", q=made.number.lower())
    assert [row[0] for row in page_rows(page)] == [made.number]
    assert len(page_rows(browser.get("oversight.reports"))) == 1
    assert "Tidak ditemukan" in browser.get("oversight.reports", q="PW-2001-00001")


def test_a_report_of_another_region_does_not_exist(
    session: Session, browser: Browser, officer: Account
) -> None:
    for code in ("ID", "35"):
        made = a_report(session, code)
        session.commit()
        for name in ("report", "report_sheet", "report_paper"):
            browser.get(f"oversight.{name}", report_id=made.id, expect=404)


def test_making_a_report_is_noted(session: Session, browser: Browser, officer: Account) -> None:
    made_report(browser, "wilayah", "18")
    with reading() as fresh:
        entry = fresh.scalars(select(AuditEntry).where(AuditEntry.act == "coverage.reported")).one()
        assert entry.account_id == officer.id
        assert entry.region_code == "18"


def test_a_report_has_an_end(session: Session) -> None:
    long = a_snapshot(rows=operations.ROWS_MOST + 1)
    with pytest.raises(Refused, match="wilayah yang lebih kecil"):
        operations.report(session, SYSTEM, long, at=clock.now())


def test_drawing_twice_changes_nothing(app: Flask, session: Session) -> None:
    made = a_report(session)
    session.commit()
    worker = app.extensions["bekal.worker"]
    assert worker.drain() == (1, 0)
    with writing() as again:
        first = again.get_one(CoverageReport, made.id).pdf_sha256
        operations.jobs.add(again, operations.DRAW, made.id, at=clock.now())
    assert worker.drain() == (1, 0)
    with reading() as fresh:
        assert fresh.get_one(CoverageReport, made.id).pdf_sha256 == first


def test_a_long_report_has_a_sheet_and_no_paper(
    app: Flask, session: Session, browser: Browser, officer: Account
) -> None:
    rows = operations.PAPER_ROWS_MOST + 1
    made = operations.report(session, SYSTEM, a_snapshot(rows=rows), at=clock.now())
    session.commit()
    page = browser.get("oversight.report", report_id=made.id)
    assert "PDF hanya dibuat untuk laporan sampai 1.500 baris" in page
    assert len(sheet(browser, page)[1]) == rows + 1
    browser.get("oversight.report_paper", report_id=made.id, expect=404)
    assert app.extensions["bekal.worker"].drain() == (0, 0)
