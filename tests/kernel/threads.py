"""Several threads that begin together, each with its own application context."""

import threading
from collections.abc import Callable

from flask import Flask


def together(app: Flask, count: int, act: Callable[[int], None]) -> None:
    """Run `act(number)` in `count` threads at once; what one raises is raised here."""
    gate, raised = threading.Barrier(count), list[BaseException]()

    def run(number: int) -> None:
        try:
            with app.app_context():
                gate.wait(30)
                act(number)
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    if raised:
        raise raised[0]
