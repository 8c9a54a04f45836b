"""A counter clerk files for a villager who has no phone; a registrar sends it back and decides."""

from pathlib import Path

from lms.kernel.database import writing
from lms.people import queries as people
from tests.factories.registration import a_credential
from tests.factories.scans import GOOD_CONDUCT, a_demand, pdf_bytes
from tests.journeys.site import DESK, PHONE, Site, Visitor

NAME, NIK = "Painah Wartini", "1872014708850002"
REASON = "Surat keterangan berkelakuan baik tidak terbaca"


def _asks_for_a_letter(site: Site) -> None:
    with site.app.app_context(), writing() as session:
        a_demand(session, GOOD_CONDUCT, region_code="18.72")


def _was_trained(site: Site) -> None:
    with site.app.app_context(), writing() as session:
        found = people.find_by_nik(session, NIK)
        assert found is not None
        a_credential(session, found)


def _record(clerk: Visitor) -> None:
    clerk.go("/loket").fill(nik=NIK).press("Cari orang ini").sees("NIK ini belum tercatat")
    clerk.follow("Catat orang baru").fill(
        name=NAME, nik=NIK, domicile_code="Metro, Metro Pusat", born_on="1985-08-07", sex="P"
    )
    clerk.press("Catat", exact=True)
    if clerk.path.endswith("/catat"):  # one of several desa has to be chosen
        clerk.page.get_by_role("radio", name="Metro, Metro Pusat").first.check()
        clerk.press("Catat", exact=True)
    clerk.sees(f"{NAME} sudah dicatat.").sees("Belum dapat diajukan")


def _upload(clerk: Visitor, file: Path) -> None:
    slot = clerk.page.locator(f"#berkas-{GOOD_CONDUCT}")
    slot.locator("input[type=file]").set_input_files(file)
    clerk.press("Simpan berkas", within=slot).sees("Berkas sudah tersimpan.")


def _file(clerk: Visitor, button: str) -> None:
    for box in clerk.page.locator("main input[type=checkbox]").all():
        box.check()
    clerk.fill(note="Datang sendiri ke kantor kelurahan; tidak mempunyai HP").press(button)
    clerk.sees("Tanda terima pendaftaran PSM").sees(NAME).misses(NIK)


def test_a_clerk_files_for_a_villager_and_completes_what_was_returned(
    site: Site, tmp_path: Path
) -> None:
    scan = tmp_path / "surat.pdf"
    scan.write_bytes(pdf_bytes())
    _asks_for_a_letter(site)
    clerk, registrar = site.visitor(DESK), site.visitor(DESK)
    _record(clerk.sign_in("contoh-loket"))
    _was_trained(site)
    here = clerk.path
    clerk.go(here).sees("Berkas belum diunggah.")
    _upload(clerk, scan)
    _file(clerk, "Ajukan pendaftaran")

    registrar.sign_in("contoh-registrar").go("/pendaftaran-masuk").follow(NAME)
    registrar.page.locator("summary", has_text="Kembalikan untuk dilengkapi").click()
    registrar.page.locator("form[action$='/kembalikan'] textarea").fill(REASON)
    registrar.press("Kembalikan", within=registrar.page.locator("form[action$='/kembalikan']"))

    phone = site.visitor(PHONE).sign_in("contoh-loket").go(here)
    phone.sees("Dikembalikan untuk dilengkapi").sees(REASON)
    phone.page.locator(f"#berkas-{GOOD_CONDUCT} summary").click()
    _upload(phone, scan)
    _file(phone, "Kirim lagi")
    phone.go("/loket").sees("Menunggu putusan")
    phone.go("/loket?q=painah").sees("Kota Metro")
