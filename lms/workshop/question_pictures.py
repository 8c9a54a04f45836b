"""Opening the pictures that travel inside question files. Heavy: loaded with the first of them."""

import io
import warnings

from PIL import Image

from courses import svg
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.workshop import pictures
from lms.workshop.uploads import Seen

PHOTO_PIXELS_MOST = 24_000_000
"""Of a JPEG, which is decoded smaller than it is."""
DRAWN_PIXELS_MOST = 12_000_000
_ANEW = {b"GIF8": "GIF", b"BM": "BMP"}
_LOOKED_AT = 4_000


def read(name: str, content: bytes) -> tuple[Seen, int]:
    """Give a picture made small, without what a camera wrote, and how many pixels it had.

    Raises:
        Refused: it is no picture, broken, too large inside, or a drawing that could load or run.
    """
    if b"<svg" in content[:_LOOKED_AT]:
        return _drawing(name, content), 0
    begins = next((each for each in _ANEW if content.startswith(each)), None)
    formats = (_ANEW[begins],) if begins else ("JPEG", "PNG", "WEBP")
    pixels = _pixels(name, content, formats)
    if begins:
        content = _as_png(name, content, formats)
    return pictures.read(name, content), pixels


def _drawing(name: str, content: bytes) -> Seen:
    found = svg.look(content)
    if found.faults or len(content) > pictures.BYTES_MOST:
        reason = found.faults[0][1] if found.faults else str(say("Ukurannya lebih dari 200 kB."))
        raise Refused(
            say(
                "SVG “%(name)s” tidak dapat dipakai: %(reason)s Simpan sebagai PNG.",
                name=name,
                reason=reason,
            )
        )
    return Seen("image/svg+xml", content, found.width, found.height)


def _pixels(name: str, content: bytes, formats: tuple[str, ...]) -> int:
    """Give how many pixels a picture says it has, without unfolding it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=formats) as picture:
                pixels = picture.width * picture.height
                most = PHOTO_PIXELS_MOST if picture.format == "JPEG" else DRAWN_PIXELS_MOST
    except Image.DecompressionBombError as error:
        raise Refused(_too_large(name, PHOTO_PIXELS_MOST)) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:
        raise Refused(
            say(
                "Gambar “%(name)s” tidak dapat dibuka: bukan PNG, JPEG, WebP, GIF, BMP, atau SVG, "
                "atau rusak.",
                name=name,
            )
        ) from error
    if pixels > most:
        raise Refused(_too_large(name, most))
    return pixels


def _as_png(name: str, content: bytes, formats: tuple[str, ...]) -> bytes:
    """Give the first picture of a GIF, or a BMP, as PNG."""
    stream = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=formats) as picture:
            picture.convert("RGBA").save(stream, "PNG", compress_level=1)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:
        raise Refused(say("Gambar “%(name)s” rusak atau terpotong.", name=name)) from error
    return stream.getvalue()


def _too_large(name: str, most: int) -> Sentence:
    return say(
        "Gambar “%(name)s” terlalu besar: paling banyak %(most)s juta titik. Kecilkan dahulu.",
        name=name,
        most=most // 1_000_000,
    )
