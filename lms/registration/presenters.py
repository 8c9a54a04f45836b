"""What the pages of registration show, as frozen values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from flask import url_for
from flask_babel import gettext as _

from lms.regions import queries as regions
from lms.regions.models import Organisation, OrganisationKind, Region
from lms.registration import gate
from lms.registration.answers import Where
from lms.registration.models import Demand, Registration, RegistrationState
from lms.registration.next_steps import Standing
from lms.web import formats
from lms.web.templating import sentence

_ENDPOINTS = {
    Where.PROFILE: "people_own.profile",
    Where.NIK: "people_own.own_nik",
    Where.LEVELS: "registration.levels",
}


@dataclass(frozen=True)
class Item:
    """A requirement as the component requirement_list shows it."""

    label: str
    met: bool
    value: str
    target: str | None
    next_step: str | None
    url: str | None
    source: str
    is_declared: bool


@dataclass(frozen=True)
class Word:
    """A status: word and tone."""

    word: str
    tone: str


def items(judged: Iterable[gate.Judgement]) -> list[Item]:
    """Give judged requirements for the applicant, each open one with where to go."""
    return [_item(one, *_own_step(one)) for one in judged]


def desk_items(judged: Iterable[gate.Judgement]) -> list[Item]:
    """Give judged requirements for the registrar, without the applicant's next steps."""
    return [_item(one, None, None) for one in judged]


def counter_items(judged: Iterable[gate.Judgement], gaps_url: str) -> list[Item]:
    """Give judged requirements for the counter clerk, each open one with what they can do."""
    return [_item(one, *_counter_step(one, gaps_url)) for one in judged]


def _own_step(one: gate.Judgement) -> tuple[str | None, str | None]:
    if one.objection is None:
        return None, None
    return sentence(one.objection.next_step), _url(one.objection.where, one.rule.slug)


def _counter_step(one: gate.Judgement, gaps_url: str) -> tuple[str | None, str | None]:
    if one.objection is None:
        return None, None
    match one.objection.where:
        case Where.PROFILE | Where.NIK:
            return _("Lengkapi data pemohon"), gaps_url
        case Where.LEVELS:
            return _("Sampaikan kepada pemohon bahwa pelatihan ini harus diikuti dahulu."), None
        case Where.SCAN:
            return _("Unggah berkas yang dibawa pemohon"), "#" + anchor(one.rule.slug)
        case Where.FORM:
            return _("Bacakan pernyataan ini kepada pemohon saat mengajukan."), None
        case _:
            assert_never(one.objection.where)


def _item(one: gate.Judgement, next_step: str | None, url: str | None) -> Item:
    return Item(
        label=one.rule.title,
        met=one.is_met,
        value=sentence(one.value),
        target=None,
        next_step=next_step,
        url=url,
        source=one.rule.source,
        is_declared=one.rule.demand is Demand.DECLARATION,
    )


def anchor(slug: str) -> str:
    """Give the id of the place on the page where the scan for a requirement is attached."""
    return f"berkas-{slug}"


def _url(where: Where, slug: str) -> str | None:
    if where is Where.SCAN:
        return "#" + anchor(slug)
    endpoint = _ENDPOINTS.get(where)
    return url_for(endpoint) if endpoint else None


def state_word(state: RegistrationState) -> Word:
    """Give how an application's state is written."""
    words = {
        RegistrationState.SUBMITTED: Word(_("Menunggu putusan"), "info"),
        RegistrationState.RETURNED: Word(_("Dikembalikan untuk dilengkapi"), "attention"),
        RegistrationState.APPROVED: Word(_("Ditetapkan"), "good"),
        RegistrationState.DECLINED: Word(_("Ditolak"), "danger"),
        RegistrationState.WITHDRAWN: Word(_("Ditarik"), "neutral"),
        RegistrationState.ENDED: Word(_("Berakhir"), "neutral"),
    }
    return words[state]


def standing_word(standing: Standing) -> Word:
    """Give how a person's standing to a programme is written."""
    words = {
        Standing.HELD: Word(_("Sudah Anda pegang"), "good"),
        Standing.RECOGNISED: Word(_("Diakui dari dokumen"), "good"),
        Standing.OPEN: Word(_("Terbuka untuk Anda"), "info"),
        Standing.SHUT: Word(_("Belum terbuka"), "neutral"),
    }
    return words[standing]


def written(at: datetime, region_code: str) -> str:
    """Give a moment in the zone of a region."""
    return formats.moment(at, regions.zone_of(region_code))


def decree_facts(row: Registration) -> list[tuple[str, str]]:
    """Give the SK of an approved application as pairs; empty for the others."""
    if row.sk_on is None:
        return []
    return [
        (_("Nomor SK"), row.sk_number or ""),
        (_("Tanggal SK"), formats.plain_day(row.sk_on)),
        (_("Ditandatangani oleh"), row.sk_signatory or ""),
    ]


def declared(row: Registration) -> list[str]:
    """Give what an applicant declared, in the order of the requirements.

    PostgreSQL keeps no order among the names of a JSON object.
    """
    slugs = (one["slug"] for one in row.requirements)
    return [row.declarations[slug] for slug in slugs if slug in row.declarations]


def signatories(offices: Sequence[Organisation], path: Sequence[Region]) -> list[str]:
    """Suggest who may sign an SK: heads of dinas, then the bupati or wali kota."""
    heads = [
        _("Kepala %(office)s", office=one.name)
        for one in offices
        if one.kind is OrganisationKind.DINAS
    ]
    mayors = {"kabupaten": _("Bupati"), "kota": _("Wali Kota")}
    rulers = [
        f"{mayors[one.kind]} {one.name.removeprefix('Kabupaten ').removeprefix('Kota ')}"
        for one in path
        if one.kind in mayors
    ]
    return heads + rulers
