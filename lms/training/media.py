"""Pictures and papers of modules, kept by what they are: the SHA-256 of their bytes."""

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from courses.media import KINDS, contents
from courses.model import Library
from lms.kernel.storage import Storage

SUFFIXES: Mapping[str, str] = {kind: suffix for suffix, kind in KINDS.items()}
"""How the address of a file of each kind ends."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_LOOKS: Mapping[str, Callable[[bytes], bool]] = {
    "image/svg+xml": lambda content: b"<svg" in content[:4_000],
    "image/png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": lambda content: content.startswith(b"\xff\xd8\xff"),
    "image/webp": lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP",
    "application/pdf": lambda content: content.startswith(b"%PDF-"),
}


def keep(storage: Storage, content: bytes) -> str:
    """Keep the bytes, once; give the digest they are found by."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        storage.read(key_of(digest))
    except FileNotFoundError:
        storage.keep(key_of(digest), content)
    return digest


def keep_all(storage: Storage, folder: Path, library: Library) -> None:
    """Keep every picture and paper of a content folder."""
    for _media, content in contents(folder, library):
        keep(storage, content)


def read(storage: Storage, digest: str) -> bytes:
    """Give the bytes of this digest.

    Raises:
        FileNotFoundError: nothing is kept under it.
    """
    return storage.read(key_of(digest))


def kind_of(suffix: str, content: bytes) -> str | None:
    """Give the MIME type that an address with this ending promises, if the bytes keep it."""
    kind = KINDS.get(suffix)
    return kind if kind and _LOOKS[kind](content) else None


def key_of(digest: str) -> str:
    """Give where the bytes of this digest are kept.

    Raises:
        FileNotFoundError: it is no digest.
    """
    if not _DIGEST.fullmatch(digest):
        raise FileNotFoundError(digest)
    return f"media/{digest}"
