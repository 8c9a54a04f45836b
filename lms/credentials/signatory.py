"""Who signs: the key of the settings, else a local test identity. Only workers import this."""

import os
import tempfile
from functools import cache
from pathlib import Path

from certificates.signing import Signer, make_test_identity
from lms.credentials import house


def signer() -> Signer:
    """Give the installation's signer; its key is read once in a process."""
    own = house.settings()
    if own.signing_key is not None and own.signing_certificate is not None:
        return _configured(own.signing_key, own.signing_certificate)
    return _test(house.test_identity_path())


@cache
def _configured(key: Path, certificate: Path) -> Signer:
    return Signer.load(key.read_bytes(), certificate.read_bytes())


@cache
def _test(path: Path) -> Signer:
    if not path.is_file():
        _make(path)
    key, mark, certificate = path.read_bytes().partition(house.CERTIFICATE_BEGINS)
    return Signer.load(key, mark + certificate)


def _make(path: Path) -> None:
    """Write a test identity, whole; of several processes the first one's stays."""
    handle, scratch = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b"".join(make_test_identity("Bekal")))
        try:
            os.link(scratch, path)
        except FileExistsError:
            return
    finally:
        Path(scratch).unlink()
