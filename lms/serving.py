"""The processes: granian (`lms.forking`) for pages, Huey's consumer for jobs."""

import os
import socket
import sys

from huey import Huey
from huey.consumer_options import ConsumerConfig

from lms.kernel.settings import Settings
from lms.web import assets


def serve(settings: Settings, *, address: str, port: int, workers: int) -> None:
    """Become the server; it ends with the process.

    The process is replaced, so that the server does not carry what only commands need.

    Raises:
        PortTaken: somebody listens there already.
    """
    _require_free(address, port)
    settings.home.mkdir(parents=True, exist_ok=True)
    assets.build(settings.home / "assets")
    command = [sys.executable, "-m", "lms.forking", address, str(port), str(workers)]
    sys.stdout.flush()
    os.execv(sys.executable, command)


class PortTaken(Exception):
    """Another process serves at this address; its workers would get half of our requests."""


def _require_free(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as taken:
            raise PortTaken(
                f"Alamat {address}:{port} sudah dipakai. Hentikan yang berjalan di sana, "
                "atau pilih --port lain."
            ) from taken


def work(huey: Huey) -> None:
    """Do jobs until asked to stop."""
    config = ConsumerConfig(workers=1, periodic=True, worker_type="thread")
    config.setup_logger()
    huey.create_consumer(**config.values).run()
