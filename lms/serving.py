"""The processes: granian for pages, Huey's consumer for jobs."""

import os
import sys

from huey import Huey
from huey.consumer_options import ConsumerConfig

from lms.kernel.settings import Settings
from lms.web import assets

_THREADS = 8


def serve(settings: Settings, *, address: str, port: int, workers: int) -> None:
    """Become the server; it ends with the process.

    The process is replaced, so that granian's parent does not carry the whole application.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    assets.build(settings.home / "assets")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory"]
    options = {
        "--host": address,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": _THREADS,
    }
    for name, value in options.items():
        command += [name, str(value)]
    sys.stdout.flush()
    os.execv(sys.executable, [*command, "--respawn-failed-workers", "lms.app:create_app"])


def work(huey: Huey) -> None:
    """Do jobs until asked to stop."""
    config = ConsumerConfig(workers=1, periodic=True, worker_type="thread")
    config.setup_logger()
    huey.create_consumer(**config.values).run()
