"""Opening PDFs and pictures for `scans`. Heavy: loaded with the first scan, never at the start."""

import io
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pikepdf
from pikepdf.settings import set_qpdf_limits
from PIL import Image, ImageFile, ImageOps

from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.web.scans import ScanKind

PAGES_MOST = 20
PIXELS_MOST = 50_000_000
SIDE_MOST = 2200
"""Enough to read a page of A4: 2200 pixels on its longer side are 190 dots an inch."""

_QUALITY = 82
_OBJECTS_MOST = 20_000
_UNPACKED_MOST = 64 * 1024 * 1024
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|XFA)(?![A-Za-z0-9])")
_FORMATS = ("JPEG", "PNG", "WEBP")
_ONE_AT_A_TIME = Lock()

# for the whole process, as qpdf has it: a small file must not unpack into all of the memory
set_qpdf_limits(
    doc_max_warnings=50, flate_max_memory=_UNPACKED_MOST, run_length_max_memory=_UNPACKED_MOST
)


def read(name: str, kind: ScanKind, content: bytes) -> tuple[str, bytes]:
    """Give (media type, bytes to keep) of an upload that begins like this kind.

    Raises:
        Refused: it can't be opened, is locked, too large inside, or could run something.
    """
    if kind is ScanKind.PDF:
        _check_pdf(name, content)
        return "application/pdf", content
    return "image/jpeg", _anew(name, content)


def _check_pdf(name: str, content: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            reason = _objection(name, pdf)
    except pikepdf.PasswordError as error:
        raise Refused(_locked(name)) from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError) as error:
        raise Refused(
            say(
                "PDF “%(name)s” rusak atau terpotong. Buka di perangkat Anda, simpan atau pindai "
                "ulang, lalu kirim lagi.",
                name=name,
            )
        ) from error
    if reason is not None:
        raise Refused(reason)


def _locked(name: str) -> Sentence:
    return say(
        "PDF “%(name)s” dikunci atau dienkripsi. Simpan salinannya tanpa kata sandi, lalu kirim "
        "lagi.",
        name=name,
    )


def _objection(name: str, pdf: pikepdf.Pdf) -> Sentence | None:
    if pdf.is_encrypted:
        return _locked(name)
    pages_count = len(pdf.pages)
    if pages_count > PAGES_MOST:
        return say(
            "PDF “%(name)s” mempunyai %(count)s halaman; paling banyak %(most)s. Kirim hanya "
            "halaman yang diperlukan.",
            name=name,
            count=pages_count,
            most=PAGES_MOST,
        )
    if _is_active(pdf):
        return say(
            "PDF “%(name)s” berisi formulir atau perintah yang dapat berjalan sendiri. Cetak ke "
            "PDF (“Print to PDF”) atau foto dokumennya, lalu kirim lagi.",
            name=name,
        )
    return None


def _is_active(pdf: pikepdf.Pdf) -> bool:
    """Tell whether something in the file could run, or hides among too many parts."""
    if len(pdf.objects) > _OBJECTS_MOST:
        return True
    return any(_ACTIVE.search(each.unparse(resolved=True)) for each in pdf.objects)


def _anew(name: str, content: bytes) -> bytes:
    """Give the picture as a new JPEG: upright, on white, not larger than needed, nothing else."""
    stream = io.BytesIO()
    on_white(upright(name, content, SIDE_MOST)).save(
        stream, "JPEG", quality=_QUALITY, optimize=True
    )
    return stream.getvalue()


def upright(name: str, content: bytes, side_most: int) -> Image.Image:
    """Give a JPEG, PNG or WebP as it is to be seen, its longer side at most so many pixels.

    Raises:
        Refused: it is broken, or has too many pixels.
    """
    try:
        with _whole_only(), Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > PIXELS_MOST:
                raise Refused(_too_many_pixels(name))
            picture.draft("RGB", (side_most, side_most))  # a JPEG is then decoded smaller
            turned = ImageOps.exif_transpose(picture)
            turned.thumbnail((side_most, side_most))
            turned.load()
            return turned
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(_too_many_pixels(name)) from error
    except (OSError, ValueError, SyntaxError, struct.error, EOFError) as error:
        raise Refused(
            say(
                "Gambar “%(name)s” rusak atau terpotong. Foto ulang dokumennya, lalu kirim lagi.",
                name=name,
            )
        ) from error


@contextmanager
def _whole_only() -> Iterator[None]:
    """Let cut pictures fail, which WeasyPrint switches off for the whole process.

    One picture at a time, so that many uploads at once don't fill the memory either.
    """
    with _ONE_AT_A_TIME:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def on_white(picture: Image.Image) -> Image.Image:
    """Give the picture without transparency or a palette."""
    if picture.mode in ("RGB", "L"):
        return picture
    clear = picture.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def _too_many_pixels(name: str) -> Sentence:
    return say(
        "Gambar “%(name)s” terlalu besar: paling banyak %(most)s juta titik. Foto ulang dengan "
        "ukuran biasa.",
        name=name,
        most=PIXELS_MOST // 1_000_000,
    )
