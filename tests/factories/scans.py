"""Scans as people upload them."""

import io
from typing import Any

import pikepdf
from PIL import Image
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Actor
from lms.people.models import Person
from lms.registration import loading, requirements, scans
from lms.registration.models import Demand, RegistrationDocument, RegistrationRequirement
from lms.registration.requirements import Wanted
from lms.registration.scans import Upload
from lms.training.catalogue import Family
from lms.web.scans import Scan, ScanKind

GOOD_CONDUCT = "surat-kelakuan-baik"
LETTER = "rekomendasi-lurah"


def pdf_bytes() -> bytes:
    """Give a PDF of one blank page."""
    stream = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(stream)
    return stream.getvalue()


def png_bytes() -> bytes:
    """Give a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (60, 90), "white").save(stream, "PNG")
    return stream.getvalue()


def posted(slug: str, content: bytes | None = None, name: str = "surat.pdf", **more: str) -> Any:
    """Give what the form of a scan sends."""
    return {"slug": slug, "file": (io.BytesIO(content or pdf_bytes()), name), **more}


def a_demand(
    session: Session, slug: str = GOOD_CONDUCT, *, region_code: str = "18", family: str = "psm"
) -> RegistrationRequirement:
    """Give a requirement as Bekal offers it to regions, set for a region."""
    row = loading.offered(family)[slug]
    wanted = Wanted(slug, Demand(row["demand"]), row["title"], row["source"])
    return requirements.require(
        session, SYSTEM, Family(family), wanted, region_code=region_code, at=clock.now()
    )


def a_scan(
    session: Session, person: Person, slug: str = GOOD_CONDUCT, *, actor: Actor | None = None
) -> RegistrationDocument:
    """Give a scan that somebody attached to their requirement."""
    data = pdf_bytes()
    upload = Upload(
        Scan(ScanKind.PDF, "application/pdf", data, "0" * 64), "surat.pdf", "470/12", clock.today()
    )
    actor = actor or Actor(None, person.id)
    return scans.attach(session, actor, person.id, "psm", slug, upload, at=clock.now())
