"""The trail: filtered by who, where, what and when, page by page, and as a sheet."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.home import trail_words
from lms.kernel import audit, audit_state, clock
from lms.kernel.access import NATION, Actor, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.people.models import Account
from tests.browser import Browser
from tests.factories.people import a_grant, a_person, a_staff_member, an_account
from tests.factories.regions import an_organisation

NOON = datetime(2026, 3, 9, 5, tzinfo=UTC)


def _noted(
    account: Account | None = None,
    *,
    act: str = "role.granted",
    region: str = "18.72",
    at: datetime = NOON,
    reason: str | None = None,
    times: int = 1,
) -> None:
    actor = Actor(account.id, account.person_id) if account else Actor(None, None)
    with writing() as session:
        for _ in range(times):
            subject = ("role_grant", str(uuid4()))
            audit.record(session, actor, act, subject, region_code=region, at=at, reason=reason)


def _auditor(session: Session, region: str = NATION) -> Account:
    account = a_staff_member(session, Role.AUDITOR, region)
    session.commit()
    return account


def _cells(browser: Browser, **asked: Any) -> list[list[str]]:
    page = browser.get("home.trail_sheet", **asked)
    book = CalamineWorkbook.from_filelike(io.BytesIO(page.response.get_data()))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[str(cell) for cell in row] for row in rows]


class TestFilter:
    def test_by_who_acted(self, session: Session, browser: Browser) -> None:
        auditor = _auditor(session)
        one = an_account(session, a_person(session, "Wulan Sari"))
        other = an_account(session, a_person(session, "Yoga Pratama"))
        session.commit()
        _noted(one, reason="alasan satu")
        _noted(other, reason="alasan dua")
        page = browser.sign_in(auditor).get("home.trail", who="wulan")
        assert "alasan satu" in page and "alasan dua" not in page
        assert "Tidak ada yang cocok" in browser.get("home.trail", who="tak dikenal")

    def test_by_office_region_act_and_kind(self, session: Session, browser: Browser) -> None:
        auditor = _auditor(session)
        member = an_account(session)
        office = an_organisation(session)
        a_grant(session, member, Role.OFFICER).organisation_id = office.id
        session.commit()
        _noted(member, reason="dari kantor")
        _noted(region="35.78", act="role.ended", reason="di Surabaya")
        browser.sign_in(auditor)
        cases: tuple[tuple[dict[str, Any], str, str], ...] = (
            ({"organisation": str(office.id)}, "dari kantor", "di Surabaya"),
            ({"region_code": "jawa timur"}, "di Surabaya", "dari kantor"),
            ({"act": "role.ended"}, "di Surabaya", "dari kantor"),
        )
        for asked, shown, hidden in cases:
            page = browser.get("home.trail", **asked)
            assert shown in page and hidden not in page, asked
        assert "Tidak ada yang cocok" in browser.get("home.trail", kind="person")

    def test_by_days_of_jakarta(self, session: Session, browser: Browser) -> None:
        auditor = _auditor(session)
        late = datetime(2026, 3, 9, 16, 59, tzinfo=UTC)  # 23.59 WIB
        _noted(at=late, reason="tengah malam")
        _noted(at=late + timedelta(minutes=1), reason="esok hari")
        browser.sign_in(auditor)
        page = browser.get("home.trail", first_on="2026-03-09", last_on="2026-03-09")
        assert "tengah malam" in page and "esok hari" not in page
        assert "esok hari" in browser.get("home.trail", first_on="10/03/2026")

    def test_by_what_it_is_about_by_name_or_id_also_within_details(
        self, session: Session, browser: Browser
    ) -> None:
        auditor, person = _auditor(session), a_person(session, "Intan Permata")
        session.commit()
        with writing() as fresh:
            detail = {"lists": [{"person_ids": [person.id]}]}
            audit.record(
                fresh,
                Actor(None, None),
                "angkatan.changed",
                ("angkatan", str(uuid4())),
                region_code="18",
                at=NOON,
                reason="ikut",
                detail=detail,
            )
        _noted(reason="bukan ini")
        browser.sign_in(auditor)
        for text in ("intan permata", str(person.id)):
            page = browser.get("home.trail", about=text)
            assert "ikut" in page and "bukan ini" not in page

    @pytest.mark.parametrize(
        "asked",
        [
            {"first_on": "kemarin"},
            {"organisation": "x"},
            {"act": "x"},
            {"kind": "x"},
            {"region_code": "zzz"},
            {"who": "x" * 500},
            {"about": "%_"},
            {"sebelum": "9" * 40},
            {"sesudah": "-1"},
        ],
    )
    def test_nonsense_is_no_error(
        self, session: Session, browser: Browser, asked: dict[str, Any]
    ) -> None:
        auditor = _auditor(session)
        _noted()
        assert "Jejak tindakan" in browser.sign_in(auditor).get("home.trail", **asked)
        sheet = browser.get("home.trail_sheet", **asked).response
        assert sheet.get_data().startswith(b"PK")

    @pytest.mark.parametrize(("region", "sees"), [("18", True), ("18.72", True), ("18.02", False)])
    def test_nobody_sees_beyond_the_own_region(
        self, session: Session, browser: Browser, region: str, sees: bool
    ) -> None:
        auditor = _auditor(session, region)
        _noted(reason="di Metro")
        browser.sign_in(auditor)
        cases: tuple[dict[str, Any], ...] = (
            {},
            {"region_code": "kota metro"},
            {"act": "role.granted"},
        )
        for asked in cases:
            assert ("di Metro" in browser.get("home.trail", **asked)) is sees
            assert ("di Metro" in str(_cells(browser, **asked))) is sees


@pytest.mark.parametrize("path", ["/jejak", "/petugas"])
def test_names_that_no_filter_has_are_left_out(
    session: Session, browser: Browser, path: str
) -> None:
    admin = a_staff_member(session, Role.ADMIN, NATION)
    session.commit()
    _noted(times=60)
    asked = "?endpoint=x&_external=1&_method=POST&_scheme=ftp&_anchor=x&self=1&kept=1"
    page = browser.sign_in(admin).open(path + asked)
    assert "_external" not in page.html and "endpoint" not in page.html


def test_pages_are_walked_by_position_both_ways(session: Session, browser: Browser) -> None:
    auditor = _auditor(session)
    _noted(times=120)
    browser.sign_in(auditor)
    first = browser.get("home.trail")
    assert "Lebih lama" in first and "Lebih baru" not in first
    second = browser.get("home.trail", sebelum=71)
    assert "Lebih lama" in second and "Lebih baru" in second
    last = browser.get("home.trail", sebelum=21)
    assert "Lebih lama" not in last and "Lebih baru" in last
    _noted(times=3)  # what is written meanwhile moves no page
    assert browser.get("home.trail", sebelum=71).text == second.text
    back = browser.get("home.trail", sesudah=20)
    assert back.text.count("Peran diberikan") == second.text.count("Peran diberikan")


def test_what_is_about_whom_is_in_words_and_leads_there(session: Session, browser: Browser) -> None:
    admin = a_staff_member(session, Role.ADMIN, "18")
    member = a_staff_member(session, Role.OFFICER, "18.72")
    session.commit()
    browser.sign_in(admin)
    data = {"role": "registrar", "region_code": "18.72"}
    browser.post("people_staff.grant", data, account_id=member.id)
    page = browser.get("home.trail")
    assert "Peran petugas" in page and "role_grant" not in page
    assert f"/petugas/{member.id}" in page.html


def test_every_word_for_a_subject_names_a_table_or_one_to_come() -> None:
    assert trail_words.subject_word("tabel-lain") is trail_words.OTHER
    assert {"person", "angkatan", "credential", "registration"} <= trail_words.SUBJECT_WORDS.keys()


class TestSheet:
    def test_it_holds_what_the_filter_shows_and_runs_no_formula(
        self, session: Session, browser: Browser
    ) -> None:
        auditor = _auditor(session)
        evil = an_account(session, a_person(session, "=HYPERLINK()"))
        session.commit()
        _noted(evil, reason='=cmd|"/c calc"!A1')
        _noted(reason="+62 bukan rumus", act="role.ended")
        browser.sign_in(auditor)
        rows = _cells(browser, act="role.granted")
        told = [row for row in rows if "Peran diberikan" in row]
        assert len(told) == 1
        assert '\'=cmd|"/c calc"!A1' in told[0] and "'=HYPERLINK()" in told[0]
        assert "Rantai utuh sampai nomor 2." in str(rows)

    def test_it_says_where_the_chain_is_broken(self, session: Session, browser: Browser) -> None:
        auditor = _auditor(session)
        _noted(times=4)
        session.execute(update(AuditEntry).where(AuditEntry.position == 3).values(reason="diubah"))
        session.commit()
        rows = _cells(browser.sign_in(auditor))
        assert "rantai jejak putus pada nomor 3" in str(rows)

    def test_a_change_before_the_last_complete_check_shows_in_its_own_row(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        auditor = _auditor(session)
        _noted(times=4)
        with writing() as fresh:
            audit_state.note_check(fresh, audit_state.whole(fresh), at=NOON)
        session.execute(update(AuditEntry).where(AuditEntry.position == 2).values(reason="diubah"))
        session.commit()
        with reading() as read:
            assert audit_state.standing(read).broken_at is None
        assert "putus pada nomor 2" in str(_cells(browser.sign_in(auditor)))

    def test_it_says_how_far_was_checked(
        self, session: Session, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        auditor = _auditor(session)
        _noted(times=6)
        monkeypatch.setattr(audit_state, "AT_ONCE_MOST", 4)
        monkeypatch.setattr(audit_state, "_PAGE", 2)
        rows = str(_cells(browser.sign_in(auditor)))
        assert "Rantai utuh sampai nomor 4." in rows
        assert "Sesudah itu sampai nomor 6 belum diperiksa." in rows
        with writing() as fresh:
            audit_state.note_check(fresh, audit_state.whole(fresh), at=clock.now())
        assert "Rantai utuh sampai nomor 6. Pemeriksaan penuh terakhir" in str(_cells(browser))


def test_acts_on_people_say_their_names(session: Session, browser: Browser) -> None:
    auditor = _auditor(session)
    account = an_account(session, a_person(session, "Laras Ayu"))
    session.commit()
    with writing() as fresh:
        for subject, detail in (
            (("role_grant", str(uuid4())), {"account_id": account.id}),
            (("participation", str(uuid4())), {"person_id": account.person_id}),
            (("account", str(account.id)), {}),
            (("score", str(uuid4())), {"person_id": "bukan nomor"}),
        ):
            at = clock.now()
            audit.record(
                fresh, Actor(None, None), "x.y", subject, region_code="18", at=at, detail=detail
            )
    page = browser.sign_in(auditor).get("home.trail")
    for words in ("Peran petugas Laras Ayu", "Peserta angkatan Laras Ayu", "Akun Laras Ayu"):
        assert words in page
