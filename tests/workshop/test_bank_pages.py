"""The pages of a bank: list, editor, one item, kisi-kisi, sample papers."""

import re
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.database import writing
from lms.workshop import bank, bank_queries
from lms.workshop.bank_rules import Act
from lms.workshop.bank_status import move_one
from lms.workshop.item_filling import filled
from lms.workshop.item_reading import KINDS
from lms.workshop.models import BankItem, ItemStatus, Manuscript
from tests.browser import Browser, Page
from tests.workshop.bank_samples import (
    a_manuscript,
    a_question,
    a_writer,
    acting,
    an_item,
)

OPTIONS = {f"option-{n}-text": f"Jawaban {n}" for n in range(1, 5)}
CHOICE = {
    "kind": "choice",
    "stem": "Apa arti relawan?",
    "objective": "Menjelaskan",
    "level": "C2",
    "use": "tes",
    "explanation": "Karena sukarela.",
    "option-right": "2",
    **OPTIONS,
}


@pytest.fixture
def naskah(session: Session) -> Manuscript:
    """A manuscript in Lampung."""
    found = a_manuscript(session)
    session.commit()
    return found


@pytest.fixture
def writer(session: Session, naskah: Manuscript, browser: Browser) -> Browser:
    """A writer of Lampung, signed in."""
    account = a_writer(session)
    session.commit()
    return browser.sign_in(account)


def _only(session: Session) -> BankItem:
    session.rollback()
    session.expire_all()
    found = session.scalars(select(BankItem)).one()
    session.expunge(found)
    session.rollback()  # SQLite has one writer
    return found


def _status(session: Session, item_id: UUID) -> ItemStatus:
    session.rollback()
    session.expire_all()
    found = session.scalars(select(BankItem.status).where(BankItem.id == item_id)).one()
    session.rollback()
    return found


def _add(browser: Browser, naskah: Manuscript, expect: int = 303, **changes: Any) -> Page:
    data = {**CHOICE, "act": "save", **{k.replace("__", "-"): v for k, v in changes.items()}}
    return browser.post("workshop_bank.add", data, expect=expect, manuscript_id=naskah.id)


def test_an_empty_bank_says_how_to_begin(writer: Browser, naskah: Manuscript) -> None:
    page = writer.get("workshop_bank.items", manuscript_id=naskah.id)
    assert "Belum ada butir soal" in page
    kinds = writer.get("workshop_bank.new", manuscript_id=naskah.id)
    assert "Menjodohkan" in kinds and "Isian rumpang" in kinds


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_editor_with_preview(
    writer: Browser, naskah: Manuscript, kind: str
) -> None:
    writer.get("workshop_bank.new", manuscript_id=naskah.id, jenis=kind)
    data = {"kind": kind, "stem": "Isi [[1]].", "level": "C1", "use": "tes", "act": "preview"}
    page = writer.post("workshop_bank.add", data, expect=200, manuscript_id=naskah.id)
    assert ("Periksa kembali" in page) == (kind != "description")


def test_a_question_is_written_and_seen_in_the_list(
    writer: Browser, naskah: Manuscript, session: Session
) -> None:
    _add(writer, naskah)
    item = _only(session)
    assert (item.kind, item.level, item.status) == ("choice", "C2", ItemStatus.DRAFT)
    page = writer.get("workshop_bank.items", manuscript_id=naskah.id)
    assert "Apa arti relawan?" in page
    assert "1 draf" in page
    assert "Petugas Author" in page
    shown = writer.get("workshop_bank.item", item_id=item.id)
    assert "Jawaban 2" in shown and "Karena sukarela." in shown


def test_buttons_change_the_fields_and_keep_what_was_typed(
    writer: Browser, naskah: Manuscript, session: Session
) -> None:
    more = _add(writer, naskah, expect=200, act="add:option")
    assert 'name="option-5-text"' in more.html and "Jawaban 4" in more
    less = _add(writer, naskah, expect=200, act="remove:option:1")
    assert "Jawaban 1" not in less and 'name="option-4-text"' not in less.html
    assert re.search(r'id="option-right-1"[^>]*checked', less.html)
    gaps = _add(writer, naskah, expect=200, kind="cloze", act="refresh", stem="[[1]] dan [[2]]")
    assert "Tempat kosong [[2]]" in gaps
    assert session.scalars(select(BankItem)).all() == []


def test_errors_stand_at_their_fields_and_in_the_summary(
    writer: Browser, naskah: Manuscript
) -> None:
    page = _add(writer, naskah, expect=422, stem=" ", option__right="")
    assert 'href="#stem"' in page.html and 'href="#option"' in page.html
    assert "Tandai satu pilihan yang benar." in page
    assert "Jawaban 3" in page


def test_an_equal_stem_is_refused_with_everything_kept(writer: Browser, naskah: Manuscript) -> None:
    _add(writer, naskah)
    page = _add(writer, naskah, expect=409, explanation="Sebab lain.")
    assert "apa-arti-relawan" in page and "Sebab lain." in page


def test_a_preview_shows_the_question_as_trainees_see_it(
    writer: Browser, naskah: Manuscript
) -> None:
    page = _add(writer, naskah, expect=200, act="preview")
    assert "Pratinjau: seperti dilihat peserta" in page
    assert 'name="jawaban"' in page.html


def test_an_item_is_changed_in_versions(
    writer: Browser, naskah: Manuscript, session: Session
) -> None:
    _add(writer, naskah)
    item = _only(session)
    writer.get("workshop_bank.edit", item_id=item.id)
    data = {**CHOICE, "version": "1", "act": "save", "explanation": "Karena suka dan rela."}
    writer.post("workshop_bank.save", data, item_id=item.id)
    page = writer.get("workshop_bank.versions", item_id=item.id)
    assert "Perubahan dari versi 1 ke versi 2" in page
    assert "<del>sukarela.</del>" in page.html
    late = writer.post("workshop_bank.save", data, expect=409, item_id=item.id)
    assert "diubah orang lain" in late and "Karena suka dan rela." in late
    other = {**data, "version": "2", "stem": ""}
    writer.post("workshop_bank.save", other, expect=422, item_id=item.id)
    added = {**data, "version": "2", "act": "add:option"}
    assert "option-5-text" in writer.post(
        "workshop_bank.save", added, expect=200, item_id=item.id
    ).html  # fmt: skip


def test_an_answer_is_tried_and_marked_at_once(
    writer: Browser, naskah: Manuscript, session: Session
) -> None:
    _add(writer, naskah)
    item = _only(session)
    right = writer.post(
        "workshop_bank.try_item", {"jawaban": "b"}, expect=200, item_id=item.id
    )  # fmt: skip
    assert "Hasil percobaan" in right and "Benar" in right
    wrong = writer.post("workshop_bank.try_item", {"jawaban": "a"}, expect=200, item_id=item.id)
    assert "Jawaban yang tepat" in wrong
    strange = writer.post("workshop_bank.try_item", {"jawaban": "z"}, expect=422, item_id=item.id)
    assert "tidak ada dalam soal ini" in strange


def test_the_way_to_ready_goes_through_a_second_person(
    writer: Browser, naskah: Manuscript, session: Session, app: Any
) -> None:
    _add(writer, naskah)
    item_id = _only(session).id
    writer.post("workshop_bank.move", item_id=item_id, act="kirim")
    one = {"version": "1"}
    refused = writer.post("workshop_bank.move", one, expect=409, item_id=item_id, act="setujui")
    assert "terakhir Anda ubah sendiri" in refused
    second = a_writer(session, role=Role.ORGANISER)
    session.commit()
    reviewer = Browser(app).sign_in(second)
    reviewer.post("workshop_bank.move", expect=422, item_id=item_id, act="kembalikan")
    reason = {"kembalikan-reason": "Pilihan c juga benar."}
    reviewer.post("workshop_bank.move", reason, item_id=item_id, act="kembalikan")
    late = reviewer.post(
        "workshop_bank.move", reason, expect=409, item_id=item_id, act="kembalikan"
    )
    assert "Catatan Anda tidak terkirim" in late
    assert "Status butir ini sudah berubah" in late
    assert "Pilihan c juga benar." in writer.get("workshop_bank.item", item_id=item_id)
    writer.post("workshop_bank.move", item_id=item_id, act="kirim")
    reviewer.post("workshop_bank.move", {"version": "1"}, item_id=item_id, act="setujui")
    assert _status(session, item_id) is ItemStatus.READY
    writer.post(
        "workshop_bank.move", {"karantina-reason": "Kunci salah"}, item_id=item_id, act="karantina"
    )
    assert "Kunci salah" in writer.get("workshop_bank.item", item_id=item_id)
    writer.post("workshop_bank.move", item_id=item_id, act="kirim")
    assert _status(session, item_id) is ItemStatus.IN_REVIEW


def test_nobody_approves_what_was_changed_behind_their_page(
    writer: Browser, naskah: Manuscript, session: Session, app: Any
) -> None:
    item = an_item(session, naskah, a_question("Lama?"), status=ItemStatus.IN_REVIEW)
    second, third = a_writer(session), a_writer(session, role=Role.ORGANISER)
    session.commit()
    reviewer = Browser(app).sign_in(third)
    assert 'name="version" value="1"' in reviewer.get("workshop_bank.item", item_id=item.id).html
    listed = reviewer.get("workshop_bank.items", manuscript_id=naskah.id).html
    assert f'name="version-{item.id}" value="1"' in listed
    with writing() as opened:
        actor = acting(second)
        bank.save_item(opened, actor, item.id, a_question("Baru?"), version=1, at=clock.now())
        found = bank_queries.item(opened, actor, item.id)
        move_one(opened, actor, found, Act.SEND, at=clock.now())
    for data in ({"version": "1"}, {}):
        told = reviewer.post("workshop_bank.move", data, expect=409, item_id=item.id, act="setujui")
        assert "berubah sesudah Anda membukanya" in told
    several = {"item": [str(item.id)], f"version-{item.id}": "1", "act": "setujui"}
    told = reviewer.submit("workshop_bank.move_several", several, manuscript_id=naskah.id)
    assert "berubah sesudah Anda membukanya" in told
    reviewer.post("workshop_bank.move", {"version": "2"}, item_id=item.id, act="setujui")
    assert _status(session, item.id) is ItemStatus.READY


def test_several_are_sent_and_those_left_are_named(
    writer: Browser, naskah: Manuscript, session: Session
) -> None:
    good = an_item(session, naskah, a_question("Baik?"))
    bad = an_item(session, naskah, a_question("Kurang?", explanation=""))
    session.commit()
    ticked = writer.get("workshop_bank.items", manuscript_id=naskah.id, pilih="semua")
    assert ticked.html.count(" checked") == 2
    assert "Belum dapat dipakai: Pembahasan belum diisi." in ticked
    data = {"item": [str(good.id), str(bad.id), "bukan"], "act": "kirim"}
    page = writer.submit("workshop_bank.move_several", data, manuscript_id=naskah.id)
    assert "1 butir dikirim." in page
    assert "“kurang” tidak ikut" in page
    none = writer.submit("workshop_bank.move_several", {"act": "kirim"}, manuscript_id=naskah.id)
    assert "Pilih dahulu butir soalnya." in none


def test_the_list_is_filtered(writer: Browser, naskah: Manuscript, session: Session) -> None:
    an_item(session, naskah, a_question("Tentang gotong royong?"), status=ItemStatus.READY)
    an_item(session, naskah, a_question("Tentang 100% sukarela?", objective="Menerapkan"))
    session.commit()

    def seen(**asked: Any) -> tuple[bool, bool]:
        page = writer.get("workshop_bank.items", manuscript_id=naskah.id, **asked)
        return "gotong royong?" in page, "100% sukarela?" in page

    assert seen(status="siap") == (True, False)
    assert seen(indikator="Menerapkan") == (False, True)
    assert seen(cari="GOTONG") == (True, False)
    assert seen(cari="100%") == (False, True)
    assert seen(tingkat="C1", jenis="choice") == (True, True)
    assert seen(jenis="essay") == (False, False)
    assert seen(status="entah") == (True, True)


def test_a_copy_and_a_deleted_draft(writer: Browser, naskah: Manuscript, session: Session) -> None:
    item = an_item(session, naskah)
    session.commit()
    copied = writer.submit("workshop_bank.copy", {"manuscript_id": str(naskah.id)}, item_id=item.id)
    assert "Apa arti relawan? (salinan)" in copied
    writer.post("workshop_bank.copy", {"manuscript_id": "x"}, expect=422, item_id=item.id)
    page = writer.submit("workshop_bank.delete", item_id=item.id)
    assert "Draf butir soal dihapus." in page
    writer.get("workshop_bank.item", expect=404, item_id=item.id)


def test_a_bank_of_another_region_is_unknown(
    app: Any, session: Session, naskah: Manuscript
) -> None:
    item = an_item(session, naskah)
    stranger = a_writer(session, "35")
    session.commit()
    browser = Browser(app).sign_in(stranger)
    for endpoint in ("items", "new", "blueprint_cells"):
        browser.get(f"workshop_bank.{endpoint}", expect=404, manuscript_id=naskah.id)
    for endpoint in ("item", "edit", "versions"):
        browser.get(f"workshop_bank.{endpoint}", expect=404, item_id=item.id)
    _add(browser, naskah, expect=404)
    for endpoint in ("save", "try_item", "copy", "delete"):
        browser.post(f"workshop_bank.{endpoint}", expect=404, item_id=item.id)
    browser.post("workshop_bank.move", expect=404, item_id=item.id, act="kirim")
    data = {"item": str(item.id), "act": "kirim"}
    browser.post("workshop_bank.move_several", data, expect=404, manuscript_id=naskah.id)


def test_what_the_editor_shows_is_what_the_item_says(
    writer: Browser, naskah: Manuscript, session: Session
) -> None:
    question = a_question("Apa **arti** relawan?\n\n- satu\n- dua")
    item = an_item(session, naskah, question)
    session.commit()
    page = writer.get("workshop_bank.edit", item_id=item.id)
    for name in filled(question):
        assert f'name="{name}"' in page.html


def test_who_decides_goes_from_one_question_to_the_next(
    writer: Browser, naskah: Manuscript, session: Session, app: Any
) -> None:
    own = a_writer(session, role=Role.ORGANISER)
    for number in range(3):
        asked = a_question(f"Pertanyaan {number}?")
        an_item(session, naskah, asked, status=ItemStatus.IN_REVIEW)
    mine = an_item(session, naskah, status=ItemStatus.IN_REVIEW, by=acting(own))
    rows = session.scalars(select(BankItem).order_by(BankItem.position)).all()
    first, second, third, _mine = (row.id for row in rows)
    assert mine.id == _mine
    session.commit()
    reviewer = Browser(app).sign_in(own)
    seen = {"version": "1"}
    page = reviewer.post("workshop_bank.move", seen, item_id=second, act="setujui")
    assert str(third) in page.location
    assert "2 butir menunggu telaah Anda" in reviewer.open(page.location)
    reason = {"kembalikan-reason": "Kuncinya dua."}
    page = reviewer.post("workshop_bank.move", reason, item_id=third, act="kembalikan")
    assert str(first) in page.location
    page = reviewer.post("workshop_bank.move", seen, item_id=first, act="setujui")
    assert str(first) in page.location


def test_the_list_offers_only_what_can_be_done_with_its_questions(
    writer: Browser, naskah: Manuscript, session: Session, app: Any
) -> None:
    _add(writer, naskah)
    page = writer.get("workshop_bank.items", manuscript_id=naskah.id)
    assert "Kirim yang dipilih" in page
    assert "Setujui yang dipilih" not in page
    writer.post("workshop_bank.move", item_id=_only(session).id, act="kirim")
    page = writer.get("workshop_bank.items", manuscript_id=naskah.id, pilih="semua")
    assert 'name="item"' not in page.html
    second = a_writer(session)
    session.commit()
    reviewer = Browser(app).sign_in(second)
    page = reviewer.get("workshop_bank.items", manuscript_id=naskah.id, pilih="semua")
    assert "Setujui yang dipilih" in page
    assert "Kirim yang dipilih" not in page
    assert "checked" in page.html


def test_the_editor_says_what_is_needed_before_a_question_is_sent(
    writer: Browser, session: Session
) -> None:
    bare = a_manuscript(session, slug="kosong", indicators=[])
    session.commit()
    page = writer.get("workshop_bank.new", manuscript_id=bare.id, jenis="choice")
    assert "belum mempunyai indikator" in page
    assert "Boleh menyusul sampai soal ini dikirim." in page
    page = writer.get("workshop_bank.new", manuscript_id=bare.id, jenis="description")
    assert "Boleh menyusul" not in page
