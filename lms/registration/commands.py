"""`lms registration load`."""

import click
from flask.cli import with_appcontext

from lms.kernel.database import writing
from lms.registration import loading


@click.group("registration")
def registration() -> None:
    """Pendaftaran PSM."""


@registration.command("load")
@with_appcontext
def load() -> None:
    """Muat persyaratan pendaftaran; yang sudah ada tidak diubah."""
    with writing() as session:
        added = loading.load(session, loading.shipped())
    click.echo(f"Persyaratan pendaftaran baru: {added}.")
