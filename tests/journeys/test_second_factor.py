"""A registrar signs in with a password and the code of their telephone."""

import re

import pyotp

from tests.credentials.samples import configured
from tests.journeys.site import DESK, ONCE, Site, Visitor

pytestmark = ONCE

STEP = 30  # seconds


def _shown(secret: str, site: Site) -> str:
    """Give what the telephone shows now, by the house's clock."""
    return pyotp.TOTP(secret).at(site.now())


def _set_up(registrar: Visitor, site: Site) -> tuple[str, str]:
    """Set up the second factor, as the page asks; give its key and a recovery code."""
    registrar.go("/pendaftaran-masuk").sees("Pasang dahulu verifikasi dua langkah.")
    registrar.press("Mulai memasang")
    secret = registrar.page.locator("dl.facts code").inner_text().replace(" ", "")
    registrar.fill(kode="000000").press("Pasang", exact=True).sees("Kode")
    registrar.fill(kode=_shown(secret, site)).press("Pasang", exact=True).sees("Sepuluh kode")
    codes = re.findall(r"\b[A-Z0-9]{5}-[A-Z0-9]{5}\b", registrar.text)
    assert len(codes) == 10
    registrar.follow("Sudah saya simpan, lanjutkan")
    return secret, codes[0]


def test_a_registrar_proves_a_second_factor(site: Site) -> None:
    with configured(site.app, second_factor="required"):
        first = site.visitor(DESK).sign_in("contoh-registrar")
        secret, recovery = _set_up(first, site)
        first.go("/pendaftaran-masuk").sees("Tidak ada yang menunggu")

        site.later(seconds=2 * STEP)
        second = site.visitor(DESK).sign_in("contoh-registrar").sees("Kode verifikasi")
        second.go("/pendaftaran-masuk").sees("Kode verifikasi").misses("Tidak ada yang menunggu")
        second.fill(kode="123456").press("Lanjutkan").sees("Kode verifikasi")
        second.fill(kode=_shown(secret, site)).press("Lanjutkan")
        second.go("/pendaftaran-masuk").sees("Tidak ada yang menunggu")

        third = site.visitor().sign_in("contoh-registrar").fill(kode=recovery).press("Lanjutkan")
        third.go("/keamanan").sees("Kode cadangan yang tersisa 9")
        fourth = site.visitor().sign_in("contoh-registrar").fill(kode=recovery).press("Lanjutkan")
        fourth.sees("Kode verifikasi")
