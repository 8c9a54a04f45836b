"""What this installation recognises: its own file, else the one that comes with Bekal."""

from functools import lru_cache
from pathlib import Path

import yaml

from lms.credentials import house
from lms.credentials.recognition_rules import Countable, read

SHIPPED = Path(__file__).with_name("recognition.yaml")


def programmes() -> tuple[Countable, ...]:
    """Give the programmes that can be recognised here; a changed file is read again."""
    own = house.settings().home / SHIPPED.name
    path = own if own.is_file() else SHIPPED
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, changed_ns: int) -> tuple[Countable, ...]:
    return read(yaml.safe_load(path.read_text("utf-8")))


def title_of(achievement: str) -> str:
    """Give a programme's title; the achievement itself where it is no longer configured."""
    titles = {each.achievement: each.title for each in programmes()}
    return titles.get(achievement, achievement)
