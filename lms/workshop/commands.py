"""Commands that turn question files into JSON and back. They need no application."""

import json
import sys
from pathlib import Path

import click

from courses.exchange import contract
from courses.exchange.drafts import Draft, FileProblem, Reading, Unreadable
from courses.exchange.formats import CARRIES, MOST_BYTES, READERS, WRITERS

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TOO_LARGE = "Berkas ini lebih besar dari 20 MB. Bagilah menjadi beberapa berkas yang lebih kecil."


@click.group("questions")
def questions() -> None:
    """Question files."""


@questions.command("read")
@click.option("--format", "name", type=click.Choice(sorted(READERS)), required=True)
@click.argument("file", type=_FILE)
def read(name: str, file: Path) -> None:
    """Print the questions of FILE, and every problem with its line, as JSON."""
    for piece in contract.pieces(_reading(name, file)):
        sys.stdout.write(piece)


def _reading(name: str, file: Path) -> Reading:
    """Give what the file holds; one that cannot be taken at all is one problem."""
    try:
        return READERS[name](_content(file))
    except Unreadable as error:
        return Reading((), (FileProblem(1, str(error)),))


def _content(file: Path) -> bytes:
    if file.stat().st_size > MOST_BYTES:
        raise Unreadable(_TOO_LARGE)
    return file.read_bytes()


@questions.command("write")
@click.option("--format", "name", type=click.Choice(sorted(WRITERS)), required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.argument("file", type=_FILE)
def write(name: str, output: Path, file: Path) -> None:
    """Write the questions of the JSON in FILE as OUTPUT, and print what had no room in it."""
    try:
        drafts = contract.drafts_of(_content(file))
    except Unreadable as error:
        _tell(0, (FileProblem(1, str(error)),))
        return
    left_out = [draft for draft in drafts if not CARRIES[name](draft)]
    content = WRITERS[name](drafts)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(output), error.strerror) from error
    _tell(len(drafts) - len(left_out), tuple(_no_room(draft, name) for draft in left_out))


def _no_room(draft: Draft, name: str) -> FileProblem:
    return FileProblem(
        draft.line, f"Soal ini ({draft.type}) tidak dapat ditulis sebagai {name}; ditinggalkan."
    )


def _tell(written: int, problems: tuple[FileProblem, ...]) -> None:
    said = {"written": written, "problems": [contract.problem(each) for each in problems]}
    click.echo(json.dumps(said))
