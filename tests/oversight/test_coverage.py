"""Figures by region: page, sheet and recount agree, and each sees the own region only."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import html5lib
import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import event
from sqlalchemy.orm import Session

from lms.kernel.access import Actor, Grant, Role
from lms.kernel.database import db
from lms.oversight import coverage, queries
from lms.oversight.coverage import Figures, Status
from tests.browser import Browser, Page
from tests.factories.people import a_person, a_staff_member
from tests.factories.regions import KALIREJO, METRO
from tests.factories.registration import BASIC, a_credential, a_revocation, the_requirements
from tests.oversight.histories import a_history, recount

Row = tuple[str, ...]
LEVELS = ("ID", "18", "18.72", "18.72.01")


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Give the list of the statements that run meanwhile."""
    found: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield found
    event.remove(db.engine, "before_cursor_execute", note)


def _page_rows(page: Page) -> list[Row]:
    tree = html5lib.parse(page.html, namespaceHTMLElements=False)
    rows = (line.findall("td") for line in tree.iter("tr"))
    return [tuple("".join(cell.itertext()).strip() for cell in row) for row in rows if row]


def _sheet_rows(browser: Browser, code: str) -> list[Row]:
    answer = browser.client.get(browser.address("oversight.sheet", code=code))
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    grid = book.get_sheet_by_index(0).to_python()
    top = next(n for n, row in enumerate(grid) if row[0] == "Kode")
    texts = [tuple(str(int(v)) if isinstance(v, float) else str(v) for v in row) for row in grid]
    notes = " ".join(row[0] for row in texts[:top])
    assert "Keadaan per" in notes
    assert "Terlatih: orang yang memegang" in notes
    return texts[top + 1 :]


@pytest.mark.parametrize("seed", range(4))
def test_page_sheet_and_recount_agree(session: Session, browser: Browser, seed: int) -> None:
    the_requirements(session)
    a_history(session, seed)
    officer = a_staff_member(session, Role.OFFICER, "ID")
    session.commit()
    browser.sign_in(officer)
    for code in LEVELS:
        expected = recount(session, code)
        page = _page_rows(browser.get("oversight.region", code=code))
        *sheet, total = _sheet_rows(browser, code)
        assert [row[0] for row in sheet] == sorted(expected, key=lambda c: (c == code, c))
        assert [row[1:] for row in sheet] == page
        for row in sheet:
            people, desa, empty = expected[row[0]]
            assert tuple(map(int, row[2:5])) == people
            if code != "18.72.01":
                assert tuple(map(int, row[5:7])) == (desa, empty)
            else:
                assert (row[5] == "belum ada") is (not any(people))
        sums = [sum(counts[n] for counts, _, _ in expected.values()) for n in range(3)]
        assert list(map(int, total[2:5])) == sums


def test_a_desa_turns_from_none_to_trained_to_registered(
    session: Session, browser: Browser
) -> None:
    the_requirements(session)
    officer = a_staff_member(session, Role.OFFICER, "18")
    person = a_person(session, domicile_code=METRO)
    session.commit()
    browser.sign_in(officer)

    def row() -> Row:
        found = _page_rows(browser.get("oversight.region", code="18.72.01"))
        return next(one for one in found if one[0] == "Metro")

    assert row() == ("Metro", "0", "0", "0", "belum ada")
    trained = a_credential(session, person)
    session.commit()
    assert row() == ("Metro", "0", "1", "0", "ada PSM terlatih")
    a_credential(session, person, "psm-terdaftar")
    session.commit()
    assert row() == ("Metro", "1", "1", "0", "ada PSM terdaftar")
    a_revocation(session, trained)
    session.commit()
    assert row() == ("Metro", "1", "0", "0", "ada PSM terdaftar")


def test_regions_without_anybody_have_rows_of_zeros(session: Session, browser: Browser) -> None:
    officer = a_staff_member(session, Role.OFFICER, "ID")
    session.commit()
    rows = _page_rows(browser.sign_in(officer).get("oversight.region", code="ID"))
    assert rows == [
        ("Lampung", "0", "0", "0", "3", "3"),
        ("Jawa Timur", "0", "0", "0", "1", "1"),
        ("Papua", "0", "0", "0", "0", "0"),
    ]


def test_definitions_name_the_programmes_and_the_time_of_the_province(
    session: Session, browser: Browser
) -> None:
    the_requirements(session)
    officer = a_staff_member(session, Role.OFFICER, "91")
    session.commit()
    page = browser.sign_in(officer).get("oversight.region", code="91")
    assert BASIC in page
    assert "Keadaan per" in page
    assert " WIT" in page


def test_the_first_page_leads_to_the_own_region(session: Session, browser: Browser) -> None:
    officer = a_staff_member(session, Role.OFFICER, "18.72")
    session.commit()
    page = browser.sign_in(officer).get("oversight.regions", expect=303)
    assert page.location == browser.address("oversight.region", code="18.72")


@pytest.mark.parametrize("code", ["ID", "35", "18.02", "18", "18.72.01.1001", "18.7", "zz", "18.%"])
def test_other_regions_do_not_exist_for_the_officer(
    session: Session, browser: Browser, code: str
) -> None:
    officer = a_staff_member(session, Role.OFFICER, "18.72")
    session.commit()
    browser.sign_in(officer)
    browser.get("oversight.region", code=code, expect=404)
    browser.get("oversight.sheet", code=code, expect=404)


def test_people_of_overlapping_regions_are_counted_once(session: Session) -> None:
    a_credential(session, a_person(session, domicile_code=METRO))
    a_credential(session, a_person(session, domicile_code=KALIREJO))
    officer = Actor(None, None, tuple(Grant(Role.OFFICER, c) for c in ("18", "18.72", "35")))
    assert queries.people(session, officer, [BASIC]) == Figures(trained=2)


def test_only_readers_of_figures_come_in(session: Session, browser: Browser) -> None:
    account = a_staff_member(session, Role.ORGANISER, "ID")
    session.commit()
    browser.sign_in(account)
    browser.get("oversight.regions", expect=403)
    browser.get("oversight.region", code="18", expect=403)
    browser.get("oversight.angkatan_list", expect=403)


def test_the_number_of_queries_does_not_grow_with_people(
    app: Flask, session: Session, browser: Browser
) -> None:
    the_requirements(session)
    officer = a_staff_member(session, Role.OFFICER, "ID")
    session.commit()
    browser.sign_in(officer)
    with counted(app) as few:
        browser.get("oversight.region", code="18")
    a_history(session, seed=1, people=25)
    a_credential(session, a_person(session, domicile_code=KALIREJO))
    session.commit()
    with counted(app) as many:
        browser.get("oversight.region", code="18")
    assert len(few) == len(many) <= 10
    assert len([one for one in many if "by_domicile" in one]) == 1


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        (Figures(), Status.NONE),
        (Figures(in_training=1), Status.IN_TRAINING),
        (Figures(trained=1, in_training=3), Status.TRAINED),
        (Figures(registered=1), Status.REGISTERED),
    ],
)
def test_the_best_that_applies_is_the_status_of_a_desa(figures: Figures, status: Status) -> None:
    assert coverage.status(figures) is status


def test_codes_have_children_down_to_the_kecamatan() -> None:
    widths = [coverage.child_width(code) for code in (*LEVELS, METRO, "18.7", "")]
    assert widths == [2, 5, 8, 13, None, None, None]
