"""Reads a PDF handed in by a stranger: who signed it, is it unchanged, what does it claim?"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from asn1crypto import cms, parser, pem, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from certificates.claims import ATTACHMENT, Claims, from_json

LARGEST_BYTES = 10_000_000
LARGEST_CLAIMS_BYTES = 200_000

_TOO_LARGE = "Berkas terlalu besar untuk sebuah sertifikat; paling besar 10 MB."
_EMPTY = "Berkas kosong."
_NO_PDF = "Berkas ini bukan PDF, atau rusak sehingga tidak dapat dibaca."
_LOCKED = "Berkas dikunci dengan kata sandi; unggah berkas asli yang tidak dikunci."
_UNSIGNED = "Berkas ini tidak memuat tanda tangan elektronik."
_SEVERAL = "Berkas ini memuat lebih dari satu tanda tangan; sertifikat hanya memuat satu."
_BROKEN = "Tanda tangan elektronik rusak dan tidak dapat diperiksa."
_CHANGED = "Berkas berubah setelah ditandatangani."
_STRANGER = "Penanda tangan bukan penanda tangan yang dipercaya sistem ini."
_EXPIRED = "Sertifikat penanda tangan tidak berlaku pada waktu tanda tangan."
_NO_CLAIMS = "Berkas ini tidak memuat fakta sertifikat yang dapat dibaca."

# What is wrong with a stranger's file is told in `problems`; a traceback in the log helps nobody.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Inspection:
    """What can be said of a PDF without asking the ledger.

    `claims` and `signer_name` are what the file says of itself: believe them only when both
    `intact` (not one byte changed since the signature) and `trusted` hold. `signed_at` is the
    signer's own statement. `problems` has one sentence for whatever is not as it should be.
    """

    readable: bool = False
    signed: bool = False
    intact: bool = False
    trusted: bool = False
    signer_name: str = ""
    signed_at: datetime | None = None
    claims: Claims | None = None
    problems: tuple[str, ...] = ()


def inspect(pdf: bytes, *, trusted: Sequence[bytes]) -> Inspection:
    """Give what a PDF is worth; `trusted` are certificates of signers or their roots, PEM or DER.

    Never raises for what stands in `pdf`; nothing is fetched from a network. A certificate that
    has run out since still counts for what was signed while it was valid.
    """
    if not pdf:
        return Inspection(problems=(_EMPTY,))
    if len(pdf) > LARGEST_BYTES:
        return Inspection(problems=(_TOO_LARGE,))
    roots = [_certificate(data) for data in trusted]
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        if reader.encrypted:
            return Inspection(problems=(_LOCKED,))
        seen = Inspection(readable=bool(reader.root["/Pages"]), claims=_claims(reader))
        signatures = reader.embedded_regular_signatures
    except Exception:  # a file made to harm can break any assumption of the parser
        return Inspection(problems=(_NO_PDF,))
    if not signatures:
        return _with_claims_checked(replace(seen, problems=(_UNSIGNED,)))
    return _with_claims_checked(_judged(seen, signatures, pdf, roots))


def _judged(
    seen: Inspection,
    signatures: Sequence[EmbeddedPdfSignature],
    pdf: bytes,
    roots: Sequence[x509.Certificate],
) -> Inspection:
    signed = replace(seen, signed=True)
    if len(signatures) > 1:
        return replace(signed, problems=(_SEVERAL,))
    try:
        return _verified(signed, signatures[0], pdf, roots)
    except Exception:  # likewise: the signature is hostile input too
        return replace(signed, problems=(_BROKEN,))


def _verified(
    seen: Inspection,
    signature: EmbeddedPdfSignature,
    pdf: bytes,
    roots: Sequence[x509.Certificate],
) -> Inspection:
    signed_at = signature.self_reported_timestamp
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=signed_at)
    status = validate_pdf_signature(signature, context, skip_diff=True)
    intact = (
        status.intact
        and status.valid
        and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        and _is_written_plainly(signature, pdf)
    )
    in_force = _in_force(signature.signer_cert, signed_at)
    found = replace(
        seen,
        intact=intact,
        trusted=intact and status.trusted and in_force,
        signer_name=str(signature.signer_cert.subject.native.get("common_name", "")),
        signed_at=signed_at,
    )
    return replace(found, problems=_doubts(found, in_force=in_force))


def _doubts(found: Inspection, *, in_force: bool) -> tuple[str, ...]:
    if not found.intact:
        return (_CHANGED,)
    if not in_force:
        return (_EXPIRED,)
    return () if found.trusted else (_STRANGER,)


def _in_force(certificate: x509.Certificate, at: datetime | None) -> bool:
    """Tell whether a certificate was valid then; path building spares trusted roots this check."""
    validity = certificate["tbs_certificate"]["validity"]
    first, last = validity["not_before"].native, validity["not_after"].native
    return at is not None and bool(first <= at <= last)


def _is_written_plainly(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Tell whether the one part that no signature covers, itself, leaves no room for change.

    That part is the signature's own hexadecimal text: it must be the CMS, then only zeros, in
    one case of letters; and the CMS must be strict DER with nothing but one plain signature.
    """
    _, end, start, _ = (int(number) for number in signature.byte_range)
    digits = signature.pkcs7_content
    plain = cms.ContentInfo.load(digits).dump()
    text = b"<%s>" % digits.hex().encode()
    return (
        pdf[end:start] in (text, text.upper())
        and not digits[len(plain) :].strip(b"\0")
        and _is_strict_der(plain)
        and _is_one_plain_signature(signature.signed_data)
    )


def _is_strict_der(data: bytes) -> bool:
    """Tell whether elements fill `data` and each other without a gap, lengths written shortest."""
    while data:
        class_, method, tag, header, content, trailer = parser.parse(data)
        element = parser.emit(class_, method, tag, content)
        is_end_mark = (class_, tag) == (0, 0)
        if is_end_mark or trailer or element != header + content:
            return False
        if method and not _is_strict_der(content):
            return False
        data = data[len(element) :]
    return True


def _is_one_plain_signature(data: cms.SignedData) -> bool:
    signer = data["signer_infos"][0]
    algorithms = [algorithm.dump() for algorithm in data["digest_algorithms"]]
    return (
        data["version"].native == "v1"
        and signer["version"].native == "v1"
        and algorithms == [signer["digest_algorithm"].dump()]
        and data["encap_content_info"]["content"].native is None
    )


def _claims(reader: PdfFileReader) -> Claims | None:
    """Give the claims attached to a PDF, or None where there are none that can be read."""
    for attached in reader.root.get("/AF", ()):
        if attached.get_object().get("/UF") != ATTACHMENT:
            continue
        stream = attached.get_object()["/EF"]["/F"]
        if isinstance(stream, generic.StreamObject) and len(stream.data) <= LARGEST_CLAIMS_BYTES:
            return _parsed(stream.data)
    return None


def _parsed(data: bytes) -> Claims | None:
    try:
        return from_json(json.loads(data))
    except (ValueError, RecursionError):
        return None


def _with_claims_checked(seen: Inspection) -> Inspection:
    if seen.claims is not None:
        return seen
    return replace(seen, problems=(*seen.problems, _NO_CLAIMS))


def _certificate(data: bytes) -> x509.Certificate:
    if pem.detect(data):
        _, _, data = pem.unarmor(data)
    return x509.Certificate.load(data)
