"""Settings from the environment (`LMS_*`); every one is described in docs/operations.md."""

from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


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
    log_json: bool = False
    proxies_count: int = 0
    jp_minutes: int = Field(default=45, gt=0)

    @cached_property
    def database(self) -> str:
        """Give the database's URL, absolute."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'bekal.sqlite3'}"

    @cached_property
    def jobs(self) -> str:
        """Give the job queue's URL, absolute."""
        return self.jobs_url or f"sqlite:///{self.home.resolve() / 'jobs.sqlite3'}"

    @cached_property
    def files(self) -> str:
        """Give the root of the storage."""
        return self.storage or str(self.home.resolve() / "files")

    @property
    def is_local(self) -> bool:
        """Tell whether the public address is loopback or not https: no real certificate then."""
        parts = urlsplit(self.base_url)
        return parts.scheme != "https" or (parts.hostname or "") in _LOOPBACK
