"""Settings from the environment (`LMS_*`); every one is described in docs/operations.md."""

from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_SQLITE = "sqlite:///"


class Settings(BaseSettings):
    """All that a real installation may set. Missing or wrong values are told all at once."""

    model_config = SettingsConfigDict(env_prefix="LMS_", extra="forbid")

    home: Path = Path("var")
    secret_key: str = Field(min_length=32)
    nik_key: str | None = Field(default=None, min_length=32)
    base_url: str = "http://127.0.0.1:8000"
    database_url: str | None = None
    jobs_url: str | None = None
    storage: str | None = None
    rate_limits_url: str = "memory://"
    signing_key: Path | None = None
    signing_certificate: Path | None = None
    demonstration: bool = False
    second_factor: Literal["required", "optional"] | None = None
    log_json: bool = False
    proxies_count: int = 0
    jp_minutes: int = Field(default=45, gt=0)
    applications_kept_days: int = Field(default=90, gt=0)

    @cached_property
    def database(self) -> str:
        """Give the database's URL, absolute."""
        return _absolute(self.database_url or f"sqlite:///{self.home / 'bekal.sqlite3'}")

    @cached_property
    def jobs(self) -> str:
        """Give the job queue's URL, absolute."""
        return _absolute(self.jobs_url or f"sqlite:///{self.home / 'jobs.sqlite3'}")

    @cached_property
    def files(self) -> str:
        """Give the root of the storage."""
        return self.storage or str(self.home.resolve() / "files")

    @property
    def requires_second_factor(self) -> bool:
        """Tell whether sensitive roles must prove a second factor; a demonstration need not."""
        chosen = self.second_factor or ("optional" if self.demonstration else "required")
        return chosen == "required"

    @property
    def is_local(self) -> bool:
        """Tell whether the public address is loopback or not https: no real certificate then."""
        parts = urlsplit(self.base_url)
        return parts.scheme != "https" or _is_loopback(parts.hostname or "")


def _absolute(url: str) -> str:
    """Give the URL with a SQLite file's whole path: Flask would look in its instance folder."""
    path = url.removeprefix(_SQLITE)
    is_file = path != url and not path.startswith(":")
    return f"{_SQLITE}{Path(path).resolve()}" if is_file and path else url


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in {"", "localhost"} or host.endswith(".localhost")
