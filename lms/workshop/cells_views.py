"""Kisi-kisi: what the tests want of a module, what is ready, and sample papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from courses.kinds import Form
from courses.model import Question
from lms.kernel.access import Permission
from lms.kernel.database import reading
from lms.kernel.errors import NotFound
from lms.training.asking import Card, Layout
from lms.training.models import TestKind
from lms.web.access import actor, allow
from lms.workshop import bank_pages, bank_queries, cells, queries
from lms.workshop.bank_desk import blueprint, look_of
from lms.workshop.cells import Wanted
from lms.workshop.item_pages import KeyShown, key_shown
from lms.workshop.models import Manuscript
from lms.workshop.queries import READERS

_SEEDS_MOST = 50


@dataclass(frozen=True)
class SampleLine:
    """A question of a sample paper, with its key."""

    card: Card
    key: KeyShown
    sort: str


@blueprint.get("/naskah/<uuid:manuscript_id>/kisi-kisi")
@allow(*READERS)
def blueprint_cells(manuscript_id: UUID) -> ResponseReturnValue:
    """Show how many items each objective has, and what the tests want of them."""
    with reading() as session:
        manuscript = queries.manuscript(session, actor(), manuscript_id)
        counts = bank_queries.counts(session, manuscript.id)
        rows = bank_pages.objective_rows(manuscript, counts)
        curricula = cells.of_manuscript(session, manuscript)
    return render_template(
        "workshop_bank/blueprint_cells.html",
        manuscript=manuscript,
        objectives=rows,
        curricula=curricula,
        forms=tuple(Form),
        may_write=actor().may(Permission.CONTENT_WRITE, within=manuscript.region_code),
    )


@blueprint.get("/naskah/<uuid:manuscript_id>/contoh-soal")
@allow(*READERS)
def sample_paper(manuscript_id: UUID) -> ResponseReturnValue:
    """Show a paper as it could be drawn now, to be read or printed."""
    number = min(max(request.args.get("contoh", 1, type=int), 1), _SEEDS_MOST)
    seed = f"contoh-{number}"
    with reading() as session:
        manuscript = queries.manuscript(session, actor(), manuscript_id)
        sample = cells.sample(session, manuscript, _wanted(), seed=seed)
    return render_template(
        "workshop_bank/sample_paper.html",
        manuscript=manuscript,
        sample=sample,
        number=number,
        with_key=request.args.get("kunci") == "ya",
        lines=_lines(manuscript, sample.questions, seed=seed),
    )


def _lines(
    manuscript: Manuscript, questions: Sequence[Question], *, seed: str
) -> tuple[SampleLine, ...]:
    look = look_of(manuscript)
    return tuple(
        SampleLine(
            Layout(number, f"soal-{number}", seed, look).card(question, None),
            key_shown(question, look),
            f"{question.level.value} · {question.objective}",
        )
        for number, question in enumerate(questions, 1)
    )


def _wanted() -> Wanted:
    args = request.args
    curriculum, kind = args.get("kurikulum"), args.get("tes")
    try:
        return Wanted(
            UUID(curriculum) if curriculum else None,
            TestKind(kind) if kind else None,
            Form(args.get("paket", Form.A)),
        )
    except ValueError:
        raise NotFound from None
