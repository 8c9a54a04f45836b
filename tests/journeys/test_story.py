"""The story that must never break: from nomination to "tier Lanjutan terbuka"."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

from tests.journeys import acts
from tests.journeys.site import DESK, Site, Visitor

NAME, DOMICILE = "Nur'aini Wastuti", "18.72.01.1001"
CENTRAL, CENTRAL_DESA = "Kabupaten Lampung Tengah", "18.02.01.2001"
PASSWORD = "kebun pisang pagi"


def _row(name: str, nik: str, phone: str, domicile: str, origin: str) -> dict[str, str]:
    row = {"name": name, "nik": nik, "phone": phone, "domicile": domicile}
    return row | {"sex": "P", "origin": origin}


NOMINEES = [
    _row(NAME, "1872015203900004", "0899-1111-0001", DOMICILE, "Kota Metro"),
    _row(
        "Painah", "1802014708850002", "0899-1111-0002", "18.02.01.2001", "Kabupaten Lampung Tengah"
    ),
    _row("Bermasalah", "1802", "0899-1111-0003", CENTRAL_DESA, CENTRAL),
]


def _prepare(site: Site, organiser: Visitor, folder: Path) -> tuple[str, str]:
    """Plan, schedule, find a trainer, import nominees; give the paths of angkatan and kelas."""
    organiser.sign_in("contoh-panitia").sees("Beranda")
    starts_on = (site.morning + timedelta(days=5)).date()
    setup = acts.plan(organiser, starts_on=starts_on)
    organiser.follow("Jadwal").press("Susun dari kurikulum").sees("18 dari 18 JP")
    kelas = organiser.path.removesuffix("/jadwal")
    organiser.follow("Pengajar").fill(q="Yunita").page.keyboard.press("Enter")
    organiser.press("Tambahkan").sees("Yunita Maharani")
    sheet = acts.nominees_file(folder, NOMINEES)
    organiser.go(setup).follow("Usulan peserta")
    organiser.page.locator("main input[type=file]").set_input_files(sheet)
    acts.choose(organiser, "state", "diundang")
    organiser.press("Periksa daftar").sees("2 baru, 0 sudah ada, 1 masalah")
    organiser.sees("NIK harus 16 angka. Anda mengetik 4.")
    organiser.press("Terapkan 2 baris").sees("sudah diterapkan")
    return setup.removesuffix("/persiapan"), kelas


def _first_day(
    site: Site, trainer: Visitor, trainee: Visitor, kelas: str, folder: Path
) -> dict[str, str]:
    known = acts.keys(site)
    trainer.sign_in("contoh-pengajar").go(f"{kelas}/tes").press("Buka tes awal")
    acts.take_test(trainee, known, rightly=False)
    trainer.go(f"{kelas}/tes").press("Tutup tes awal")
    acts.read_module(trainee, "Kerelawanan", known)
    trainee.go("/materi").sees("Selesai")
    _attend_day(site, trainer, trainee, kelas, folder, day=5)
    return known


def _attend_day(
    site: Site, trainer: Visitor, trainee: Visitor, kelas: str, folder: Path, *, day: int
) -> None:
    """Go through the sessions of a day: open, scan, close."""
    site.on_day(day, 7, 55)
    trainer.go(kelas)
    buttons = trainer.page.get_by_role("button", name="Buka presensi")
    for _ in range(buttons.count()):
        waiting = trainer.page.locator("main .panel", has=buttons).first
        begins = re.search(r"Hari ini pukul (\d\d)\.(\d\d)", waiting.inner_text())
        assert begins, waiting.inner_text()
        site.on_day(day, int(begins[1]), int(begins[2]))
        trainer.press("Buka presensi", within=waiting)
        trainee.go(acts.shown_code(trainer, folder)).press("Isi presensi")
        trainee.sees("Tanda terima").sees("Hadir")
        trainer.press("Tutup presensi").go(kelas)


def test_from_nomination_to_the_next_tier(site: Site, tmp_path: Path) -> None:
    organiser, trainee, trainer = site.visitor(DESK), site.visitor(), site.visitor()
    officer = site.visitor(DESK).sign_in("contoh-kemensos")
    officer.go("/capaian/psm/dasar/wilayah/18.72.01").sees("belum ada")
    angkatan, kelas = _prepare(site, organiser, tmp_path)

    acts.activate(trainee, acts.card_code(organiser, NAME), PASSWORD)
    trainee.go("/undangan").press("Saya bersedia").sees("Bersedia")
    organiser.go(f"{angkatan}/peserta").press("Daftarkan semua yang bersedia (1)")
    trainee.go("/pendaftaran/psm").sees("Pendaftaran belum terbuka untuk Anda")

    site.on_day(5, 7, 40)
    organiser.sign_in("contoh-panitia").go(f"{angkatan}/persiapan").press("Mulai angkatan")
    known = _first_day(site, trainer, trainee, kelas, tmp_path)
    site.on_day(6, 7, 55)
    trainer.sign_in("contoh-pengajar")
    _attend_day(site, trainer, trainee, kelas, tmp_path, day=6)
    acts.score_everybody(trainer, kelas)
    trainee.go(f"{angkatan}/kemajuan").sees("Tes akhir").sees("Belum")
    trainer.go(f"{kelas}/tes").press("Buka tes akhir")
    acts.take_test(trainee, known)
    trainer.go(f"{kelas}/tes").press("Tutup tes akhir")
    trainee.go("/undangan").follow("Periksa ejaan nama dan gelar").press("Ya, nama ini benar")
    trainee.go(f"{angkatan}/kemajuan").misses("Belum ada nilai")

    _conclude(site, organiser, angkatan)
    _stranger_checks(site, trainee, tmp_path)
    _register(site, trainee)
    officer.sign_in("contoh-kemensos").go("/capaian/psm/dasar/wilayah/18.72.01").sees(
        "ada yang terdaftar"
    )
    trainee.go("/jenjang-saya").sees("Lanjutan terbuka")


def _conclude(site: Site, organiser: Visitor, angkatan: str) -> None:
    organiser.sign_in("contoh-panitia").go(f"{angkatan}/penetapan").sees("1 peserta memenuhi")
    organiser.press("Tetapkan yang dicentang")
    organiser.go(f"{angkatan}/kelulusan").press("Tutup angkatan")
    site.work()


def _stranger_checks(site: Site, trainee: Visitor, folder: Path) -> None:
    trainee.go("/sertifikat").sees("Sah")
    link = trainee.page.get_by_role("link", name="Unduh PDF").get_attribute("href")
    pdf = folder / "sertifikat.pdf"
    pdf.write_bytes(trainee.page.context.request.get(f"{site.address}{link}").body())
    subprocess.run(["pdftoppm", "-r", "110", "-f", "1", "-l", "1", "-png", pdf, pdf], check=True)
    stranger = site.visitor().go(acts.scanned(next(folder.glob("sertifikat.pdf*.png"))))
    stranger.sees("Sah (contoh)").sees(NAME).sees("20 JP").misses("1872015203900004")


def _register(site: Site, trainee: Visitor) -> None:
    trainee.go("/data-saya").fill(born_on="1990-03-12").press("Simpan")
    trainee.go("/pendaftaran/psm")
    for box in trainee.page.locator("main input[type=checkbox]").all():
        box.check()
    trainee.press("Ajukan pendaftaran").sees("sedang memeriksa")
    registrar = site.visitor(DESK).sign_in("contoh-registrar").go("/pendaftaran-masuk").follow(NAME)
    registrar.follow("Tetapkan dengan SK").fill(
        number="460/021/SK-PSM/2026",
        on=site.morning.date().isoformat(),
        signatory="Kepala Dinas Sosial Kota Metro",
    ).press("Simpan SK untuk yang dicentang").sees("tersimpan untuk 1 orang")
    trainee.go("/pendaftaran/psm").sees("Anda terdaftar sebagai PSM")
