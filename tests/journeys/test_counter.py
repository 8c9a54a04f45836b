"""A counter clerk files for a villager who has no phone; a registrar sends it back and decides."""

import io
from pathlib import Path

from pypdf import PdfReader

from lms.demo import offices
from lms.kernel.access import Role
from lms.kernel.database import writing
from lms.people import queries as people
from tests.factories.people import a_grant
from tests.factories.registration import a_credential
from tests.factories.scans import GOOD_CONDUCT, a_demand, pdf_bytes
from tests.journeys import acts
from tests.journeys.site import DESK, ONCE, PHONE, Site, Visitor

pytestmark = ONCE

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
    counter = clerk.path
    clerk.go(counter).sees("Berkas belum diunggah.")
    _upload(clerk, scan)
    _file(clerk, "Ajukan pendaftaran")

    registrar.sign_in("contoh-registrar").go("/pendaftaran-masuk").follow(NAME)
    desk = registrar.path
    registrar.page.locator("summary", has_text="Kembalikan untuk dilengkapi").click()
    registrar.page.locator("form[action$='/kembalikan'] textarea").fill(REASON)
    registrar.press("Kembalikan", within=registrar.page.locator("form[action$='/kembalikan']"))

    phone = site.visitor(PHONE).sign_in("contoh-loket").go(counter)
    phone.sees("Dikembalikan untuk dilengkapi").sees(REASON)
    phone.page.locator(f"#berkas-{GOOD_CONDUCT} summary").click()
    _upload(phone, scan)
    _file(phone, "Kirim lagi")
    phone.go("/loket?q=painah").sees("Kota Metro").sees("Menunggu putusan")
    _print_receipt(clerk)
    _cannot_decide(site, clerk, desk)
    _approve(site, registrar.go(desk))
    clerk.go(counter).sees("Ditetapkan").sees("460/031/SK-PSM/2026")


def _print_receipt(clerk: Visitor) -> None:
    """Print the receipt: one sheet with the name, without the way back."""
    clerk.go("/loket").follow("Cetak").sees("Petugas loket")
    pages = PdfReader(io.BytesIO(clerk.page.pdf(format="A4"))).pages
    printed = " ".join(pages[0].extract_text().split())
    assert (len(pages), NAME in printed, "Kembali ke loket" in printed) == (1, True, False)


def _cannot_decide(site: Site, clerk: Visitor, path: str) -> None:
    """Expect no decision from whoever filed, not even as a registrar."""
    clerk.go(path).misses("Tetapkan dengan SK")
    with site.app.app_context(), writing() as session:
        account = offices.account_named(session, "contoh-loket")
        assert account is not None
        a_grant(session, account, Role.REGISTRAR, "18.72")
    clerk.go(path).sees("diputus oleh petugas lain").misses("Tetapkan dengan SK")


def _approve(site: Site, registrar: Visitor) -> None:
    registrar.press("Sesuai", exact=True).follow("Tetapkan dengan SK")
    registrar.fill(number="460/031/SK-PSM/2026", on=site.morning.date().isoformat())
    acts.choose(registrar, "signatory", "Kepala Dinas Sosial Kota Metro")
    registrar.press("Simpan SK untuk yang dicentang").sees("tersimpan untuk 1 orang").sees(NAME)
