"""`lms coverage recount` tells and mends what differs from the facts."""

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.oversight.commands import coverage
from lms.standings.models import DesaTally
from tests.factories.regions import METRO
from tests.standings import lists


def test_a_wrong_counter_is_told_and_mended(app: Flask, session: Session) -> None:
    lists.names(session, [(1, METRO), (2, METRO)])
    session.commit()
    runner = app.test_cli_runner()
    whole = runner.invoke(coverage, ["recount"])
    assert (whole.exit_code, whole.output.strip()) == (
        0,
        "Angka tersimpan sama dengan hasil hitung ulang.",
    )
    session.execute(update(DesaTally).values(obliged_never=7))
    session.commit()
    broken = runner.invoke(coverage, ["recount"])
    assert broken.exit_code == 1
    assert METRO in broken.output
    assert "sudah diperbaiki" in runner.invoke(coverage, ["recount", "--repair"]).output
    assert runner.invoke(coverage, ["recount"]).exit_code == 0
