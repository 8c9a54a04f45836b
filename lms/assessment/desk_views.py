"""Opening and closing the tests of a kelas, and watching how far everybody is."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.assessment import desk_queries, essay_queries, operations, queries
from lms.assessment.desk_presenters import TestPanel, sittings
from lms.assessment.presenters import title
from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.training.access import require_teacher
from lms.training.models import Kelas, TestKind
from lms.web.access import Visitor, actor, allow

blueprint = Blueprint("assessment_desk", __name__)

_TESTS = "/kelas/<uuid:kelas_id>/tes"
_TEST = f"{_TESTS}/<any(awal,akhir):kind>"


@blueprint.get(_TESTS)
@allow(Visitor.SIGNED_IN)
def tests(kelas_id: UUID) -> ResponseReturnValue:
    """Show both tests of a kelas with what to do next."""
    with reading() as session:
        kelas = require_teacher(session, actor(), kelas_id)
        panels = [_panel(session, kelas, kind) for kind in TestKind]
    return render_template("assessment_desk/tests.html", kelas=kelas, panels=panels)


@blueprint.get(_TEST)
@allow(Visitor.SIGNED_IN)
def progress(kelas_id: UUID, kind: str) -> ResponseReturnValue:
    """Show who has begun and finished a test, with answers saved and scores."""
    with reading() as session:
        kelas = require_teacher(session, actor(), kelas_id)
        panel = _panel(session, kelas, TestKind(kind))
    return render_template("assessment_desk/progress.html", kelas=kelas, panel=panel)


@blueprint.post(f"{_TEST}/buka")
@allow(Visitor.SIGNED_IN)
def open_window(kelas_id: UUID, kind: str) -> ResponseReturnValue:
    """Open a test: from now on the kelas may begin."""
    test = TestKind(kind)
    with writing() as session:
        operations.open_window(session, actor(), kelas_id, test, at=clock.now())
    flash(_("%(title)s dibuka; peserta dapat mulai.", title=title(test)), "good")
    return redirect(url_for("assessment_desk.progress", kelas_id=kelas_id, kind=kind), code=303)


@blueprint.post(f"{_TEST}/tutup")
@allow(Visitor.SIGNED_IN)
def close_window(kelas_id: UUID, kind: str) -> ResponseReturnValue:
    """Close a test: whoever is still at it ends with what is saved."""
    test = TestKind(kind)
    with writing() as session:
        operations.close_window(session, actor(), kelas_id, test, at=clock.now())
        unmarked = essay_queries.waiting(session, [kelas_id])
    flash(_("%(title)s ditutup; jawaban yang tersimpan sudah dinilai.", title=title(test)), "good")
    if unmarked:
        flash(_("Uraian menunggu penilaian Anda sebelum nilai tes lengkap."), "attention")
    return redirect(url_for("assessment_desk.progress", kelas_id=kelas_id, kind=kind), code=303)


def _panel(session: Session, kelas: Kelas, kind: TestKind) -> TestPanel:
    at = clock.now()
    window = desk_queries.latest_window(session, kelas.id, kind)
    seats = desk_queries.seats(session, kelas.id, window.id if window else None)
    best = queries.best_scores(session, [seat.participation.id for seat in seats], kind, at=at)
    return TestPanel(kelas, kind, window, sittings(seats, window, best, at=at))
