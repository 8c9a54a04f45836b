"""`lms demo`: what the README's names can be tried on. Idempotent."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from lms.demo import obliging, offices, planning, running, s0, s1, s2, s3, s4, waiting, workshop
from lms.home.demo_accounts import DEMO_ACCOUNTS
from lms.kernel import clock
from lms.kernel.clock import Zone
from lms.kernel.database import writing

_FOUNDED_AT = datetime(2017, 5, 1, 3, tzinfo=UTC)


class Event(Protocol):
    """Something that happened."""

    def scene(self, session: Session) -> planning.Scene:
        """Give its plan."""

    def build(self, session: Session, made: planning.Offices) -> None:
        """Play it from its plan to its end."""


_EVENTS = (s0, s1, s2, s3)
"""What happened before S4: each module has the event's plan, by which it is known, and its play."""


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Build the demonstration with made-up people."""
    if not current_app.extensions["bekal.settings"].demonstration:
        raise click.ClickException("LMS_DEMONSTRATION belum bernilai true.")
    for act in acts(at=clock.now()):
        with writing() as session:
            act(session)
    click.echo("Demonstrasi siap. Semua orang di dalamnya rekaan.")
    for account in DEMO_ACCOUNTS:
        click.echo(f"  {account.login_name:18} {account.label}")
    click.echo(f"  Kata sandi semuanya: {offices.PASSWORD}")


def build(session: Session, *, at: datetime) -> None:
    """Bring the demonstration up to this moment, in one transaction."""
    for act in acts(at=at):
        act(session)


def acts(*, at: datetime, one_in: int = 1) -> Iterator[Callable[[Session], None]]:
    """Give the acts of the demonstration in their order, each fit for a transaction of its own.

    Of the 475 people of S4 only one in `one_in` comes.
    """
    yield from (partial(_play, event=event, build=event.build) for event in _EVENTS)
    yield partial(_play, event=s4, build=partial(s4.build, one_in=one_in))
    yield partial(_oblige, at=at)
    yield partial(_run, at=at)
    yield partial(_wait, at=at)
    yield partial(_write, at=at)


def _play(
    session: Session,
    *,
    event: Event,
    build: Callable[[Session, planning.Offices], None],
) -> None:
    made = _offices(session)
    if not planning.is_planned(session, made, event.scene(session)):
        build(session, made)


def _oblige(session: Session, *, at: datetime) -> None:
    if not obliging.is_there(session):
        obliging.build(session, at=at)


def _run(session: Session, *, at: datetime) -> None:
    province = _offices(session)[planning.PROVINSI]
    if not running.is_on(session, province, at.astimezone(Zone.WIB.info).date()):
        running.build(session, province, at=at)


def _wait(session: Session, *, at: datetime) -> None:
    if not waiting.is_there(session):
        waiting.build(session, _offices(session), at=at)


def _write(session: Session, *, at: datetime) -> None:
    if not workshop.is_there(session):
        workshop.build(session, at=at)


def _offices(session: Session) -> planning.Offices:
    made = offices.found_offices(session, at=_FOUNDED_AT)
    offices.hire_staff(session, made, at=_FOUNDED_AT)
    return made
