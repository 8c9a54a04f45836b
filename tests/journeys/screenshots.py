"""`python -m tests.journeys.screenshots`: the pages of the story, for people to look at.

Serves the demonstration of LMS_HOME, or a new one, on loopback and takes its pages at both
widths into build/screenshots.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

from lms.demo import commands as demo
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.regions import source
from lms.training.models import Angkatan, Kelas, Stage, TrainingSession
from tests.journeys import houses
from tests.journeys.site import CHROMIUM, DESK, HEIGHTS, PHONE

FOLDER = Path("build/screenshots")

PAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("depan", "/"),
        ("masuk", "/masuk"),
        ("aktivasi", "/aktivasi"),
        ("privasi", "/privasi"),
        ("angkatan-terbuka", "/angkatan-terbuka"),
        ("menjadi-psm", "/menjadi-psm"),
        ("status-pengajuan", "/ajukan-diri/status"),
        ("periksa-umum", "/periksa"),
        ("tidak-dikenal", "/periksa/ini-bukan-token"),
        ("tidak-ada", "/tidak-ada"),
    ),
    "contoh-peserta": (
        ("beranda-peserta", "/beranda"),
        ("undangan", "/undangan"),
        ("angkatan-peserta", "{angkatan}"),
        ("masih-kurang", "{angkatan}/kemajuan"),
        ("nilai", "/nilai"),
        ("tes", "/tes"),
        ("hasil-tes", "main a[href$='/hasil']"),
        ("materi", "/materi"),
        ("modul", "main a[href*='/materi/']"),
        ("bacaan", "main a[href*='/bacaan/']"),
        ("presensi", "/presensi"),
        ("jenjang", "/jenjang-saya"),
        ("pendaftaran-ditolak", "/pendaftaran/psm"),
        ("data-saya", "/data-saya"),
    ),
    "contoh-pengajar": (
        ("beranda-pengajar", "/beranda"),
        ("antrean", "/antrean"),
        ("kelas", "{kelas}"),
        ("layar", "{sesi}/layar"),
        ("daftar-ketuk", "{sesi}/presensi"),
        ("rekap", "{kelas}/presensi/rekap"),
        ("tes-kelas", "{kelas}/tes"),
        ("peserta-tes", "{kelas}/tes/awal"),
        ("praktik", "{kelas}/praktik"),
        ("rubrik", "main a[href*='/praktik/']"),
        ("nilai-orang", "main a[href*='/peserta/']"),
    ),
    "contoh-panitia": (
        ("beranda-panitia", "/beranda"),
        ("angkatan", "{angkatan}"),
        ("peserta", "{angkatan}/peserta"),
        ("persiapan", "{angkatan}/persiapan"),
        ("usulan", "{angkatan}/usulan"),
        ("kelulusan", "{angkatan}/kelulusan"),
        ("penetapan", "{angkatan}/penetapan"),
        ("angkatan-selesai", "{selesai}"),
        ("kelulusan-selesai", "{selesai}/kelulusan"),
        ("sertifikat-selesai", "{selesai}/sertifikat"),
        ("jadwal", "{kelas}/jadwal"),
        ("angkatan-semua", "/angkatan"),
        ("angkatan-baru", "/angkatan/baru"),
        ("akun", "/akun"),
    ),
    "contoh-lulusan": (
        ("beranda-lulusan", "/beranda"),
        ("sertifikat", "/sertifikat"),
        ("periksa", "main a[href*='/periksa/']"),
        ("pendaftaran", "/pendaftaran/psm"),
        ("jenjang-lulusan", "/jenjang-saya"),
        ("keanggotaan-saya", "/keanggotaan/saya"),
        ("pelatihan-terdahulu", "/pengakuan-saya/baru"),
    ),
    "contoh-registrar": (
        ("beranda-registrar", "/beranda"),
        ("pendaftaran-masuk", "/pendaftaran-masuk?keadaan=ditetapkan"),
        ("pendaftaran-satu", "main td a[href*='/pendaftaran-masuk/']"),
        ("keanggotaan", "/keanggotaan"),
        ("anggota", "main td a[href*='/keanggotaan/']"),
        ("sk-semua", "/sk"),
        ("sk", "main td a[href*='/sk/']"),
        ("cara-daerah", "/sk/cara-daerah"),
        ("pengakuan", "/pengakuan"),
    ),
    "contoh-loket": (
        ("loket", "/loket"),
        ("loket-orang-baru", "/loket/orang/baru"),
    ),
    "contoh-kemensos": (
        ("beranda-kemensos", "/beranda"),
        ("capaian", "/capaian"),
        ("capaian-provinsi", "/capaian/psm/dasar/wilayah/18"),
        ("capaian-kota", "/capaian/psm/dasar/wilayah/18.72"),
        ("capaian-kecamatan", "/capaian/psm/dasar/wilayah/18.72.01"),
        ("capaian-orang", "/capaian/psm/dasar/wilayah/18.72.01/orang"),
        ("capaian-belum-ada", "/capaian/psm/dasar/wilayah/18/belum-ada"),
        ("capaian-satu-orang", "/capaian/orang"),
        ("capaian-angkatan", "/capaian/angkatan"),
        ("daftar-wajib", "/daftar-wajib"),
    ),
    "contoh-admin": (
        ("beranda-admin", "/beranda"),
        ("organisasi", "/organisasi"),
        ("petugas", "/petugas"),
        ("kunci-api", "/kunci-api"),
    ),
    "contoh-auditor": (("jejak", "/jejak"),),
}
"""By who looks: the pages as (name, path, or the link on the page before)."""


@contextmanager
def demonstration() -> Iterator[Flask]:
    """Give the demonstration of LMS_HOME, or a small one that is forgotten afterwards."""
    with ExitStack() as stack:
        given = os.environ.get("LMS_HOME")
        home = Path(given or stack.enter_context(tempfile.TemporaryDirectory()))
        if not given:
            houses.furnish(houses.house(home, None), source.rows())
        app = houses.house(home, None)
        with app.app_context():
            for act in demo.acts(at=clock.now(), one_in=1 if given else 10):
                with writing() as session:
                    act(session)
        app.extensions["bekal.worker"].drain()
        yield app


def places(app: Flask) -> dict[str, str]:
    """Give the paths of the angkatan that runs, its kelas and open session, and a closed one."""
    with app.app_context(), reading() as session:
        last = select(Angkatan).order_by(Angkatan.starts_on.desc())
        running = session.scalars(last.where(Angkatan.stage == Stage.RUNNING)).first()
        closed = session.scalars(last.where(Angkatan.stage == Stage.CLOSED)).first()
        if running is None or closed is None:
            raise LookupError("the demonstration has no running and no closed angkatan")
        kelas = session.scalars(select(Kelas).where(Kelas.angkatan_id == running.id)).one()
        opened = (
            select(TrainingSession)
            .where(TrainingSession.kelas_id == kelas.id)
            .where(TrainingSession.opened_at.is_not(None), TrainingSession.closed_at.is_(None))
        )
        return {
            "angkatan": f"/angkatan/{running.id}",
            "selesai": f"/angkatan/{closed.id}",
            "kelas": f"/kelas/{kelas.id}",
            "sesi": f"/sesi/{session.scalars(opened).one().id}",
        }


def take(browser: Browser, address: str, paths: dict[str, str]) -> None:
    """Take every page at both widths."""
    for width in (PHONE, DESK):
        for who, pages in PAGES.items():
            size = {"width": width, "height": HEIGHTS[width]}
            context = browser.new_context(viewport=size, locale="id-ID", reduced_motion="reduce")
            page = context.new_page()
            if who:
                _sign_in(page, address, who)
            for name, where in pages:
                _open(page, address, where.format(**paths))
                _shoot(page, FOLDER / f"{name}-{width}.png", width)
            context.close()


def _sign_in(page: Page, address: str, who: str) -> None:
    page.goto(f"{address}/masuk")
    page.fill("[name=nama]", who)
    page.fill("[name=kata_sandi]", "bekal-contoh")
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url("**/beranda")


def _open(page: Page, address: str, where: str) -> None:
    if where.startswith("/"):
        page.goto(address + where)
        return
    links = page.locator(where)
    if not links.count():
        raise LookupError(f"{page.url}: no link {where}")
    page.goto(address + urlsplit(links.first.get_attribute("href") or "").path)


def _shoot(page: Page, path: Path, width: int) -> None:
    """Take the whole page; on phones at once, so that the menu stands below it."""
    if width == DESK:
        page.screenshot(path=path, full_page=True)
        return
    high = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(high, HEIGHTS[width])})
    page.screenshot(path=path)
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})


def main() -> None:
    """Take the pictures."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration() as app:
        paths = places(app)
        with houses.served(app) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(**CHROMIUM)
            take(browser, address, paths)
            browser.close()
    sys.stdout.write(f"{FOLDER}\n")


if __name__ == "__main__":
    main()
