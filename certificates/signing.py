"""PAdES signatures with a key held in memory, and the test identity for trying things out."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

TEST_MARK = "UJI COBA"
FIELD = "TandaTangan"
RESERVED_BYTES = 8192  # hexadecimal digits for the CMS; a chain of one certificate needs about 3000
_TEST_SINCE = datetime(2010, 1, 1, tzinfo=UTC)  # events of the demonstration lie in the past
_TEST_DAYS = 3650
_DIGEST = "sha256"

_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class SigningError(ValueError):
    """The key and the certificate cannot sign."""


class Signer:
    """One signatory: a private key and its certificate, loaded once and kept in memory."""

    def __init__(self, key: _Key, certificate: asn1_x509.Certificate) -> None:
        self._certificate = certificate
        self._cms = _HeldKey(key, certificate)

    @classmethod
    def load(cls, pem_key: bytes, pem_cert: bytes) -> "Signer":
        """Give the signer for an unencrypted PEM key and its PEM certificate.

        Raises:
            SigningError: one is unreadable, of an unsupported kind, or they are not a pair.
        """
        try:
            key = serialization.load_pem_private_key(pem_key, password=None)
            certificate = x509.load_pem_x509_certificate(pem_cert)
        except (ValueError, TypeError) as error:
            raise SigningError("Kunci atau sertifikat penanda tangan tidak terbaca.") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise SigningError("Kunci penanda tangan harus EC atau RSA.")
        if key.public_key() != certificate.public_key():
            raise SigningError("Kunci dan sertifikat penanda tangan bukan pasangan.")
        _, _, der = pem.unarmor(pem_cert)
        return cls(key, asn1_x509.Certificate.load(der))

    @property
    def name(self) -> str:
        """The common name in the certificate."""
        return str(self._certificate.subject.native.get("common_name", ""))

    @property
    def is_test(self) -> bool:
        """Whether the certificate says of itself that it is for trying out only."""
        return TEST_MARK in self._certificate.subject.human_friendly

    def sign(self, pdf: bytes, *, at: datetime, reason: str, location: str) -> bytes:
        """Give the PDF with an invisible PAdES signature that forbids every later change.

        Raises:
            SigningError: `at` has no time zone.
        """
        if at.tzinfo is None:
            raise SigningError("Waktu tanda tangan harus memuat zona waktu.")
        meta = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=_DIGEST,
            reason=reason,
            location=location,
            name=self.name,
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        )
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        signed = BytesIO()
        _PunctualSigner(meta, self._cms, at).sign_pdf(
            writer, output=signed, bytes_reserved=RESERVED_BYTES
        )
        return signed.getvalue()


def make_test_identity(organisation: str) -> tuple[bytes, bytes]:
    """Give a new self-signed test identity as PEM key and PEM certificate.

    Its subject contains `UJI COBA`, so that nobody takes it for an official signature.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{TEST_MARK} {organisation}"[:64]),
        ]
    )
    pem_key = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem_key, _self_signed(key, name).public_bytes(serialization.Encoding.PEM)


def _self_signed(key: ec.EllipticCurvePrivateKey, name: x509.Name) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_TEST_SINCE)
        .not_valid_after(datetime.now(UTC) + timedelta(days=_TEST_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )


class _HeldKey(signers.Signer):
    """pyHanko's signer with a key object; its own one parses the key at each signature."""

    def __init__(self, key: _Key, certificate: asn1_x509.Certificate) -> None:
        super().__init__(signing_cert=certificate)
        self._key = key

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if digest_algorithm != _DIGEST:
            raise SigningError(f"Algoritma {digest_algorithm} tidak dipakai di sini.")
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


class _PunctualSigner(signers.PdfSigner):
    """Signs with the moment it is told instead of the clock of the machine."""

    def __init__(
        self, meta: signers.PdfSignatureMetadata, signer: signers.Signer, at: datetime
    ) -> None:
        super().__init__(meta, signer)
        self._at = at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self._at
        return session
