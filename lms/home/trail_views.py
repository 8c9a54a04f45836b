"""The trail, its sheet, and the history of one thing."""

from typing import Any
from uuid import UUID

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from lms.home import histories, trail_queries, trails
from lms.home.site import blueprint
from lms.home.trail_forms import TrailForm
from lms.home.trail_queries import PAGE_ROWS, Search
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading
from lms.regions import queries as regions
from lms.web.access import actor, allow
from lms.web.forms import SelectChoice
from lms.web.limits import limiter

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DIGITS_MOST = 15


@blueprint.get("/jejak")
@allow(Permission.AUDIT_READ)
def trail() -> ResponseReturnValue:
    """Show the trail of the actor's regions, filtered, a page at a time."""
    with reading() as session:
        form = _form(session)
        kept = _kept(form)
        search = _search(form)
        places = {"before": _position("sebelum"), "after": _position("sesudah")}
        shown = trails.page(session, actor(), search, kept, **places)
    sheet_url = url_for("home.trail_sheet", **kept)
    return render_template(
        "home/trail.html", trail=shown, form=form, sheet_url=sheet_url, is_filtered=bool(kept)
    )


@blueprint.get("/jejak/jejak.xlsx")
@allow(Permission.AUDIT_READ)
@limiter.limit("20 per minute")
def trail_sheet() -> Response:
    """Give the filtered trail as XLSX, with the state of its chain."""
    at = clock.now()
    with reading() as session:
        made = trails.sheet(session, actor(), _search(_form(session)), at=at)
    response = Response(made, mimetype=_XLSX)
    name = f"jejak-{at:%Y%m%d}.xlsx"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _form(session: Session) -> TrailForm:
    form = TrailForm(request.args, meta={"csrf": False})
    offices = regions.organisations(session, actor(), Permission.AUDIT_READ)
    form.offer([SelectChoice(str(each.id), each.name) for each in offices])
    form.validate()
    return form


def _kept(form: TrailForm) -> dict[str, Any]:
    """Give the filter as it was asked; no other name may reach url_for."""
    names = {*form.data, "region_code-kode"}
    return {key: value for key, value in request.args.items() if key in names and value}


def _search(form: TrailForm) -> Search:
    """Give what is asked; a filter that can't be understood is left out, its field says why."""
    given = {name: None if name in form.errors else value for name, value in form.data.items()}
    return Search(
        who=given["who"] or "",
        organisation_id=UUID(given["organisation"]) if given["organisation"] else None,
        region_code=given["region_code"],
        act=given["act"] or "",
        kind=given["kind"] or "",
        about=given["about"] or "",
        first_on=given["first_on"],
        last_on=given["last_on"],
    )


def _position(name: str) -> int | None:
    typed = request.args.get(name, "")
    fits = typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS_MOST
    return int(typed) if fits else None


@blueprint.get("/riwayat/<string:subject>/<uuid:subject_id>")
@allow(
    Permission.ACCOUNT_MANAGE,
    Permission.ANGKATAN_PLAN,
    Permission.ANGKATAN_READ,
    Permission.AUDIT_READ,
    Permission.CERTIFICATE_REVOKE,
    Permission.REGISTRATION_DECIDE,
)
def history(subject: str, subject_id: UUID) -> ResponseReturnValue:
    """Show what was done to a person, angkatan, certificate or registration."""
    with reading() as session:
        found = histories.subject(session, actor(), subject, subject_id)
        rows = trail_queries.history(
            session, found.ids, before=_position("sebelum"), limit=PAGE_ROWS + 1
        )
        lines = trails.lines(session, actor(), rows[:PAGE_ROWS])
    older = None
    if len(rows) > PAGE_ROWS:
        last = lines[-1].position
        older = url_for("home.history", subject=subject, subject_id=subject_id, sebelum=last)
    return render_template("home/history.html", title=found.title, lines=lines, older_url=older)
