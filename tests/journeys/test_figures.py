"""Friday at Kemensos: which kecamatan have nobody, whom to call, and the sheet to send on."""

from sqlalchemy import func, select

from lms.kernel.database import reading, writing
from lms.regions.models import Level, Region
from tests.factories.oversight import somebody_trained
from tests.journeys import folk
from tests.journeys.site import DESK, ONCE, PHONE, Site, Visitor
from tests.standings import lists

pytestmark = ONCE

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


def _whole_province_but_three_has_somebody(site: Site) -> list[str]:
    """Let people of all kecamatan but three be trained; give the names of these three."""
    empty = ["18.01.04", "18.07.13", "18.72.05"]
    with site.app.app_context(), writing() as session:
        found = select(Region).where(Region.level == Level.KECAMATAN, Region.is_active)
        kecamatan = {row.code: row.name for row in session.scalars(found)}
        folk.trained_in(session, [f"{code}" for code in kecamatan if code not in empty])
        inside = select(Region.code).where(Region.parent_code == empty[-1], Region.is_active)
        lists.targets(session, dict.fromkeys(session.scalars(inside), 3), CITY)
        session.get_one(Region, "33").desa_count = 8_563  # as many as there are, for its width
    return [kecamatan[code] for code in empty]


def _agree(officer: Visitor, label: str) -> None:
    """Make a report of the page and expect the numbers of its table in the sheet."""
    shown = officer.rows()
    officer.press("Buat laporan XLSX dan PDF")
    _headings, *rows = folk.sheet(officer.download("Unduh XLSX"), top="Kode")
    plain = [tuple(cell.replace(".", "").replace("\u00a0", " ") for cell in row) for row in shown]
    assert [tuple(cell.replace(".", "") for cell in row[1:]) for row in rows] == plain, label


def test_kemensos_finds_the_three_kecamatan_without_anybody(site: Site) -> None:
    names = _whole_province_but_three_has_somebody(site)
    officer = site.visitor(DESK).enter("contoh-kemensos").go("/beranda")
    officer.page.get_by_role("link", name="Pelatihan wajib").first.click()
    national = officer.sees("Pelatihan wajib: Indonesia").path
    officer.sees("8.563")
    table = officer.page.locator("main .coverage .table-responsive")
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") <= 0, "columns are cut"
    officer.follow("Kecamatan yang belum ada").sees("3 dari 229").sees("Hubungi")
    assert [row[0] for row in officer.rows()] == names
    officer.press("Buat laporan XLSX dan PDF").sees("PDF sedang disiapkan")
    _headings, *rows = folk.sheet(officer.download("Unduh XLSX"), top="Kode")
    assert [row[1] for row in rows] == names
    site.work()
    officer.follow("Muat ulang halaman ini").misses("PDF sedang disiapkan")
    assert officer.download("Unduh PDF").startswith(b"%PDF-")

    officer.go(national).follow("Lampung").follow("Kota Metro").follow(names[-1])
    assert {row[-1] for row in officer.rows()[:-1]} == {"belum ada"}
    officer.sees("Kantor yang dihubungi").sees("Dinas Sosial Kota Metro")
    for path in (national, national.replace("/ID", "/18"), national.replace("/ID", "/18.72.05")):
        _agree(officer.go(path), path)


def test_a_person_is_three_taps_from_the_province_on_a_phone(site: Site) -> None:
    first, *_rest = _all_but_three_have_somebody(site)
    officer = site.visitor(PHONE).sign_in("contoh-kemensos")
    officer.go("/capaian/psm/dasar/wilayah/18").follow("Kota Metro").follow(first)
    officer.page.locator("td a").first.click()
    officer.sees("Nama Wajib").sees("Belum pernah").sees("Kantor yang dihubungi")
    officer.go("/capaian/orang").fill(nik=lists.a_nik(0)).press("Cari").sees("Nama Wajib 0")
    assert lists.a_nik(0) not in officer.page.url
