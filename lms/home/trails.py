"""The trail as auditors and admins read it: who did what, where, when and why."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.home import trail_queries
from lms.home.trail_queries import PAGE_ROWS, SHEET_ROWS, Row, Search
from lms.home.trail_words import subject_url, subject_word, whom
from lms.home.words import ACT_WORDS
from lms.kernel import audit, audit_state
from lms.kernel.access import Actor, contains
from lms.kernel.audit import AuditEntry
from lms.kernel.audit_state import ChainState
from lms.kernel.clock import Zone, day_of
from lms.people.models import RoleGrant
from lms.people.words import ROLE_WORDS
from lms.regions import queries as regions
from lms.web.formats import clock_time, moment, number, short_day
from lms.web.templating import sentence
from lms.web.workbooks import Cell, table_workbook

_DETAIL_LETTERS = 2000


@dataclass(frozen=True)
class Line:
    """One act of the trail; `who_note` says in whose place somebody acted."""

    position: int
    what: str
    about: str
    about_url: str | None
    who: str
    who_note: str
    when: str
    where: str
    reason: str


@dataclass(frozen=True)
class Trail:
    """A page of the trail, latest act first, and the ways to the pages beside it."""

    lines: tuple[Line, ...]
    newer_url: str | None
    older_url: str | None


def page(
    session: Session,
    actor: Actor,
    search: Search,
    kept: Mapping[str, Any],
    *,
    before: int | None = None,
    after: int | None = None,
) -> Trail:
    """Give a page of the acts in the actor's regions; `kept` is the filter as it was asked."""
    found = trail_queries.rows(
        session, actor, search, limit=PAGE_ROWS + 1, before=before, after=after
    )
    if after is not None:
        has_newer, has_older = len(found) > PAGE_ROWS, True
        found = found[-PAGE_ROWS:]
    else:
        has_newer, has_older = before is not None, len(found) > PAGE_ROWS
        found = found[:PAGE_ROWS]
    newer = found[0][0].position if found and has_newer else None
    older = found[-1][0].position if found and has_older else None
    return Trail(
        lines(session, actor, found),
        url_for("home.trail", **kept, sesudah=newer) if newer else None,
        url_for("home.trail", **kept, sebelum=older) if older else None,
    )


def lines(session: Session, actor: Actor, rows: Sequence[Row]) -> tuple[Line, ...]:
    """Give entries in words, with links to what they are about."""
    places = regions.full_names(session, {entry.region_code for entry, _name in rows})
    by_account, people = _deputies(session, rows), _people(session, rows)
    return tuple(
        Line(
            position=entry.position,
            what=_what(entry),
            about=_about(entry, people),
            about_url=subject_url(actor, entry),
            who=name or _("Sistem"),
            who_note=_in_place(entry, by_account.get(entry.account_id, ())),
            when=_when(entry.at),
            where=places[entry.region_code],
            reason=entry.reason or "–",
        )
        for entry, name in rows
    )


def _what(entry: AuditEntry) -> str:
    return sentence(ACT_WORDS.get(entry.act, entry.act))


def _about(entry: AuditEntry, people: Mapping[str, str]) -> str:
    """Give "Akun Nama Orang", or the kind and the beginning of the id."""
    name = people.get(whom(entry)[1] or "", entry.subject_id[:8])
    return f"{sentence(subject_word(entry.subject_kind))} {name}"


def _people(session: Session, rows: Sequence[Row]) -> Mapping[str, str]:
    ids: dict[str, set[str]] = {"account": set(), "person": set()}
    for kind, key in (whom(entry) for entry, _name in rows):
        if key is not None:
            ids[kind].add(key)
    return trail_queries.names(session, ids["account"], ids["person"])


def _deputies(session: Session, rows: Sequence[Row]) -> dict[Any, list[RoleGrant]]:
    found: dict[Any, list[RoleGrant]] = {}
    ids = {entry.account_id for entry, _name in rows if entry.account_id is not None}
    for grant in trail_queries.deputies(session, ids):
        found.setdefault(grant.account_id, []).append(grant)
    return found


def _in_place(entry: AuditEntry, grants: Sequence[RoleGrant]) -> str:
    """Give "wakil Admin, Lampung" for an act in the time and region of somebody's deputy."""
    day = day_of(entry.at)
    roles = [
        f"{ROLE_WORDS[grant.role]}, {grant.region.name}"
        for grant in grants
        if contains(grant.region_code, entry.region_code)
        and grant.starts_on <= day
        and (grant.ends_on is None or day <= grant.ends_on)
        and (grant.ended_at is None or entry.at < grant.ended_at)
    ]
    return str(_("wakil %(roles)s", roles="; ".join(roles))) if roles else ""


def _when(at: datetime) -> str:
    day = short_day(at.astimezone(Zone.WIB.info).date())
    return f"{day} {clock_time(at, Zone.WIB)}"


def sheet(session: Session, actor: Actor, search: Search, *, at: datetime) -> bytes:
    """Give the acts that fit as XLSX, with how far the trail's chain is whole."""
    found = trail_queries.rows(session, actor, search, limit=SHEET_ROWS + 1)
    state = audit_state.standing(session)
    told = lines(session, actor, found[:SHEET_ROWS])
    wrong = [entry.position for entry, _name in found if entry.hash != audit.link(entry)]
    notes = [
        _("Diunduh %(when)s.", when=moment(at, Zone.WIB)),
        chain_words(state, wrong),
    ]
    if len(found) > SHEET_ROWS:
        told_count = number(SHEET_ROWS)
        notes.append(
            _(
                "Hanya %(count)s tindakan terbaru; persempit masanya untuk yang lain.",
                count=told_count,
            )
        )
    headings = [_("Nomor"), _("Waktu"), _("Tindakan"), _("Tentang"), _("Kode data"), _("Oleh")]
    headings += [_("Sebagai"), _("Wilayah"), _("Alasan"), _("Rincian"), _("Sidik rantai")]
    rows = [_cells(entry, line) for (entry, _name), line in zip(found, told, strict=False)]
    return table_workbook(_("Jejak tindakan"), headings, rows, notes)


def _cells(entry: AuditEntry, line: Line) -> list[Cell]:
    detail = json.dumps(entry.detail, ensure_ascii=False, sort_keys=True) if entry.detail else ""
    return [
        entry.position,
        line.when,
        line.what,
        line.about,
        entry.subject_id,
        line.who,
        line.who_note,
        line.where,
        entry.reason,
        detail[:_DETAIL_LETTERS],
        entry.hash,
    ]


def chain_words(state: ChainState, wrong: Sequence[int] = ()) -> str:
    """Give how far the chain is whole, in a sentence; `wrong`: positions that don't fit."""
    broken = min([*wrong, *([state.broken_at] if state.broken_at else [])], default=None)
    if broken is not None:
        wrong_words = _(
            "PERHATIAN: rantai jejak putus pada nomor %(position)s. Laporkan kepada pengelola.",
            position=number(broken),
        )
        return str(wrong_words)
    until = str(_("Rantai utuh sampai nomor %(position)s.", position=number(state.whole_until)))
    if state.checked_at is not None:
        until += " " + _(
            "Pemeriksaan penuh terakhir: %(when)s.", when=moment(state.checked_at, Zone.WIB)
        )
    if not state.is_complete:
        until += " " + _(
            "Sesudah itu sampai nomor %(head)s belum diperiksa.", head=number(state.head)
        )
    return until
