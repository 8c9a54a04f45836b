"""Drawing and signing papers, after the commit. Only workers import this: it is heavy."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from certificates import drawing
from certificates.claims import from_json
from lms.credentials import house, signatory
from lms.credentials.models import Certificate
from lms.kernel import clock
from lms.kernel.database import reading, writing


def draw(certificate_id: UUID) -> None:
    """Make the PDF of a certificate, unless it exists: once drawn, its bytes never change."""
    with reading() as session:
        certificate = session.get_one(Certificate, certificate_id)
    if certificate.drawn_at is not None:
        return
    claims, signer = from_json(certificate.claims), signatory.signer()
    at = clock.now()
    drawn = drawing.draw(
        claims, verify_url=house.verify_url(certificate.token), test_signature=signer.is_test
    )
    pdf = signer.sign(
        drawn, at=at, reason=f"Penerbitan {claims.number}", location=claims.issued_at_place
    )
    _keep(certificate, pdf, at=at)


def _keep(certificate: Certificate, pdf: bytes, *, at: datetime) -> None:
    """Store the bytes while the row is locked, so that of two workers only one stores."""
    key = f"certificates/{certificate.issued_at.year}/{certificate.id}.pdf"
    undrawn = (Certificate.id == certificate.id, Certificate.drawn_at.is_(None))
    with writing() as session:
        if session.scalar(select(Certificate.id).where(*undrawn).with_for_update()) is None:
            return
        house.storage().keep(key, pdf)
        session.execute(
            update(Certificate)
            .where(*undrawn)
            .values(
                drawn_at=at,
                storage_key=key,
                pdf_sha256=hashlib.sha256(pdf).hexdigest(),
                pdf_bytes_count=len(pdf),
            )
        )
