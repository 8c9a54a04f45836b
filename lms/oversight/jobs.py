"""Drawing reports as PDF, after the commit. Only workers import this: it is heavy."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from certificates.typefaces import FILES
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.oversight import maps, operations, tables, tiles
from lms.oversight.maps import Province
from lms.oversight.models import CoverageReport
from lms.oversight.tables import Snapshot
from lms.people.models import Account
from lms.regions.zones import zone_of
from lms.web import formats

_LOCALE = "id"
_STYLE = "report.css"


def draw(report_id: UUID) -> None:
    """Make the PDF of a report, unless it exists: once drawn, its bytes never change."""
    with reading() as session:
        found = select(CoverageReport).where(CoverageReport.id == report_id)
        maker = joinedload(CoverageReport.made_by).joinedload(Account.person)
        report = session.scalars(found.options(maker)).one()
    if report.drawn_at is not None:
        return
    _keep(report, pdf(report))


def pdf(report: CoverageReport) -> bytes:
    """Give a report as PDF, A4 across: facts, map if it has one, table, definitions."""
    fonts, fetcher = FontConfiguration(), _OurFonts()
    words = (Path(current_app.static_folder or "") / _STYLE).read_text("utf-8")
    style = CSS(string=words, font_config=fonts, url_fetcher=fetcher)
    page = HTML(string=_html(report), url_fetcher=fetcher)
    drawn: bytes = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return drawn


def _html(report: CoverageReport) -> str:
    view = tables.from_json(report.content)
    settings = current_app.extensions["bekal.settings"]
    with force_locale(_LOCALE):
        return current_app.jinja_env.get_template("oversight/report_sheet.html").render(
            report=report,
            view=view,
            figures=_figures(view),
            map=_map(view),
            legend=maps.legend(),
            made_words=_made(report),
            address=f"{settings.base_url.rstrip('/')}/capaian/laporan/{report.id}",
            demonstration=settings.demonstration,
        )


def _made(report: CoverageReport) -> str:
    moment = formats.moment(report.made_at, zone_of(report.region_code))
    if report.made_by is None:
        return str(_("Dibuat %(moment)s.", moment=moment))
    name = report.made_by.person.full_name
    return str(_("Dibuat %(moment)s oleh %(name)s.", moment=moment, name=name))


def _figures(view: Snapshot) -> set[int]:
    return {place for row in view.rows for place, cell in enumerate(row) if isinstance(cell, int)}


def _map(view: Snapshot) -> maps.DrawnLayout | None:
    known = [one for one in view.tiles if one.code in tiles.PLACES]
    if not known:
        return None
    wide, _narrow = maps.draw([Province(one, "") for one in known], title=view.title).layouts
    return wide


class _OurFonts(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Gives our fonts (`font:NAME`) and refuses every other address."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("font",), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Give a font's bytes; FatalURLFetchingError for anything else."""
        scheme, _colon, name = url.partition(":")
        if scheme != "font" or name not in FILES:
            raise FatalURLFetchingError(f"Laporan meminta berkas lain: {url[:200]}")
        return URLFetcherResponse(url, FILES[name].read_bytes(), {"Content-Type": "font/otf"})


def _keep(report: CoverageReport, drawn: bytes) -> None:
    """Store the bytes while the row is locked, so that of two workers only one stores."""
    undrawn = (CoverageReport.id == report.id, CoverageReport.drawn_at.is_(None))
    key = f"reports/{report.number}.pdf"
    with writing() as session:
        if session.scalar(select(CoverageReport.id).where(*undrawn).with_for_update()) is None:
            return
        operations.storage().keep(key, drawn)
        session.execute(
            update(CoverageReport)
            .where(*undrawn)
            .values(
                drawn_at=clock.now(),
                pdf_key=key,
                pdf_sha256=hashlib.sha256(drawn).hexdigest(),
            )
        )
