"""What the tests of training share."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Actor
from lms.kernel.database import writing
from lms.kernel.errors import Refused
from lms.people.models import Account
from lms.people.queries import actor_of


def actor_for(session: Session, account: Account) -> Actor:
    """Give the account as an actor, with its roles."""
    return actor_of(session, account, on=clock.today())


def at_once(app: Flask, act: Callable[[Session, int], object], *, count: int = 4) -> list[str]:
    """Do `act` in so many threads, each in a transaction; give the refusals' sentences."""
    refusals: list[str] = []
    failures: list[BaseException] = []
    ready = threading.Barrier(count)

    def run(number: int) -> None:
        with app.app_context():
            ready.wait()
            try:
                with writing() as session:
                    act(session, number)
            except Refused as refusal:
                refusals.append(str(refusal))
            except Exception as failure:  # shown by the test itself
                failures.append(failure)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures
    return refusals
