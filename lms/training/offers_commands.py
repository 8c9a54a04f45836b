"""`lms training …`: what the installation does for its angkatan from time to time."""

import click
from flask import current_app
from flask.cli import with_appcontext

from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import writing
from lms.kernel.settings import Settings
from lms.training import offers_deciding


@click.group("training")
def training() -> None:
    """Angkatan dan pengajuan diri."""


@training.command("forget-applications")
@click.option("--days", type=click.IntRange(min=1), help="Lama simpan dalam hari.")
@with_appcontext
def forget_applications(days: int | None) -> None:
    """Hapus pengajuan diri yang ditolak atau angkatannya selesai, sesudah masa simpannya."""
    settings: Settings = current_app.extensions["bekal.settings"]
    kept = days or settings.applications_kept_days
    with writing() as session:
        count = offers_deciding.forget(session, SYSTEM, days=kept, at=clock.now())
    click.echo(f"{count} pengajuan diri dihapus.")
