"""`lms demo`: what the README's names can be tried on. Idempotent."""

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.demo import offices, planning, running, s0
from lms.home.demo_accounts import DEMO_ACCOUNTS
from lms.kernel import clock
from lms.kernel.clock import Zone
from lms.kernel.database import writing
from lms.regions.models import Organisation
from lms.training.models import Angkatan

_FOUNDED_AT = datetime(2017, 5, 1, 3, tzinfo=UTC)


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Build the demonstration with made-up people."""
    if not current_app.extensions["bekal.settings"].demonstration:
        raise click.ClickException("LMS_DEMONSTRATION belum bernilai true.")
    with writing() as session:
        build(session, at=clock.now())
    click.echo("Demonstrasi siap. Semua orang di dalamnya rekaan.")
    for account in DEMO_ACCOUNTS:
        click.echo(f"  {account.login_name:18} {account.label}")
    click.echo(f"  Kata sandi semuanya: {offices.PASSWORD}")


def build(session: Session, *, at: datetime) -> None:
    """Bring the demonstration up to this moment."""
    made = offices.found_offices(session, at=_FOUNDED_AT)
    offices.hire_staff(session, made, at=_FOUNDED_AT)
    province = made[planning.PROVINSI]
    if not _has_s0(session, province):
        s0.build(session, province)
    if not running.is_on(session, province, at.astimezone(Zone.WIB.info).date()):
        running.build(session, province, at=at)


def _has_s0(session: Session, organiser: Organisation) -> bool:
    found = select(Angkatan.id).where(
        Angkatan.organiser_id == organiser.id,
        Angkatan.year == s0.DAY.year,
        Angkatan.number == s0.NUMBER,
    )
    return session.scalar(found) is not None
