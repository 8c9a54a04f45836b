"""What the tests of the demonstration look at."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.demo import commands, planning
from lms.kernel.database import reading
from lms.oversight import runs
from lms.people.models import Account
from lms.training.models import Angkatan
from tests.browser import Browser

ONE_IN: dict[Flask, int] = {}
"""By how much S4 is smaller than it was, by application."""


def angkatan(session: Session, event: commands.Event) -> Angkatan:
    """Give the angkatan of an event, with its organiser."""
    scene: planning.Scene = event.scene(session)
    found = select(Angkatan).where(Angkatan.title == scene.title, Angkatan.number == scene.number)
    by_year = found.where(Angkatan.year == scene.starts_on.year)
    return session.scalars(by_year.options(joinedload(Angkatan.organiser))).one()


def five(session: Session, found: Angkatan) -> tuple[int, int, int, int, int]:
    """Give kuota, diundang, terdaftar, hadir and lulus of an angkatan."""
    counts = runs.five_counts(session, [found.id])[found.id]
    return counts.kuota, counts.diundang, counts.terdaftar, counts.hadir, counts.lulus


def signed_in(app: Flask, login_name: str) -> Browser:
    """Give the browser of somebody of the demonstration."""
    with reading() as session:
        account = session.scalars(select(Account).where(Account.login_name == login_name)).one()
    return Browser(app).sign_in(account)
