"""QR codes as inline SVG, for the certificate and for pages."""

from collections.abc import Iterator
from functools import lru_cache

import segno
from markupsafe import Markup, escape

MASK = 3
QUIET_ZONE = 4  # modules of white that ISO/IEC 18004 asks for round the code


def svg(text: str, *, title: str) -> Markup:
    """Give a QR code (error level M, quiet zone included) as inline SVG with a title child.

    The drawing is black on its own white ground, so it can be scanned in dark mode too; its
    size comes from the style sheet of the page.

    Raises:
        segno.DataOverflowError: the text is too long for one code.
    """
    dark = "".join(f"M{x} {y}h{width}v1H{x}z" for x, y, width in runs(text))
    return frame(side(text), f'<path fill="#000" d="{dark}"/>', title=title)


def frame(side: int, drawn: str, *, title: str) -> Markup:
    """Give the SVG of a code of `side` modules with what is drawn in it."""
    return Markup(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<title>{escape(title)}</title><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f"{drawn}</svg>"
    )


def side(text: str) -> int:
    """Give how many modules a text's code has on each side, quiet zone included."""
    return int(_code(text).symbol_size(border=QUIET_ZONE)[0])


def runs(text: str) -> Iterator[tuple[int, int, int]]:
    """Give the dark modules as rectangles (x, y, width), neighbours joined against hairlines."""
    for y, row in enumerate(_code(text).matrix_iter(border=QUIET_ZONE)):
        start = None
        for x, module in enumerate((*row, 0)):
            if module and start is None:
                start = x
            elif not module and start is not None:
                yield start, y, x - start
                start = None


@lru_cache(maxsize=8)
def _code(text: str) -> segno.QRCode:
    # trying all eight masks takes longer than drawing the rest of a certificate; readers know all
    return segno.make_qr(text, error="m", boost_error=False, mask=MASK)
