"""Pages of oversight: the figures by region, the people behind them, the angkatan."""

from collections.abc import Iterator
from uuid import UUID

from flask import Response, redirect, render_template, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from lms.kernel import clock
from lms.kernel.access import NATION, Permission
from lms.kernel.database import reading, writing
from lms.oversight import (
    empty_board,
    operations,
    pages,
    people_board,
    person_views,
    region_board,
    report_views,
    run_boards,
    snapshots,
    tiers,
)
from lms.oversight import people_sheet as people_sheet_of
from lms.oversight.pages import blueprint
from lms.regions import queries as regions_of
from lms.web.access import actor, allow
from lms.web.limits import limiter
from lms.web.paging import page_number

__all__ = ["PARTS", "blueprint"]


def _exporter() -> str:
    return f"capaian:{actor().account_id}"


PARTS = (person_views, report_views)
"""Importing these modules puts their pages on the blueprint."""


@blueprint.get("")
@allow(Permission.OVERSIGHT_READ)
def regions() -> ResponseReturnValue:
    """Lead to the figures of one's region; with several regions, list them."""
    codes = actor().regions(Permission.OVERSIGHT_READ)
    with reading() as session:
        first = tiers.offered(session)[0]
        names = regions_of.full_names(session, codes)
    if NATION in codes or len(codes) == 1:
        code = NATION if NATION in codes else codes[0]
        return redirect(url_for("oversight.region", **first.at(code)), code=303)
    return render_template("oversight/regions.html", names=sorted(names.items()), tier=first)


@blueprint.get("/<string:family>/<string:tier>/wilayah/<string:code>")
@allow(Permission.OVERSIGHT_READ)
def region(family: str, tier: str, code: str) -> ResponseReturnValue:
    """Show a region's figures by its children."""
    with reading() as session:
        board = region_board.board(
            session,
            actor(),
            tiers.chosen(session, family, tier),
            code,
            only_empty=pages.asks_only_empty(),
            at=clock.now(),
        )
    return render_template(
        "oversight/region.html",
        board=board,
        headings=snapshots.headings(is_desa=board.is_desa),
        facts=[*snapshots.besides(board.total), *snapshots.unset_regions(board)],
        definitions=snapshots.definitions(board.tier),
        desa_words=snapshots.desa_words,
        sum_words=snapshots.sum_words(board),
        may_oblige=actor().may(Permission.OBLIGATION_MANAGE, within=code),
        may_report=actor().may(Permission.OVERSIGHT_REPORT, within=code),
    )


@blueprint.post("/<string:family>/<string:tier>/wilayah/<string:code>/orang/unduh")
@allow(Permission.OVERSIGHT_REPORT)
@limiter.limit("20 per hour", key_func=_exporter)
def people_sheet(family: str, tier: str, code: str) -> ResponseReturnValue:
    """Send everybody behind a region's figures as CSV; who took the list is in the trail."""
    at, asked = clock.now(), people_board.Asked(pages.asked_bucket(), pages.asks_only_here())
    with reading() as session:
        chosen = tiers.chosen(session, family, tier)
        region_board.read_region(session, actor(), code)
    with writing() as session:
        operations.exported(session, actor(), chosen, code, at=at)

    def pieces() -> Iterator[str]:
        with reading() as session:
            yield from people_sheet_of.lines(session, chosen, code, asked=asked, at=at)

    answer = Response(stream_with_context(pieces()), mimetype="text/csv")
    name = f"orang-{family}-{tier}-{code}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@blueprint.get("/<string:family>/<string:tier>/wilayah/<string:code>/orang")
@allow(Permission.OVERSIGHT_READ)
def people(family: str, tier: str, code: str) -> ResponseReturnValue:
    """List the people behind a region's figures."""
    with reading() as session:
        page = people_board.people(
            session,
            actor(),
            tiers.chosen(session, family, tier),
            code,
            asked=people_board.Asked(pages.asked_bucket(), pages.asks_only_here()),
            number=page_number(),
            at=clock.now(),
        )
    return render_template(
        "oversight/people.html",
        board=page,
        facts=snapshots.besides(page.total),
        definitions=snapshots.definitions(page.tier),
        may_report=actor().may(Permission.OVERSIGHT_REPORT, within=code),
    )


@blueprint.get("/<string:family>/<string:tier>/wilayah/<string:code>/belum-ada")
@allow(Permission.OVERSIGHT_READ)
def empty(family: str, tier: str, code: str) -> ResponseReturnValue:
    """List the kecamatan or desa of a region where nobody is trained."""
    with reading() as session:
        board = empty_board.board(
            session,
            actor(),
            tiers.chosen(session, family, tier),
            code,
            depth=pages.asked_depth(),
            page_number=page_number(),
            at=clock.now(),
        )
    may_report = actor().may(Permission.OVERSIGHT_REPORT, within=code)
    return render_template("oversight/empty.html", board=board, may_report=may_report)


@blueprint.get("/angkatan")
@allow(Permission.OVERSIGHT_READ)
def angkatan_list() -> ResponseReturnValue:
    """List the angkatan of one's regions with their five counts."""
    with reading() as session:
        page = run_boards.angkatan_list(session, actor(), page_number())
    return render_template("oversight/angkatan_list.html", page=page)


@blueprint.get("/angkatan/<uuid:angkatan_id>")
@allow(Permission.OVERSIGHT_READ)
def angkatan(angkatan_id: UUID) -> ResponseReturnValue:
    """Show who is missing in one angkatan."""
    with reading() as session:
        run = run_boards.angkatan(session, actor(), angkatan_id, at=clock.now())
    return render_template("oversight/angkatan.html", run=run)
