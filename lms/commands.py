"""The commands that need the application: each feature's, and those of the house itself."""

import sys

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup, NoAppException, with_appcontext
from pydantic import ValidationError

from lms import serving
from lms.app import create_app
from lms.credentials.commands import certificates
from lms.demo.commands import demo
from lms.kernel import audit, audit_state, clock
from lms.kernel.database import reading, writing
from lms.kernel.settings import Settings
from lms.oversight import recount
from lms.oversight.commands import coverage
from lms.people.commands import admin, nik_commands
from lms.regions.commands import regions
from lms.registration.commands import registration
from lms.training.commands import content
from lms.training.offers_commands import training
from lms.workshop.commands import questions


def _settings() -> Settings:
    """Give the settings, or say everything that is wrong with them."""
    try:
        return Settings()
    except ValidationError as error:
        problems = [
            f"LMS_{'_'.join(str(part) for part in each['loc']).upper()}: "
            + ("belum diisi." if each["type"] == "missing" else each["msg"])
            for each in error.errors()
        ]
        raise NoAppException("\n".join(problems)) from error


def _app() -> Flask:
    return create_app(_settings())


main = FlaskGroup(name="lms", create_app=_app, add_default_commands=False, add_version_option=False)


@main.command("serve")
@click.option("--address", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
def serve(address: str, port: int, workers: int) -> None:
    """Serve the pages."""
    try:
        serving.serve(_settings(), address=address, port=port, workers=workers)
    except serving.PortTaken as taken:
        raise click.ClickException(str(taken)) from taken


@main.command("worker")
@click.option("--drain", is_flag=True, help="Do all that waits, then end.")
@with_appcontext
def work(drain: bool) -> None:
    """Do the jobs that pages leave behind."""
    if not drain:
        serving.work(current_app.extensions["bekal.queue"].huey)
        return
    done, failed = current_app.extensions["bekal.worker"].drain()
    click.echo(f"{done} selesai, {failed} gagal")
    sys.exit(1 if failed else 0)


@main.command("init")
@with_appcontext
def init() -> None:
    """Bring the database to this version's tables."""
    before, after = _upgraded(current_app._get_current_object())  # type: ignore[attr-defined]
    with writing() as session:
        audit.begin(session)
        if before and before != after:
            recount.repair(session)  # figures follow from facts; new ones start here
    click.echo("Basis data siap.")


def _upgraded(app: Flask) -> tuple[set[str], set[str]]:
    """Give where the database was and is; what Alembic holds of it ends with each context."""
    alembic = app.extensions["bekal.alembic"]

    def standing() -> set[str]:
        with app.app_context():
            return {each.revision for each in alembic.current()}

    before = standing()
    with app.app_context():
        alembic.upgrade()
    return before, standing()


@main.group("audit")
def audit_commands() -> None:
    """The trail."""


@audit_commands.command("verify")
@with_appcontext
def verify_audit() -> None:
    """Check the chain of the trail from its first entry; the state is kept for exports."""
    with reading() as session:
        state = audit_state.whole(session)
    if state.broken_at is not None:
        click.echo(f"Jejak audit rusak mulai dari catatan nomor {state.broken_at}.")
        sys.exit(1)
    with writing() as session:
        audit_state.note_check(session, state, at=clock.now())
    click.echo(f"Jejak audit utuh sampai nomor {state.whole_until}.")


@main.command("routes")
@with_appcontext
def routes() -> None:
    """List the addresses."""
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda r: r.rule):
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        click.echo(f"{rule.rule:60} {methods:10} {rule.endpoint}")


_FEATURES = (
    admin,
    certificates,
    content,
    coverage,
    demo,
    nik_commands,
    questions,
    regions,
    registration,
    training,
)
for _command in _FEATURES:
    main.add_command(_command)
