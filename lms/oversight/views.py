"""Pages of oversight: they read everything and change nothing."""

import io
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from lms.kernel import clock
from lms.kernel.access import NATION, Permission
from lms.kernel.database import reading
from lms.oversight import boards
from lms.regions import queries as region_queries
from lms.web.access import actor, allow

blueprint = Blueprint("oversight", __name__, url_prefix="/capaian")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("")
@allow(Permission.OVERSIGHT_READ)
def regions() -> ResponseReturnValue:
    """Lead to the figures of one's region; with several regions, list them."""
    codes = actor().regions(Permission.OVERSIGHT_READ)
    if NATION in codes or len(codes) == 1:
        code = NATION if NATION in codes else codes[0]
        return redirect(url_for("oversight.region", code=code), code=303)
    with reading() as session:
        names = region_queries.full_names(session, codes)
    return render_template("oversight/regions.html", names=sorted(names.items()))


@blueprint.get("/wilayah/<string:code>")
@allow(Permission.OVERSIGHT_READ)
def region(code: str) -> ResponseReturnValue:
    """Show a region's figures by its children."""
    with reading() as session:
        board = boards.region(session, actor(), code, at=clock.now())
    return render_template("oversight/region.html", board=board)


@blueprint.get("/wilayah/<string:code>/tabel.xlsx")
@allow(Permission.OVERSIGHT_READ)
def sheet(code: str) -> ResponseReturnValue:
    """Give the same figures as XLSX."""
    with reading() as session:
        board = boards.region(session, actor(), code, at=clock.now())
    return send_file(
        io.BytesIO(boards.sheet(board)),
        mimetype=_XLSX,
        as_attachment=True,
        download_name=f"capaian-psm-{code}.xlsx",
    )


@blueprint.get("/angkatan")
@allow(Permission.OVERSIGHT_READ)
def angkatan_list() -> ResponseReturnValue:
    """List the angkatan of one's regions with their five counts."""
    with reading() as session:
        page = boards.angkatan_list(session, actor(), request.args.get("halaman", 1, int))
    return render_template("oversight/angkatan_list.html", page=page)


@blueprint.get("/angkatan/<uuid:angkatan_id>")
@allow(Permission.OVERSIGHT_READ)
def angkatan(angkatan_id: UUID) -> ResponseReturnValue:
    """Show who is missing in one angkatan."""
    with reading() as session:
        run = boards.angkatan(session, actor(), angkatan_id, at=clock.now())
    return render_template("oversight/angkatan.html", run=run)
