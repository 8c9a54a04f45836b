"""CPU time of one certificate, in a process of its own: `python -m tests.bench.papers COUNT`.

Prints {"certificate-unsigned": [CPU-ms of each paper], …}. "Naive" keeps nothing from paper to
paper: design, style sheet and fonts are read anew, the key is loaded anew, and the signature's
size is found out by signing twice.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from certificates import design
from certificates.claims import FACE_TO_FACE, Claims, Material
from certificates.drawing import draw
from certificates.layout import whole
from certificates.signing import Signer, make_test_identity
from tests.certificates.factories import VERIFY_URL, some_claims

_TITLES = (
    "Kebijakan pemberdayaan masyarakat",
    "Kode etik dan sikap kerja",
    "Kerelawanan sosial",
    "Wawasan kebangsaan",
    "Konsep dasar pekerjaan sosial masyarakat",
    "Mengenal PPKS",
    "Potensi dan sumber kesejahteraan sosial",
    "Keterampilan penyuluhan sosial",
    "Praktik penyuluhan di desa",
    "Rencana tindak lanjut",
)
_NAMES = ("Sekar Contoh", "Budi", "Nur'aini Rekaan, S.Sos.", "Raden Ayu Contoh Kusumaningrum")


def _claims(number: int) -> Claims:
    materials = tuple(Material(title, 2, FACE_TO_FACE) for title in _TITLES)
    return some_claims(
        number=f"{number:03}/BIMTEK-PSM/DINSOS-LPG/VIII/2026",
        holder_name=_NAMES[number % len(_NAMES)],
        materials=materials,
        jp_total=2 * len(materials),
        is_specimen=True,
    )


def _unsigned(number: int) -> bytes:
    return draw(_claims(number), verify_url=_url(number), test_signature=True)


def _url(number: int) -> str:
    return f"{VERIFY_URL[:-4]}{number:04}"


def _naive_unsigned(number: int) -> bytes:
    design.load.cache_clear()
    return whole(_claims(number), verify_url=_url(number), test_signature=True)


def _naive_signed(number: int, key_file: bytes) -> bytes:
    signer = signers.SimpleSigner.load_pkcs12_data(key_file, other_certs=[])
    meta = signers.PdfSignatureMetadata(
        field_name="TandaTangan", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    writer = IncrementalPdfFileWriter(BytesIO(_naive_unsigned(number)), strict=False)
    signed = BytesIO()
    signers.PdfSigner(meta, signer).sign_pdf(writer, output=signed)
    return signed.getvalue()


def _key_file(identity: tuple[bytes, bytes]) -> bytes:
    key = serialization.load_pem_private_key(identity[0], password=None)
    certificate = x509.load_pem_x509_certificate(identity[1])
    return pkcs12.serialize_key_and_certificates(
        b"uji", key, certificate, None, serialization.NoEncryption()
    )


def _cost_of(make: Callable[[int], bytes], count: int) -> list[float]:
    make(0)
    costs = []
    for number in range(1, count + 1):
        began = time.process_time()
        make(number)
        costs.append((time.process_time() - began) * 1000)
    return costs


def main() -> None:
    """Draw and sign, and print what each paper cost."""
    count = int(sys.argv[1])
    identity = make_test_identity("Dinas Sosial Rekaan")
    signer, key_file = Signer.load(*identity), _key_file(identity)
    at = datetime(2026, 8, 12, 3, tzinfo=UTC)

    def signed(number: int) -> bytes:
        return signer.sign(_unsigned(number), at=at, reason="Penerbitan", location="Metro")

    works: dict[str, Callable[[int], bytes]] = {
        "certificate-unsigned": _unsigned,
        "certificate-signed": signed,
        "certificate-naive-unsigned": _naive_unsigned,
        "certificate-naive-signed": lambda number: _naive_signed(number, key_file),
    }
    json.dump({name: _cost_of(make, count) for name, make in works.items()}, sys.stdout)


if __name__ == "__main__":
    main()
