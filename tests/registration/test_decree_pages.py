"""Preparing an SK for many, its page, adding to it, and how a region does it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import queries as ledger
from lms.kernel.access import Role
from lms.kernel.database import reading
from lms.registration.models import Registration
from lms.registration.tenure_models import Decree, Practice
from tests.browser import Browser
from tests.factories.membership import TODAY, YESTERDAY, a_member, a_paper, term_of
from tests.factories.people import a_staff_member
from tests.factories.registration import a_graduate, a_registration, a_revocation

SIGNATORY = "Kepala Dinas Sosial"
SK = {"number": "800/12/2026", "on": YESTERDAY.isoformat(), "signatory": SIGNATORY}


def _applications(session: Session, count: int) -> list[Registration]:
    return [
        a_registration(session, a_graduate(session, f"Warga {number:02}"))
        for number in range(count)
    ]


def _sk(rows: list[Registration], **values: Any) -> dict[str, Any]:
    return {**SK, "pilih": [str(row.id) for row in rows], **values}


def test_one_page_shows_who_can_and_who_cannot_and_one_post_approves(
    session: Session, browser: Browser
) -> None:
    rows = _applications(session, 6)
    (held,) = ledger.held(session, rows[5].person_id)
    a_revocation(session, held)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar)
    assert "Siapkan SK untuk yang dicentang" in browser.get("registration_desk.queue")
    ids = [str(row.id) for row in rows]
    page = browser.get("registration_membership.new_decree", pilih=ids)
    assert "Dapat ditetapkan: 5 orang" in page
    assert "Belum dapat: 1 orang" in page
    assert "Belum memegang Bimtek Dasar PSM" in page
    done = browser.submit("registration_membership.make_decree", _sk(rows[:5]))
    assert "SK 800/12/2026 tersimpan untuk 5 orang." in done
    assert "Orang dalam SK ini: 5" in done
    again = browser.post("registration_membership.make_decree", _sk(rows[:5]), expect=409)
    assert "Warga 00: Sudah ditetapkan lebih dahulu dengan SK 800/12/2026." in again


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("number", " ", "Wajib diisi."),
        ("on", (TODAY + timedelta(days=2)).isoformat(), "belum terjadi"),
        ("on", "kemarin", "Tulis tanggal seperti"),
        ("signatory", "Camat", "tidak ada dalam daftar"),
        ("ends_on", "2001-01-01", "Berakhir sebelum mulai berlaku."),
    ],
)
def test_a_wrong_sk_comes_back_with_its_people_still_ticked(
    session: Session, browser: Browser, field: str, value: str, says: str
) -> None:
    rows = _applications(session, 2)
    registrar = a_staff_member(session, Role.REGISTRAR, "18")
    session.commit()
    browser.sign_in(registrar)
    page = browser.post(
        "registration_membership.make_decree", _sk(rows, **{field: value}), expect=422
    )
    assert says in page
    assert page.html.count('name="pilih"') == 2


def test_a_known_number_is_told_at_its_field(session: Session, browser: Browser) -> None:
    first, second = _applications(session, 2)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar).submit("registration_membership.make_decree", _sk([first]))
    page = browser.post("registration_membership.make_decree", _sk([second]), expect=409)
    assert "sudah tercatat. Buka SK itu" in page


def test_somebody_is_added_later_with_a_reason_and_the_annex_lists_them(
    session: Session, browser: Browser
) -> None:
    first, late = _applications(session, 2)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar).submit("registration_membership.make_decree", _sk([first]))
    with reading() as read:
        (decree_id,) = read.scalars(select(Decree.id))
    added = {"pilih": str(late.id)}
    where: dict[str, Any] = {"decree_id": decree_id}
    browser.post("registration_membership.extend_decree", added, expect=422, **where)
    added["reason"] = "Namanya tercantum, berkas menyusul"
    page = browser.submit("registration_membership.extend_decree", added, **where)
    assert "Ditambahkan: Namanya tercantum, berkas menyusul" in page
    sheet = browser.get("registration_membership.annex", **where).response.get_data()
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[-2:]] == ["Warga 00", "Warga 01"]
    assert rows[-1][2] == "1872********0001"


def test_two_terms_are_renewed_under_one_sk_from_the_list(
    session: Session, browser: Browser
) -> None:
    soon = a_paper("700/1", ends_on=TODAY + timedelta(days=30))
    row = a_member(session, paper=soon)
    term = term_of(session, row)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar)
    page = browser.get("registration_membership.members", daftar="akan-berakhir")
    assert "Siapkan SK perpanjangan" in page
    assert str(term.id) in page.html
    page = browser.get("registration_membership.new_decree", perpanjang=str(term.id))
    assert "Perpanjangan" in page
    renewing = {**SK, "perpanjang": str(term.id)}
    browser.submit("registration_membership.make_decree", renewing)
    page = browser.get("registration_membership.members", daftar="akan-berakhir")
    assert "Tidak ada orang dalam daftar ini" in page


def test_a_region_sets_its_way_and_the_sk_offers_it(session: Session, browser: Browser) -> None:
    (row,) = _applications(session, 1)
    registrar = a_staff_member(session, Role.REGISTRAR, "18.72")
    session.commit()
    browser.sign_in(registrar)
    assert "Kota Metro" in browser.get("registration_membership.practices")
    page = browser.get("registration_membership.region_practice", code="18.72")
    assert "Rekomendasi lurah atau kepala desa" in page
    given = {
        "signatories": "Wali Kota Metro\nKepala Dinas Sosial Kota Metro",
        "membership_mask": "00.00-0000",
        "validity_months": "36",
    }
    code = {"code": "18.72"}
    for wrong in ({"membership_mask": "XX"}, {"validity_months": "0"}, {"signatories": " "}):
        browser.post("registration_membership.put_practice", {**given, **wrong}, expect=422, **code)
    assert "langsung berlaku" in browser.submit(
        "registration_membership.put_practice", given, **code
    )
    with reading() as read:
        assert read.scalars(select(Practice)).one().validity_months == 36
    page = browser.get("registration_membership.new_decree", pilih=str(row.id))
    assert "Wali Kota Metro" in page
    assert "36 bulan, menurut cara daerah" in page
    browser.get("registration_membership.region_practice", code="35.78", expect=404)
    browser.get("registration_membership.region_practice", code="18.72.01", expect=404)


def test_sk_pages_are_shut_for_others_and_other_regions(session: Session, browser: Browser) -> None:
    row = a_member(session)
    decree_id = term_of(session, row).decree_id
    far = a_staff_member(session, Role.REGISTRAR, "35")
    organiser = a_staff_member(session, Role.ORGANISER, "18")
    session.commit()
    browser.sign_in(far)
    for endpoint in ("decree", "annex"):
        browser.get(f"registration_membership.{endpoint}", decree_id=decree_id, expect=404)
    browser.get("registration_membership.new_decree", pilih=str(row.id), expect=404)
    browser.get("registration_membership.new_decree", pilih="bukan-id", expect=404)
    browser.sign_in(organiser).get("registration_membership.decree_list", expect=403)
