"""Marking the uraian of a kelas: question by question, answer after answer, names hidden."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from courses.model import Essay
from lms.assessment import essay_operations, essay_queries
from lms.assessment.essay_operations import Marking
from lms.assessment.essay_presenters import Pile, Sheet, level_name, piles
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence
from lms.training.access import require_teacher
from lms.web.access import Visitor, actor, allow

blueprint = Blueprint("assessment_marking", __name__, url_prefix="/kelas/<uuid:kelas_id>/uraian")

_MOST_NOTE = 2000
_NAMES, _SHOWN = "nama", "tampil"


@blueprint.get("")
@allow(Visitor.SIGNED_IN)
def questions(kelas_id: UUID) -> ResponseReturnValue:
    """Show the uraian that the tests of a kelas asked, and how many answers wait."""
    with reading() as session:
        kelas = require_teacher(session, actor(), kelas_id)
        found = piles(essay_queries.written(session, kelas_id))
    return render_template("assessment_marking/questions.html", kelas=kelas, piles=found)


@blueprint.get("/<uuid:response_id>")
@allow(Visitor.SIGNED_IN)
def answer(kelas_id: UUID, response_id: UUID) -> ResponseReturnValue:
    """Show one answer with its criteria; whose it is only on demand."""
    with reading() as session:
        sheet = _sheet(session, kelas_id, response_id)
    return render_template("assessment_marking/answer.html", sheet=sheet)


@blueprint.post("/<uuid:response_id>/nilai")
@allow(Visitor.SIGNED_IN)
def mark(kelas_id: UUID, response_id: UUID) -> ResponseReturnValue:
    """Keep the marks of an answer and go on to the next that waits."""
    with reading() as session:
        sheet = _sheet(session, kelas_id, response_id)
    sent = _sent(sheet.pile.question)
    try:
        with writing() as session:
            act = (session, actor(), kelas_id, response_id, sent)
            essay_operations.mark(*act, at=clock.now())
    except Refused as refusal:
        with reading() as session:
            again = _sheet(session, kelas_id, response_id, sent, refusal.reasons)
        return render_template("assessment_marking/answer.html", sheet=again), 422
    return _go_on(kelas_id, sheet)


def _sheet(
    session: Session,
    kelas_id: UUID,
    response_id: UUID,
    sent: Marking | None = None,
    problems: tuple[Sentence, ...] = (),
) -> Sheet:
    kelas = require_teacher(session, actor(), kelas_id)
    pile, current = _found(piles(essay_queries.written(session, kelas_id)), response_id)
    shows_names = request.values.get(_NAMES) == _SHOWN
    return Sheet(kelas, pile, current, shows_names, sent, problems)


def _found(known: tuple[Pile, ...], response_id: UUID) -> tuple[Pile, essay_queries.Written]:
    for pile in known:
        for each in pile.answers:
            if each.response.id == response_id:
                return pile, each
    raise NotFound


def _sent(question: Essay) -> Marking:
    levels = {
        each.key: request.form.get(level_name(each.key), 0, type=int) for each in question.criteria
    }
    note = request.form.get("catatan", "").replace("\x00", "").replace("\r\n", "\n").strip()
    return Marking(levels, note[:_MOST_NOTE], request.form.get("revisi", 0, type=int))


def _go_on(kelas_id: UUID, before: Sheet) -> ResponseReturnValue:
    """Lead to the next answer to the same question that waits, or back to the questions."""
    own = before.current.response.id
    left = [each.response.id for each in before.pile.waiting if each.response.id != own]
    if not left:
        flash(_("Tersimpan. Semua jawaban atas uraian ini sudah dinilai."), "good")
        return redirect(url_for("assessment_marking.questions", kelas_id=kelas_id), code=303)
    flash(_("Tersimpan. %(count)s jawaban atas uraian ini menunggu.", count=len(left)), "good")
    names = _SHOWN if before.shows_names else None
    page = url_for(
        "assessment_marking.answer", kelas_id=kelas_id, response_id=_after(left, own), nama=names
    )
    return redirect(page, code=303)


def _after(left: list[UUID], own: UUID) -> UUID:
    """Give the next of these in the order of the pile, from the start again after the last."""
    return next((each for each in left if each.hex > own.hex), left[0])
