"""The first pages, and the pages that show several features at once."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms.home import (
    angkatan_page,
    becoming,
    demonstration,
    gathering,
    kelas_page,
    merging_views,
    navigation,
    next_steps,
    participant_page,
    presenters,
    queries,
    talking,
    trail_views,
    trainer_queue,
)
from lms.home.site import blueprint
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound
from lms.people import entrance, sessions, signing_in
from lms.training import access, offers_pages, offers_queries
from lms.training import queries as training
from lms.training.catalogue import Family
from lms.web.access import Visitor, actor, allow

__all__ = ["PARTS", "blueprint"]

PARTS = (merging_views, trail_views)
"""Importing these modules puts their pages on the blueprint."""

_SOON_MOST = 3


@blueprint.get("/")
@allow(Visitor.PUBLIC)
def front() -> ResponseReturnValue:
    """Say what Bekal is for whom, and where to go; who is signed in goes to their own page."""
    if current_user.is_authenticated:
        return redirect(url_for("home.start"), code=303)
    with reading() as session:
        soon = offers_queries.coming(session, None, on=clock.today(), limit=_SOON_MOST)
        lines = offers_pages.offer_lines(session, soon, on=clock.today())
        accounts = demonstration.offered(session) if demonstration.is_offered(request) else ()
    return render_template("home/front.html", lines=lines, accounts=accounts)


@blueprint.get("/menjadi-psm")
@allow(Visitor.PUBLIC)
def becoming_psm() -> ResponseReturnValue:
    """Say how one becomes PSM."""
    return render_template("home/becoming_psm.html", page=_becoming(Family.PSM))


@blueprint.get("/menjadi-pensosmas")
@allow(Visitor.PUBLIC)
def becoming_pensosmas() -> ResponseReturnValue:
    """Say how one becomes Pensosmas."""
    return render_template("home/becoming_pensosmas.html", page=_becoming(Family.PENSOSMAS))


def _becoming(family: Family) -> becoming.Becoming:
    province, part = request.args.get("provinsi", ""), request.args.get("kabupaten", "")
    with reading() as session:
        return becoming.page(session, family, province, part)


@blueprint.post("/masuk-contoh")
@allow(Visitor.PUBLIC)
def demo_sign_in() -> ResponseReturnValue:
    """Sign one of the demonstration's people in, by one click."""
    if not demonstration.is_offered(request):
        raise NotFound
    with writing() as session:
        account = demonstration.account(session, request.form.get("login_name", ""))
        started = sessions.start(session, account.id, device=entrance.device(), at=clock.now())
    signing_in.enter(started.token, stays=started.stays)
    return redirect(url_for("home.start"), code=303)


@blueprint.get("/beranda")
@allow(Visitor.SIGNED_IN)
def start() -> ResponseReturnValue:
    """Say what to do now, then what waits, then numbers."""
    belonging = navigation.belonging(actor())
    with reading() as session:
        facts = gathering.facts(session, actor(), belonging, at=clock.now())
    return render_template(
        "home/start.html",
        board=presenters.board(facts, next_steps.steps(facts)),
        nothing=talking.nothing_to_do(actor(), belonging),
    )


@blueprint.get("/antrean")
@allow(Visitor.SIGNED_IN)
def queue() -> ResponseReturnValue:
    """Show all that waits for the actor as a trainer, and the kelas they teach."""
    with reading() as session:
        teaches = trainer_queue.teaches(session, actor(), at=clock.now())
    found = next_steps.steps(next_steps.Facts(teaches=teaches))
    return render_template("home/queue.html", items=presenters.items(found), teaches=teaches)


@blueprint.get("/nilai")
@allow(Visitor.SIGNED_IN)
def scores() -> ResponseReturnValue:
    """Show how the actor stands in each of their angkatan."""
    with reading() as session:
        cards = participant_page.scores(session, actor())
    return render_template("home/scores.html", cards=cards)


@blueprint.get("/angkatan/<uuid:angkatan_id>")
@allow(Visitor.SIGNED_IN)
def angkatan(angkatan_id: UUID) -> ResponseReturnValue:
    """Show an angkatan to its desk, its trainers or its participants; nobody else."""
    with reading() as session:
        row = training.angkatan(session, actor(), angkatan_id)
        taught = queries.taught_here(session, actor(), angkatan_id)
        own = queries.own_participation(session, actor(), angkatan_id)
        is_desk = training.may_read(actor(), row.region_code) or bool(taught)
        if own is not None and (not is_desk or request.args.get("sebagai") == "peserta"):
            mine = participant_page.page(session, actor(), row, own)
            return render_template("home/angkatan_participant.html", page=mine)
        desk = angkatan_page.page(session, actor(), row, taught, at=clock.now())
    return render_template("home/angkatan.html", page=desk, takes_part=own is not None)


@blueprint.get("/kelas/<uuid:kelas_id>")
@allow(Visitor.SIGNED_IN)
def kelas(kelas_id: UUID) -> ResponseReturnValue:
    """Show a kelas to whoever teaches there."""
    with reading() as session:
        row = access.require_teacher(session, actor(), kelas_id)
        page = kelas_page.page(session, row, at=clock.now())
    may_plan = actor().may(Permission.ANGKATAN_PLAN, within=row.angkatan.region_code)
    return render_template("home/kelas.html", page=page, may_plan=may_plan)
