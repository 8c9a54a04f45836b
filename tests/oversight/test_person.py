"""One person by NIK: within one's regions, noted, the NIK nowhere but in the form."""

from itertools import chain

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.people import operations as people
from tests.browser import Browser
from tests.factories.oversight import somebody_trained
from tests.factories.people import a_staff_member
from tests.factories.regions import KALIREJO, KARANGPILANG, METRO, an_organisation
from tests.oversight.reading import page_rows
from tests.standings import lists

NIK = "1872015705900001"


def _signed_in(session: Session, browser: Browser, region_code: str) -> Browser:
    officer = a_staff_member(session, Role.OFFICER, region_code)
    session.commit()
    return browser.sign_in(officer)


def _entries() -> list[AuditEntry]:
    with reading() as session:
        found = select(AuditEntry).where(AuditEntry.act == "person.looked-up")
        return list(session.scalars(found))


def test_a_person_is_shown_with_every_tier_and_the_office(
    session: Session, browser: Browser
) -> None:
    an_organisation(session, "18.72", "Dinas Sosial Kota Metro")
    person = somebody_trained(session)
    people.set_nik(session, SYSTEM, person, NIK, at=clock.now())
    _signed_in(session, browser, "18")
    page = browser.post("oversight.look_up", {"nik": "1872 0157 0590 0001"}, expect=200)
    assert person.name in page
    assert "1872********0001" in page
    assert NIK not in page.html
    assert page_rows(page)[0][:3] == ("PSM, tingkat Dasar", "di luar daftar", "Selesai")
    assert "Belum terdaftar sebagai PSM" in page
    assert "Dinas Sosial Kota Metro" in page
    (entry,) = _entries()
    assert entry.subject_id == str(person.id)
    assert NIK not in str(entry.detail)


def test_a_listed_name_without_an_account_is_found(session: Session, browser: Browser) -> None:
    lists.names(session, [(1, METRO)])
    _signed_in(session, browser, "18.72")
    page = browser.post("oversight.look_up", {"nik": lists.a_nik(1)}, expect=200)
    assert "Nama Wajib 1" in page
    assert "belum ada yang aktif" in page
    assert page_rows(page)[0][1:3] == ("wajib", "Belum pernah")


@pytest.mark.parametrize("code", [KALIREJO, KARANGPILANG, None])
def test_elsewhere_and_nowhere_get_the_same_answer(
    session: Session, browser: Browser, code: str | None
) -> None:
    if code is not None:
        person = somebody_trained(session, code)
        people.set_nik(session, SYSTEM, person, NIK, at=clock.now())
        lists.names(session, [(1, code)], code[:2])
    _signed_in(session, browser, "18.72")
    tried = [NIK, lists.a_nik(1), "1872015705900999"]
    pages = [browser.post("oversight.look_up", {"nik": nik}, expect=404) for nik in tried]
    assert len({page.text for page in pages}) == 1
    assert "NIK ini tidak tercatat di wilayah Anda" in pages[0]
    assert {entry.subject_id for entry in _entries()} == {"-"}


@pytest.mark.parametrize("typed", ["", "123", "18720157059000012", "1872019905900001", "abc"])
def test_what_is_no_nik_is_said_at_the_field(
    session: Session, browser: Browser, typed: str
) -> None:
    _signed_in(session, browser, "18")
    page = browser.post("oversight.look_up", {"nik": typed}, expect=422)
    assert "error-summary" in page.html
    assert not _entries()


def test_many_tries_are_stopped(session: Session, browser: Browser) -> None:
    _signed_in(session, browser, "18")
    data = {"nik": NIK}
    answers = [browser.client.post("/capaian/orang/cari", data=data) for _ in range(61)]
    assert [one.status_code for one in answers][-1] == 429
    assert not any(NIK in value for value in chain.from_iterable(a.headers for a in answers))
