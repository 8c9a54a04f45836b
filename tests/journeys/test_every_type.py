"""Every kind of question is taken at 360 px, marked by a trainer, and explained afterwards."""

from typing import NamedTuple
from uuid import UUID

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import update

from courses.model import Essay, Ordering, Question
from lms.kernel import clock
from lms.kernel.database import writing
from lms.training.models import TestWindow
from tests.factories.questions import EVERY_KIND, a_kelas_with_every_kind
from tests.factories.training import a_participant, a_trainer, account_of, an_open_test
from tests.journeys import acts, answers
from tests.journeys.site import ONCE, Site, Visitor

_KNOWN = {answers.words(question): question for question in EVERY_KIND}


class Staged(NamedTuple):
    """A kelas whose tes akhir asks every kind, and who signs in there."""

    kelas: str
    trainee: str = "peserta-semua-soal"
    trainer: str = "pengajar-uraian"


def _staged(site: Site) -> Staged:
    with site.app.app_context(), writing() as session:
        kelas = a_kelas_with_every_kind(session)
        made = Staged(f"/kelas/{kelas.id}")
        account_of(session, a_participant(session, kelas)).login_name = made.trainee
        a_trainer(session, kelas).login_name = made.trainer
        an_open_test(session, kelas)
    return made


def _place(visitor: Visitor) -> Locator:
    return visitor.page.locator("main fieldset").first


def _says(visitor: Visitor, words: str) -> None:
    expect(visitor.page.locator("[data-autosave-state]")).to_contain_text(words)


def _take(trainee: Visitor, *, script: bool) -> None:
    """Answer every question rightly and look at each page."""
    trainee.go("/tes").press("Mulai")
    for number in range(1, len(EVERY_KIND) + 1):
        trainee.sees(f"soal {number} dari {len(EVERY_KIND)}")
        question = acts.asked_at(_place(trainee), _KNOWN)
        if isinstance(question, Ordering):
            _misplace(trainee, script=script)
        answers.give(_place(trainee), question, answers.best(question))
        if script:
            _says(trainee, "Tersimpan pukul")
        trainee.press("Simpan dan lanjut")
        trainee.site.looked.clear()  # the next page has the same address, but another kind


def _misplace(trainee: Visitor, *, script: bool) -> None:
    """Give two items one place, and be told at once, or on the page that comes back."""
    for field in ("jawaban-1", "jawaban-2"):
        _place(trainee).locator(f"[name='{field}']").select_option("1")
    if script:
        _says(trainee, "Belum tersimpan. Urutan 1 dipakai lebih dari satu kali")
    else:
        trainee.press("Simpan dan lanjut").sees("Urutan 1 dipakai lebih dari satu kali")
        assert answers.held(_place(trainee))["jawaban-1"] == ["1"]


def _holds_everything(other: Visitor) -> None:
    """Expect every answer on another device, as it was given."""
    other.go("/tes").follow("Lanjutkan").sees("Semua soal sudah terjawab dan tersimpan")
    other.follow("Soal 1")
    for _each in EVERY_KIND:
        question = acts.asked_at(_place(other), _KNOWN)
        held = answers.held(_place(other))
        wanted = answers.wanted(question, answers.best(question), "jawaban")
        assert {name: sorted(values) for name, values in held.items()} == wanted
        other.press("Simpan dan lanjut")


def _mark(trainer: Visitor, staged: Staged) -> None:
    trainer.go("/antrean").sees("1 tes menunggu penilaian uraian").follow("Nilai uraian")
    trainer.sees("1 belum dinilai").follow("Nilai jawaban")
    trainer.sees("Peserta ke-1").sees("Saya mengajak warga bermusyawarah.")
    trainer.press("Simpan, berikutnya").sees("Pilih tingkat 1 sampai 4 untuk “Isi”")
    for criterion, level in (("isi", 4), ("langkah", 2)):
        trainer.page.locator(f"label[for='tingkat-{criterion}-{level}']").click()
    trainer.fill(catatan="Rinci siapa yang diajak.").press("Simpan, berikutnya")
    trainer.sees("Semua jawaban atas uraian ini sudah dinilai")
    trainer.go(f"{staged.kelas}/tes").press("Tutup tes akhir")


def _review(trainee: Visitor) -> None:
    trainee.go("/tes").follow("Lihat hasil").sees("97,2").sees("Mencapai KKM")
    trainee.sees("4 dari 4: Jelas dan beralasan").sees("Rinci siapa yang diajak.")
    trainee.sees("TKSK → Tenaga Kesejahteraan Sosial Kecamatan").sees("[1] warga")
    for question in EVERY_KIND:
        trainee.sees(question.explanation)


@ONCE
@pytest.mark.parametrize("script", [True, False], ids=["javascript", "plain"])
def test_every_kind_is_taken_marked_and_explained(site: Site, script: bool) -> None:
    staged = _staged(site)
    trainee = site.visitor(java_script_enabled=script).enter(staged.trainee)
    _take(trainee, script=script)
    trainee.sees("Semua soal sudah terjawab dan tersimpan")
    _holds_everything(site.visitor().enter(staged.trainee))
    trainee.press("Selesaikan tes").sees("Menunggu penilaian uraian").misses("Belum mencapai KKM")
    trainee.misses("Karena")
    _mark(site.visitor(java_script_enabled=script).enter(staged.trainer), staged)
    _review(trainee)


@ONCE
def test_what_is_being_typed_is_saved_after_a_pause_and_outlives_the_tab(site: Site) -> None:
    staged = _staged(site)
    trainee = site.visitor().enter(staged.trainee)
    trainee.go("/tes").press("Mulai")
    question = _first(trainee, Essay)
    area = _place(trainee).locator("textarea")
    area.press_sequentially("Belum selesai, tetapi", delay=5)
    _says(trainee, "Tersimpan pukul")
    expect(_place(trainee)).to_contain_text("21 dari 10.000 huruf")
    trainee.kill()
    other = site.visitor().enter(staged.trainee)
    other.go("/tes").follow("Lanjutkan").follow("Soal 1")
    assert _first(other, Essay) == question
    expect(_place(other).locator("textarea")).to_have_value("Belum selesai, tetapi")


def _first(visitor: Visitor, kind: type[Question]) -> Question:
    """Go on to the first question of a kind."""
    while not isinstance(question := acts.asked_at(_place(visitor), _KNOWN), kind):
        visitor.press("Simpan dan lanjut")
    return question


@ONCE
def test_one_moment_of_signal_is_enough_to_answer_everything(site: Site) -> None:
    staged = _staged(site)
    trainee = site.visitor().enter(staged.trainee)
    trainee.go("/tes").press("Mulai").follow("Semua soal di satu halaman")
    trainee.page.context.set_offline(True)
    forms = trainee.page.locator("main form[data-autosave]")
    assert forms.count() == len(EVERY_KIND)
    for form in forms.all():
        place = form.locator("fieldset")
        question = acts.asked_at(place, _KNOWN)
        answers.give(place, question, answers.best(question))
        state = form.locator("[data-autosave-state]")
        expect(state).to_contain_text("Belum tersimpan. Sambungan terputus", timeout=10_000)
    trainee.page.context.set_offline(False)
    for form in forms.all():
        state = form.locator("[data-autosave-state]")
        expect(state).to_contain_text("Tersimpan pukul", timeout=40_000)
    trainee.follow("Daftar soal dan selesai").sees("Semua soal sudah terjawab dan tersimpan")


@ONCE
def test_without_scripts_the_page_of_all_questions_leads_to_one_after_the_other(site: Site) -> None:
    """Of several plain forms one is sent and the others' answers are dropped: none is shown."""
    staged = _staged(site)
    trainee = site.visitor(java_script_enabled=False).enter(staged.trainee)
    trainee.go("/tes").press("Mulai").follow("Semua soal di satu halaman")
    trainee.sees("Halaman ini memerlukan JavaScript")
    forms = trainee.page.locator("main form[data-autosave]")
    assert forms.count() == len(EVERY_KIND)
    assert not any(form.is_visible() for form in forms.all())
    trainee.follow("Jawab satu per satu").sees("soal 1 dari ")
    question = acts.asked_at(_place(trainee), _KNOWN)
    answers.give(_place(trainee), question, answers.best(question))
    trainee.press("Simpan dan lanjut").sees("1 dari ")


@ONCE
def test_the_button_does_not_pass_by_an_answer_that_was_refused(site: Site) -> None:
    staged = _staged(site)
    trainee = site.visitor().enter(staged.trainee)
    trainee.go("/tes").press("Mulai")
    with site.app.app_context(), writing() as session:
        here = TestWindow.kelas_id == UUID(staged.kelas.rpartition("/")[2])
        session.execute(update(TestWindow).where(here).values(closed_at=clock.now()))
    question = acts.asked_at(_place(trainee), _KNOWN)
    answers.give(_place(trainee), question, answers.best(question))
    _says(trainee, "Jawaban terakhir tidak diterima")
    trainee.press("Simpan dan lanjut").sees("Jawaban ini tidak tersimpan")
