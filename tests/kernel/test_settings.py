"""Settings from the environment."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from lms.kernel.settings import Settings

KEY = "k" * 40
LMS = Path(sys.executable).with_name("lms")


def _run(**env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LMS, "routes"], env=env, capture_output=True, text=True, check=False)


def test_every_missing_or_wrong_value_is_told_at_once(tmp_path: Path) -> None:
    done = _run(LMS_HOME=str(tmp_path), LMS_NIK_KEY="pendek", LMS_JP_MINUTES="0")
    assert done.returncode == 2
    for name in ("LMS_SECRET_KEY", "LMS_NIK_KEY", "LMS_JP_MINUTES"):
        assert f"{name}: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_secret_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValidationError, match="secret_key"):
        Settings(secret_key="pendek")


def test_paths_below_the_home_are_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(home=Path("var"), secret_key=KEY)
    assert settings.database == f"sqlite:///{tmp_path}/var/bekal.sqlite3"
    assert settings.jobs == f"sqlite:///{tmp_path}/var/jobs.sqlite3"
    assert settings.files == f"{tmp_path}/var/files"


def test_a_relative_sqlite_url_means_the_folder_where_one_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(secret_key=KEY, database_url="sqlite:///a.db", jobs_url="sqlite:///j.db")
    assert settings.database == f"sqlite:///{tmp_path}/a.db"
    assert settings.jobs == f"sqlite:///{tmp_path}/j.db"


def test_what_is_given_is_taken() -> None:
    settings = Settings(
        secret_key=KEY,
        database_url="postgresql+psycopg://u@h/d",
        jobs_url="redis://h",
        storage="s3",
    )
    assert (settings.database, settings.jobs, settings.files) == (
        "postgresql+psycopg://u@h/d",
        "redis://h",
        "s3",
    )


@pytest.mark.parametrize(
    ("address", "is_local"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://localhost", True),
        ("https://[::1]:8000", True),
        ("http://bekal.example.go.id", True),
        ("bekal.example.go.id", True),
        ("https://127.0.0.2", True),
        ("https://bekal.example.go.id", False),
    ],
)
def test_an_address_is_local_when_it_is_loopback_or_not_https(address: str, is_local: bool) -> None:
    assert Settings(secret_key=KEY, base_url=address).is_local is is_local
