"""Friday at Kemensos: which kecamatan have nobody, whom to call, and the sheet to send on."""

from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from lms.kernel.database import reading, writing
from lms.regions.models import Level, Region
from tests.factories.oversight import somebody_trained
from tests.journeys.site import DESK, PHONE, Site, Visitor
from tests.standings import lists

CITY = "18.72"


def _all_but_three_have_somebody(site: Site) -> list[str]:
    """Let people of all kecamatan but three be trained; give the names of these three."""
    with site.app.app_context(), reading() as session:
        found = select(Region).where(Region.parent_code == CITY, Region.is_active)
        kecamatan = session.scalars(found.order_by(Region.code)).all()
        inside = select(func.min(Region.code)).where(Region.level == Level.DESA, Region.is_active)
        firsts = session.scalars(inside.group_by(Region.parent_code)).all()
    desa = sorted(code for code in firsts if code.startswith(f"{CITY}."))
    with site.app.app_context(), writing() as session:
        lists.names(session, list(enumerate(desa)))
        for number, code in enumerate(desa[:-3]):
            somebody_trained(session, code, f"Sekar Rahayu {number}")
    return [one.name for one in kecamatan[-3:]]


def _downloaded(officer: Visitor, folder: Path, label: str) -> Path:
    with officer.page.expect_download() as waiting:
        officer.page.get_by_role("link", name=label).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_kemensos_finds_the_three_kecamatan_without_anybody(site: Site, tmp_path: Path) -> None:
    names = _all_but_three_have_somebody(site)
    officer = site.visitor(DESK).sign_in("contoh-kemensos")
    officer.go("/capaian").sees("orang yang wajib sudah terlatih")
    officer.page.locator("svg.tiles-wide a[aria-label^='Lampung']").click()
    officer.follow("Kota Metro").follow("Kecamatan yang belum ada")
    officer.sees("3 dari 5").sees("Hubungi")
    for name in names:
        officer.sees(name)
    officer.press("Buat laporan XLSX dan PDF").sees("PDF sedang disiapkan")
    sheet = CalamineWorkbook.from_path(_downloaded(officer, tmp_path, "Unduh XLSX"))
    rows = sheet.get_sheet_by_index(0).to_python()
    top = next(number for number, row in enumerate(rows) if row[0] == "Kode")
    assert [row[1] for row in rows[top + 1 :]] == names
    site.work()
    officer.follow("Muat ulang halaman ini").misses("PDF sedang disiapkan")
    paper = _downloaded(officer, tmp_path, "Unduh PDF")
    assert paper.read_bytes().startswith(b"%PDF-")


def test_a_person_is_three_taps_from_the_province_on_a_phone(site: Site) -> None:
    first, *_rest = _all_but_three_have_somebody(site)
    officer = site.visitor(PHONE).sign_in("contoh-kemensos")
    officer.go("/capaian/psm/dasar/wilayah/18").follow("Kota Metro").follow(first)
    officer.page.locator("td a").first.click()
    officer.sees("Nama Wajib").sees("Belum pernah").sees("Kantor yang dihubungi")
    officer.go("/capaian/orang").fill(nik=lists.a_nik(0)).press("Cari").sees("Nama Wajib 0")
    assert lists.a_nik(0) not in officer.page.url
