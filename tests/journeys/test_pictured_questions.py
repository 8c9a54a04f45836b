"""Questions with pictures come from a Moodle file and from the editor, and trainees see them."""

from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, expect

from courses.model import Choice, Media, Option
from lms.kernel.database import writing
from lms.training import media as media_kept
from lms.training.media_views import storage
from tests.factories.questions import EVERY_KIND, a_kelas_with_every_kind
from tests.factories.training import a_participant, account_of, an_open_test
from tests.journeys.site import DESK, ONCE, PHONE, Site, Visitor
from tests.workshop.bank_samples import OBJECTIVES, a_manuscript, a_writer
from tests.workshop.picture_samples import a_quiz, shown

pytestmark = ONCE

WRITER, TRAINEE = "penulis-bergambar", "peserta-bergambar"


def _a_map(folder: Path, colour: str, *, size: tuple[int, int] = (1400, 900)) -> Path:
    """Give a drawing that is wider than a phone."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, size[0] - 60, size[1] - 60), outline=colour, width=24)
    draw.line((60, 60, size[0] - 60, size[1] - 60), fill=colour, width=16)
    path = folder / f"Denah {colour}.png"
    picture.save(path)
    return path


def _quiz(folder: Path) -> bytes:
    red = _a_map(folder, "red").read_bytes()
    blue = _a_map(folder, "blue", size=(500, 300)).read_bytes()
    return a_quiz(
        (f"<p>Denah apa ini?</p>{shown('denah.png', 'Denah desa dengan satu jalan')}",
         {"denah.png": red}),
        (f"Lambang apa ini? {shown('image.png', '')}", {"image.png": blue}),
    )  # fmt: skip


def _staged(site: Site) -> str:
    with site.app.app_context(), writing() as session:
        a_writer(session).login_name = WRITER
        naskah = a_manuscript(session, media=[])
        return f"/bengkel/naskah/{naskah.id}"


def _is_drawn(picture: Locator, *, within: int) -> None:
    """Expect a picture that has come and is not wider than the screen."""
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("node => node.naturalWidth") > 0
    assert picture.evaluate("node => node.getBoundingClientRect().right") <= within


def _imports(writer: Visitor, path: str, quiz: Path) -> None:
    writer.go(f"{path}/impor")
    writer.page.set_input_files("[name='file']", quiz)
    writer.fill(objective=OBJECTIVES[0]).press("Periksa berkas")
    writer.sees("belum mempunyai teks alternatif")
    pictures = writer.page.locator("main fieldset img")
    assert pictures.count() == 2
    _is_drawn(pictures.first, within=writer.width)
    writer.press("Masukkan 2 soal").sees("2 soal masuk ke bank sebagai draf")


def _mends(writer: Visitor, path: str, folder: Path) -> None:
    writer.go(f"{path}/soal").follow("Lambang apa ini?")
    writer.sees("Belum dapat dipakai").sees("belum mempunyai teks alternatif").follow("Ubah soal")
    stem = writer.page.locator("#stem")
    stem.fill(stem.input_value().replace("![]", "![Lambang dengan bingkai biru]"))
    writer.page.get_by_text("Sisipkan gambar", exact=True).click()
    writer.page.set_input_files("#picture-file", _a_map(folder, "green", size=(600, 400)))
    writer.fill(**{"picture-alt": "Denah berbingkai hijau", "picture-into": "option-1-text"})
    writer.press("Unggah dan sisipkan").sees("Gambar masuk ke teks")
    _is_drawn(writer.page.locator(".choice img").first, within=writer.width)
    writer.press("Simpan", exact=True).sees("Butir soal tersimpan").misses("Belum dapat dipakai")


def test_a_file_with_pictures_is_imported_and_one_is_put_in_by_hand(
    site: Site, tmp_path: Path
) -> None:
    path, quiz = _staged(site), tmp_path / "soal.xml"
    quiz.write_bytes(_quiz(tmp_path))
    _imports(site.visitor().enter(WRITER), path, quiz)
    _mends(site.visitor(DESK).enter(WRITER), path, tmp_path)


def _pictured(folder: Path) -> tuple[Choice, Media]:
    """Give a question whose stem and one of whose options show a kept picture."""
    content = _a_map(folder, "red").read_bytes()
    media = Media("denah.png", "image/png", media_kept.keep(storage(), content), len(content),
                  1400, 900)  # fmt: skip
    picture = "![Denah desa](media/denah.png)"
    options = (Option("a", picture, right=True), Option("b", "Foto"), Option("c", "Surat"))
    plain = next(each for each in EVERY_KIND if isinstance(each, Choice))
    return replace(plain, stem=f"Mana denahnya?\n\n{picture}", options=options), media


def test_a_trainee_sees_the_pictures_of_a_test(site: Site, tmp_path: Path) -> None:
    with site.app.app_context(), writing() as session:
        asked, media = _pictured(tmp_path)
        kelas = a_kelas_with_every_kind(session, questions=[asked], media=[media])
        account_of(session, a_participant(session, kelas)).login_name = TRAINEE
        an_open_test(session, kelas)
    trainee = site.visitor(PHONE).enter(TRAINEE).go("/tes").press("Mulai")
    pictures = trainee.page.locator("main fieldset img")
    assert pictures.count() == 2
    for number in range(2):
        _is_drawn(pictures.nth(number), within=PHONE)
        assert pictures.nth(number).get_attribute("alt") == "Denah desa"
        assert pictures.nth(number).get_attribute("loading") == "lazy"
    trainee.page.locator(".choice img").click()
    trainee.press("Simpan dan lanjut").sees("Semua soal sudah terjawab")
