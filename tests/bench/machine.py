"""On what was measured: the machine, and the versions of what takes part."""

import os
import platform
import sqlite3
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

_PACKAGES = (
    "bekal",
    "flask",
    "granian",
    "jinja2",
    "psycopg",
    "pyhanko",
    "sqlalchemy",
    "weasyprint",
)


def versions(postgresql: str | None) -> dict[str, str]:
    """Give the versions by name; PostgreSQL's only where it took part."""
    found = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    found |= {name: version(name) for name in _PACKAGES}
    return found | ({"postgresql": postgresql} if postgresql else {})


def machine() -> dict[str, Any]:
    """Give processor, cores, memory in MB, kernel, load and speed before the measurement.

    `loop_ms` is the CPU time of a fixed loop: where it differs, CPU-ms can't be compared.
    """
    return {
        "processor": _line("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": int(_line("/proc/meminfo", "MemTotal").split()[0]) // 1024,
        "kernel": platform.release(),
        "load_before": round(os.getloadavg()[0], 2),
        "loop_ms": round(min(_loop_ms() for _ in range(5)), 1),
    }


def _loop_ms() -> float:
    began, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number * number
    return (time.process_time() - began) * 1000


def _line(path: str, key: str) -> str:
    for line in Path(path).read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return "0"
