"""The page of a manuscript: what it has, what is still wrong, and what can be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from courses.checking import JP_MINUTES
from courses.model import Module
from lms.kernel.database import reading
from lms.web.access import actor
from lms.workshop import page, queries, reviewing
from lms.workshop.assembling import assemble
from lms.workshop.drafting import PartKind
from lms.workshop.forms import AddForm, ReturnForm
from lms.workshop.models import ItemStatus, Manuscript, ManuscriptState
from lms.workshop.words import STATE_WORDS, STATUS_WORDS


@dataclass(frozen=True)
class Sending:
    """Whether a manuscript may be sent for review, and what stands against it."""

    is_open: bool
    is_same: bool  # as what is published
    todos: list[page.Todo]
    pending_count: int  # questions that aren't ready, so are left out

    @property
    def count(self) -> int:
        """Give how many things are still wrong."""
        return sum(len(each.sentences) for each in self.todos)


def _sending(
    session: Session, row: Manuscript, module: Module, counts: Mapping[str, int]
) -> Sending:
    pending = sum(counts.get(each, 0) for each in (ItemStatus.DRAFT, ItemStatus.IN_REVIEW))
    if not page.may_send(row):
        return Sending(is_open=False, is_same=False, todos=[], pending_count=pending)
    is_same = not reviewing.is_changed(session, row, module)
    return Sending(True, is_same, page.todos(row, module, pending), pending)


def manuscript_page(manuscript_id: UUID, returning: ReturnForm | None = None) -> str:
    """Give the page, with the form of a return that could not be done, if there is one."""
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
        module = assemble(session, row)
        reviews = queries.reviews(session, row.id)
        people = [i for review in reviews for i in (review.sent_by_id, review.decided_by_id)]
        names = queries.names(session, people)
        counts = queries.items_count(session, [row.id]).get(row.id, {})
        waiting = reviews[0] if row.state is ManuscriptState.IN_REVIEW else None
        is_own = waiting is not None and reviewing.wrote(session, row, actor())
        sending = _sending(session, row, module, counts)
    rights = page.rights(actor(), row)
    return render_template(
        "workshop/show.html",
        row=row,
        module=module,
        rights=rights,
        state=STATE_WORDS[row.state],
        lessons=page.part_lines(module, PartKind.LESSON),
        handouts=page.part_lines(module, PartKind.HANDOUT),
        sending=sending,
        has_header=bool(module.indicators and module.sources and module.outcome),
        reviews=reviews,
        names=names,
        waiting=waiting,
        is_own=is_own,
        counts=[(word, counts[s.value]) for s, word in STATUS_WORDS.items() if s.value in counts],
        plan_minutes=sum(step.minutes for step in module.plan),
        plan_target=module.jp * JP_MINUTES,
        add_lesson=AddForm.empty(PartKind.LESSON, _("Judul bacaan baru")),
        add_handout=AddForm.empty(PartKind.HANDOUT, _("Judul lembar baru")),
        returning=returning or ReturnForm(formdata=None),
        may_return=rights.approves and not is_own,
        late=returning if waiting is None else None,
    )
