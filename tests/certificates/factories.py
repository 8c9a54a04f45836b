"""The smallest valid claims and a test identity, for the tests of the document."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from certificates.claims import FACE_TO_FACE, SELF_STUDY, Claims, Material
from certificates.drawing import draw
from certificates.signing import Signer, make_test_identity

VERIFY_URL = "https://bekal.example.go.id/periksa/7KQ2-M9XD-4TRA"
SIGNED_AT = datetime(2026, 11, 20, 3, 15, tzinfo=UTC)

MATERIALS = (
    Material("Kerelawanan sosial", 2, SELF_STUDY),
    Material("Keterampilan penyuluhan sosial", 4, FACE_TO_FACE),
)


def some_claims(**changes: Any) -> Claims:
    """Give claims about a made-up graduate; name only what the test is about."""
    facts: dict[str, Any] = {
        "number": "001/BIMTEK-PSM/DINSOS-LPG/VIII/2026",
        "token": "7KQ2-M9XD-4TRA",
        "document_title": "SERTIFIKAT",
        "status_line": "LULUS",
        "holder_name": "Sekar Contoh Ningrum, S.Sos.",
        "origin": "Kelurahan Rekaan, Kecamatan Contoh, Kota Metro",
        "delegate_of": "Dinas Sosial Kota Metro",
        "programme_title": "Bimtek Dasar PSM",
        "tier": "Dasar",
        "angkatan_title": "Bimtek Dasar PSM Angkatan II",
        "kind_label": "Bimbingan Teknis",
        "organiser": "Dinas Sosial Provinsi Lampung",
        "partners": ("IPSM Provinsi Lampung",),
        "place": "Kota Metro",
        "starts_on": date(2026, 8, 10),
        "ends_on": date(2026, 8, 11),
        "jp_total": 6,
        "materials": MATERIALS,
        "qualification": None,
        "issued_at_place": "Metro",
        "issued_on": date(2026, 8, 12),
        "signatory_office": "Kepala Dinas Sosial Provinsi Lampung",
        "signatory_name": "Drs. Rekaan Wibawa, M.Si.",
        "signatory_id": "",
        "back_signatory_office": "Kepala Bidang Pemberdayaan Sosial",
        "back_signatory_name": "Contoh Lestari, M.M.",
        "legal_basis": ("UU Nomor 11 Tahun 2009",),
        "design": "baku",
        "is_specimen": False,
    }
    return Claims(**(facts | changes))


@cache
def a_drawing() -> bytes:
    """Give one unsigned certificate, drawn once for all tests."""
    return draw(some_claims(), verify_url=VERIFY_URL)


@cache
def an_identity(organisation: str = "Dinas Sosial Rekaan") -> tuple[bytes, bytes]:
    """Give one test identity per organisation as PEM key and PEM certificate."""
    return make_test_identity(organisation)


@cache
def a_signed_drawing() -> bytes:
    """Give that certificate, signed with the test identity."""
    signer = Signer.load(*an_identity())
    return signer.sign(a_drawing(), at=SIGNED_AT, reason="Penerbitan sertifikat", location="Metro")
