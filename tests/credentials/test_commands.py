"""`lms certificates verify`: exit status and JSON."""

import json
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.orm import Session

from lms.app import create_app
from lms.credentials import house, jobs, operations
from lms.credentials.commands import certificates
from lms.credentials.models import Certificate
from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import db, writing
from tests.credentials.samples import certificate_of, issued
from tests.factories.people import a_person


def _verify(app: Flask, file: Path) -> tuple[int, dict[str, Any]]:
    info = ScriptInfo(create_app=lambda: app)
    done = CliRunner().invoke(certificates, ["verify", str(file)], obj=info)
    return done.exit_code, json.loads(done.stdout)


def _drawn(session: Session, folder: Path) -> tuple[Certificate, Path]:
    person = a_person(session)
    session.commit()
    certificate = issued(person.id)
    jobs.draw(certificate.id)
    certificate = certificate_of(certificate.credential_id)
    file = folder / "sertifikat.pdf"
    file.write_bytes(house.storage().read(certificate.storage_key or ""))
    return certificate, file


def test_genuine_and_in_force(real: Flask, session: Session, tmp_path: Path) -> None:
    certificate, file = _drawn(session, tmp_path)
    status, report = _verify(real, file)
    assert status == 0
    assert report["status"] == "sah"
    assert report["facts"]["number"] == certificate.number
    assert report["signature"]["intact"] is True


def test_revoked_or_changed_or_unknown_is_not(
    real: Flask, session: Session, tmp_path: Path
) -> None:
    certificate, file = _drawn(session, tmp_path)
    changed = tmp_path / "diubah.pdf"
    changed.write_bytes(file.read_bytes() + b"\n")
    assert _verify(real, changed)[0] == 1
    assert _verify(real, changed)[1]["status"] == "tidak cocok"
    with writing() as opened:
        operations.revoke(
            opened,
            SYSTEM,
            certificate.credential_id,
            reason="salah",
            public_words="Salah data.",
            at=clock.now(),
        )
    status, report = _verify(real, file)
    assert (status, report["status"], report["public_words"]) == (1, "dicabut", "Salah data.")


def test_unreadable(real: Flask, tmp_path: Path) -> None:
    file = tmp_path / "rusak.pdf"
    file.write_bytes(b"bukan PDF")
    status, report = _verify(real, file)
    assert status == 2
    assert report["problems"]


def test_without_a_ledger_only_the_signature_speaks(
    real: Flask, session: Session, tmp_path: Path
) -> None:
    _, file = _drawn(session, tmp_path)
    settings = real.extensions["bekal.settings"]
    missing = f"sqlite:///{tmp_path / 'kosong.sqlite3'}"
    alone = create_app(settings.model_copy(update={"database_url": missing, "database": missing}))
    status, report = _verify(alone, file)
    assert (status, report["status"]) == (3, "tanpa buku induk")
    with alone.app_context():
        db.engine.dispose()
    stranger = create_app(
        settings.model_copy(
            update={"database_url": missing, "database": missing, "home": tmp_path / "lain"}
        )
    )
    assert _verify(stranger, file)[0] == 1
    with stranger.app_context():
        db.engine.dispose()


def test_without_settings_nobody_is_trusted(real: Flask, session: Session, tmp_path: Path) -> None:
    _, file = _drawn(session, tmp_path)

    def unset() -> Flask:
        raise click.UsageError("LMS_SECRET_KEY: belum diisi.")

    info = ScriptInfo(create_app=unset)
    done = CliRunner().invoke(certificates, ["verify", str(file)], obj=info)
    report = json.loads(done.stdout)
    assert (done.exit_code, report["status"]) == (1, "tanpa buku induk")
    assert report["signature"]["intact"] is True
    assert "LMS_SECRET_KEY" in done.stderr
