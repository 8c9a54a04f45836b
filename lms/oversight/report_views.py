"""Reports: making one of a view, looking one up, its files."""

import io
from datetime import datetime
from uuid import UUID

from flask import redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.oversight import (
    empty_board,
    operations,
    pages,
    people_board,
    region_board,
    report_queries,
    snapshots,
    tiers,
)
from lms.oversight.models import CoverageReport
from lms.oversight.pages import blueprint
from lms.oversight.tables import VIEW_FILES, Snapshot, View, from_json
from lms.oversight.tiers import Offered
from lms.regions.zones import zone_of
from lms.web import formats
from lms.web.access import actor, allow
from lms.web.paging import Paging, page_number

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.post("/<string:family>/<string:tier>/wilayah/<string:code>/laporan/buat")
@allow(Permission.OVERSIGHT_REPORT)
def make_report(family: str, tier: str, code: str) -> ResponseReturnValue:
    """Freeze the view that the form names under a number, as XLSX and PDF."""
    at = clock.now()
    with reading() as session:
        view = _frozen(session, tiers.chosen(session, family, tier), code, at=at)
    with writing() as session:
        made = operations.report(session, actor(), view, at=at)
    return redirect(url_for("oversight.report", report_id=made.id), code=303)


def _frozen(session: Session, tier: Offered, code: str, *, at: datetime) -> Snapshot:
    match _asked_view():
        case View.REGION:
            only_empty = pages.asks_only_empty()
            board = region_board.board(session, actor(), tier, code, only_empty=only_empty, at=at)
            return snapshots.of_region(board)
        case View.PEOPLE:
            asked = people_board.Asked(pages.asked_bucket(), pages.asks_only_here())
            page = people_board.people(session, actor(), tier, code, asked=asked, number=1, at=at)
            everybody = people_board.everybody(
                session, page, asked, most=operations.ROWS_MOST, at=at
            )
            return snapshots.of_people(page, everybody)
        case View.EMPTY:
            empty = empty_board.board(
                session, actor(), tier, code, depth=pages.asked_depth(), page_number=1, at=at
            )
            rows = empty_board.everywhere(session, empty, most=operations.ROWS_MOST, at=at)
            return snapshots.of_empty(empty, rows)


def _asked_view() -> View:
    try:
        return View(request.form.get("tampilan", ""))
    except ValueError:
        raise NotFound from None


@blueprint.get("/laporan")
@allow(Permission.OVERSIGHT_READ)
def reports() -> ResponseReturnValue:
    """List the reports of one's regions, or look one up by its number."""
    typed, page = request.args.get("q", "")[:40], page_number()
    with reading() as session:
        rows, count = report_queries.reports(session, actor(), typed, page=page)
    paging = Paging(page, count, report_queries.PAGE_ROWS, "oversight.reports", {"q": typed})
    return render_template("oversight/reports.html", rows=rows, typed=typed, page=paging)


@blueprint.get("/laporan/<uuid:report_id>")
@allow(Permission.OVERSIGHT_READ)
def report(report_id: UUID) -> ResponseReturnValue:
    """Show when a report was made of what, by whom, and give its files."""
    with reading() as session:
        row = report_queries.report(session, actor(), report_id)
    view = from_json(row.content)
    facts = [
        (_("Nomor"), row.number),
        (_("Dibuat"), formats.moment(row.made_at, zone_of(row.region_code))),
        (_("Oleh"), row.made_by.person.full_name if row.made_by else _("sistem")),
        (_("Banyaknya baris"), formats.number(row.rows_count)),
        *view.facts,
    ]
    return render_template(
        "oversight/report.html",
        report=row,
        facts=facts,
        has_paper=row.rows_count <= operations.PAPER_ROWS_MOST,
        paper_rows=operations.PAPER_ROWS_MOST,
    )


@blueprint.get("/laporan/<uuid:report_id>/tabel.xlsx")
@allow(Permission.OVERSIGHT_READ)
def report_sheet(report_id: UUID) -> ResponseReturnValue:
    """Give a report's XLSX as it was made."""
    with reading() as session:
        row = report_queries.report(session, actor(), report_id)
    return _file(row, row.xlsx_key, _XLSX, "xlsx")


@blueprint.get("/laporan/<uuid:report_id>/laporan.pdf")
@allow(Permission.OVERSIGHT_READ)
def report_paper(report_id: UUID) -> ResponseReturnValue:
    """Give a report's PDF, once it is drawn."""
    with reading() as session:
        row = report_queries.report(session, actor(), report_id)
    if row.rows_count > operations.PAPER_ROWS_MOST:
        raise NotFound
    if row.pdf_key is None:
        raise Refused(say("PDF laporan ini sedang disiapkan. Buka lagi sebentar lagi."))
    return _file(row, row.pdf_key, "application/pdf", "pdf")


def _file(row: CoverageReport, key: str, mimetype: str, ending: str) -> ResponseReturnValue:
    name = f"{VIEW_FILES[View(row.view)]}-{row.region_code}-{row.number}.{ending}"
    content = io.BytesIO(operations.storage().read(key))
    return send_file(content, mimetype=mimetype, as_attachment=True, download_name=name)
