"""A stranger puts themselves forward on a phone without JavaScript; the Dinas makes it a seat."""

from datetime import timedelta

from lms.demo import offices, planning
from lms.kernel import clock
from lms.kernel.database import writing
from lms.training import offers
from tests.journeys.site import DESK, ONCE, Site

pytestmark = ONCE

NAME, NIK = "Rohayati Ariani", "1872015705900006"
WHY = "Saya ingin membantu lansia di RT saya."


def _announced(site: Site) -> str:
    """Announce an angkatan with seats for Kota Metro; give the path of its pages."""
    first = (site.morning + timedelta(days=20)).date()
    scene = planning.of_lampung(number=7, starts_on=first, ends_on=first + timedelta(days=1))
    with site.app.app_context(), writing() as session:
        made = offices.found_offices(session, at=site.morning)
        angkatan = planning.plan(session, made, scene, at=site.morning)
        organiser = offices.actor_named(session, "contoh-panitia", on=clock.today())
        closes_on = first - timedelta(days=5)
        offers.announce(session, organiser, angkatan.id, closes_on, "", at=clock.now())
        return f"/angkatan/{angkatan.id}"


def test_a_stranger_without_javascript_becomes_a_nominee(site: Site) -> None:
    angkatan = _announced(site)
    stranger = site.visitor(java_script_enabled=False).go("/").follow("Lihat angkatan terbuka")
    stranger.follow("Bimtek Dasar PSM Angkatan VII").follow("Ajukan diri")
    stranger.fill(name=NAME, phone="0812-7000-0042", nik=NIK[:-1], text=WHY)
    stranger.fill(domicile_code="Metro, Metro Pusat").page.locator("main [name=agreed]").check()
    stranger.press("Kirim pengajuan").sees("NIK harus 16 angka")
    offered = stranger.page.locator("main input[type=radio][value='18.72.01.1001']")
    if offered.count():  # several desa fit the text
        offered.check()
    stranger.fill(nik=NIK).press("Kirim pengajuan").sees("Nomor tanda terima").misses(NIK)
    receipt = stranger.page.locator("main .h2").inner_text()

    dinas = site.visitor(DESK).enter("contoh-utusan").go("/pengajuan-diri").follow(NAME)
    dinas.sees(WHY).misses(NIK).press("Jadikan usulan").sees("Pengajuan dijadikan usulan")
    stranger.go("/ajukan-diri/status").fill(receipt=receipt, phone_end="0042")
    stranger.press("Lihat status").sees("usul")
    organiser = site.visitor(DESK).enter("contoh-panitia").go(f"{angkatan}/peserta")
    assert [row[0] for row in organiser.rows()] == [NAME]
    organiser.sees("Diusulkan 1")
