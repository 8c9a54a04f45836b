"""What somebody uploads into a manuscript: opened, checked, made small, kept by its digest.

What opens pictures and papers is heavy; a process loads it with the first upload it gets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name

from werkzeug.datastructures import FileStorage

from courses.model import Media
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.kernel.storage import Storage
from lms.training import media
from lms.web.scans import shown_name
from lms.workshop.drafting import slugged

PICTURE_BYTES_MOST = 8 * 1024 * 1024
PAPER_BYTES_MOST = 2 * 1024 * 1024
ACCEPT = ".png,.jpg,.jpeg,.webp,.pdf,image/png,image/jpeg,image/webp,application/pdf"

_READER = "lms.workshop.pictures:read"
_PAPER = "application/pdf"


@dataclass(frozen=True)
class Seen:
    """An upload as it is kept: its MIME type, its bytes, and a picture's size in pixels."""

    kind: str
    content: bytes
    width: int | None = None
    height: int | None = None


def read_upload(file: FileStorage, storage: Storage) -> Media:
    """Give a picture or paper that somebody uploaded, its bytes kept.

    Raises:
        Refused: it is empty, too large, broken, or neither a picture nor a PDF.
    """
    name = shown_name(file.filename or "")
    with file.stream as stream:
        content = stream.read(PICTURE_BYTES_MOST + 1)
    _check(name, content)
    reader: Callable[[str, bytes], Seen] = resolve_name(_READER)
    seen = reader(name, content)
    digest = media.keep(storage, seen.content)
    stem = slugged(name.rsplit(".", 1)[0])
    return Media(
        name=f"{stem}.{media.SUFFIXES[seen.kind]}",
        kind=seen.kind,
        digest=digest,
        bytes_count=len(seen.content),
        width=seen.width,
        height=seen.height,
    )


def markdown_of(found: Media, words: str) -> str:
    """Give the Markdown that shows a picture, or leads to a paper, with these words."""
    plain = " ".join(words.replace("[", "(").replace("]", ")").split())
    mark = "" if found.kind == _PAPER else "!"
    return f"{mark}[{plain}](media/{found.name})"


def _check(name: str, content: bytes) -> None:
    if not content:
        raise Refused(say("Berkas “%(name)s” kosong. Pilih berkas lain.", name=name))
    is_paper = content.startswith(b"%PDF-")
    most = PAPER_BYTES_MOST if is_paper else PICTURE_BYTES_MOST
    if len(content) > most:
        raise Refused(
            say(
                "Berkas “%(name)s” lebih dari %(most)s MB. Kecilkan dahulu, lalu kirim lagi.",
                name=name,
                most=most // 1024**2,
            )
        )
