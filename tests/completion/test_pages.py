"""The pages of completion, for trainees and for organisers."""

import io
import zipfile

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from lms.attendance.models import Status
from lms.kernel.access import Role
from lms.training.models import ParticipationState
from tests.browser import Browser
from tests.completion.samples import a_course
from tests.factories.people import a_staff_member
from tests.factories.training import account_of


def test_a_trainee_sees_what_is_missing_and_where_to_go(
    app: Flask, session: Session, browser: Browser
) -> None:
    course = a_course(session)
    who = course.participant()
    course.attend(who, course.sessions[0])
    account = account_of(session, who)
    session.commit()
    page = browser.sign_in(account).get("completion.progress", angkatan_id=course.angkatan.id)
    assert "<h1>Apa yang masih kurang?</h1>" in page.html
    assert "4 dari 10 JP dari syarat 8 JP (80%)" in page
    assert "4 dari 6 JP" in page
    assert "Belum ada nilai" in page
    assert "KKM 70" in page
    for link in ("/materi", "/presensi", "/tes", f"/peserta/{who.id}/nama"):
        assert f'href="{link}"' in page.html, link
    assert "Sekar Wulandari" in page  # whom to ask


def test_a_trainee_who_is_done_is_told_so(real: Flask, session: Session, browser: Browser) -> None:
    course = a_course(session)
    who = course.graduate()
    account, organiser = account_of(session, who), a_staff_member(session, Role.ORGANISER)
    session.commit()
    where = {"angkatan_id": course.angkatan.id}
    assert "Tidak ada yang kurang" in browser.sign_in(account).get("completion.progress", **where)
    Browser(real).sign_in(organiser).post(
        "completion_desk.decide", {"participants": str(who.id)}, **where
    )
    page = browser.get("completion.progress", **where)
    assert "Sudah ditetapkan: Lulus" in page
    assert "Lihat sertifikat saya" in page


def test_others_do_not_see_somebodys_progress(app: Flask, session: Session) -> None:
    course, other = a_course(session), a_course(session)
    stranger = account_of(session, other.participant())
    gone = course.participant()
    gone.state = ParticipationState.WITHDRAWN
    left = account_of(session, gone)
    session.commit()
    for account in (stranger, left):
        Browser(app).sign_in(account).get(
            "completion.progress", expect=404, angkatan_id=course.angkatan.id
        )


def test_the_organiser_sees_everybody_filters_and_downloads(
    real: Flask, session: Session, browser: Browser
) -> None:
    course = a_course(session)
    course.graduate("Ayu Lestari")
    course.participant("Beni Saputra")
    organiser = a_staff_member(session, Role.ORGANISER)
    session.commit()
    where = {"angkatan_id": course.angkatan.id}
    page = browser.sign_in(organiser).get("completion_desk.table", **where)
    assert "Ayu Lestari" in page
    assert "Beni Saputra" in page
    assert "Belum lengkap (1)" in page
    page = browser.get("completion_desk.table", saring="belum", **where)
    assert "Ayu Lestari" not in page
    assert "Beni Saputra" in page
    got = browser.get("completion_desk.sheet", **where)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(got.response.data)).get_sheet_by_index(0)
    text = str(rows.to_python())
    assert "Ayu Lestari" in text
    assert "10 dari 10 JP" in text
    assert "Keadaan " in text


def test_deciding_is_previewed_and_done_by_ticks(
    real: Flask, session: Session, browser: Browser
) -> None:
    course = a_course(session)
    ready = [course.graduate("Ayu Lestari"), course.graduate("Cahya Putri")]
    nameless = course.graduate("Dewi Anggraini")
    nameless.name_confirmed_at = None
    course.participant("Beni Saputra")
    organiser = a_staff_member(session, Role.ORGANISER)
    session.commit()
    where = {"angkatan_id": course.angkatan.id}
    page = browser.sign_in(organiser).get("completion_desk.preview", **where)
    assert "2 peserta memenuhi semua syarat" in page
    assert page.html.count(" checked ") + page.html.count(" checked>") == 2
    assert "Tinggal memeriksa nama (1)" in page
    assert "Belum memenuhi syarat (1)" in page
    form = {"participants": [str(ready[0].id)]}
    page = browser.submit("completion_desk.decide", form, **where)
    assert "Penetapan ke-1 tersimpan" in page
    assert "0 dari 1 sertifikat sudah dibuat" in page
    assert "1 peserta sudah ditetapkan sebelumnya" in browser.get(
        "completion_desk.preview", **where
    )
    page = browser.post("completion_desk.decide", form, expect=409, **where)
    assert "Tidak ada peserta baru" in page
    form = {"participants": [str(nameless.id)]}
    page = browser.post("completion_desk.decide", form, expect=409, **where)
    assert "Dewi Anggraini belum memenuhi: Nama yang akan dicetak." in page
    browser.post("completion_desk.decide", {"participants": "bukan-uuid"}, expect=404, **where)


def test_certificates_are_listed_and_bundled_for_printing(
    real: Flask, session: Session, browser: Browser
) -> None:
    course = a_course(session)
    ready = [course.graduate("Ayu Lestari"), course.graduate("Cahya Putri")]
    organiser = a_staff_member(session, Role.ORGANISER)
    session.commit()
    where = {"angkatan_id": course.angkatan.id}
    browser.sign_in(organiser)
    assert "Belum ada sertifikat" in browser.get("completion_desk.certificates", **where)
    form = {"participants": [str(each.id) for each in ready]}
    browser.post("completion_desk.decide", form, **where)
    assert real.extensions["bekal.worker"].drain() == (2, 0)
    page = browser.get("completion_desk.certificates", **where)
    assert "001/BIMTEK-PSM/DINSOS-LPG" in page
    assert "Unduh semua untuk dicetak" in page
    got = browser.get("completion_desk.all_certificates", **where)
    with zipfile.ZipFile(io.BytesIO(got.response.data)) as packed:
        assert [name[:5] for name in packed.namelist()] == ["0001-", "0002-"]
        assert all(packed.read(name).startswith(b"%PDF") for name in packed.namelist())


def test_without_a_public_address_the_preview_says_so(
    app: Flask, session: Session, browser: Browser
) -> None:
    course = a_course(session)
    course.graduate()
    organiser = a_staff_member(session, Role.ORGANISER)
    session.commit()
    where = {"angkatan_id": course.angkatan.id}
    assert "LMS_BASE_URL" in browser.sign_in(organiser).get("completion_desk.preview", **where)


def test_changes_are_reviewed_and_the_angkatan_is_closed(
    real: Flask, session: Session, browser: Browser
) -> None:
    course = a_course(session)
    who = course.graduate()
    organiser = a_staff_member(session, Role.ORGANISER)
    session.commit()
    where = {"angkatan_id": course.angkatan.id}
    browser.sign_in(organiser)
    page = browser.post("completion_desk.close", expect=409, **where)
    assert "Tetapkan dahulu" in page
    browser.post("completion_desk.decide", {"participants": str(who.id)}, **where)
    assert "Tidak ada yang perlu ditinjau" in browser.get("completion_desk.reviews", **where)
    course.attend(who, course.sessions[1], Status.ABSENT)
    session.commit()
    page = browser.get("completion_desk.table", **where)
    assert "Perlu ditinjau: 1" in page
    page = browser.get("completion_desk.reviews", **where)
    assert "6 dari 6 JP" in page
    assert "4 dari 6 JP" in page
    address = page.html.split("/peninjauan/")[1].split('"')[0]
    place = {**where, "decision_id": address}
    browser.get("completion_desk.review", **place)
    browser.post("completion_desk.finish_review", {"conclusion": ""}, expect=422, **place)
    form = {"conclusion": "Tetap lulus."}
    page = browser.submit("completion_desk.finish_review", form, **place)
    assert "Peninjauan tersimpan" in page
    browser.get("completion_desk.review", expect=404, **place)
    assert "Angkatan ditutup" in browser.submit("completion_desk.close", **where)


@pytest.mark.parametrize(
    ("role", "region_code", "read", "act"),
    [
        (Role.ORGANISER, "35", 404, 404),
        (Role.OFFICER, "18", 200, 403),
        (Role.OFFICER, "35", 404, 403),
        (Role.REGISTRAR, "18", 403, 403),
    ],
)
def test_access_is_by_role_and_region(
    app: Flask,
    session: Session,
    browser: Browser,
    role: Role,
    region_code: str,
    read: int,
    act: int,
) -> None:
    course = a_course(session)
    account = a_staff_member(session, role, region_code)
    session.commit()
    where = {"angkatan_id": course.angkatan.id}
    browser.sign_in(account)
    for page in ("table", "sheet", "certificates", "all_certificates", "reviews"):
        browser.get(f"completion_desk.{page}", expect=read, **where)
    browser.get("completion_desk.preview", expect=act, **where)
    for deed in ("decide", "close"):
        browser.post(f"completion_desk.{deed}", expect=act, **where)


def test_a_participant_with_a_role_elsewhere_does_not_see_the_table(
    app: Flask, session: Session, browser: Browser
) -> None:
    course = a_course(session)
    organiser = a_staff_member(session, Role.ORGANISER, "35")
    course.participant(person=organiser.person)
    session.commit()
    browser.sign_in(organiser).get(
        "completion_desk.table", expect=404, angkatan_id=course.angkatan.id
    )
