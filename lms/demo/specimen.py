"""Pictures of papers that nobody signed. Heavy: loaded with the first picture, not before."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

_PAGE = (620, 877)  # A4, small
_LEFT, _TOP, _STEP = 60, 90, 44


def draw(lines: Sequence[str]) -> bytes:
    """Give a photograph of a paper with these lines, plainly called an example, as JPEG."""
    page = Image.new("RGB", _PAGE, "#f4f1e8")
    pen = ImageDraw.Draw(page)
    pen.rectangle((24, 24, _PAGE[0] - 24, _PAGE[1] - 24), outline="#8a8577", width=2)
    for number, line in enumerate(("CONTOH, BUKAN DOKUMEN ASLI", *lines)):
        pen.text((_LEFT, _TOP + number * _STEP), line, "#22211d", ImageFont.load_default(20))
    file = io.BytesIO()
    page.save(file, "JPEG", quality=70)
    return file.getvalue()
