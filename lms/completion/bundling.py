"""All papers of an angkatan in one file."""

import io
import zipfile
from collections.abc import Iterable

from lms.credentials.papers import Paper
from lms.kernel.storage import Storage


def bundle(papers: Iterable[Paper], storage: Storage) -> bytes:
    """Give a ZIP of the papers in force that are drawn, named so that they sort by number."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for position, paper in enumerate(_printable(papers), start=1):
            key = paper.certificate.storage_key or ""
            packed.writestr(f"{position:04d}-{paper.filename}", storage.read(key))
    return file.getvalue()


def _printable(papers: Iterable[Paper]) -> list[Paper]:
    return [paper for paper in papers if paper.is_drawn and paper.revocation is None]
