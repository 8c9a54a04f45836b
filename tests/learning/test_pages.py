"""Reading modules on a phone, without JavaScript."""

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel.access import Role
from lms.kernel.database import reading
from lms.kernel.model import Model
from lms.learning.models import SelfCheckAnswer
from lms.training.models import Kelas
from tests.browser import Browser
from tests.factories.assessment import a_kelas_with_module
from tests.factories.people import a_staff_member, an_account
from tests.factories.training import a_participant, a_trainer, account_of

LESSON = {"module_slug": "kerelawanan", "lesson_slug": "01-arti"}


def _reader(session: Session, browser: Browser) -> Kelas:
    kelas = a_kelas_with_module(session)
    account = account_of(session, a_participant(session, kelas))
    session.commit()
    browser.sign_in(account)
    return kelas


def test_shows_my_modules_with_progress(session: Session, browser: Browser) -> None:
    kelas = _reader(session, browser)
    page = browser.get("learning.modules")
    assert kelas.angkatan.title in page
    assert "0 dari 2 benar" in page
    assert "Sekar Wulandari" in page


def test_says_what_will_appear_where_there_is_nothing_yet(
    session: Session, browser: Browser
) -> None:
    account = an_account(session)
    session.commit()
    assert "Belum ada materi" in browser.sign_in(account).get("learning.modules")


def test_a_module_page_says_what_it_weighs_and_how_old_it_is(
    session: Session, browser: Browser
) -> None:
    kelas = _reader(session, browser)
    page = browser.get("learning.module", angkatan_id=kelas.angkatan_id, module_slug="kerelawanan")
    assert "berlaku per 1 November 2026" in page
    assert "kira-kira 10 menit, 4 kB" in page
    assert "UU Nomor 11 Tahun 2009, Pasal 1" in page
    assert "Baca: Arti" in page


def test_the_whole_module_fits_one_page(session: Session, browser: Browser) -> None:
    kelas = _reader(session, browser)
    page = browser.get("learning.whole", angkatan_id=kelas.angkatan_id, module_slug="kerelawanan")
    assert "Relawan menolong." in page
    assert "Gotong royong." in page


def test_tells_at_once_whether_an_answer_is_right(session: Session, browser: Browser) -> None:
    kelas = _reader(session, browser)
    place = {"angkatan_id": kelas.angkatan_id, **LESSON}
    before = browser.get("learning.lesson", **place)
    assert "Karena cek-0" not in before
    wrong = browser.submit("learning.answer", {"cek-cek-0": "b"}, question_key="cek-0", **place)
    assert "Belum tepat, coba lagi" in wrong
    assert "Karena cek-0." in wrong
    right = browser.submit("learning.answer", {"cek-cek-0": "a"}, question_key="cek-0", **place)
    assert "Benar Jawaban Anda: Jawaban a cek-0" in right
    assert "Periksa jawaban" not in right


def test_an_empty_answer_says_what_to_do_and_keeps_nothing(
    session: Session, browser: Browser
) -> None:
    kelas = _reader(session, browser)
    place = {"angkatan_id": kelas.angkatan_id, **LESSON}
    page = browser.submit("learning.answer", {}, question_key="cek-0", **place)
    assert "Jawab dahulu, lalu tekan" in page
    assert session.scalar(select(func.count(SelfCheckAnswer.id))) == 0


def test_the_story_to_a_done_module(session: Session, browser: Browser) -> None:
    kelas = _reader(session, browser)
    module = {"angkatan_id": kelas.angkatan_id, "module_slug": "kerelawanan"}
    for slug, key in (("01-arti", "cek-0"), ("02-nilai", "cek-1")):
        data = {f"cek-{key}": "a"}
        browser.submit("learning.answer", data, lesson_slug=slug, question_key=key, **module)
    assert "Modul selesai" in browser.get("learning.module", **module)
    assert "2 dari 2 benar" in browser.get("learning.modules")


def test_reading_changes_no_row(app: Flask, session: Session, browser: Browser) -> None:
    kelas = _reader(session, browser)
    before = _rows()
    module = {"angkatan_id": kelas.angkatan_id, "module_slug": "kerelawanan"}
    for slug in ("01-arti", "02-nilai"):
        browser.get("learning.lesson", lesson_slug=slug, **module)
    for endpoint in ("learning.module", "learning.whole", "learning.paper", "learning.notes_list"):
        browser.get(endpoint, **(module if endpoint != "learning.notes_list" else {}))
    assert _rows() == before
    assert "0 dari 2 benar" in browser.get("learning.modules")


def _rows() -> dict[str, int]:
    with reading() as opened:
        return {
            table.name: opened.scalars(select(func.count()).select_from(table)).one()
            for table in Model.metadata.sorted_tables
        }


def test_a_trainer_previews_with_explanations(session: Session, browser: Browser) -> None:
    kelas = a_kelas_with_module(session)
    trainer = a_trainer(session, kelas)
    session.commit()
    page = browser.sign_in(trainer).get("learning.lesson", angkatan_id=kelas.angkatan_id, **LESSON)
    assert "Karena cek-0." in page
    assert "Periksa jawaban" not in page


def test_others_find_nothing(session: Session, browser: Browser) -> None:
    kelas = a_kelas_with_module(session)
    other = account_of(session, a_participant(session, a_kelas_with_module_elsewhere(session)))
    officer = a_staff_member(session, Role.ORGANISER, "35")
    session.commit()
    place = {"angkatan_id": kelas.angkatan_id, **LESSON}
    for account in (other, officer):
        browser.sign_in(account)
        browser.get("learning.lesson", expect=404, **place)
        browser.get("learning.whole", expect=404, angkatan_id=kelas.angkatan_id, module_slug="x")
        browser.post(
            "learning.answer", {"cek-cek-0": "a"}, expect=404, question_key="cek-0", **place
        )


def a_kelas_with_module_elsewhere(session: Session) -> Kelas:
    return a_kelas_with_module(session, region_code="35")


def test_an_unknown_lesson_or_module_is_not_found(session: Session, browser: Browser) -> None:
    kelas = _reader(session, browser)
    known = {"angkatan_id": kelas.angkatan_id}
    browser.get("learning.module", expect=404, module_slug="tidak-ada", **known)
    browser.get("learning.lesson", expect=404, module_slug="kerelawanan", lesson_slug="03", **known)
