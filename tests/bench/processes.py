"""Processes under measurement, and the CPU time that a whole tree of them has used."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def _stats() -> dict[int, tuple[int, float]]:
    """Give (parent, CPU-ms with ended children) of each process."""
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            ticks = sum(int(field) for field in fields[11:15])
            found[int(folder.name)] = (int(fields[1]), ticks * _TICK_MS)
    return found


def tree(*roots: int) -> set[int]:
    """Give the ids of these processes and of all below them."""
    stats, inside = _stats(), set(roots)
    while more := {pid for pid, (parent, _) in stats.items() if parent in inside} - inside:
        inside |= more
    return inside & set(stats)


def cpu_ms(*roots: int) -> float:
    """Give the user and system time that these processes and all below them have used."""
    stats = _stats()
    return sum(stats[pid][1] for pid in tree(*roots) if pid in stats)


def memory_mb(*roots: int, of: str = "Pss") -> float:
    """Give the memory of these processes and all below them: Pss counts what they share once."""
    total = 0
    for pid in tree(*roots):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith(f"{of}:"):
                    total += int(line.split()[1])
    return total / 1024


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port: int = opened.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(
    command: list[str], port: int, path: str, log: Path | None = None, **env: str
) -> Iterator[int]:
    """Start a server, wait until it answers on `path`, give its process id, end it."""
    with (log or Path(os.devnull)).open("ab") as told:
        process = subprocess.Popen(
            command,
            env=os.environ | env,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(f"http://127.0.0.1:{port}{path}", until=time.monotonic() + 60)
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _wait(url: str, *, until: float) -> None:
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
