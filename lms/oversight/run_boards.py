"""Angkatan with their five counts, and who is missing in one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.oversight import runs
from lms.oversight.runs import Reached
from lms.regions.models import Organisation
from lms.training import reporting
from lms.training.models import Angkatan
from lms.training.queries import FiveCounts
from lms.web import formats
from lms.web.paging import Paging
from lms.web.templating import sentence

PAGE_ROWS = 50


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
    page: Paging


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
    reported: list[str]
    gaps: list[Gap]
    as_of: str


def angkatan_list(session: Session, actor: Actor, number: int) -> Runs:
    """Give a page of the angkatan in the actor's regions with their five counts."""
    count = runs.angkatan_count(session, actor)
    found = runs.angkatan_page(session, actor, limit=PAGE_ROWS, offset=(number - 1) * PAGE_ROWS)
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
    return Runs(rows, Paging(number, count, PAGE_ROWS, "oversight.angkatan_list"))


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
        reported=[sentence(each) for each in reporting.told(session, angkatan_id)],
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
