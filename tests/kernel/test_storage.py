"""Files by key, below one root."""

from pathlib import Path

import pytest

from lms.kernel.storage import Storage


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """A storage in a folder that does not exist yet."""
    return Storage(str(tmp_path / "files"))


def test_bytes_come_back_under_their_key(storage: Storage, tmp_path: Path) -> None:
    storage.keep("certificates/2026/a.pdf", b"%PDF")
    assert storage.read("certificates/2026/a.pdf") == b"%PDF"
    assert (tmp_path / "files/certificates/2026/a.pdf").read_bytes() == b"%PDF"


def test_keeping_again_replaces_the_whole(storage: Storage) -> None:
    storage.keep("a.pdf", b"panjang sekali")
    storage.keep("a.pdf", b"baru")
    assert storage.read("a.pdf") == b"baru"


def test_what_was_never_kept_is_not_found(storage: Storage) -> None:
    with pytest.raises(FileNotFoundError):
        storage.read("certificates/2026/b.pdf")


@pytest.mark.parametrize(
    "key", ["../luar.txt", "a/../../luar.txt", "/etc/passwd", "a/..", "", "..\\luar.txt", "a\x00b"]
)
def test_no_key_leads_out_of_the_root(storage: Storage, tmp_path: Path, key: str) -> None:
    (tmp_path / "luar.txt").write_bytes(b"rahasia")
    with pytest.raises(ValueError, match="below the root"):
        storage.read(key)
    with pytest.raises(ValueError, match="below the root"):
        storage.keep(key, b"x")
    assert (tmp_path / "luar.txt").read_bytes() == b"rahasia"


def test_a_name_with_two_dots_within_is_an_ordinary_name(storage: Storage) -> None:
    storage.keep("a..b.pdf", b"x")
    assert storage.read("a..b.pdf") == b"x"


def test_a_write_that_fails_leaves_nothing_and_keeps_the_old(
    storage: Storage, tmp_path: Path
) -> None:
    storage.keep("a.pdf", b"lama")
    with pytest.raises(TypeError):
        storage.keep("a.pdf", "bukan bytes")  # type: ignore[arg-type]
    assert storage.read("a.pdf") == b"lama"
    assert [path.name for path in (tmp_path / "files").iterdir()] == ["a.pdf"]


def test_what_was_removed_is_gone_and_removing_twice_does_no_harm(storage: Storage) -> None:
    storage.keep("workshop/a.zip", b"x")
    storage.keep("workshop/b.zip", b"y")
    storage.remove("workshop/a.zip")
    storage.remove("workshop/a.zip")
    with pytest.raises(FileNotFoundError):
        storage.read("workshop/a.zip")
    assert storage.read("workshop/b.zip") == b"y"
    with pytest.raises(ValueError, match="below the root"):
        storage.remove("../luar.txt")
