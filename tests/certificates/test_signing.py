import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from pypdf import PdfReader

from certificates.signing import Signer, SigningError, make_test_identity
from certificates.verification import inspect
from tests.certificates.factories import SIGNED_AT, a_drawing, a_signed_drawing, an_identity


def pem_of(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def an_rsa_identity(common_name: str) -> tuple[bytes, bytes]:
    """Give an identity as an agency may bring it: RSA, not marked as a test."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name.from_rfc4514_string(f"CN={common_name},O=Dinas Rekaan,C=ID")
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime.now(UTC) - timedelta(days=400))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pem_of(key), certificate.public_bytes(serialization.Encoding.PEM)


class TestIdentity:
    def test_a_test_identity_says_so_wherever_its_name_is_shown(self) -> None:
        signer = Signer.load(*an_identity())
        assert signer.is_test
        assert signer.name == "UJI COBA Dinas Sosial Rekaan"

    def test_a_very_long_organisation_still_gets_an_identity(self) -> None:
        assert Signer.load(*make_test_identity("Dinas " * 40)).is_test

    def test_an_agency_key_is_not_a_test(self) -> None:
        assert not Signer.load(*an_rsa_identity("Kepala Dinas Rekaan")).is_test

    def test_key_and_certificate_must_be_a_pair(self) -> None:
        key, _ = an_identity()
        _, certificate = an_identity("Dinas Lain")
        with pytest.raises(SigningError, match="pasangan"):
            Signer.load(key, certificate)

    def test_what_is_no_key_is_refused(self) -> None:
        key, certificate = an_identity()
        for pair in ((b"", certificate), (b"kunci", certificate), (key, b"sertifikat")):
            with pytest.raises(SigningError, match="terbaca"):
                Signer.load(*pair)

    def test_a_kind_of_key_that_few_readers_know_is_refused(self) -> None:
        _, certificate = an_identity()
        with pytest.raises(SigningError, match="EC atau RSA"):
            Signer.load(pem_of(ed25519.Ed25519PrivateKey.generate()), certificate)


class TestSignature:
    def test_it_is_a_pades_signature_over_the_whole_file_that_allows_no_change(self) -> None:
        reader = PdfReader(BytesIO(a_signed_drawing()))
        field = (reader.get_fields() or {})["TandaTangan"]
        signature = field["/V"]
        assert signature["/SubFilter"] == "/ETSI.CAdES.detached"
        assert signature["/Reason"] == "Penerbitan sertifikat"
        assert signature["/Location"] == "Metro"
        start, end, rest, size = signature["/ByteRange"]
        assert (start, rest + size) == (0, len(a_signed_drawing()))
        assert end < rest
        assert signature["/Reference"][0]["/TransformParams"]["/P"] == 1

    def test_it_states_the_moment_it_was_told(self) -> None:
        signed = inspect(a_signed_drawing(), trusted=[an_identity()[1]])
        assert signed.signed_at == SIGNED_AT

    def test_a_moment_without_zone_is_refused(self) -> None:
        signer = Signer.load(*an_identity())
        with pytest.raises(SigningError, match="zona"):
            signer.sign(a_drawing(), at=datetime(2026, 1, 1), reason="", location="")  # noqa: DTZ001

    def test_what_was_drawn_stays_byte_for_byte_in_front(self) -> None:
        assert a_signed_drawing().startswith(a_drawing())

    def test_an_rsa_key_signs_too(self) -> None:
        key, certificate = an_rsa_identity("Kepala Dinas Rekaan")
        now = datetime.now(UTC)
        pdf = Signer.load(key, certificate).sign(a_drawing(), at=now, reason="", location="")
        assert inspect(pdf, trusted=[certificate]).trusted

    def test_other_programs_agree(self, tmp_path: Path) -> None:
        path = tmp_path / "sertifikat.pdf"
        path.write_bytes(a_signed_drawing())
        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
        seen = subprocess.run(
            ["pdfsig", "-nocert", path], capture_output=True, text=True, check=False
        )
        assert "Signature is Valid" in seen.stdout
        assert "Total document signed" in seen.stdout
