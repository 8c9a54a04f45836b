"""Pictures and papers of modules: what may be one, which a text names, and their bytes."""

import hashlib
import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from courses import pictures, svg
from courses.model import Library, Media, Module

MOST_BYTES = 300_000
MOST_PAPER_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 4_000
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(svg|png|jpg|webp|pdf)")
KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
}
"""The kinds of file that a module may hold, by the ending of their name."""

UNUSED = "Berkas ini tidak dipakai dalam teks mana pun di modul ini."

_REFERENCE = re.compile(r"\]\(\s*<?media/([^)\s>]+)")
_FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


class BadMedia(Exception):
    """The file cannot be a picture or paper; `faults` tells why, each with its line, from 1."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        """Keep the faults; the text is all their sentences."""
        super().__init__(" ".join(message for _, message in faults))
        self.faults = tuple(faults)


def examine(name: str, content: bytes) -> Media:
    """Give what a picture or paper is: kind, digest and size.

    Raises:
        BadMedia: its name, kind or size will not do, or it holds more than a picture.
    """
    if not NAME.fullmatch(name):
        raise BadMedia(
            [(1, "Nama berkas harus seperti nama-gambar.svg; boleh svg, png, jpg, webp, atau pdf.")]
        )
    most = MOST_PAPER_BYTES if name.endswith(".pdf") else MOST_BYTES
    if len(content) > most:
        raise BadMedia([(1, f"Berkas ini lebih besar dari {most // 1000} kB; perkecil dulu.")])
    suffix = name.rpartition(".")[2]
    width, height = _size(suffix, content)
    digest = hashlib.sha256(content).hexdigest()
    return Media(name, KINDS[suffix], digest, len(content), width, height)


def references(text: str) -> tuple[tuple[int, str], ...]:
    """Give the names of the media that a Markdown text shows or links to, each with its line."""
    return tuple(
        (number, name)
        for number, line in enumerate(text.split("\n"), 1)
        for name in _REFERENCE.findall(line)
    )


def used(module: Module) -> frozenset[str]:
    """Give the names of the media that any text of the module uses."""
    return frozenset(name for text in _texts(module) for _, name in references(text))


def contents(folder: Path, library: Library) -> Iterator[tuple[Media, bytes]]:
    """Give every picture and paper of a content folder with its bytes."""
    for module in library.modules:
        for each in module.media:
            yield each, bytes_of(folder, module.slug, each.name)


def bytes_of(folder: Path, module: str, name: str) -> bytes:
    """Give the bytes of one picture or paper of a content folder."""
    return (folder / "modules" / module / "media" / name).read_bytes()


def _texts(module: Module) -> Iterator[str]:
    yield from (lesson.text for lesson in module.lessons)
    yield from (handout.text for handout in module.handouts)
    for question in module.questions:
        yield from (text for _, text in pictures.texts(question))


def _size(suffix: str, content: bytes) -> tuple[int | None, int | None]:
    if suffix == "pdf":
        if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2_000:]:
            raise BadMedia([(1, "Berkas ini bukan PDF yang utuh.")])
        return None, None
    if suffix == "svg":
        drawing = svg.look(content)
        if drawing.faults:
            raise BadMedia(drawing.faults)
        return drawing.width, drawing.height
    return _picture_size(suffix, content)


def _picture_size(suffix: str, content: bytes) -> tuple[int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=[_FORMATS[suffix]]) as picture:
                size = picture.size
                if max(size) <= MOST_PIXELS:
                    picture.load()
                has_camera_notes = bool(picture.getexif())
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as wrong:
        raise BadMedia([(1, f"Gambar ini tidak dapat dibaca sebagai {suffix}.")]) from wrong
    if max(size) > MOST_PIXELS:
        raise BadMedia([(1, f"Sisi gambar paling panjang {MOST_PIXELS} piksel; perkecil dulu.")])
    if has_camera_notes:
        raise BadMedia(
            [(1, "Gambar ini membawa catatan kamera (EXIF), mungkin juga tempat; hapus dulu.")]
        )
    return size
