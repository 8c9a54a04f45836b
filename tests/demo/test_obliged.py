""" "Pelatihan wajib" shows something at once: a target for each desa of four regions of Lampung."""

from flask import Flask

from lms.demo import obliging
from lms.kernel.database import reading
from lms.standings import queries
from tests.demo import looking


def test_targets_of_lampung_oblige_more_than_are_trained(built: Flask) -> None:
    with reading() as session:
        figures = queries.total(session, obliging.PROVINCE, obliging.KEY)
        metro = queries.total(session, obliging.METRO, obliging.KEY)
    assert figures.target is not None
    assert metro.target == 2 * 22  # kelurahan of Kota Metro
    assert 0 < figures.desa_done < figures.desa


def test_the_officer_sees_them_with_their_source(built: Flask) -> None:
    officer = looking.signed_in(built, "contoh-kemensos")
    assert obliging.SOURCE in officer.get("obligations.lists")
    page = officer.get("oversight.region", family="psm", tier="dasar", code=obliging.PROVINCE)
    assert "Kota Metro" in page
