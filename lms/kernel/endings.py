"""Work that a transaction does once, at its end, for everything that happened in it."""

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session

_WAITING = "bekal.endings"

Work = Callable[[Session], None]


def at_end(session: Session, work: Work) -> None:
    """Have the work done before the transaction commits, once, however often it is asked for."""
    session.info.setdefault(_WAITING, {})[work] = None


def finish(session: Session) -> None:
    """Do now what waits for the end."""
    while waiting := session.info.pop(_WAITING, None):
        for work in waiting:
            work(session)


@event.listens_for(Session, "before_commit")
def _finish(session: Session) -> None:
    if not session.in_nested_transaction():
        finish(session)
