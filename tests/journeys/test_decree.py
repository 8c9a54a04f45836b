"""Twenty-five people are registered under one SK, whose annex names each of them."""

from lms.kernel.database import writing
from tests.journeys import acts, folk
from tests.journeys.site import DESK, ONCE, PHONE, Site

pytestmark = ONCE

COUNT, NUMBER = 25, "460/112/SK-PSM/2026"


def _applications(site: Site) -> dict[str, str]:
    """Let 26 people of Kota Metro apply; give their names by application."""
    with site.app.app_context(), writing() as session:
        accounts = folk.graduates(session, "18.72", COUNT + 1)
        return {str(folk.applies(session, one)): one.person.full_name for one in accounts}


def test_one_decree_covers_twenty_five_people(site: Site) -> None:
    names = _applications(site)
    *chosen, last = names
    registrar = site.visitor(DESK).enter("contoh-registrar").go("/pendaftaran-masuk")
    registrar.sees(f"{COUNT + 1} pendaftaran")
    for one in chosen:
        registrar.page.locator(f"main input[name=pilih][value='{one}']").check()
    registrar.press("Siapkan SK untuk yang dicentang").sees(f"Dapat ditetapkan: {COUNT} orang")

    signed_on = site.morning.date()
    registrar.fill(number=NUMBER, on=signed_on.replace(year=signed_on.year + 1).isoformat())
    acts.choose(registrar, "signatory", "Kepala Dinas Sosial Kota Metro")
    registrar.press("Simpan SK untuk yang dicentang").sees("Tanggal ini belum terjadi")
    registrar.fill(on=signed_on.isoformat()).press("Simpan SK untuk yang dicentang")
    registrar.sees(f"SK {NUMBER} tersimpan untuk {COUNT} orang.").sees(f"dalam SK ini: {COUNT}")

    page = {row[0] for row in registrar.rows()}
    headings, *people = folk.sheet(registrar.download("Lampiran SK (XLSX)"), top="No.")
    assert len(people) == COUNT
    assert {row[headings.index("Nama")] for row in people} == page == {names[one] for one in chosen}
    registrar.go("/pendaftaran-masuk").sees("1 pendaftaran").sees(names[last])
    phone = site.visitor(PHONE).enter("contoh-registrar").go("/sk").follow(NUMBER)
    phone.sees(f"dalam SK ini: {COUNT}")
