"""`lms admin create` and `lms nik check`."""

import json
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import writing
from lms.kernel.errors import NotFound, Refused
from lms.people import codes, factors, nik, phones, queries, staffing
from lms.people.operations import PersonFacts


@click.group("admin")
def admin() -> None:
    """Admin pertama sebuah pemasangan."""


def _phone(context: click.Context, parameter: click.Parameter, value: str) -> str:
    try:
        return phones.normalise(value)
    except ValueError:
        raise click.BadParameter("tulis nomor HP seperti 0812-3456-7890") from None


@admin.command("create")
@click.option("--name", prompt="Nama lengkap")
@click.option("--phone", prompt="Nomor HP", callback=_phone)
@click.option("--email", default=None)
@with_appcontext
def create(name: str, phone: str, email: str | None) -> None:
    """Buat admin nasional dan cetak tautan aktivasinya."""
    facts = PersonFacts(name=name, phone=phone, email=email)
    try:
        with writing() as session:
            account, code = staffing.first_admin(session, facts, at=clock.now())
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None
    base = current_app.extensions["bekal.settings"].base_url.rstrip("/")
    click.echo(f"Nama masuk: {account.login_name}")
    click.echo(f"Kode aktivasi: {codes.grouped(code)} (30 hari, sekali pakai)")
    click.echo(f"Tautan aktivasi: {base}/aktivasi/{code}")


@admin.command("remove-factor")
@click.argument("login_name", metavar="NAMA-MASUK")
@click.option("--reason", prompt="Alasan")
@with_appcontext
def remove_factor(login_name: str, reason: str) -> None:
    """Hapus verifikasi dua langkah, bila HP dan semua kode cadangannya hilang."""
    try:
        with writing() as session:
            account = queries.by_login_name(session, login_name)
            factors.remove(session, SYSTEM, account, reason=reason, at=clock.now())
    except NotFound:
        raise click.ClickException("Akun atau verifikasi dua langkahnya tidak ada.") from None
    click.echo("Verifikasi dua langkah dihapus. Semua perangkat akun ini sudah keluar.")


@click.group("nik")
def nik_commands() -> None:
    """Nomor induk kependudukan."""


@nik_commands.command("check")
@click.argument("number", metavar="NIK")
def check(number: str) -> None:
    """Periksa NIK; hasilnya JSON."""
    click.echo(json.dumps(_told(nik.check(number)), ensure_ascii=False))


def _told(report: nik.NikReport) -> dict[str, Any]:
    return {
        "valid": report.valid,
        "problems": [str(problem) for problem in report.problems],
        "warnings": [str(warning) for warning in report.warnings],
        "born_on": report.born_on.isoformat() if report.born_on else None,
        "sex": report.sex.value if report.sex else None,
        "district": report.district,
    }
