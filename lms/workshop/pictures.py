"""Opening pictures and papers for `uploads`. Heavy: loaded with the first of them."""

import io

from PIL import Image

from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.web import scan_reading
from lms.web.scans import ScanKind
from lms.workshop.uploads import Seen

SIDE_MOST = 1200
BYTES_MOST = 200_000
"""A phone on a slow network loads it in about ten seconds."""

_QUALITIES = (82, 74, 64, 54)
_SHRINK = 0.8
_SMALLEST_SIDE = 300


def read(name: str, content: bytes) -> Seen:
    """Give a PDF as it is, or a picture made anew: upright, small, without what a camera wrote.

    Raises:
        Refused: it is something else, broken, locked, or could run something.
    """
    if content.startswith(b"%PDF-"):
        kind, kept = scan_reading.read(name, ScanKind.PDF, content)
        return Seen(kind, kept)
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if not is_webp and not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise Refused(
            say(
                "Isi berkas “%(name)s” bukan PNG, JPEG, WebP, atau PDF. Simpan ulang sebagai "
                "salah satunya, lalu kirim lagi.",
                name=name,
            )
        )
    picture = scan_reading.upright(name, content, SIDE_MOST)
    if content.startswith(b"\x89PNG"):
        drawn = _png(picture)
        if len(drawn) <= BYTES_MOST:
            return Seen("image/png", drawn, picture.width, picture.height)
    return _jpeg(scan_reading.on_white(picture))


def _png(picture: Image.Image) -> bytes:
    plain = picture.convert("RGBA" if _is_clear(picture) else "RGB")
    plain.info.clear()
    stream = io.BytesIO()
    plain.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _is_clear(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _jpeg(picture: Image.Image) -> Seen:
    while True:
        for quality in _QUALITIES:
            stream = io.BytesIO()
            picture.info.clear()
            picture.save(stream, "JPEG", quality=quality, optimize=True, progressive=True)
            if stream.tell() <= BYTES_MOST or max(picture.size) <= _SMALLEST_SIDE:
                return Seen("image/jpeg", stream.getvalue(), picture.width, picture.height)
        picture = picture.resize(
            (max(1, int(picture.width * _SHRINK)), max(1, int(picture.height * _SHRINK)))
        )
