"""Scoring by rubric for trainers: person by person on the phone, as a grid on wide screens."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence
from lms.practice import forms, operations, queries, sheets
from lms.practice.operations import Entry
from lms.practice.sheets import Roster
from lms.training import access
from lms.web.access import Visitor, actor, allow

blueprint = Blueprint("practice_desk", __name__, url_prefix="/kelas/<uuid:kelas_id>/praktik")


@blueprint.get("")
@allow(Visitor.SIGNED_IN)
def rubrics(kelas_id: UUID) -> ResponseReturnValue:
    """Show the rubrics of a kelas and how far the scoring is."""
    with reading() as session:
        kelas = access.require_teacher(session, actor(), kelas_id)
        versions = queries.rubrics_of(session, kelas)
        rosters = [sheets.roster(session, kelas, version) for version in versions]
    return render_template("practice_desk/rubrics.html", kelas=kelas, rosters=rosters)


@blueprint.get("/<uuid:rubric_id>")
@allow(Visitor.SIGNED_IN)
def people(kelas_id: UUID, rubric_id: UUID) -> ResponseReturnValue:
    """Show everybody by one rubric; from here one goes person by person."""
    with reading() as session:
        found = _roster(session, kelas_id, rubric_id)
    return render_template("practice_desk/people.html", roster=found)


@blueprint.get("/<uuid:rubric_id>/tabel")
@allow(Visitor.SIGNED_IN)
def grid(kelas_id: UUID, rubric_id: UUID) -> ResponseReturnValue:
    """Show participants by criteria."""
    with reading() as session:
        found = _roster(session, kelas_id, rubric_id)
    return render_template("practice_desk/grid.html", roster=found, problems=())


@blueprint.get("/<uuid:rubric_id>/peserta/<uuid:participation_id>")
@allow(Visitor.SIGNED_IN)
def person(kelas_id: UUID, rubric_id: UUID, participation_id: UUID) -> ResponseReturnValue:
    """Show one person's criteria as big buttons."""
    with reading() as session:
        return _person_page(session, _roster(session, kelas_id, rubric_id), participation_id)


@blueprint.post("/<uuid:rubric_id>/simpan")
@allow(Visitor.SIGNED_IN)
def save(kelas_id: UUID, rubric_id: UUID) -> ResponseReturnValue:
    """Keep what the person page or the grid sent."""
    with reading() as session:
        rubric = _roster(session, kelas_id, rubric_id).rubric
    sent = forms.entries(request.form, rubric)
    then = request.form.get("then", "")
    try:
        with writing() as session:
            changed = operations.save(session, actor(), kelas_id, rubric_id, sent, at=clock.now())
            if then == "final":
                ids = [entry.participation_id for entry in sent]
                operations.finalise(session, actor(), kelas_id, rubric_id, ids, at=clock.now())
    except Refused as refusal:
        return _again(kelas_id, rubric_id, sent, refusal.reasons, is_grid=then == "grid"), 422
    if then == "grid":
        flash(_("Tersimpan: nilai %(count)s orang berubah.", count=changed))
        return redirect(_url("grid", kelas_id, rubric_id), code=303)
    return redirect(_next_url(kelas_id, rubric_id, sent), code=303)


@blueprint.post("/<uuid:rubric_id>/jadikan-final")
@allow(Visitor.SIGNED_IN)
def finalise(kelas_id: UUID, rubric_id: UUID) -> ResponseReturnValue:
    """Make every complete draft of the kelas final."""
    with writing() as session:
        count = operations.finalise_complete(session, actor(), kelas_id, rubric_id, at=clock.now())
    flash(_("%(count)s nilai menjadi final dan kini terlihat oleh pesertanya.", count=count))
    return redirect(_url("people", kelas_id, rubric_id), code=303)


def _roster(
    session: Session, kelas_id: UUID, rubric_id: UUID, sent: tuple[Entry, ...] = ()
) -> Roster:
    kelas = access.require_teacher(session, actor(), kelas_id)
    version = queries.rubric(session, kelas, rubric_id)
    return sheets.roster(session, kelas, version, sent)


def _person_page(
    session: Session, roster: Roster, participation_id: UUID, problems: tuple[Sentence, ...] = ()
) -> str:
    sheet = roster.sheet(participation_id)
    if sheet is None:
        raise NotFound
    past = sheets.history(session, roster.kelas, roster.version, participation_id)
    return render_template(
        "practice_desk/person.html",
        roster=roster,
        sheet=sheet,
        position=roster.position(participation_id),
        past=past,
        problems=problems,
    )


def _again(
    kelas_id: UUID,
    rubric_id: UUID,
    sent: tuple[Entry, ...],
    problems: tuple[Sentence, ...],
    *,
    is_grid: bool,
) -> str:
    with reading() as session:
        roster = _roster(session, kelas_id, rubric_id, sent)
        if is_grid or len(sent) != 1:
            return render_template("practice_desk/grid.html", roster=roster, problems=problems)
        return _person_page(session, roster, sent[0].participation_id, problems)


def _next_url(kelas_id: UUID, rubric_id: UUID, sent: tuple[Entry, ...]) -> str:
    with reading() as session:
        roster = _roster(session, kelas_id, rubric_id)
    after = roster.following(sent[-1].participation_id) if sent else None
    if after is None:
        flash(_("Tersimpan. Tidak ada lagi yang menunggu sesudah orang ini."))
        return _url("people", kelas_id, rubric_id)
    flash(_("Tersimpan. Sekarang %(name)s.", name=after.name))
    return _url("person", kelas_id, rubric_id, participation_id=after.participation_id)


def _url(view: str, kelas_id: UUID, rubric_id: UUID, **more: Any) -> str:
    return url_for(f"practice_desk.{view}", kelas_id=kelas_id, rubric_id=rubric_id, **more)
