"""`lms coverage …`: are the counters what the facts say?"""

import sys

import click
from flask.cli import with_appcontext

from lms.kernel.database import reading, writing
from lms.oversight import recount
from lms.standings.recounting import Differences

_SHOWN_MOST = 20


@click.group("coverage")
def coverage() -> None:
    """Angka capaian pelatihan wajib."""


@coverage.command("recount")
@click.option("--repair", is_flag=True, help="Perbaiki angka yang tersimpan bila berbeda.")
@with_appcontext
def recount_command(*, repair: bool) -> None:
    """Hitung ulang dari fakta; keluar dengan 1 bila ada yang berbeda."""
    if repair:
        with writing() as session:
            found = recount.repair(session)
    else:
        with reading() as session:
            found = recount.differences(session)
    _tell(found)
    if found.count and repair:
        click.echo("Angka sudah diperbaiki.")
    sys.exit(1 if found.count else 0)


def _tell(found: Differences) -> None:
    if not found.count:
        click.echo("Angka tersimpan sama dengan hasil hitung ulang.")
        return
    click.echo(f"Berbeda: {len(found.subjects)} orang, {len(found.places)} wilayah.")
    for key, code in found.places[:_SHOWN_MOST]:
        click.echo(f"  {key.family} {key.tier}: {code}")
