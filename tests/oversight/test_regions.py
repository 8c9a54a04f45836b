"""Figures by region: page, report, map and look-up agree, and each sees the own region only."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lms.kernel.access import Role
from lms.kernel.database import reading
from lms.standings import queries as standings
from lms.standings.buckets import Bucket
from lms.standings.figures import Figures
from tests.browser import Browser
from tests.factories.oversight import somebody_trained
from tests.factories.people import a_staff_member
from tests.factories.regions import IMOPURO, KALIREJO, METRO, an_organisation
from tests.oversight.reading import OWN, counted, made_report, page_rows, paper, sheet
from tests.standings import lists
from tests.standings.history import World
from tests.standings.lists import BASIC

LEVELS = ("ID", "18", "18.72", "18.72.01")


def _numbers(figures: Figures) -> tuple[str, ...]:
    if figures.obliged_count is None:
        return ("belum ditetapkan", *("–" for _ in Bucket))
    return (str(figures.obliged_count), *(str(figures.obliged[one]) for one in Bucket))


@pytest.mark.parametrize("seed", range(3))
def test_page_sheet_paper_and_counters_agree(
    app: Flask, session: Session, browser: Browser, seed: int
) -> None:
    world = World(session, seed)
    for _ in range(40):
        world.act()
        world.settle()
    officer = a_staff_member(session, Role.OFFICER, "ID")
    session.commit()
    browser.sign_in(officer)
    for code in LEVELS:
        page = page_rows(browser.get("oversight.region", **OWN, code=code))
        with reading() as fresh:
            expected = {row.code: row.figures for row in standings.by_child(fresh, code, BASIC)}
            whole = standings.total(fresh, code, BASIC)
        report = made_report(browser, "wilayah", code)
        notes, (headings, *table) = sheet(browser, report)
        assert [row[1:] for row in table] == page
        assert headings[0] == "Kode"
        assert "Nomor laporan: PW-" in notes
        assert "Keadaan per" in notes
        printed = paper(browser, app, report)
        for row in table[:-1]:
            figures = expected.pop(row[0], None)
            if figures is not None:
                assert row[2:9] == _numbers(figures)
            assert " ".join(row[1:9]) in printed
        assert not expected
        assert table[-1][2:9] == _numbers(whole)


def test_three_taps_lead_from_the_province_to_the_people(
    session: Session, browser: Browser
) -> None:
    an_organisation(session, "18.72", "Dinas Sosial Kota Metro")
    lists.names(session, [(1, METRO)])
    officer = a_staff_member(session, Role.OFFICER, "18")
    session.commit()
    page = browser.sign_in(officer).get("oversight.region", **OWN, code="18")
    for name, address in (
        ("Kota Metro", browser.address("oversight.region", **OWN, code="18.72")),
        ("Metro Pusat", browser.address("oversight.region", **OWN, code="18.72.01")),
        ("Metro", browser.address("oversight.people", **OWN, code=METRO)),
    ):
        assert f'<a href="{address}">{name}</a>' in page.html
        page = browser.open(address)
        assert "Dinas Sosial Kota Metro" in page
    assert "Nama Wajib 1" in page
    assert lists.a_nik(1) not in page.html
    assert "1872********0002" in page
    assert "Belum pernah diundang." in page
    assert "hubungi Dinas Sosial Kota Metro" in page


def test_without_a_list_the_obliged_are_not_set_rather_than_nought(
    session: Session, browser: Browser
) -> None:
    officer = a_staff_member(session, Role.OFFICER, "ID")
    somebody_trained(session)
    session.commit()
    page = browser.sign_in(officer).get("oversight.region", **OWN, code="ID")
    assert "Belum ditetapkan siapa yang wajib" in page
    row = next(one for one in page_rows(page) if one[0] == "Lampung")
    assert row[1] == "belum ditetapkan"
    assert "0%" not in row


def test_only_regions_without_anybody_trained_are_left_by_the_filter(
    session: Session, browser: Browser
) -> None:
    somebody_trained(session)
    officer = a_staff_member(session, Role.OFFICER, "18")
    session.commit()
    browser.sign_in(officer)
    page = browser.get("oversight.region", **OWN, code="18", tampil="belum-ada")
    assert [row[0] for row in page_rows(page)] == ["Kabupaten Lampung Tengah"]
    page = browser.get("oversight.region", **OWN, code="18.72.01", tampil="belum-ada")
    assert [row[0] for row in page_rows(page)] == ["Imopuro"]


def test_kecamatan_without_anybody_are_listed_wherever_they_lie(
    session: Session, browser: Browser
) -> None:
    an_organisation(session, "18.02", "Dinas Sosial Lampung Tengah")
    somebody_trained(session)
    officer = a_staff_member(session, Role.OFFICER, "ID")
    session.commit()
    page = browser.sign_in(officer).get("oversight.empty", **OWN, code="ID")
    assert page_rows(page) == [
        ("Kalirejo", "Kabupaten Lampung Tengah, Lampung", "Dinas Sosial Lampung Tengah"),
        ("Karangpilang", "Kota Surabaya, Jawa Timur", "Tidak tercatat"),
    ]
    assert "2 dari 3" in page
    report = made_report(browser, "belum-ada", "ID", tingkat="kecamatan")
    _, (_, *table) = sheet(browser, report)
    assert [row[:2] for row in table] == [("18.02.01", "Kalirejo"), ("35.78.01", "Karangpilang")]
    page = browser.get("oversight.empty", **OWN, code="18", tingkat="desa")
    assert [row[0] for row in page_rows(page)] == ["Kalirejo", "Imopuro"]


def test_a_target_counts_those_who_have_no_name_yet(session: Session, browser: Browser) -> None:
    lists.targets(session, {METRO: 3, IMOPURO: 1})
    somebody_trained(session)
    officer = a_staff_member(session, Role.OFFICER, "18")
    session.commit()
    page = browser.sign_in(officer).get("oversight.people", **OWN, code=METRO)
    assert "1 dari 3 orang yang wajib sudah terlatih (33,3%)" in page
    assert "2 orang belum diketahui namanya" in page


def test_the_map_says_the_numbers_of_the_table(session: Session, browser: Browser) -> None:
    lists.names(session, [(1, METRO), (2, KALIREJO)])
    officer = a_staff_member(session, Role.OFFICER, "ID")
    session.commit()
    page = browser.sign_in(officer).get("oversight.region", **OWN, code="ID")
    words = "Lampung: 0 dari 2 orang yang wajib sudah terlatih (0%)"
    address = browser.address("oversight.region", **OWN, code="18")
    assert f'<a href="{address}" aria-label="{words}">' in page.html
    assert "Jawa Timur: belum ditetapkan siapa yang wajib" in page.html
    assert "peta-wide-judul" not in browser.get("oversight.region", **OWN, code="18").html


@pytest.mark.parametrize("code", ["ID", "35", "18.02", "18", "18.7", "zz", "18.%", METRO + "0"])
def test_other_regions_do_not_exist_for_the_officer(
    session: Session, browser: Browser, code: str
) -> None:
    officer = a_staff_member(session, Role.OFFICER, "18.72")
    session.commit()
    browser.sign_in(officer)
    for name in ("oversight.region", "oversight.people", "oversight.empty"):
        browser.get(name, **OWN, code=code, expect=404)
    for view in ("wilayah", "orang", "belum-ada", "lain"):
        data = {"tampilan": view}
        browser.post("oversight.make_report", data, **OWN, code=code, expect=404)


def test_unknown_tiers_and_filters_do_not_exist(session: Session, browser: Browser) -> None:
    officer = a_staff_member(session, Role.OFFICER, "18")
    session.commit()
    browser.sign_in(officer)
    browser.get("oversight.region", family="psm", tier="terdaftar", code="18", expect=404)
    browser.get("oversight.region", family="lain", tier="dasar", code="18", expect=404)
    browser.get("oversight.people", **OWN, code="18", keadaan="lain", expect=404)
    browser.get("oversight.empty", **OWN, code="18", tingkat="provinsi", expect=404)
    browser.get("oversight.region", **OWN, code=METRO, expect=404)


def test_the_first_page_leads_to_the_own_region(session: Session, browser: Browser) -> None:
    officer = a_staff_member(session, Role.OFFICER, "18.72")
    session.commit()
    page = browser.sign_in(officer).get("oversight.regions", expect=303)
    assert page.location == browser.address("oversight.region", **OWN, code="18.72")


def test_only_readers_of_figures_come_in(session: Session, browser: Browser) -> None:
    account = a_staff_member(session, Role.ORGANISER, "ID")
    session.commit()
    browser.sign_in(account)
    browser.get("oversight.regions", expect=403)
    browser.get("oversight.region", **OWN, code="18", expect=403)
    browser.get("oversight.person", expect=403)


def test_the_number_of_queries_does_not_grow_with_people(
    app: Flask, session: Session, browser: Browser
) -> None:
    lists.names(session, [(1, METRO)])
    officer = a_staff_member(session, Role.OFFICER, "ID")
    session.commit()
    browser.sign_in(officer)
    with counted(app) as few:
        browser.get("oversight.region", **OWN, code="18")
        browser.get("oversight.people", **OWN, code="18")
    for number in range(20):
        somebody_trained(session, KALIREJO, f"Orang {number}")
    session.commit()
    with counted(app) as many:
        browser.get("oversight.region", **OWN, code="18")
        browser.get("oversight.people", **OWN, code="18")
    assert len(many) <= len(few) + 1
    assert len(many) <= 56
