import subprocess
from pathlib import Path

import pytest

from tests.certificates.factories import a_signed_drawing


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give the signed certificate as an office printer would show it: grey, 150 dpi."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "sertifikat.pdf").write_bytes(a_signed_drawing())
    command = ["pdftoppm", "-gray", "-r", "150", "-png", "sertifikat.pdf", "hal"]
    subprocess.run(command, cwd=folder, check=True)
    return sorted(folder.glob("hal*.png"))
