"""`lms registration load|list|require|end`: the requirements for registration."""

from typing import Any

import click
from flask.cli import with_appcontext

from lms.credentials.models import Merit
from lms.kernel import clock
from lms.kernel.access import NATION, SYSTEM
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.registration import adopting, loading, queries, requirements
from lms.registration.models import Demand, RegistrationRequirement
from lms.registration.requirements import Wanted
from lms.training.catalogue import Family

_FAMILY = click.Choice([family.value for family in Family])
_REGION = click.option("--region", default=NATION, show_default=True, help="Kode wilayah.")


@click.group("registration")
def registration() -> None:
    """Pendaftaran PSM dan Pensosmas."""


@registration.command("load")
@with_appcontext
def load() -> None:
    """Muat persyaratan pendaftaran; yang sudah ada tidak diubah. SK lama mendapat barisnya."""
    with writing() as session:
        added = loading.load(session, loading.shipped())
        adopted = adopting.adopt(session, at=clock.now())
    click.echo(f"Persyaratan pendaftaran baru: {added}.")
    if adopted:
        click.echo(f"Keanggotaan lama yang mendapat masa berlaku: {adopted}.")


@registration.command("list")
@with_appcontext
def show() -> None:
    """Tampilkan semua persyaratan: keluarga, wilayah, urutan, nama pendek, jenis, judul."""
    with reading() as session:
        rows = queries.all_requirements(session)
    for row in rows:
        click.echo(_line(row))


def _line(row: RegistrationRequirement) -> str:
    ended = "" if row.is_active else " (tidak berlaku lagi)"
    place = f"{row.family:10} {row.region_code:13} {row.position:3}"
    return f"{place} {row.slug:28} {row.demand:12} {row.title}{ended}"


@registration.command("require")
@click.argument("family", type=_FAMILY)
@click.argument("slug")
@_REGION
@click.option("--demand", type=click.Choice([demand.value for demand in Demand]))
@click.option("--title", help="Apa yang diminta.")
@click.option("--source", help="Sumbernya, atau bahwa ini konfigurasi.")
@click.option("--position", type=click.IntRange(min=1), help="Urutan dalam daftar.")
@click.option("--years", type=int, help="Untuk usia.")
@click.option("--achievement", multiple=True, help="Untuk memegang; boleh berulang.")
@click.option("--name", help="Untuk memegang: nama pelatihannya.")
@click.option("--accepts", multiple=True, type=click.Choice([merit.value for merit in Merit]))
@click.option("--text", help="Untuk pernyataan: bunyinya.")
@with_appcontext
def require(family: str, slug: str, region: str, **given: Any) -> None:
    """Tetapkan persyaratan; yang ditawarkan Bekal cukup disebut nama pendeknya."""
    try:
        with writing() as session:
            known = queries.requirement_rows(session, family, region).get(slug)
            wanted = _wanted(slug, given, _known(known) or loading.offered(family).get(slug, {}))
            row = requirements.require(
                session, SYSTEM, Family(family), wanted, region_code=region, at=clock.now()
            )
            line = _line(row)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(line)


def _known(row: RegistrationRequirement | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {"demand": row.demand, "title": row.title, "source": row.source, "value": row.value}


def _wanted(slug: str, given: dict[str, Any], known: dict[str, Any]) -> Wanted:
    demand = given["demand"] or known.get("demand")
    if demand is None:
        raise Refused(
            say("“%(slug)s” belum dikenal: sebut --demand, --title, dan --source.", slug=slug)
        )
    value = dict(known.get("value", {})) if demand == known.get("demand") else {}
    named = {
        "years": given["years"],
        "achievements": list(given["achievement"]),
        "name": given["name"],
        "accepts": list(given["accepts"]),
        "text": given["text"],
    }
    return Wanted(
        slug=slug,
        demand=Demand(demand),
        title=given["title"] or known.get("title", ""),
        source=given["source"] or known.get("source", ""),
        value=value | {key: each for key, each in named.items() if each},
        position=given["position"],
    )


@registration.command("end")
@click.argument("family", type=_FAMILY)
@click.argument("slug")
@_REGION
@with_appcontext
def end(family: str, slug: str, region: str) -> None:
    """Akhiri persyaratan sebuah wilayah; pendaftaran yang sudah masuk tidak hilang."""
    try:
        with writing() as session:
            row = requirements.end(
                session, SYSTEM, Family(family), slug, region_code=region, at=clock.now()
            )
            line = _line(row)
    except NotFound:
        raise click.ClickException(f"Tidak ada persyaratan “{slug}” di wilayah itu.") from None
    click.echo(line)
