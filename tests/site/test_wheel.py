"""The wheel carries all that it needs: it serves from an empty environment elsewhere."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it, and the locked libraries beside."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    venv.create(folder / "env", with_pip=True)
    (wheel,) = folder.glob("*.whl")
    install = [folder / "env/bin/pip", "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(install, check=True, capture_output=True)
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    site = next((folder / "env/lib").glob("python3*/site-packages"))
    (site / "libraries.pth").write_text(libraries + "\n")
    return folder


def _run(folder: Path, *command: str) -> str:
    env = {"LMS_HOME": str(folder / "home"), "LMS_SECRET_KEY": "s" * 40, "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [str(folder / "env/bin" / command[0]), *command[1:]],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_serves_pages_from_elsewhere(elsewhere: Path) -> None:
    _run(elsewhere, "lms", "init")
    script = (
        "import lms; from lms.app import create_app; c = create_app().test_client();"
        "print(lms.__file__); print(c.get('/readyz').status_code, c.get('/').status_code)"
    )
    where, answers = _run(elsewhere, "python", "-c", script).splitlines()
    assert where.startswith(str(elsewhere))
    assert answers == "200 200"


def test_the_wheel_carries_content_designs_and_look(elsewhere: Path) -> None:
    site = next((elsewhere / "env/lib").glob("python3*/site-packages"))
    for path in (
        "courses/content/curricula/bimtek-dasar-psm.yaml",
        "certificates/designs/baku/style.css",
        "lms/static/theme.css",
        "lms/templates/layouts/site.html",
        "lms/registration/requirements.yaml",
    ):
        assert (site / path).stat().st_size > 0
    assert list((site / "lms/migrations").glob("*.py"))
    sheet = (site / "courses/content/curricula/bimtek-dasar-psm.yaml").read_text("utf-8")
    assert yaml.safe_load(sheet)["programme"]["family"] == "psm"
