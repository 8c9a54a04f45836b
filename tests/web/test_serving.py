"""A server takes no port that is taken; its workers share their memory and come back."""

import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from lms import serving
from lms.kernel.settings import Settings
from tests.bench import processes

_LMS = "from lms.cli import main; main()"


def test_a_port_that_is_taken_is_refused_with_a_sentence(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, secret_key="s" * 40)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(serving.PortTaken, match=f"{port} sudah dipakai"):
            serving.serve(settings, address="127.0.0.1", port=port, workers=1)


class Served:
    """A server of two workers."""

    def __init__(self, process: int, port: int) -> None:
        self.process, self._port = process, port

    def workers(self) -> set[int]:
        """Give the ids of the processes that answer."""
        return processes.tree(self.process) - {self.process}

    def answers(self) -> bool:
        """Tell whether the sign-in page opens, with its form and its CSRF token."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/masuk", timeout=60) as page:
            return b"csrf_token" in page.read()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Pages as `lms serve` serves them, on a home without a database."""
    port = processes.free_port()
    command = [sys.executable, "-c", _LMS, "serve", "--port", str(port)]
    given = {"LMS_HOME": str(tmp_path), "LMS_SECRET_KEY": "s" * 40}
    with processes.serving(command, port, "/healthz", tmp_path / "log", **given) as process:
        yield Served(process, port)


def test_the_workers_share_what_was_loaded_before_them(served: Served) -> None:
    assert served.answers()
    assert len(served.workers()) == 2
    loaded = processes.memory_mb(served.process, of="Rss")
    assert processes.memory_mb(served.process) < 0.6 * loaded


def test_a_worker_that_is_killed_comes_back(served: Served) -> None:
    before = served.workers()
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    until = time.monotonic() + 60
    while len(served.workers() - before) < 2:
        assert time.monotonic() < until, "no worker came back"
        time.sleep(0.2)
    assert served.answers()
