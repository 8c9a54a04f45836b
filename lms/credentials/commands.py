"""`lms certificates …`: is this file genuine?"""

import json
import sys
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.exc import SQLAlchemyError

from certificates.claims import to_json
from lms.credentials import checking
from lms.credentials.checking import Finding, Match
from lms.kernel.database import reading

if TYPE_CHECKING:
    from certificates.verification import Inspection

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_STATUS = {Match.DIFFERENT: "tidak cocok", Match.UNKNOWN: "tidak dikenal"}


class Verdict(IntEnum):
    """The exit status, as other tools rely on it."""

    GENUINE = 0
    NOT = 1
    UNREADABLE = 2
    NO_LEDGER = 3


@click.group("certificates")
def certificates() -> None:
    """Sertifikat."""


@certificates.command("verify")
@click.argument("file", type=_FILE)
@click.pass_context
def verify(context: click.Context, file: Path) -> None:
    """Periksa FILE: tanda tangannya, lalu buku induk; fakta dicetak sebagai JSON.

    Hasil: 0 asli dan berlaku, 1 tidak, 2 tidak terbaca, 3 asli tetapi tidak ada buku induk.
    """
    verdict, report = _judge(file.read_bytes(), _application(context))
    click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    sys.exit(verdict)


def _application(context: click.Context) -> Flask | None:
    try:
        return context.ensure_object(ScriptInfo).load_app()
    except click.ClickException as error:  # settings are missing
        click.echo(error.format_message(), err=True)
        return None


def _judge(pdf: bytes, app: Flask | None) -> tuple[Verdict, dict[str, Any]]:
    if app is None:
        seen = checking.inspect_alone(pdf)
        return _without_ledger(seen, _report(seen))
    with app.app_context():
        seen = checking.inspect(pdf)
        report = _report(seen)
        try:
            with reading() as session:
                return _by_ledger(checking.check(session, pdf, seen), report)
        except SQLAlchemyError:
            return _without_ledger(seen, report)


def _without_ledger(seen: "Inspection", report: dict[str, Any]) -> tuple[Verdict, dict[str, Any]]:
    if not seen.readable:
        return Verdict.UNREADABLE, report
    report["status"] = "tanpa buku induk"
    genuine = seen.intact and seen.trusted
    return (Verdict.NO_LEDGER if genuine else Verdict.NOT), report


def _report(seen: "Inspection") -> dict[str, Any]:
    return {
        "status": "tidak terbaca",
        "signature": {
            "signed": seen.signed,
            "intact": seen.intact,
            "trusted": seen.trusted,
            "signer": seen.signer_name,
            "signed_at": seen.signed_at.isoformat() if seen.signed_at else None,
        },
        "facts": to_json(seen.claims) if seen.claims else None,
        "problems": list(seen.problems),
    }


def _by_ledger(finding: Finding, report: dict[str, Any]) -> tuple[Verdict, dict[str, Any]]:
    paper = finding.paper
    if not finding.inspection.readable:
        return Verdict.UNREADABLE, report
    if finding.match is not Match.SAME or paper is None:
        report["status"] = _STATUS.get(finding.match, "tidak dikenal")
        report["differences"] = [vars(each) for each in finding.differences]
        return Verdict.NOT, report
    report["is_specimen"] = paper.certificate.is_specimen
    if paper.revocation is not None:
        report["status"] = "dicabut"
        report["revoked_at"] = paper.revocation.revoked_at.isoformat()
        report["public_words"] = paper.revocation.public_words
        return Verdict.NOT, report
    report["status"] = "sah"
    return (Verdict.GENUINE if finding.inspection.intact else Verdict.NOT), report
