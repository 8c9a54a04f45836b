"""The web processes: the application is made once, then granian's workers are forked from it.

What is loaded before the fork is in memory once for all of them.
"""

import gc
import multiprocessing
import sys
import threading
from functools import partial

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from sqlalchemy.orm import configure_mappers

from lms.app import create_app

_THREADS = 8


def main(address: str, port: int, workers: int) -> None:
    """Serve until asked to stop."""
    app = _loaded()
    multiprocessing.set_start_method("fork")
    server = Granian(
        "lms.app:create_app",
        address=address,
        port=port,
        workers=workers,
        interface=Interfaces.WSGI,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
    )
    server.serve(target_loader=partial(_given, app), wrap_loader=False)


def _loaded() -> Flask:
    app = create_app()
    configure_mappers()
    for thread in threading.enumerate():  # none lives through a fork; the limiter's ends at once
        if thread is not threading.main_thread():
            thread.join()
    gc.collect()
    gc.freeze()  # else each worker's collector would write into what they share
    return app


def _given(app: Flask) -> Flask:
    return app


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
