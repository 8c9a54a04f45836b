"""`lms content …`: curricula from a folder."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from courses.reading import ContentError, check, read
from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import writing
from lms.kernel.errors import Refused
from lms.training import loading, media, media_views

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("content")
def content() -> None:
    """Muat atau periksa isi pelatihan (modul, rubrik, kurikulum)."""


@content.command("check")
@click.argument("folder", type=_FOLDER)
def check_folder(folder: Path) -> None:
    """Periksa FOLDER; setiap kesalahan disebut dengan berkas dan barisnya."""
    problems = check(folder)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise click.ClickException(f"Ada {len(problems)} kesalahan.")
    click.echo("Isi pelatihan ini dapat dimuat.")


@content.command("load")
@click.argument("folder", type=_FOLDER)
@with_appcontext
def load_folder(folder: Path) -> None:
    """Muat FOLDER; yang sudah ada tidak diubah."""
    try:
        library = read(folder)
        media.keep_all(media_views.storage(), folder, library)
        with writing() as session:
            loaded = loading.load(session, SYSTEM, library, at=clock.now())
    except (ContentError, Refused) as error:
        raise click.ClickException(str(error)) from error
    for kind, names in (
        ("Modul", loaded.modules),
        ("Rubrik", loaded.rubrics),
        ("Kurikulum", loaded.curricula),
        ("Istilah", loaded.terms),
    ):
        click.echo(f"{kind} baru: {', '.join(names) or '-'}")
    for note in loaded.notes:
        click.echo(f"Catatan: {note}")
