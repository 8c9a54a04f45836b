"""Takes files out of a ZIP without believing what it says of their sizes."""

import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
)
"""What opening and reading a damaged, locked or strange ZIP raises."""

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def content_of(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Give the bytes of a file; memory is used for what its heading says, not for what it hides.

    Raises:
        zipfile.BadZipFile: it is packed in a way whose size can't be bounded, or broken.
    """
    if info.compress_type not in _PACKINGS:
        raise zipfile.BadZipFile(f"packed in another way: {info.filename}")
    with packed.open(info) as file:
        return file.read(info.file_size + 1)  # asked for a size, it unfolds no more than that
