"""What oversight writes: its own reports, and who looked at whom."""

import hashlib
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from lms.kernel import audit, clock, jobs, numbers
from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.kernel.storage import Storage
from lms.oversight import sheets
from lms.oversight.models import CoverageReport
from lms.oversight.tables import Snapshot
from lms.oversight.tiers import Offered
from lms.people.models import Person

ROWS_MOST = 10_000
PAPER_ROWS_MOST = 1500
"""A report with more rows has an XLSX and no PDF: nobody prints so many pages."""
DRAW = "oversight.draw"
"""The job that draws a report's PDF."""


def storage() -> Storage:
    """Give the place where reports are kept."""
    found: Storage = current_app.extensions["bekal.storage"]
    return found


def report(session: Session, actor: Actor, view: Snapshot, *, at: datetime) -> CoverageReport:
    """Give a new report of a view under the next number: its XLSX at once, its PDF by a job.

    Raises:
        Forbidden: the actor doesn't report figures there.
        Refused: the view has too many rows for a report.
    """
    actor.require(Permission.OVERSIGHT_REPORT, within=view.region_code)
    if len(view.rows) > ROWS_MOST:
        words = "Satu laporan memuat paling banyak %(most)s baris. Pilih wilayah yang lebih kecil."
        raise Refused(say(words, most=ROWS_MOST))
    number = _number(session, at=at)
    xlsx = sheets.workbook(view, number)
    digest = hashlib.sha256(xlsx).hexdigest()
    made = CoverageReport(
        number=number,
        family=view.family,
        tier=view.tier,
        region_code=view.region_code,
        view=view.view.value,
        title=view.title,
        rows_count=len(view.rows),
        content=view.to_json(),
        made_at=at,
        made_by_id=actor.account_id,
        xlsx_key=f"reports/{number}.xlsx",
        xlsx_sha256=digest,
    )
    session.add(made)
    session.flush()
    storage().keep(made.xlsx_key, xlsx)
    if made.rows_count <= PAPER_ROWS_MOST:
        jobs.add(session, DRAW, made.id, at=at)
    detail = {"number": number, "view": made.view, "rows": made.rows_count}
    audit.record(
        session,
        actor,
        "coverage.reported",
        made,
        region_code=view.region_code,
        at=at,
        detail=detail,
    )
    return made


def _number(session: Session, *, at: datetime) -> str:
    year = clock.day_of(at).year
    return f"PW-{year}-{numbers.following(session, f'pelatihan-wajib-{year}'):05d}"


def exported(session: Session, actor: Actor, tier: Offered, code: str, *, at: datetime) -> None:
    """Note that the actor took the list of a region's people; or Forbidden."""
    actor.require(Permission.OVERSIGHT_REPORT, within=code)
    audit.record(
        session,
        actor,
        "coverage.exported",
        ("region", code),
        region_code=code,
        at=at,
        detail={"family": tier.key.family, "tier": tier.key.tier},
    )


def looked_up(
    session: Session, actor: Actor, person: Person | None, *, region_code: str, at: datetime
) -> None:
    """Note that the actor asked for one person by NIK; None: nobody whom they may see."""
    subject = ("person", str(person.id) if person else "-")
    audit.record(
        session,
        actor,
        "person.looked-up",
        subject,
        region_code=region_code or NATION,
        at=at,
        detail={"found": person is not None},
    )
