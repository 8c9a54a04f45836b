"""A number that a report names stands beside what is recorded, and never in it."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.errors import Refused
from lms.oversight import runs
from lms.training import reporting
from lms.training.models import Kelas, ReportedCount
from tests.browser import Browser
from tests.factories.people import a_person, a_staff_member
from tests.factories.training import a_kelas, a_participant, a_quota

SOURCE = "laporan penyelenggaraan"


def _two_recorded(session: Session) -> Kelas:
    kelas = a_kelas(session)
    metro = a_quota(session, kelas.angkatan, sender_code="18.72")
    for name in ("Ayu Lestari", "Beni Saputra"):
        a_participant(session, kelas, a_person(session, name)).quota_id = metro.id
    session.flush()
    return kelas


def _note(session: Session, kelas: Kelas, people_count: int, source: str = SOURCE) -> None:
    reporting.note_report(session, SYSTEM, kelas.angkatan_id, people_count, source, at=clock.now())


def _told(session: Session, kelas: Kelas) -> list[str]:
    return [str(each) for each in reporting.told(session, kelas.angkatan_id)]


@pytest.mark.parametrize(
    ("reported", "last"),
    [
        (5, "Selisih 3 orang: tidak ada nama dan tidak ada pengirimnya"),
        (2, "Laporan dan catatan sama."),
        (1, "Yang tercatat 1 orang lebih banyak dari laporan."),
    ],
)
def test_the_difference_is_said_in_words(session: Session, reported: int, last: str) -> None:
    kelas = _two_recorded(session)
    _note(session, kelas, reported)
    words = _told(session, kelas)
    assert words[0] == f"Dilaporkan {reported} orang. Sumber: {SOURCE}."
    assert words[1] == "Tercatat di sini: Kota Metro 2; jumlahnya 2."
    assert words[2].startswith(last)


def test_a_report_changes_none_of_the_five_counts(session: Session) -> None:
    kelas = _two_recorded(session)
    before = runs.five_counts(session, [kelas.angkatan_id])
    _note(session, kelas, 500)
    assert runs.five_counts(session, [kelas.angkatan_id]) == before


def test_the_latest_report_counts_and_earlier_ones_stay(session: Session) -> None:
    kelas = _two_recorded(session)
    _note(session, kelas, 9)
    _note(session, kelas, 7)
    assert "Dilaporkan 7 orang" in _told(session, kelas)[0]
    assert session.scalar(select(func.count(ReportedCount.id))) == 2


def test_without_a_report_nothing_is_said(session: Session) -> None:
    assert _told(session, _two_recorded(session)) == []


@pytest.mark.parametrize(("people_count", "source"), [(0, SOURCE), (5, "  ")])
def test_a_report_needs_a_number_and_a_source(
    session: Session, people_count: int, source: str
) -> None:
    kelas = _two_recorded(session)
    with pytest.raises(Refused):
        _note(session, kelas, people_count, source)


def test_the_organiser_notes_it_and_every_page_of_counts_shows_it(
    app: Flask, session: Session, browser: Browser
) -> None:
    kelas = _two_recorded(session)
    organiser, officer = (a_staff_member(session, role) for role in (Role.ORGANISER, Role.OFFICER))
    session.commit()
    where = {"angkatan_id": kelas.angkatan_id}
    browser.sign_in(organiser)
    assert "Belum ada laporan" in browser.get("training_desk.report", **where)
    refused = browser.post(
        "training_desk.note_report", {"people_count": "banyak"}, expect=422, **where
    )
    assert "Sumber" in refused
    sent = {"people_count": "5", "source": SOURCE}
    assert "Selisih 3 orang" in browser.submit("training_desk.note_report", sent, **where)
    assert "Selisih 3 orang" in browser.get("home.angkatan", **where)
    assert "Selisih 3 orang" in Browser(app).sign_in(officer).get("oversight.angkatan", **where)
