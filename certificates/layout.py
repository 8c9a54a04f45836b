"""One certificate laid out by WeasyPrint: two pages A4, PDF/A-3u, the claims attached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from threading import Lock
from typing import Any

from markupsafe import Markup
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.urls import FatalURLFetchingError

from certificates import design, qr
from certificates.claims import ATTACHMENT, Claims, canonical, digest, to_json
from certificates.dates import date_span, listed, long_date
from certificates.design import Design, DesignError
from certificates.fitting import fit
from certificates.typefaces import printable, typeface

BACK_ANCHOR = "balik"

_drawing = Lock()  # Pango's font maps are shared by the warm designs and are not thread-safe


def whole(claims: Claims, *, verify_url: str, test_signature: bool = False) -> bytes:
    """Give the certificate as PDF/A-3u, laid out for itself alone.

    Equal input gives equal bytes. A text too long for its page is set smaller; only when that
    does not help may the back run on over further pages.

    Raises:
        DesignError: the claims name a design that is not shipped.
        segno.DataOverflowError: `verify_url` is too long for a QR code.
    """
    chosen = design.load(claims.design)
    words = worded(claims, chosen, verify_url=verify_url, test_signature=test_signature)
    return settled(chosen, claims, words | {"qr": _code(verify_url)}).pdf


def html(claims: Claims, *, verify_url: str, test_signature: bool = False) -> str:
    """Give the page that WeasyPrint lays out, at its roomiest, for looking at and for tests."""
    chosen = design.load(claims.design)
    words = worded(claims, chosen, verify_url=verify_url, test_signature=test_signature)
    return chosen.template.render(words, qr=_code(verify_url), front_density=0, back_density=0)


def _code(verify_url: str) -> Markup:
    return qr.svg(verify_url, title=f"Kode QR menuju {verify_url}")


@dataclass(frozen=True)
class Settled:
    """A certificate as it was laid out: its bytes, its pages, how dense its front had to be."""

    pdf: bytes
    pages_count: int
    front_density: int


def settled(
    chosen: Design, claims: Claims, words: Mapping[str, Any], *, more: Sequence[CSS] = ()
) -> Settled:
    """Give the certificate with these words, each side as dense as its page asks for."""
    with _drawing:
        front, back = 0, 0
        while True:
            page = chosen.template.render(words, front_density=front, back_density=back)
            laid_out = _lay_out(chosen, page, claims, more)
            denser = _denser(laid_out, front, back, densest=chosen.densities - 1)
            if denser == (front, back):
                break
            front, back = denser
        pdf: bytes = laid_out.write_pdf(**_options(claims))
    return Settled(pdf, len(laid_out.pages), front)


def _denser(laid_out: Document, front: int, back: int, *, densest: int) -> tuple[int, int]:
    """Give the densities to try next: one step for each side that takes more than its page."""
    begins = [index for index, page in enumerate(laid_out.pages) if BACK_ANCHOR in page.anchors]
    front_pages = begins[0] if begins else len(laid_out.pages)
    back_pages = len(laid_out.pages) - front_pages
    return min(front + (front_pages > 1), densest), min(back + (back_pages > 1), densest)


def _lay_out(chosen: Design, page: str, claims: Claims, more: Sequence[CSS]) -> Document:
    source = HTML(
        string=page,
        base_url=design.base_url(design.FOLDER / chosen.name),
        url_fetcher=chosen.fetcher,
    )
    try:
        return source.render(
            font_config=chosen.fonts, stylesheets=[chosen.style, *more], **_options(claims)
        )
    except FatalURLFetchingError as error:
        raise DesignError(str(error)) from error


def _options(claims: Claims) -> dict[str, Any]:
    issued_at = datetime.combine(claims.issued_on, time(), tzinfo=UTC)
    attachment = Attachment(
        string=canonical(claims).decode(),
        name=ATTACHMENT,
        description="Fakta sertifikat, dapat dibaca mesin",
        created=issued_at,
        modified=issued_at,
        relationship="Data",
    )
    return {
        "pdf_variant": "pdf/a-3u",
        "pdf_tags": True,
        "pdf_identifier": bytes.fromhex(digest(claims))[:16],
        "attachments": [attachment],
    }


def worded(
    claims: Claims, chosen: Design, *, verify_url: str, test_signature: bool
) -> dict[str, Any]:
    """Give what the design's page asks for but the QR code, all letters such as can be printed."""
    words: dict[str, Any] = _clean(to_json(claims))
    room, face = chosen.name_room, typeface(chosen.name_face)
    return words | {
        "back_anchor": BACK_ANCHOR,
        "name": fit(words["holder_name"], face, room),
        "held_on": date_span(claims.starts_on, claims.ends_on),
        "issued_on_words": long_date(claims.issued_on),
        "issued_on_iso": claims.issued_on.isoformat(),
        "partners_words": listed(tuple(words["partners"])),
        "legal_basis_words": listed(tuple(words["legal_basis"])),
        "taught_jp": sum(material.jp for material in claims.materials),
        "verify_url": verify_url,
        "test_signature": test_signature,
    }


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value
