"""Files that are kept: a folder by default, S3-compatible storage where it is configured."""

import re
from contextlib import suppress
from functools import cached_property

import fsspec
from fsspec import AbstractFileSystem


class Storage:
    """Bytes by key, below one root (`LMS_STORAGE`)."""

    def __init__(self, root: str) -> None:
        self._url = root

    @cached_property
    def _opened(self) -> tuple[AbstractFileSystem, str]:
        # when first used: an S3 client has a thread, which would not live through a fork
        files, root = fsspec.core.url_to_fs(self._url)
        return files, root

    @property
    def _files(self) -> AbstractFileSystem:
        return self._opened[0]

    def keep(self, key: str, content: bytes) -> None:
        """Write the bytes under the key, whole or not at all."""
        path = self._path(key)
        self._files.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        with self._files.transaction, self._files.open(path, "wb") as file:
            file.write(content)

    def read(self, key: str) -> bytes:
        """Give the bytes.

        Raises:
            FileNotFoundError: nothing is kept under this key.
        """
        content: bytes = self._files.cat_file(self._path(key))
        return content

    def remove(self, key: str) -> None:
        """Delete what is kept under the key; where there is nothing, nothing happens."""
        with suppress(FileNotFoundError):
            self._files.rm_file(self._path(key))

    def _path(self, key: str) -> str:
        parts = re.split(r"[/\\\\]", key)
        if "\0" in key or any(part in {"", ".", ".."} for part in parts):
            raise ValueError("a key stays below the root")
        return f"{self._opened[1]}/{key}"
