"""A certificate is revoked: its holder stays registered until the registrar has decided."""

from datetime import date

from lms.demo import offices
from lms.kernel import clock
from lms.kernel.database import writing
from lms.registration import decrees
from lms.registration.decrees import Chosen
from tests.credentials import samples
from tests.factories.membership import a_paper
from tests.journeys import acts, folk
from tests.journeys.site import DESK, ONCE, Site

pytestmark = ONCE

NAME, NIK = "Tarmuji Wirata", "1872010905810005"
REASON = "Presensi hari kedua ternyata diisi orang lain"
PUBLIC = "Diterbitkan berdasarkan presensi yang keliru."
KEPT = "Sudah mengulang hari kedua pada 20 November; berita acara ada pada panitia"


def _registered(site: Site) -> str:
    """Let somebody be registered on a certificate; give its path."""
    with site.app.app_context(), writing() as session:
        born_on = date(1981, 5, 9)
        person = folk.resident(session, NAME, NIK, login_name="psm-dicabut", born_on=born_on)
        samples.issue(session, person.id)
        row = folk.applies(session, offices.account_of(session, person.id))
        registrar = offices.actor_named(session, "contoh-registrar", on=clock.today())
        decrees.make(session, registrar, Chosen((row,)), a_paper(), at=clock.now())
        return f"/sertifikat/{folk.credential_id(session, person)}"


def test_a_revoked_certificate_reaches_the_registrar_who_keeps_the_member(site: Site) -> None:
    certificate = _registered(site)
    member = site.visitor().enter("psm-dicabut").go("/keanggotaan/saya")
    member.misses("Ada yang perlu dilengkapi")
    organiser = site.visitor(DESK).enter("contoh-panitia").go(f"{certificate}/pencabutan")
    organiser.fill(reason=REASON, public_words=PUBLIC).press("Cabut sertifikat ini")
    organiser.sees("Sertifikat dicabut.")

    member.go("/keanggotaan/saya").sees("Ada yang perlu dilengkapi").misses(REASON)
    member.sees("Anda tetap terdaftar, dan pengabdian Anda tetap dihargai")
    member.sees("Petugas Dinas Sosial akan menghubungi Anda")
    member.go("/pendaftaran/psm").sees("Anda terdaftar sebagai PSM")

    registrar = site.visitor(DESK).enter("contoh-registrar").go("/beranda")
    registrar.sees("Keanggotaannya tidak gugur sendiri").follow("Buka daftarnya")
    assert registrar.path.startswith("/keanggotaan?daftar=dasar-dicabut")
    registrar.sees("1 orang").follow(NAME)
    registrar.sees("Keanggotaannya tetap berlaku sampai Anda memutuskan")
    registrar.press("Simpan langkah").misses("Langkah Anda tercatat")
    acts.choose(registrar, "basis_kind", "dipertahankan")
    registrar.fill(basis_reason=KEPT).press("Simpan langkah").sees("Langkah Anda tercatat.")
    registrar.sees("Tetap terdaftar, dengan alasan").sees(KEPT)
    registrar.go("/keanggotaan?daftar=dasar-dicabut").misses(NAME)
    registrar.go("/keanggotaan").sees(NAME)
    member.go("/keanggotaan/saya").misses("Ada yang perlu dilengkapi").sees("Nomor")
