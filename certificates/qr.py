"""QR codes as inline SVG, for the certificate and for pages."""

from collections.abc import Iterable

import segno
from markupsafe import Markup, escape

QUIET_ZONE = 4  # modules of white that ISO/IEC 18004 asks for round the code


def svg(text: str, *, title: str) -> Markup:
    """Give a QR code (error level M, quiet zone included) as inline SVG with a title child.

    The drawing is black on its own white ground, so it can be scanned in dark mode too; its
    size comes from the style sheet of the page.

    Raises:
        segno.DataOverflowError: the text is too long for one code.
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    side = code.symbol_size(border=QUIET_ZONE)[0]
    dark = "".join(_runs(row, y=y) for y, row in enumerate(code.matrix_iter(border=QUIET_ZONE)))
    return Markup(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<title>{escape(title)}</title><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" d="{dark}"/></svg>'
    )


def _runs(row: Iterable[int], *, y: int) -> str:
    """Give one row's dark modules as rectangles, neighbours joined, so no hairline shows."""
    found, start = [], None
    for x, module in enumerate((*row, 0)):
        if module and start is None:
            start = x
        elif not module and start is not None:
            found.append(f"M{start} {y}h{x - start}v1H{start}z")
            start = None
    return "".join(found)
