"""A PSM of ten years with a paper certificate is recognised from it and reaches Lanjutan."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from lms.demo import planning
from lms.kernel.database import writing
from lms.regions.models import Organisation
from tests.journeys import acts, folk
from tests.journeys.site import DESK, ONCE, Site, Visitor
from tests.standings import lists

pytestmark = ONCE

NAME, NIK = "Sumiyem Rahajeng", "1872014503790003"
OTHER, OTHER_NIK = "Wagiman Suhardi", "1872010706850004"
METRO = "/capaian/psm/dasar/wilayah/18.72.01"
ADVANCED = "Bimbingan Teknis Lanjutan Pekerja Sosial Masyarakat"


def _lives_here(site: Site) -> None:
    with site.app.app_context(), writing() as session:
        born_on = date(1979, 3, 5)
        folk.resident(session, NAME, NIK, login_name="psm-lama", born_on=born_on)
        lists.targets(session, {"18.72.01.1001": 2}, "18.72")


def _a_course_of_the_next_tier(site: Site) -> str:
    """Plan Bimtek Lanjutan with seats for Kota Metro; give the path of its pages."""
    begins = (site.morning + timedelta(days=20)).date()
    scene = planning.Scene(
        programme="bimtek-lanjutan-psm",
        organiser=planning.PROVINSI,
        staff="contoh-panitia",
        title="Bimtek Lanjutan PSM Angkatan I",
        number=1,
        place="Aula Pertemuan, Kota Metro",
        starts_on=begins,
        ends_on=begins + timedelta(days=1),
        seats={"18.72": 5},
        issue_place="Metro",
        signatory=planning.SIGNATORY,
        back_signatory="Kepala Bidang Pemberdayaan Sosial",
    )
    with site.app.app_context(), writing() as session:
        made = {row.name: row for row in session.scalars(select(Organisation))}
        return f"/angkatan/{planning.plan(session, made, scene, at=site.morning).id}"


def _file(psm: Visitor, folder: Path) -> None:
    picture = folder / "sertifikat.jpg"
    picture.write_bytes(folk.photo("SERTIFIKAT", "Bimbingan Teknis Dasar PSM", NAME, "2016"))
    psm.go("/jenjang-saya").sees("Terbuka setelah Anda lulus").misses("Lanjutan terbuka")
    psm.go("/pengakuan-saya").follow("Ajukan dokumen").fill(
        title="Bimbingan Teknis Dasar PSM",
        organiser="Dinas Sosial Provinsi Lampung",
        number="017/BIMTEK-PSM/2016",
        dated_on="2016-08-10",
    )
    acts.choose(psm, "wanted", "Bimtek Dasar PSM")
    psm.press("Kirim untuk diperiksa").sees("Pilih berkas pindaian atau foto")
    psm.page.locator("main input[type=file]").set_input_files(picture)
    psm.press("Kirim untuk diperiksa").sees("Dokumen terkirim").sees("Menunggu diperiksa")


def _confirm(site: Site) -> None:
    """Let the registrar compare scan and facts, which stand side by side, and recognise it."""
    clerk = site.visitor(DESK).enter("contoh-loket").go("/pengakuan").follow(NAME)
    assert not clerk.page.get_by_role("button", name="Akui dari dokumen").count()
    registrar = site.visitor(DESK).enter("contoh-registrar").go("/pengakuan").follow(NAME)
    registrar.sees("017/BIMTEK-PSM/2016").sees("1872********0003").misses(NIK)
    scan = registrar.page.locator("img.scan")
    assert scan.evaluate("image => image.naturalWidth") > 500
    beside = registrar.page.get_by_text("017/BIMTEK-PSM/2016").first.bounding_box()
    shown = scan.bounding_box()
    assert shown and beside and shown["x"] + shown["width"] < beside["x"]
    acts.choose(registrar, "achievement", "bimtek-dasar-psm")
    registrar.press("Akui dari dokumen").sees("Diakui. Nama Anda tercatat")


def _nominated_to_the_next_tier(site: Site, angkatan: str, psm: Visitor, folder: Path) -> None:
    """Let both be nominated: only who holds nothing is remarked on; the PSM is enrolled."""
    shared = {"sex": "P", "domicile": "18.72.01.1001", "origin": "Kota Metro"}
    rows = [
        {"name": NAME, "nik": NIK, "phone": "0899-0000-0123", **shared},
        {"name": OTHER, "nik": OTHER_NIK, "phone": "0899-0000-0124", **shared, "sex": "L"},
    ]
    sender = site.visitor(DESK).enter("contoh-panitia").go(f"{angkatan}/usulan")
    sender.page.locator("main input[type=file]").set_input_files(acts.nominees_file(folder, rows))
    acts.choose(sender, "state", "diundang")
    sender.press("Periksa daftar")
    remarks = {row[0].split(" baris")[0]: row[2] for row in sender.rows()}
    assert "Belum memegang" not in remarks[NAME]
    assert "Belum memegang" in remarks[OTHER]
    sender.press("Terapkan 2 baris")
    psm.go("/undangan").sees("Bimtek Lanjutan PSM Angkatan I").press("Saya bersedia")
    sender.go(f"{angkatan}/peserta").press("Daftarkan semua yang bersedia (1)").sees("Terdaftar 1")


def test_a_paper_certificate_is_recognised_and_opens_the_next_tier(
    site: Site, tmp_path: Path
) -> None:
    _lives_here(site)
    officer = site.visitor(DESK).enter("contoh-kemensos").go(METRO)
    assert officer.rows()[0] == _figures(recognised=0)
    psm = site.visitor().enter("psm-lama")
    _file(psm, tmp_path)
    _confirm(site)

    psm.go("/pengakuan-saya").sees("Diakui dari dokumen").follow("Bimbingan Teknis Dasar PSM")
    psm.sees("Dicatat sebagai Bimtek Dasar PSM").sees("dihitung tersendiri")
    psm.go("/jenjang-saya").sees("Diakui dari dokumen").sees(f"Lanjutan terbuka: {ADVANCED}")
    _nominated_to_the_next_tier(site, _a_course_of_the_next_tier(site), psm, tmp_path)
    assert officer.go(METRO).rows()[0] == _figures(recognised=1)
    officer.follow("Orang per orang").sees(NAME).sees("Diakui")


def _figures(*, recognised: int) -> tuple[str, ...]:
    """Give the row of Kelurahan Metro, of which two people must be trained."""
    never, share = str(2 - recognised), "50%" if recognised else "0%"
    state = "ada yang terlatih" if recognised else "belum ada"
    counts = ("2", "0", str(recognised), "0", "0", "0", never, share)
    return ("Metro", *counts, "0", "0", state)
