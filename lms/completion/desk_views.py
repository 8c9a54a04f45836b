"""Staff: who lacks what, deciding, closing, certificates, and looking again."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.completion import bundling, operations, presenters, queries, reviewing, sheets
from lms.completion import performance as evaluating
from lms.completion.forms import DecisionForm, ReviewForm
from lms.completion.presenters import ALL, DECIDED, MISSING, READY
from lms.credentials import house
from lms.credentials import queries as credentials
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound
from lms.training.models import Angkatan, Stage
from lms.web.access import actor, allow

blueprint = Blueprint("completion_desk", __name__, url_prefix="/angkatan/<uuid:angkatan_id>")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _lines(angkatan_id: UUID) -> tuple[Angkatan, tuple[presenters.Line, ...]]:
    with reading() as session:
        angkatan = queries.desk(session, actor(), angkatan_id)
        return angkatan, presenters.lines(queries.standings(session, angkatan))


@blueprint.get("/kelulusan")
@allow(Permission.ANGKATAN_READ)
def table(angkatan_id: UUID) -> ResponseReturnValue:
    """Show each participant with each requirement."""
    angkatan, lines = _lines(angkatan_id)
    group = request.args.get("saring", ALL)
    with reading() as session:
        changed = queries.to_review(session, angkatan)
        rounds = queries.rounds(session, angkatan_id)
    return render_template(
        "completion_desk/table.html",
        angkatan=angkatan,
        lines=presenters.chosen(lines, group),
        tabs=presenters.tabs(angkatan_id, lines, group),
        headings=[item.label for item in lines[0].items] if lines else [],
        changed_count=len(changed),
        may_decide=actor().may(Permission.ANGKATAN_CLOSE, within=angkatan.region_code),
        may_close=bool(rounds) and angkatan.stage is Stage.RUNNING,
    )


@blueprint.get("/kelulusan.xlsx")
@allow(Permission.ANGKATAN_READ)
def sheet(angkatan_id: UUID) -> ResponseReturnValue:
    """Give the same table as XLSX."""
    angkatan, lines = _lines(angkatan_id)
    response = Response(sheets.workbook(angkatan, lines, at=clock.now()), mimetype=_XLSX)
    response.headers.set("Content-Disposition", "attachment", filename="kelulusan.xlsx")
    return response


@blueprint.get("/penetapan")
@allow(Permission.ANGKATAN_CLOSE)
def preview(angkatan_id: UUID) -> ResponseReturnValue:
    """Show who would pass, who not and why, before anything is decided."""
    with reading() as session:
        angkatan = queries.to_decide(session, actor(), angkatan_id)
        lines = presenters.lines(queries.standings(session, angkatan))
        rounds = queries.rounds(session, angkatan_id)
    ready = presenters.chosen(lines, READY)
    form = DecisionForm(formdata=None)
    form.participants.choices = [
        (line.standing.participation.id, f"{line.name} · {line.origin}") for line in ready
    ]
    form.participants.data = [line.standing.participation.id for line in ready]
    missing = presenters.chosen(lines, MISSING)
    return render_template(
        "completion_desk/preview.html",
        angkatan=angkatan,
        form=form,
        ready_count=len(ready),
        may_note_nobody=not ready and bool(lines) and not rounds,
        decided_count=len(presenters.chosen(lines, DECIDED)),
        nameless=[line for line in missing if line.lacks_only_the_name],
        missing=[line for line in missing if not line.lacks_only_the_name],
        objection=house.objection(),
    )


@blueprint.post("/penetapan/tetapkan")
@allow(Permission.ANGKATAN_CLOSE)
def decide(angkatan_id: UUID) -> ResponseReturnValue:
    """Decide about those chosen, and issue their certificates."""
    form = DecisionForm()
    if not form.validate_on_submit():
        raise NotFound
    wanted = form.participants.data or []
    with writing() as session:
        made = operations.decide(session, actor(), angkatan_id, wanted, at=clock.now())
    flash(
        _(
            "Penetapan ke-%(position)s tersimpan. Sertifikat sedang dibuat satu per satu.",
            position=made.position,
        )
    )
    return redirect(url_for("completion_desk.certificates", angkatan_id=angkatan_id), code=303)


@blueprint.post("/kelulusan/tutup")
@allow(Permission.ANGKATAN_CLOSE)
def close(angkatan_id: UUID) -> ResponseReturnValue:
    """Close the angkatan."""
    with writing() as session:
        operations.close_angkatan(session, actor(), angkatan_id, at=clock.now())
    flash(_("Angkatan ditutup. Susulan masih dapat ditetapkan di halaman ini."))
    return redirect(url_for("completion_desk.table", angkatan_id=angkatan_id), code=303)


@blueprint.get("/sertifikat")
@allow(Permission.ANGKATAN_READ)
def certificates(angkatan_id: UUID) -> ResponseReturnValue:
    """Show the certificates of the angkatan."""
    with reading() as session:
        angkatan = queries.desk(session, actor(), angkatan_id)
        papers = credentials.of_source(session, angkatan_id)
    return render_template(
        "completion_desk/certificates.html",
        angkatan=angkatan,
        papers=papers,
        drawn_count=sum(paper.is_drawn for paper in papers),
        may_revoke=actor().may(Permission.CERTIFICATE_REVOKE, within=angkatan.region_code),
    )


@blueprint.get("/sertifikat/semua")
@allow(Permission.ANGKATAN_READ)
def all_certificates(angkatan_id: UUID) -> ResponseReturnValue:
    """Give all drawn certificates in one ZIP, in the order of their numbers, to be printed."""
    with reading() as session:
        queries.desk(session, actor(), angkatan_id)
        papers = credentials.of_source(session, angkatan_id)
    bundle = bundling.bundle(papers, house.storage())
    response = Response(bundle, mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename="sertifikat.zip")
    return response


@blueprint.get("/kinerja")
@allow(Permission.ANGKATAN_READ)
def performances(angkatan_id: UUID) -> ResponseReturnValue:
    """Show how everybody's work was evaluated: knowledge, skills and attitude."""
    with reading() as session:
        angkatan = queries.desk(session, actor(), angkatan_id)
        found = evaluating.of_angkatan(session, angkatan)
    return render_template(
        "completion_desk/performances.html", angkatan=angkatan, evaluations=found
    )


@blueprint.get("/kinerja/<uuid:participation_id>")
@allow(Permission.ANGKATAN_READ)
def performance(angkatan_id: UUID, participation_id: UUID) -> ResponseReturnValue:
    """Show how one participant's work was evaluated."""
    with reading() as session:
        angkatan = queries.desk(session, actor(), angkatan_id)
        found = evaluating.of_one(session, angkatan_id, participation_id)
    return render_template("completion_desk/performance.html", angkatan=angkatan, evaluation=found)


@blueprint.get("/peninjauan")
@allow(Permission.ANGKATAN_READ)
def reviews(angkatan_id: UUID) -> ResponseReturnValue:
    """Show the decisions whose facts changed afterwards."""
    with reading() as session:
        angkatan = queries.desk(session, actor(), angkatan_id)
        changed = queries.to_review(session, angkatan)
    return render_template("completion_desk/reviews.html", angkatan=angkatan, changed=changed)


@blueprint.get("/peninjauan/<uuid:decision_id>")
@allow(Permission.ANGKATAN_CLOSE)
def review(angkatan_id: UUID, decision_id: UUID) -> ResponseReturnValue:
    """Ask what follows from the changed facts of one decision."""
    return _review_page(angkatan_id, decision_id, ReviewForm(formdata=None))


@blueprint.post("/peninjauan/<uuid:decision_id>/selesai")
@allow(Permission.ANGKATAN_CLOSE)
def finish_review(angkatan_id: UUID, decision_id: UUID) -> ResponseReturnValue:
    """Note that they were looked at."""
    form = ReviewForm()
    if not form.validate_on_submit():
        return _review_page(angkatan_id, decision_id, form), 422
    words = form.conclusion.data or ""
    with writing() as session:
        reviewing.review(session, actor(), angkatan_id, decision_id, words, at=clock.now())
    flash(_("Peninjauan tersimpan. Sertifikat tidak berubah; bila perlu, cabut tersendiri."))
    return redirect(url_for("completion_desk.reviews", angkatan_id=angkatan_id), code=303)


def _review_page(angkatan_id: UUID, decision_id: UUID, form: ReviewForm) -> str:
    with reading() as session:
        angkatan = queries.to_decide(session, actor(), angkatan_id)
        changed = queries.to_review(session, angkatan)
    for each in changed:
        if each.decision.id == decision_id:
            return render_template(
                "completion_desk/review.html", angkatan=angkatan, each=each, form=form
            )
    raise NotFound
