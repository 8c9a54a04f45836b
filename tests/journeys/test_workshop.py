"""Trainers write a lesson and import questions; the running angkatan keeps what it has."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import select

from lms.demo import acts as demo
from lms.demo import offices, planning
from lms.demo.crowd import crowd
from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.database import writing
from lms.people.operations import PersonFacts
from lms.training import operations as training
from lms.training.models import Angkatan, ParticipationState
from tests.factories.people import a_grant
from tests.factories.regions import METRO
from tests.journeys import acts, stage
from tests.journeys.site import DESK, ONCE, PHONE, Site, Visitor
from tests.workshop.import_samples import a_letter, a_row, a_sheet

pytestmark = ONCE

MODULE, LESSON = "Kerelawanan Sosial", "Relawan saat banjir"
WRITER, SECOND = "penulis-satu", "penulis-dua"
TEXT = """## Sebelum banjir

Relawan mencatat warga yang **perlu dibantu lebih dahulu**: lansia, anak, penyandang disabilitas.

- Simpan daftar itu di dua tempat.
- Sepakati tempat berkumpul.
"""
INDICATOR = "Menerapkan empat nilai kerelawanan dalam kejadian sehari-hari"


def _authors(site: Site) -> None:
    """Give Lampung two people who write."""
    with site.app.app_context(), writing() as session:
        at = clock.now() - timedelta(days=30)
        for number, login_name in enumerate((WRITER, SECOND)):
            facts = PersonFacts(
                name=("Ketut Suartini", "Bagas Pramono")[number],
                phone=f"+628990000044{number}",
                domicile_code=METRO,
            )
            account = offices.open_activated(session, facts, login_name=login_name, at=at)
            a_grant(session, account, Role.AUTHOR, "18")


def _photo(folder: Path) -> Path:
    """Give a photo as a phone takes it: larger than anybody should load."""
    picture = Image.effect_noise((1800, 1200), 40).convert("RGB")
    path = folder / "Banjir Desa.jpg"
    picture.save(path, quality=90)
    return path


def _writes_a_lesson(writer: Visitor, photo: Path) -> str:
    """Begin the manuscript, add a lesson with a picture; give the manuscript's path."""
    writer.go("/bengkel/baru")
    acts.choose(writer, "dari-module_id", MODULE)
    acts.choose(writer, "dari-region_code", "18")
    writer.press("Salin untuk daerah saya").sees("Naskah dibuat dari modul terbit.")
    path = writer.path
    writer.fill(**{"bacaan-title": LESSON}).press("Tambah bacaan")
    writer.fill(minutes="4", text=TEXT)
    shown = writer.page.locator("[data-preview-into]")
    expect(shown.locator("strong")).to_have_text("perlu dibantu lebih dahulu")
    writer.page.get_by_text("Sisipkan gambar atau berkas PDF").click()
    writer.page.locator("[name=file]").set_input_files(photo)
    writer.press("Simpan", exact=True).sees("untuk yang tidak dapat melihatnya")
    assert LESSON in writer.page.locator("h1").inner_text()
    writer.page.locator("[name=file]").set_input_files(photo)
    writer.fill(alt="Warga mengungsi ke balai desa").press("Simpan", exact=True)
    writer.sees("Tersimpan.")
    assert writer.page.locator("article img[alt='Warga mengungsi ke balai desa']").count() == 1
    writer.go(path).sees("belum mempunyai soal periksa diri")
    return path


def _imports(writer: Visitor, path: str, folder: Path) -> None:
    """Take 40 questions from XLSX, three of them faulty, and ten from Word; mend them."""
    stems = [f"Pertanyaan Excel nomor {number}: apa sikap relawan?" for number in range(1, 41)]
    faulty = {4: {"key": "E"}, 17: {"A": "", "B": "", "C": ""}, 33: {"key": ""}}
    rows = [
        a_row(stem, objective=INDICATOR) | faulty.get(number, {})
        for number, stem in enumerate(stems)
    ]
    sheet = folder / "soal.xlsx"
    sheet.write_bytes(a_sheet(*rows))
    _tries(writer, path, sheet)
    writer.press("Masukkan 37 soal").sees("37 soal masuk ke bank")
    given_back = writer.download("Unduh baris yang perlu diperbaiki")
    assert given_back.startswith(b"PK")
    sheet.write_bytes(a_sheet(*(a_row(stems[n], objective=INDICATOR) for n in faulty)))
    _tries(writer, path, sheet)
    writer.press("Masukkan 3 soal").sees("3 soal masuk ke bank")
    letter = folder / "soal.docx"
    letter.write_bytes(a_letter(*_numbered(10)))
    _tries(writer, path, letter)
    writer.press("Masukkan 10 soal").sees("10 soal masuk ke bank")


def _numbered(count: int) -> list[str]:
    lines = []
    for number in range(1, count + 1):
        lines += [f"{number}. Pertanyaan Word nomor {number}: siapa yang ditolong dahulu?"]
        lines += ["A. Yang paling dekat", "B. Yang paling perlu", "C. Yang membayar"]
        lines += ["Kunci: B", "Pembahasan: Yang paling perlu ditolong dahulu."]
    return lines


def _tries(writer: Visitor, path: str, file: Path) -> None:
    writer.go(path).follow("Impor soal")
    writer.page.locator("main [name=file]").set_input_files(file)
    acts.choose(writer, "objective", INDICATOR)
    acts.choose(writer, "level", "C2")
    writer.press("Periksa berkas")


def _writes_a_check(writer: Visitor, path: str) -> None:
    """Write the self-check question of the new lesson in the editor."""
    writer.go(f"{path}/soal/baru?jenis=choice")
    acts.choose(writer, "objective", INDICATOR)
    acts.choose(writer, "level", "C2")
    acts.choose(writer, "use", "periksa-diri")
    acts.choose(writer, "lesson", LESSON)
    writer.fill(stem="Siapa yang dicatat lebih dahulu?", explanation="Yang perlu dibantu dahulu.")
    for number, text in enumerate(("Lansia dan anak", "Pemilik mobil", "Ketua RT"), start=1):
        writer.fill(**{f"option-{number}-text": text})
    writer.page.locator("main [name=option-right][value='1']").check()
    writer.press("Simpan", exact=True)


def _moves_all(visitor: Visitor, path: str, status: str, verb: str) -> None:
    """Press a verb for all questions of a status, page by page."""
    for _page in range(9):
        visitor.go(f"{path}/soal?status={status}")
        if not visitor.page.get_by_role("button", name=verb).count():
            return
        if not visitor.page.locator("main input[name=item]").count():
            return
        visitor.follow("Pilih semua di halaman ini").press(verb)
    raise AssertionError(f"never done: {verb}")


def _new_angkatan(site: Site, organiser: Visitor) -> str:
    """Plan an angkatan by the pages, with the curriculum offered first; enrol somebody."""
    starts_on = (site.now() + timedelta(days=20)).date()
    angkatan_id = UUID(urlsplit(acts.plan(organiser, starts_on=starts_on)).path.split("/")[2])
    with site.app.app_context(), writing() as session:
        angkatan = session.scalars(select(Angkatan).where(Angkatan.id == angkatan_id)).one()
        at = clock.now()
        play = planning.on_stage(session, angkatan, at=at, seed=9)
        people = crowd(session, "18.72", 3, seed=9)[-1:]
        demo.nominate(play, people, ParticipationState.INVITED, at=at)
        demo.join(play, at=at)
        training.propose(session, play.organiser, play.kelas.id, jp_minutes=45, at=at)
        (one,) = play.participants()
        offices.account_of(session, one.person_id).login_name = "peserta-baru"
    return f"/angkatan/{angkatan_id}"


def test_a_new_lesson_and_fifty_questions_reach_the_next_angkatan_only(
    site: Site, tmp_path: Path
) -> None:
    running = stage.two_days_over(site)
    _authors(site)
    writer = site.visitor(DESK).patient().enter(WRITER)
    path = _writes_a_lesson(writer, _photo(tmp_path))
    _imports(writer, path, tmp_path)
    _writes_a_check(writer, path)
    _moves_all(writer, path, "draf", "Kirim yang dipilih untuk ditelaah")
    second = site.visitor(PHONE).patient().enter(SECOND)
    _moves_all(second, path, "telaah", "Setujui yang dipilih")
    writer.go(path).press("Kirim untuk ditelaah").sees("orang kedua yang memutuskan")
    second.go(path).follow("Bandingkan").sees("Relawan mencatat warga")
    second.sees("Pertanyaan Excel nomor 40: apa sikap relawan?")
    second.go(path).press("Setujui naskah").sees("Naskah disetujui.")
    organiser = site.visitor(DESK).patient().enter("contoh-panitia").go(path)
    organiser.follow("Terbitkan").sees("Tetap memakai versinya:").press("Terbitkan")
    organiser.sees("Modul diterbitkan.")

    old = site.visitor(PHONE).enter(stage.LOGIN_NAME)
    old.go(f"{running.angkatan}/materi/kerelawanan").sees(MODULE).misses(LESSON)
    angkatan = _new_angkatan(site, organiser)
    new = site.visitor(PHONE).enter("peserta-baru")
    new.go(f"{angkatan}/materi/kerelawanan").sees(LESSON)
    new.follow(LESSON).sees("Siapa yang dicatat lebih dahulu?")
    new.follow("Tampilkan semua gambar")
    picture = new.page.locator("main article img[alt='Warga mengungsi ke balai desa']")
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1200
