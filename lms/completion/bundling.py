"""All papers of an angkatan in one file."""

import zipfile
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile

from lms.credentials.papers import Paper
from lms.kernel.storage import Storage

_IN_MEMORY = 8_000_000


def bundle(papers: Iterable[Paper], storage: Storage) -> SpooledTemporaryFile[bytes]:
    """Give a ZIP of the papers in force that are drawn, named so that they sort by number."""
    file = SpooledTemporaryFile[bytes](_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for position, paper in enumerate(_printable(papers), start=1):
            key = paper.certificate.storage_key or ""
            packed.writestr(f"{position:04d}-{paper.filename}", storage.read(key))
    file.seek(0)
    return file


def _printable(papers: Iterable[Paper]) -> list[Paper]:
    return [paper for paper in papers if paper.is_drawn and paper.revocation is None]
