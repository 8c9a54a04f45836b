"""Taking a test: one question at a time, every answer saved by itself."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from courses import answering
from courses.answering import BadAnswer
from courses.model import Essay
from lms.assessment import operations, papers, queries, taking_queries
from lms.assessment.models import EssayMark
from lms.assessment.operations import Stamp
from lms.assessment.presenters import (
    FIELD,
    Outcome,
    Sheet,
    TestLine,
    field_among_all,
    test_line,
)
from lms.assessment.reviewing import Review, reviews
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.web.access import Visitor, actor, allow
from lms.web.formats import clock_seconds

blueprint = Blueprint("assessment", __name__)

_ATTEMPT = "/pengerjaan/<uuid:attempt_id>"
_ALL = "semua"  # the form stands among all questions on one page
_WAS_FILLED = "terisi"  # the page showed an answer, so an empty one takes it back
_MOST_SAVES = 10**9


@blueprint.get("/tes")
@allow(Visitor.SIGNED_IN)
def tests() -> ResponseReturnValue:
    """Show the tests of one's kelas: what is open now, what is running, what is over."""
    at = clock.now()
    with reading() as session:
        lines = [test_line(test, at=at) for test in queries.my_tests(session, actor())]
    groups = {line.angkatan.id: (line.angkatan, list[TestLine]()) for line in lines}
    for line in lines:
        groups[line.angkatan.id][1].append(line)
    return render_template("assessment/tests.html", groups=groups.values())


@blueprint.post("/tes/<uuid:window_id>/mulai")
@allow(Visitor.SIGNED_IN)
def start(window_id: UUID) -> ResponseReturnValue:
    """Begin the test, or go on with the attempt that has begun."""
    with writing() as session:
        attempt = operations.start(session, actor(), window_id, at=clock.now())
    return _to_question(attempt.id, 1)


@blueprint.get(f"{_ATTEMPT}/soal/<int:number>")
@allow(Visitor.SIGNED_IN)
def question(attempt_id: UUID, number: int) -> ResponseReturnValue:
    """Show one question with what is saved for it; after the last one comes the overview."""
    with reading() as session:
        sheet = _sheet(session, attempt_id, at=clock.now())
        asked = papers.question(session, sheet.attempt, number)
        media = papers.media(session, sheet.attempt, number) if asked else ()
    if sheet.is_over:
        return _to("assessment.result", attempt_id)
    if number == sheet.count + 1:
        return _to("assessment.overview", attempt_id)
    if asked is None:
        raise NotFound
    return render_template(
        "assessment/question.html",
        sheet=sheet,
        card=sheet.card(number, asked, media),
        saved=sheet.saved.get(number),
    )


@blueprint.get(f"{_ATTEMPT}/semua")
@allow(Visitor.SIGNED_IN)
def whole(attempt_id: UUID) -> ResponseReturnValue:
    """Show all questions on one page, for one moment of signal; each is saved by itself."""
    with reading() as session:
        sheet = _sheet(session, attempt_id, at=clock.now())
        if sheet.is_over:
            return _to("assessment.result", attempt_id)
        cards = sheet.cards(
            papers.questions(session, sheet.attempt), papers.all_media(session, sheet.attempt)
        )
    return render_template("assessment/whole.html", sheet=sheet, cards=cards)


@blueprint.post(f"{_ATTEMPT}/soal/<int:number>/simpan")
@allow(Visitor.SIGNED_IN)
def save(attempt_id: UUID, number: int) -> ResponseReturnValue:
    """Save the answer and go on; with nothing filled in just go on."""
    field = _field(number)
    if _is_blank(field) and _WAS_FILLED not in request.form:
        return _on(attempt_id, number)
    try:
        with writing() as session:
            act = (session, actor(), attempt_id, number, _given(field))
            kept = operations.save(*act, at=clock.now(), stamp=_stamp())
    except Refused as refusal:
        reasons = refusal.reasons
        return render_template("assessment/save.html", reasons=reasons, attempt_id=attempt_id), 409
    except BadAnswer as trouble:
        return _as_typed(attempt_id, number, str(trouble)), 422
    if number == kept.questions_count and _ALL not in request.form:
        return _to("assessment.overview", attempt_id)
    return _on(attempt_id, number)


@blueprint.post(f"{_ATTEMPT}/soal/<int:number>/simpan-otomatis")
@allow(Visitor.SIGNED_IN)
def autosave(attempt_id: UUID, number: int) -> ResponseReturnValue:
    """Save the answer and say when, once it is committed; or say why it can't be taken."""
    at = clock.now()
    try:
        with writing() as session:
            act = (session, actor(), attempt_id, number, _given(_field(number)))
            kept = operations.save(*act, at=at, stamp=_stamp())
    except BadAnswer as trouble:
        return {"reason": str(trouble)}, 422
    return {"saved_at": at.isoformat(), "saved_at_label": clock_seconds(at, kept.zone)}


@blueprint.get(_ATTEMPT)
@allow(Visitor.SIGNED_IN)
def overview(attempt_id: UUID) -> ResponseReturnValue:
    """Show which questions have an answer, and ask whether to hand the test in."""
    with reading() as session:
        sheet = _sheet(session, attempt_id, at=clock.now())
    if sheet.is_over:
        return _to("assessment.result", attempt_id)
    return render_template("assessment/overview.html", sheet=sheet)


@blueprint.post(f"{_ATTEMPT}/selesaikan")
@allow(Visitor.SIGNED_IN)
def finish(attempt_id: UUID) -> ResponseReturnValue:
    """Hand the test in."""
    with writing() as session:
        operations.finish(session, actor(), attempt_id, at=clock.now())
    flash(_("Tes sudah Anda kirim. Terima kasih."), "good")
    return _to("assessment.result", attempt_id)


@blueprint.get(f"{_ATTEMPT}/hasil")
@allow(Visitor.SIGNED_IN)
def result(attempt_id: UUID) -> ResponseReturnValue:
    """Show the score; questions with explanations once the test is closed."""
    with reading() as session:
        sheet = _sheet(session, attempt_id, at=clock.now())
        if not sheet.is_over:
            return _to("assessment.overview", attempt_id)
        outcome = _outcome(session, sheet)
    ended_at = sheet.attempt.span.ended_at
    return render_template("assessment/result.html", sheet=sheet, outcome=outcome, at=ended_at)


def _outcome(session: Session, sheet: Sheet) -> Outcome:
    attempt = sheet.attempt
    asked = papers.questions(session, attempt)
    essays = _essay_marks(session, attempt.id) if any(isinstance(q, Essay) for q in asked) else {}
    levels = {number: row.levels for number, row in essays.items()}
    marks = papers.marks(asked, sheet.answers, levels)
    window = queries.window(session, attempt.window_id)
    curriculum = window.kelas.angkatan.curriculum
    found: tuple[Review, ...] = ()
    if queries.is_review_open(session, window, curriculum):
        media = papers.all_media(session, attempt)
        found = reviews(asked, media, sheet.answers, marks, essays)
    return Outcome(papers.score(marks), papers.plan(curriculum, attempt.kind), found)


def _essay_marks(session: Session, attempt_id: UUID) -> dict[int, EssayMark]:
    return queries.essay_marks(session, [attempt_id]).get(attempt_id, {})


def _field(number: int) -> str:
    """Give the name of the fields that were sent: of one question, or of one among all."""
    return field_among_all(number) if _ALL in request.form else FIELD


def _given(field: str) -> operations.Given:
    return lambda asked, seed: answering.read(asked, request.form.getlist, field, seed)


def _is_blank(field: str) -> bool:
    fields = (value for name, value in request.form.items(multi=True) if name.startswith(field))
    return not any(map(str.strip, fields))


def _stamp() -> Stamp:
    count = request.form.get("urutan", 0, type=int)
    writer = request.form.get("penulis", "").replace("\0", "")[:16]
    return Stamp(writer, min(max(count, 0), _MOST_SAVES))


def _as_typed(attempt_id: UUID, number: int, reason: str) -> str:
    """Give the question's page again with what was typed, and why it was not taken."""
    with reading() as session:
        sheet = _sheet(session, attempt_id, at=clock.now())
        asked = papers.question(session, sheet.attempt, number)
        media = papers.media(session, sheet.attempt, number) if asked else ()
    if asked is None:
        raise NotFound
    layout = sheet.layout(number, media, reason, _field(number))
    card = layout.card_as_typed(asked, request.form.getlist)
    saved = sheet.saved.get(number)
    return render_template("assessment/question.html", sheet=sheet, card=card, saved=saved)


def _sheet(session: Session, attempt_id: UUID, *, at: datetime) -> Sheet:
    attempt = taking_queries.own(session, actor(), attempt_id)
    return Sheet(attempt, taking_queries.saved(session, attempt_id), at)


def _on(attempt_id: UUID, number: int) -> Answer:
    """Go on after this question, on the page from which it came."""
    if _ALL not in request.form:
        return _to_question(attempt_id, number + 1)
    anchor = field_among_all(number + 1)
    return redirect(url_for("assessment.whole", attempt_id=attempt_id, _anchor=anchor), code=303)


def _to_question(attempt_id: UUID, number: int) -> Answer:
    page = url_for("assessment.question", attempt_id=attempt_id, number=number)
    return redirect(page, code=303)


def _to(endpoint: str, attempt_id: UUID) -> Answer:
    return redirect(url_for(endpoint, attempt_id=attempt_id), code=303)
