"""What the officer sees, put together: the same values for page and sheet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.sentence import say
from lms.oversight import coverage, queries, runs
from lms.oversight.coverage import Figures, Status
from lms.oversight.runs import Reached
from lms.regions import queries as regions
from lms.regions.models import Level, Organisation
from lms.registration import queries as registration
from lms.training.catalogue import Family
from lms.training.models import Angkatan
from lms.training.queries import FiveCounts
from lms.web import formats
from lms.web.templating import sentence
from lms.web.workbooks import table_workbook

PAGE = 50

_WORDS = {
    Status.REGISTERED: (say("ada PSM terdaftar"), "good"),
    Status.TRAINED: (say("ada PSM terlatih"), "info"),
    Status.IN_TRAINING: (say("ada calon dalam pelatihan"), "attention"),
    Status.NONE: (say("belum ada"), "neutral"),
}


@dataclass(frozen=True)
class Row:
    """A region in the table."""

    code: str
    name: str
    figures: Figures
    url: str | None
    word: str
    tone: str


@dataclass(frozen=True)
class Board:
    """A region's figures by its children."""

    code: str
    name: str
    rows: list[Row]
    total: Figures
    as_of: str
    definitions: list[str]
    back_url: str | None
    back_name: str | None
    is_desa: bool

    @property
    def headings(self) -> list[str]:
        """Give the columns' names."""
        people = [_("Terdaftar"), _("Terlatih"), _("Dalam pelatihan")]
        if self.is_desa:
            return [_("Desa atau kelurahan"), *people, _("Keadaan")]
        return [_("Wilayah"), *people, _("Semua desa"), _("Desa belum ada")]


@dataclass(frozen=True)
class RunRow:
    """An angkatan in the list, with its five counts."""

    angkatan_id: UUID
    title: str
    period: str
    organiser: str
    counts: FiveCounts


@dataclass(frozen=True)
class Runs:
    """A page of angkatan."""

    rows: list[RunRow]
    number: int
    pages: int
    url: Callable[[int], str]


@dataclass(frozen=True)
class Missing:
    """Somebody who fell out, where they stand now, and the office that sent them."""

    name: str
    origin: str
    state: str
    office: Organisation | None


@dataclass(frozen=True)
class Gap:
    """Those who reached one count and not the next."""

    title: str
    people: list[Missing]


@dataclass(frozen=True)
class Run:
    """Who is missing in one angkatan."""

    angkatan: Angkatan
    counts: list[tuple[str, int]]
    gaps: list[Gap]
    as_of: str


def region(session: Session, actor: Actor, code: str, *, at: datetime) -> Board:
    """Give the board of a region of the actor's; or NotFound."""
    achievements = registration.asked_achievements(session, Family.PSM.value)
    found = queries.coverage(session, actor, code, achievements)
    here, outer = queries.region(session, actor, code), _outer(session, actor, code)
    is_desa = here.level is Level.KECAMATAN
    return Board(
        code=code,
        name=regions.full_name(session, code) if code != NATION else here.name,
        rows=[_row(one, code, is_desa=is_desa) for one in found],
        total=coverage.total(found),
        as_of=formats.moment(at, regions.zone_of(code)),
        definitions=[sentence(one) for one in coverage.definitions(achievements)],
        back_url=url_for("oversight.region", code=outer[0]) if outer else None,
        back_name=outer[1] if outer else None,
        is_desa=is_desa,
    )


def _outer(session: Session, actor: Actor, code: str) -> tuple[str, str] | None:
    if code == NATION:
        return None
    outer = code.rpartition(".")[0] or NATION
    if not actor.may(Permission.OVERSIGHT_READ, within=outer):
        return None
    return outer, queries.region(session, actor, outer).name


def _row(one: coverage.RegionFigures, parent: str, *, is_desa: bool) -> Row:
    word, tone = _WORDS[coverage.status(one.figures)]
    goes_on = one.code != parent and not is_desa
    return Row(
        code=one.code,
        name=_name(one, parent),
        figures=one.figures,
        url=url_for("oversight.region", code=one.code) if goes_on else None,
        word=sentence(word),
        tone=tone,
    )


def _name(one: coverage.RegionFigures, parent: str) -> str:
    if one.code == NATION:
        return str(_("Domisili belum tercatat"))
    if one.code == parent:
        return str(_("%(name)s, tanpa wilayah yang lebih rinci", name=one.name))
    return one.name if one.is_active else _("%(name)s (kode lama)", name=one.name)


def sheet(board: Board) -> bytes:
    """Give a region's figures as XLSX, with as-of time and definitions."""
    notes = [_("Keadaan per %(moment)s", moment=board.as_of), *board.definitions]
    title = _("Capaian PSM: %(name)s", name=board.name)
    rows = [[row.code, row.name, *_cells(row.figures, row.word, board)] for row in board.rows]
    rows.append(["", _("Jumlah"), *_cells(board.total, "", board)])
    return table_workbook(title, [_("Kode"), *board.headings], rows, notes)


def _cells(figures: Figures, word: str, board: Board) -> list[int | str]:
    people: list[int | str] = [figures.registered, figures.trained, figures.in_training]
    return [*people, word] if board.is_desa else [*people, figures.desa, figures.desa_none]


def angkatan_list(session: Session, actor: Actor, number: int) -> Runs:
    """Give a page of the angkatan in the actor's regions with their five counts."""
    pages = max(1, ceil(runs.angkatan_count(session, actor) / PAGE))
    number = min(max(number, 1), pages)
    found = runs.angkatan_page(session, actor, limit=PAGE, offset=(number - 1) * PAGE)
    counts = runs.five_counts(session, [one.id for one in found])
    rows = [
        RunRow(
            one.id,
            one.title,
            formats.day_range(one.starts_on, one.ends_on),
            one.organiser.name,
            counts[one.id],
        )
        for one in found
    ]
    return Runs(rows, number, pages, lambda n: url_for("oversight.angkatan_list", halaman=n))


def angkatan(session: Session, actor: Actor, angkatan_id: UUID, *, at: datetime) -> Run:
    """Give who is missing in an angkatan of the actor's regions; or NotFound."""
    row = runs.angkatan(session, actor, angkatan_id)
    people = runs.reached(session, angkatan_id)
    counts = runs.five_counts(session, [angkatan_id])[angkatan_id]
    offices = runs.offices(session, _senders(people), on=at.astimezone(row.zone.info).date())
    gaps = [
        (_("Diundang, belum terdaftar"), [p for p in people if p.is_invited and not p.is_enrolled]),
        (_("Terdaftar, belum hadir"), [p for p in people if p.is_enrolled and not p.has_come]),
        (_("Hadir, belum lulus"), [p for p in people if p.has_come and not p.has_passed]),
    ]
    return Run(
        angkatan=row,
        counts=[
            (_("Kuota"), counts.kuota),
            (_("Diundang"), counts.diundang),
            (_("Terdaftar"), counts.terdaftar),
            (_("Hadir"), counts.hadir),
            (_("Lulus"), counts.lulus),
        ],
        gaps=[Gap(title, [_missing(one, offices) for one in found]) for title, found in gaps],
        as_of=formats.moment(at, row.zone),
    )


def _senders(people: Iterable[Reached]) -> Sequence[str]:
    quotas = (one.participation.quota for one in people)
    return sorted({quota.sender_code for quota in quotas if quota and quota.sender_code})


def _missing(one: Reached, offices: dict[str, Organisation]) -> Missing:
    row, quota = one.participation, one.participation.quota
    office = None
    if quota is not None:
        office = quota.sender_organisation or offices.get(quota.sender_code or "")
    return Missing(row.person.full_name, row.origin, row.state.value.capitalize(), office)
