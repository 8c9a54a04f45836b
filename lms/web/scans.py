"""Scans of papers: what an upload really is, before it is kept.

What reads PDFs and pictures is heavy (about 20 MB); a process loads it with the first scan it gets.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from pkgutil import resolve_name

from flask import Response
from werkzeug.datastructures import FileStorage

from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say

BYTES_MOST = 8 * 1024 * 1024
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp"
"""For the `accept` attribute of the file field."""

_READER = "lms.web.scan_reading:read"
_HEAD_BYTES = 1024
_NAME_LETTERS_MOST = 60
_PICTURES = {".jpg", ".jpeg", ".png", ".webp"}
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif", b"ftyphevc")
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class ScanKind(StrEnum):
    """How a scan is shown."""

    PDF = "pdf"
    PICTURE = "gambar"


@dataclass(frozen=True)
class Scan:
    """A file that was opened and found good. PDFs keep their bytes; pictures are made anew."""

    kind: ScanKind
    media_type: str
    data: bytes
    sha256: str

    @property
    def suffix(self) -> str:
        """Give the ending for a file name."""
        return "pdf" if self.kind is ScanKind.PDF else "jpg"


def read_scan(storage: FileStorage) -> Scan:
    """Give the scan that somebody uploaded: a PDF, or a picture (JPEG, PNG, WebP) as JPEG.

    Pictures are turned upright, made smaller and lose what the camera wrote into them.

    Raises:
        Refused: empty, too large, no such file, broken, locked, or not what its name says; the
            sentence names the file and what to do.
    """
    name = shown_name(storage.filename or "")
    with storage.stream as stream:
        content = stream.read(BYTES_MOST + 1)
    _check_size(name, len(content))
    kind = _kind(content[:_HEAD_BYTES])
    if kind is None:
        raise Refused(_unknown(name, content[:_HEAD_BYTES]))
    _check_name(name, kind)
    reader: Callable[[str, ScanKind, bytes], tuple[str, bytes]] = resolve_name(_READER)
    media_type, data = reader(name, kind, content)
    return Scan(kind, media_type, data, hashlib.sha256(data).hexdigest())


def shown_name(filename: str) -> str:
    """Give an upload's name as a sentence can carry it."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    return (
        "".join(sign for sign in name if sign.isprintable())[-_NAME_LETTERS_MOST:] or "tanpa nama"
    )


def _check_size(name: str, size: int) -> None:
    if not size:
        raise Refused(say("Berkas “%(name)s” kosong. Pilih berkas lain.", name=name))
    if size > BYTES_MOST:
        raise Refused(
            say(
                "Berkas “%(name)s” lebih dari %(most)s MB; paling besar %(most)s MB. Foto ulang "
                "dengan ukuran lebih kecil, atau kirim hanya halaman yang diperlukan.",
                name=name,
                most=BYTES_MOST // 1024**2,
            )
        )


def _kind(head: bytes) -> ScanKind | None:
    if b"%PDF-" in head:
        return ScanKind.PDF
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    if is_webp or head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return ScanKind.PICTURE
    return None


def _unknown(name: str, head: bytes) -> Sentence:
    if head[4:12] in _HEIC:
        return say(
            "Berkas “%(name)s” adalah foto HEIC, yang belum dapat dibuka di semua komputer. "
            "Simpan sebagai JPEG, atau ambil tangkapan layarnya, lalu kirim lagi.",
            name=name,
        )
    if head.startswith(_OFFICE):
        return say(
            "Berkas “%(name)s” bukan PDF atau gambar, melainkan berkas Office atau ZIP. Simpan "
            "sebagai PDF, lalu kirim lagi.",
            name=name,
        )
    return say(
        "Isi berkas “%(name)s” bukan PDF, JPEG, PNG atau WebP. Pindai atau foto dokumennya, lalu "
        "kirim hasilnya.",
        name=name,
    )


def _check_name(name: str, kind: ScanKind) -> None:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".pdf" and kind is ScanKind.PICTURE:
        raise Refused(
            say(
                "Berkas “%(name)s” bernama PDF, tetapi isinya gambar. Kirim gambarnya dengan nama "
                ".jpg, atau simpan ulang sebagai PDF.",
                name=name,
            )
        )
    if suffix in _PICTURES and kind is ScanKind.PDF:
        raise Refused(
            say(
                "Berkas “%(name)s” bernama gambar, tetapi isinya PDF. Ganti akhiran namanya "
                "menjadi .pdf, lalu kirim lagi.",
                name=name,
            )
        )


_FOR_PICTURES = "default-src 'none'; frame-ancestors 'none'; sandbox"
_FOR_PDFS = "default-src 'none'; frame-ancestors 'self'"


def scan_response(data: bytes, *, media_type: str, filename: str) -> Response:
    """Give a kept scan to a browser: shown, never run, never cached."""
    response = Response(data, mimetype=media_type)
    is_pdf = media_type == "application/pdf"
    # the browsers' own PDF viewers don't open below a sandbox; read_scan lets no script in
    response.headers["Content-Security-Policy"] = _FOR_PDFS if is_pdf else _FOR_PICTURES
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store, private"
    response.headers.set("Content-Disposition", "inline", filename=filename)
    return response
