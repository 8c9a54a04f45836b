"""Reports that were made, limited to the actor's regions."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.oversight.models import CoverageReport
from lms.people.models import Account

PAGE_ROWS = 50


def report(session: Session, actor: Actor, report_id: UUID) -> CoverageReport:
    """Give a report of the actor's regions with its region and who made it; or NotFound."""
    found = _loaded().where(CoverageReport.id == report_id, _mine(actor))
    row = session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    return row


def reports(
    session: Session, actor: Actor, number: str, *, page: int
) -> tuple[Sequence[CoverageReport], int]:
    """Give a page of the reports whose number fits, latest first, and how many fit."""
    fits = CoverageReport.number.icontains(number.strip(), autoescape=True)
    wanted = (_mine(actor), *([fits] if number.strip() else []))
    count = session.scalars(select(func.count()).select_from(CoverageReport).where(*wanted)).one()
    found = _loaded().where(*wanted).order_by(CoverageReport.made_at.desc(), CoverageReport.number)
    return session.scalars(found.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)).all(), count


def _loaded() -> Select[CoverageReport]:
    return select(CoverageReport).options(
        joinedload(CoverageReport.region),
        joinedload(CoverageReport.made_by).joinedload(Account.person),
    )


def _mine(actor: Actor) -> ColumnElement[bool]:
    return lying_in(CoverageReport.region_code, actor.regions(Permission.OVERSIGHT_READ))
