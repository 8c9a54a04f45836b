"""What people of the story do, page by page."""

import re
import subprocess
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator
from sqlalchemy import select

from courses.model import Module as Content
from courses.model import Question
from lms.kernel.database import reading
from lms.training.catalogue import Module
from lms.web import workbooks
from tests.journeys import answers
from tests.journeys.site import Site, Visitor

SENDERS = ("18.72", "18.02", "18.07", "18.01")


def plan(organiser: Visitor, *, starts_on: date) -> str:
    """Plan Bimtek Dasar PSM angkatan II with four quotas; give the path of its preparation."""
    organiser.go("/angkatan/baru")
    choose(organiser, "curriculum_id", "dua hari")
    choose(organiser, "organiser_id", "Dinas Sosial Provinsi Lampung")
    organiser.fill(
        number="2",
        place="Aula Pertemuan, Kota Metro",
        starts_on=starts_on.isoformat(),
        ends_on=(starts_on + timedelta(days=1)).isoformat(),
        contact_name="Sekar Wulandari",
        whatsapp="0899-0000-0001",
        issue_place="Metro",
        signatory_office="Kepala Dinas Sosial Provinsi Lampung",
        signatory_name="(nama pejabat)",
        back_signatory_office="Kepala Bidang Pemberdayaan Sosial",
        back_signatory_name="(nama pejabat)",
    )
    organiser.press("Rencanakan")
    for sender in SENDERS:
        organiser.page.get_by_text("Beri kuota").click()
        choose(organiser, "sender", sender)
        organiser.fill(seats="2").press("Simpan kuota")
    return organiser.path


def choose(visitor: Visitor, field: str, words: str) -> None:
    """Choose the first option that has these words in its label or value."""
    options = visitor.page.locator(f"main [name='{field}'] option")
    for option in options.all():
        value = option.get_attribute("value") or ""
        if words in option.inner_text() or words in value:
            visitor.page.locator(f"main [name='{field}']").select_option(value)
            return
    raise AssertionError(f"{field} offers no {words!r}: {options.all_inner_texts()}")


def nominees_file(folder: Path, rows: list[dict[str, str]]) -> Path:
    """Give an XLSX of nominees, as the template asks for it."""
    titles = ["Nama lengkap", "NIK", "HP/WhatsApp", "Jenis kelamin", "Domisili", "Asal/utusan"]
    keys = ("name", "nik", "phone", "sex", "domicile", "origin")
    cells = [[row[key] for key in keys] for row in rows]
    path = folder / "usulan.xlsx"
    path.write_bytes(workbooks.table_workbook("Usulan", titles, cells, []))
    return path


def card_code(organiser: Visitor, name: str) -> str:
    """Print somebody's activation card and give its code."""
    organiser.go(f"/akun?q={name.replace(' ', '+')}")
    organiser.page.get_by_role("checkbox", name=name).check()
    organiser.press("Buat kartu")
    found = re.search(r"\b[A-Z0-9]{5}-[A-Z0-9]{5}\b", organiser.page.locator("main").inner_text())
    assert found, "a card shows its code"
    return found.group()


def activate(trainee: Visitor, code: str, password: str) -> None:
    """Activate an account by its card."""
    trainee.go("/aktivasi").fill(kode=code).press("Lanjutkan")
    trainee.sees("Pemberitahuan privasi").fill(kata_sandi=password).press("Simpan dan masuk")


def keys(site: Site) -> dict[str, Question]:
    """Give the questions by their words, for whoever learnt everything."""
    with site.app.app_context(), reading() as session:
        contents = [Content.from_json(row.content) for row in session.scalars(select(Module))]
    return {answers.words(q): q for content in contents for q in content.questions}


def answer_shown(visitor: Visitor, known: dict[str, Question], *, rightly: bool = True) -> str:
    """Answer the first open question on the page; give the question as it stands."""
    place = visitor.page.locator("main fieldset").first
    question = asked_at(place, known)
    answers.give(place, question, answers.best(question) if rightly else answers.wrong(question))
    return "\n".join(" ".join(text.split()) for text in question_parts(place))


def asked_at(place: Locator, known: dict[str, Question]) -> Question:
    """Give the question that stands at this place of the page."""
    shown = " ".join(place.inner_text().split())
    return max(
        (question for words, question in known.items() if words in shown),
        key=lambda question: len(answers.words(question)),
    )


def question_parts(question: Locator) -> list[str]:
    """Give a question's stem and its options in their order."""
    return question.locator("legend, label").all_inner_texts()


def take_test(visitor: Visitor, known: dict[str, Question], *, rightly: bool = True) -> None:
    """Take the test that is open, question by question, and hand it in."""
    visitor.go("/tes").press("Mulai")
    answer_rest(visitor, known, rightly=rightly)


def answer_rest(visitor: Visitor, known: dict[str, Question], *, rightly: bool = True) -> list[str]:
    """Answer from the question on the page to the last, hand in; give the questions."""
    asked = []
    while "/soal/" in visitor.path:
        asked.append(answer_shown(visitor, known, rightly=rightly))
        visitor.press("Simpan dan lanjut")
    visitor.sees("Semua soal sudah terjawab dan tersimpan").press("Selesaikan tes")
    return asked


def read_module(visitor: Visitor, title: str, known: dict[str, Question]) -> None:
    """Read a module to its end and answer its self-checks rightly."""
    visitor.go("/materi")
    card = visitor.page.locator("main .panel", has=visitor.page.get_by_role("heading", name=title))
    card.get_by_role("link").first.click()
    if "/bacaan/" not in visitor.path:
        visitor.page.locator("main a[href*='/bacaan/']").first.click()
    while True:
        visitor.page.wait_for_load_state("load")
        while visitor.page.locator("main fieldset").count():
            answer_shown(visitor, known)
            visitor.press("Periksa jawaban")
        onward = visitor.page.get_by_role("button", name="Lanjut (")
        if not onward.count():
            return
        onward.click()


def scanned(image: Path) -> str:
    """Give the path of the house that a picture's QR code names, read as a phone would."""
    done = subprocess.run(
        ["zbarimg", "--raw", "--quiet", str(image)], capture_output=True, text=True, check=True
    )
    return urlsplit(done.stdout.split()[0]).path


def shown_code(trainer: Visitor, folder: Path) -> str:
    """Give the path in the QR code on the trainer's screen, scanned from a picture of it."""
    picture = folder / "layar.png"
    trainer.page.locator("[data-rotate-qr]").screenshot(path=picture)
    return scanned(picture)


def score_everybody(trainer: Visitor, kelas_path: str) -> None:
    """Score all participants by every rubric, person by person, with the second best level."""
    trainer.go(f"{kelas_path}/praktik")
    hrefs = [
        link.get_attribute("href") or ""
        for link in trainer.page.locator("main a[href*='/praktik/']").all()
    ]
    for href in dict.fromkeys(href for href in hrefs if not href.endswith("/tabel")):
        trainer.go(href).follow("Nilai orang per orang")
        while trainer.page.locator("main [name=then]").count():
            for level in trainer.page.locator("main fieldset").all():
                level.locator("label").nth(2).click()
            trainer.press("Jadikan final, berikutnya")
